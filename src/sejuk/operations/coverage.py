"""Coverage, gaps and burden of neighbourhoods over weeks, from the stops that crews made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import msgspec

from sejuk.model.values import History

VISIT_MINUTES = 10
"""A shorter stop is no visit (PLANNING.md: covered by a stop of at least 10 minutes)."""


NOON = timedelta(hours=12)
"""A night lies between two noons: what happens after midnight is still of its date."""


class StopMade(msgspec.Struct, frozen=True, kw_only=True):
    """A crew at a place, from its arrival to its leaving."""

    place: str
    arrived: datetime
    left: datetime

    @property
    def minutes(self) -> float:
        return (self.left - self.arrived).total_seconds() / 60


class AreaCover(msgspec.Struct, frozen=True, kw_only=True):
    """One neighbourhood from the first day to the last."""

    neighbourhood: str
    visits: tuple[int, ...]
    """Of each week, the first one first."""
    minutes: float
    last: date | None
    """Of its last visit."""
    longest_gap_days: int
    """Days without a visit in a row, those at both ends included."""


def stops_made(acts: Iterable[tuple[str, str, str, datetime]]) -> list[StopMade]:
    """Stops from (who, kind, place, at), by time; what was never left is none."""
    here: dict[tuple[str, str], datetime] = {}
    found = []
    for who, kind, place, at in acts:
        if kind == "arrived":
            here[who, place] = at
        elif kind == "left" and (who, place) in here:
            found.append(StopMade(place=place, arrived=here.pop((who, place)), left=at))
    return found


def coverage(
    stops: Sequence[StopMade],
    areas: Mapping[str, Sequence[str]],
    neighbourhoods: Sequence[str],
    begins: date,
    weeks: int,
) -> tuple[AreaCover, ...]:
    """Of each neighbourhood, in the order given; days are those of the stops' own zone.

    Args:
        areas: place → its neighbourhoods; of a border the side with fewer visits so far counts,
            the first of two that have as many.
    """
    days: dict[str, list[date]] = {name: [] for name in neighbourhoods}
    minutes = dict.fromkeys(neighbourhoods, 0.0)
    for side, visit in _sided(stops, areas):
        days[side].append(visit.arrived.date())
        minutes[side] += visit.minutes
    return tuple(
        AreaCover(
            neighbourhood=name,
            visits=tuple(_by_week(days[name], begins, weeks)),
            minutes=minutes[name],
            last=max(days[name], default=None),
            longest_gap_days=_longest_gap(days[name], begins, begins + timedelta(weeks=weeks)),
        )
        for name in neighbourhoods
    )


def history_of(
    stops: Sequence[StopMade], areas: Mapping[str, Sequence[str]], tonight: date
) -> History:
    """What planning is told of the nights before tonight: when who was visited last, and for long.

    The record begins with the first night of these stops that has a visit.
    """
    places: dict[str, int] = {}
    hoods: dict[str, int] = {}
    minutes: dict[int, dict[str, float]] = {}
    for side, visit in _sided(stops, areas):
        ago = (tonight - (visit.arrived - NOON).date()).days
        if ago < 1:
            continue
        places[visit.place] = min(ago, places.get(visit.place, ago))
        hoods[side] = min(ago, hoods.get(side, ago))
        night = minutes.setdefault(ago, {})
        night[side] = night.get(side, 0.0) + visit.minutes
    nights = max(minutes, default=0)
    return History(
        nights=nights,
        place_nights_ago=places,
        neighbourhood_nights_ago=hoods,
        presence=tuple(minutes.get(ago, {}) for ago in range(1, nights + 1)),
    )


def _sided(
    stops: Sequence[StopMade], areas: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, StopMade]]:
    """Visits by time, each with the neighbourhood that it counts for."""
    count: Counter[str] = Counter()
    visits = [stop for stop in stops if stop.minutes >= VISIT_MINUTES and stop.place in areas]
    for visit in sorted(visits, key=lambda stop: (stop.arrived, stop.place)):
        side = min(areas[visit.place], key=lambda name: count[name])
        count[side] += 1
        yield side, visit


def _by_week(days: Sequence[date], begins: date, weeks: int) -> list[int]:
    count = Counter((day - begins).days // 7 for day in days)
    return [count[week] for week in range(weeks)]


def _longest_gap(days: Sequence[date], begins: date, ends: date) -> int:
    edges = [begins - timedelta(days=1), *sorted(set(days)), ends]
    return max((b - a).days - 1 for a, b in pairwise(edges))
