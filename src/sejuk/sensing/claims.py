"""Claims that go round: how often each is heard, weighed by its harm, whoever repeats it (G8).

What comes by itself (residents, village officers, the desk) is so many claims a day; what patrols
hear is so many in the minutes they listened. Twice the patrols hear twice as much, and that is no
rise: so the two are counted apart, and a claim that came by itself on a day is not counted again
where a patrol heard it too.

    rate = Σ_d w_d · told_d + visit · (Σ_d w_d · heard_d)/(Σ_d w_d · minutes_d)
    points of a claim in an area = points · harm · rate

told_d and heard_d are 0 or 1: a claim counts once for each area and day. w halves in seven days.
Neighbouring areas have half of it, unless they have more of their own; an area has at most
`most_points` for all claims together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.claim import Harm, Intake
from sejuk.model.report import Assessment, Effort, Sighting
from sejuk.sensing.counts import minutes_by_day
from sejuk.sensing.days import DAY, Days

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class ClaimParams(msgspec.Struct, frozen=True, kw_only=True):
    points: float = 2.5
    """Of tension, for a claim of harm 1 that was told in the area today."""
    near_part: float = 0.5
    """Of it in neighbouring areas."""
    most_points: float = 10.0
    half_life_days: float = 7.0
    window_days: int = 28
    """Four half-lives; what is older weighs nothing."""
    visit_minutes: float = 12.0
    """Of patrol: a claim heard in each such visit weighs as much as one told today."""
    unassessed: float = 1.0
    """Harm while nobody assessed it."""


def claim_points(
    sightings: Iterable[Sighting],
    assessments: Iterable[Assessment],
    efforts: Iterable[Effort],
    areas: Sequence[str],
    neighbours: Floats,
    now: datetime,
    zone: str,
    by: ClaimParams,
) -> Floats:
    """[areas] points of tension for the claims of the last weeks, at most `most_points`.

    Claims that are not matched yet count as one.

    Args:
        sightings, efforts: what was known at `now`.
        assessments: also later ones, which do not count.
        neighbours: [areas, areas] above 0 for neighbours.
        zone: IANA name, for the days of efforts.
    """
    position = {area: i for i, area in enumerate(areas)}
    days = Days(now=now, zone=zone, count=by.window_days)
    weight = 0.5 ** ((days.count - 1 - np.arange(days.count)) / by.half_life_days)
    listened = minutes_by_day(efforts, position, days)[:, :-1] @ weight
    harms = _harms(assessments, now)
    beside = neighbours > 0
    points = np.zeros(len(areas))
    for claim, (told, heard) in _seen(sightings, position, days).items():
        by_patrols = (heard & ~told) @ weight
        rate = np.divide(by_patrols, listened, out=np.zeros_like(points), where=listened > 0)
        here = (told @ weight + by.visit_minutes * rate) * harms.get(claim, by.unassessed)
        near = np.where(beside, here, 0.0).max(axis=1, initial=0.0)
        points += by.points * np.maximum(here, by.near_part * near)
    return np.minimum(points, by.most_points)


def _harms(assessments: Iterable[Assessment], now: datetime) -> dict[str | None, float]:
    """Claim → its harm as the last one to assess it by then said."""
    known = [one for one in assessments if one.received <= now]
    harms: dict[str | None, float] = {}
    for one in sorted(known, key=lambda one: one.received):
        harms[one.claim] = float(Harm(one.harm))
    return harms


def _seen(
    sightings: Iterable[Sighting], position: dict[str, int], days: Days
) -> dict[str | None, tuple[Bools, Bools]]:
    """Claim → [areas, days] where it was told, and where patrols heard it."""
    seen: dict[str | None, tuple[Bools, Bools]] = {}
    for one in sightings:
        day = days.count - 1 - (days.now - one.heard) // DAY
        if one.area not in position or not 0 <= day < days.count:
            continue
        claim = one.claim_at(days.now)
        if claim not in seen:
            shape = (len(position), days.count)
            seen[claim] = (np.zeros(shape, np.bool_), np.zeros(shape, np.bool_))
        seen[claim][one.intake is Intake.CREW][position[one.area], day] = True
    return seen
