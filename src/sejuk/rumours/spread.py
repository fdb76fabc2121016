"""Where and when a claim was seen, and with how much listening."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from sejuk.model.claim import Intake
from sejuk.model.report import Effort, Sighting
from sejuk.rumours.growth import Growth, GrowthParams, Series, growth

DAY = timedelta(days=1)
WINDOW_DAYS = 14
"""A claim that rose a month ago and falls now does not grow."""
LISTENED, TOLD = 0, 1
"""Streams: what patrols hear goes with their minutes, what others tell with time alone."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Sightings of one claim by neighbourhood and day, the last day being the 24 hours to now."""

    areas: tuple[str, ...]
    """Where it was seen, the most first."""
    days: tuple[date, ...]
    seen: tuple[tuple[int, ...], ...]
    """[areas][days]"""
    reached: float
    """Part of the district's neighbourhoods in which it was seen within these days."""


def spread(
    sightings: Iterable[Sighting],
    areas: Collection[str],
    now: datetime,
    zone: str,
    days: int = WINDOW_DAYS,
) -> Spread:
    """Of one claim.

    Args:
        sightings: of this claim; what was received later is left out.
        areas: neighbourhoods of the district.
    """
    seen: dict[str, list[int]] = {}
    for sighting in sightings:
        ago = (now - sighting.heard) // DAY
        if sighting.received <= now and sighting.area in areas and 0 <= ago < days:
            seen.setdefault(sighting.area, [0] * days)[days - 1 - ago] += 1
    order = sorted(seen, key=lambda area: (-sum(seen[area]), area))
    last = _last_day(now, zone)
    return Spread(
        areas=tuple(order),
        days=tuple(last - DAY * (days - 1 - d) for d in range(days)),
        seen=tuple(tuple(seen[area]) for area in order),
        reached=len(seen) / len(areas) if areas else 0.0,
    )


def series(
    sightings: Sequence[Sighting],
    efforts: Iterable[Effort],
    now: datetime,
    zone: str,
    *,
    since: datetime | None = None,
    days: int = WINDOW_DAYS,
) -> Series:
    """Sightings of one claim in days, for `growth`.

    The first sighting is why the claim is looked at, and not evidence of how often it is seen: if
    it is within the window, time begins just after it. Else a claim would always seem to fall,
    having begun with a day on which it surely was seen.

    Args:
        sightings: of this claim alone.
        efforts: of patrols in all the district; none: what they hear says nothing of growth.
        since: look only at what came after, such as its answer.
    """
    known = [s for s in sightings if s.received <= now and s.heard <= now]
    begins = now - DAY * days
    if known:
        begins = max(begins, min(s.heard for s in known))
    if since is not None:
        begins = max(begins, since)
    count = max(-((begins - now) // DAY), 1)
    exposure = np.zeros((2, count))
    exposure[TOLD] = 1.0
    last = _last_day(now, zone)
    for effort in efforts:
        day = count - 1 - (last - effort.day).days
        if effort.received <= now and 0 <= day < count:
            exposure[LISTENED, day] += effort.minutes
    exposure[:, 0] *= (now - begins) / DAY - (count - 1)  # the part of it after the beginning
    seen = np.zeros((2, count))
    for sighting in known:
        if sighting.heard > begins:
            stream = LISTENED if sighting.intake is Intake.CREW else TOLD
            seen[stream, count - 1 - (now - sighting.heard) // DAY] += 1
    return Series(seen=seen, exposure=exposure)


def growth_since_answer(
    sightings: Sequence[Sighting],
    efforts: Iterable[Effort],
    answered: datetime,
    now: datetime,
    zone: str,
    by: GrowthParams | None = None,
) -> Growth:
    """Of what came after the answer: where it grows all the same, the answer did not arrive."""
    return growth(series(sightings, efforts, now, zone, since=answered), by)


def _last_day(now: datetime, zone: str) -> date:
    """The date in the middle of the last 24 hours, as sensing counts days."""
    return (now - DAY / 2).astimezone(ZoneInfo(zone)).date()
