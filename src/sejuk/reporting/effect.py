"""The effect sheet in words: what the data allow to be said, and nothing else.

Guarantee G14: which sentence opens the sheet follows from the interval (`EffectSheet.verdict`). The
word of success stands in the one for an interval wholly below no effect, and nowhere else.
"""

from __future__ import annotations

from sejuk.model.effect import EffectSheet, Exposure, Harm, Ratio, Verdict
from sejuk.problems import Both
from sejuk.reporting.format import LANGUAGES, long_date
from sejuk.reporting.words import numbers, say, say_code


def effect_title(sheet: EffectSheet) -> Both:
    """With its nights."""
    return say(
        "effect.title",
        first=Both(*(long_date(sheet.first, la) for la in LANGUAGES)),
        last=Both(*(long_date(sheet.last, la) for la in LANGUAGES)),
    )


def effect_sentences(sheet: EffectSheet) -> tuple[Both, ...]:
    """The answer first, then what limits it."""
    found = [_answer(sheet), _sample(sheet), _smallest(sheet)]
    found += [_harm(harm) for harm in sheet.harms]
    if sheet.exposure is not None:
        found.append(_neighbours(sheet.exposure))
    found.append(_delivery(sheet))
    if sheet.vetoed:
        found.append(say("effect.vetoed", count=sheet.vetoed))
    if sheet.without_first_night is not None:
        found.append(say("effect.later", ratio=_ratio(sheet.without_first_night, "effect.short")))
    if sheet.averaged is not None:
        found.append(say("effect.averaged", ratio=_ratio(sheet.averaged, "effect.short")))
    out = sheet.left_out
    found.append(say("effect.left_out", other=out.other_origins, outside=out.outside))
    found.append(say("effect.meaning"))
    found.append(
        say(
            "effect.method",
            redraws=sheet.redraws,
            seed=str(sheet.seed),
            p=numbers(sheet.effect.p, 4),
        )
    )
    return tuple(found)


def _answer(sheet: EffectSheet) -> Both:
    if sheet.verdict is Verdict.NOTHING:
        return say("effect.nothing")
    return say(f"effect.{sheet.verdict.value}", ratio=_ratio(sheet.effect))


def _ratio(one: Ratio, key: str = "effect.ratio") -> Both:
    """In reports for each hundred."""
    if one.ratio is None:
        return say("effect.no_ratio", low=_hundred(one.low), high=_hundred(one.high))
    return say(key, ratio=_hundred(one.ratio), low=_hundred(one.low), high=_hundred(one.high))


def _hundred(value: float | None) -> Both:
    """100 times it, whole; near 100 with as many decimals as keep it on its side of 100."""
    if value is None:
        return say("effect.unlimited")
    digits = 0
    while digits < 3 and value != 1 and round(100 * value, digits) == 100:
        digits += 1
    return numbers(100 * value, digits)


def _sample(sheet: EffectSheet) -> Both:
    return say(
        "effect.sample",
        drawn=sheet.drawn.reports,
        drawn_nights=sheet.drawn.area_nights,
        undrawn=sheet.undrawn.reports,
        undrawn_nights=sheet.undrawn.area_nights,
        areas=sheet.areas,
        blocks=sheet.blocks,
    )


def _smallest(sheet: EffectSheet) -> Both:
    if sheet.smallest_detectable is None:
        return say("effect.smallest_none")
    return say("effect.smallest", percent=numbers(100 * sheet.smallest_detectable, 0))


def _harm(harm: Harm) -> Both:
    effect = harm.effect
    if harm.drawn.reports + harm.undrawn.reports == 0:
        verdict = say("effect.harm_nothing")
    elif effect.above_one:
        verdict = say("effect.harm_more", low=_hundred(effect.low), high=_hundred(effect.high))
    else:
        verdict = say("effect.harm_fewer" if effect.below_one else "effect.harm_open")
    return say(
        "effect.harm",
        what=say_code("outcome_kind", harm.what.value),
        drawn=harm.drawn.reports,
        undrawn=harm.undrawn.reports,
        verdict=verdict,
    )


def _neighbours(exposure: Exposure) -> Both:
    one = exposure.neighbour_against_none
    words = "more" if one.above_one else "fewer" if one.below_one else "open"
    return say(f"effect.neighbour_{words}", ratio=_ratio(one, "effect.neighbour_ratio"))


def _delivery(sheet: EffectSheet) -> Both:
    done = sheet.delivery
    return say(
        "effect.delivery",
        drawn_due=done.drawn_due,
        drawn=done.drawn_visited,
        undrawn_due=done.undrawn_due,
        undrawn=done.undrawn_visited,
        percent=numbers(100 * done.rate, 0),
    )
