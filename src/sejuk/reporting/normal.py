"""Return to normal in words: a sentence for each neighbourhood, with intervals and data tipis."""

from __future__ import annotations

from collections.abc import Mapping

from sejuk.model.daily_life import AreaNormal, Normal, Share, Sign
from sejuk.problems import Both
from sejuk.reporting.words import join, numbers, same, say


def normal_sentences(normal: Normal, names: Mapping[str, str]) -> tuple[Both, ...]:
    """One for each area, in order. `names`: area id → as people call it."""
    return tuple(
        say("normal.area", area=names.get(one.area, one.area), what=_what(one))
        for one in normal.areas
    )


def _what(one: AreaNormal) -> Both:
    parts = [_share(sign, one.signs[sign]) for sign in Sign]
    parts.append(say("normal.fears", count=one.fears.count))
    if one.places:
        parts.append(say("normal.places", safe=one.safe_places, places=one.places))
    return join(parts, "; ")


def _share(sign: Sign, share: Share) -> Both:
    if share.mean is None:
        return say(f"normal.unseen_{sign.value}")
    return say(
        f"normal.{sign.value}",
        mean=numbers(100 * share.mean, 0),
        low=numbers(100 * share.low, 0),
        high=numbers(100 * share.high, 0),
        thin=say("normal.thin") if share.thin else same(""),
    )
