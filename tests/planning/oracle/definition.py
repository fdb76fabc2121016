"""A night as PLANNING.md defines it, in whole seconds and exact fractions.

Written from PLANNING.md, docs/reference/settings.md and docs/reference/checker.md alone: nothing of
the planner is imported, so that a mistake there is not repeated here. Only the nouns of the model
are shared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from statistics import median

from sejuk.model.district import UNREACHABLE, District
from sejuk.model.force import Crew
from sejuk.model.place import Place, PlaceKind
from sejuk.model.plan import Plan, StopKind
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension

DAY = 24 * 3600
Span = tuple[int, int]
"""First and last second of something, both included."""


@dataclass(frozen=True)
class Meeting:
    """A joint visit or rendezvous: these crews are at this place from start to leave."""

    place: int
    start: int
    leave: int
    crews: tuple[int, ...]
    joint: bool


@dataclass(frozen=True)
class Definition:
    """One night with its crews and meetings. Places, crews and blocks are numbered from 0."""

    district: District
    crews: tuple[Crew, ...]
    shift: Shift
    tension: Tension
    history: History
    floors: Mapping[str, int]
    settings: PlanningSettings
    meetings: tuple[Meeting, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return self.district.places

    @property
    def horizon(self) -> int:
        return self.shift.seconds

    @property
    def dwell(self) -> int:
        return self.settings.dwell_minutes * 60

    @property
    def separation(self) -> int:
        return self.settings.separation_minutes * 60

    @cached_property
    def post(self) -> tuple[tuple[int, int], ...]:
        """[crews] where each starts and ends."""
        index = {place.id: i for i, place in enumerate(self.places)}
        return tuple((index[crew.start_post], index[crew.end_post]) for crew in self.crews)

    @cached_property
    def joint(self) -> tuple[Meeting, ...]:
        return tuple(m for m in self.meetings if m.joint)

    @cached_property
    def no_visit(self) -> frozenset[int]:
        """Posts: where crews start and end nobody is visited."""
        return frozenset(place for posts in self.post for place in posts)

    @cached_property
    def blocks(self) -> tuple[Span, ...]:
        """The seconds of each block: halves of a short shift, else blocks of full length; a rest of
        half a block or more is one of its own, a shorter one belongs to the last."""
        settings, length = self.settings, self.settings.block_minutes * 60
        if self.horizon <= settings.short_shift_minutes * 60:
            bounds = [0, self.horizon // 2, self.horizon]
        else:
            bounds = [0]
            while self.horizon - bounds[-1] >= length * (1 + Fraction(1, 2)):
                bounds.append(bounds[-1] + length)
            bounds.append(self.horizon)
        return tuple((begin, end - 1) for begin, end in pairwise(bounds))

    @cached_property
    def worth(self) -> tuple[Fraction, ...]:
        """[places] w, the same in every block: base × tension/reference × kind × due."""
        settings = self.settings
        tension = {row.area: row.mean for row in self.tension.areas}
        worths = []
        for place in self.places:
            level = tension.get("|".join(place.neighbourhoods), settings.reference_tension)
            kind = settings.border_factor if place.kind is PlaceKind.BORDER else 1
            worths.append(
                exact(settings.base_value)
                * exact(level)
                / exact(settings.reference_tension)
                * exact(kind)
                * self._due(place)
            )
        return tuple(worths)

    def _due(self, place: Place) -> Fraction:
        most = exact(self.settings.due_max)
        if self.history.nights == 0:
            return Fraction(1)
        ago = self.history.place_nights_ago.get(place.id)
        return most if ago is None else min(1 + ago / exact(self.settings.due_days), most)

    @cached_property
    def is_new(self) -> dict[str, bool]:
        """Neighbourhood → whether it had no visit in the last seven nights."""
        ago = self.history.neighbourhood_nights_ago
        within = self.settings.neighbourhood_floor_days
        return {h.id: not ago.get(h.id, within + 1) <= within for h in self.district.neighbourhoods}

    @cached_property
    def over_gap(self) -> frozenset[int]:
        """Rawan places whose last visit is four nights ago or more; one that a record of n nights
        does not know was visited more than n nights ago; without a record there are none."""
        settings, history = self.settings, self.history
        tension = {row.area: row.mean for row in self.tension.areas}
        due = set()
        for i, place in enumerate(self.places):
            level = tension.get("|".join(place.neighbourhoods), settings.reference_tension)
            ago = history.place_nights_ago.get(place.id, history.nights + 1)
            rawan = place.rawan or level >= settings.rawan_tension
            if history.nights and rawan and ago >= settings.rawan_floor_days:
                due.add(i)
        return frozenset(due)

    @cached_property
    def cap(self) -> dict[str, int]:
        """Neighbourhood → visits tonight, at most: 3 × the district's median minutes per resident,
        tonight included, over 14 nights; a fixed number without such a record or median."""
        settings, history = self.settings, self.history
        hoods = self.district.neighbourhoods
        nights = history.presence[: settings.burden_nights]
        people = {h.id: h.population or 0 for h in hoods}
        if not all(people.values()):
            people = dict.fromkeys(people, 1)
        spent = {h: sum(exact(night.get(h, 0.0)) for night in nights) for h in people}
        usual = median(Fraction(spent[h]) / people[h] for h in people)
        if history.nights < settings.burden_nights or not usual:
            return dict.fromkeys(people, settings.burden_stops_without_history)
        recent = nights[: settings.burden_nights - 1]
        most = exact(settings.burden_cap_ratio) * usual
        return {
            h: max(0, math.floor((most * people[h] - past) / settings.dwell_minutes))
            for h in people
            for past in [sum(exact(night.get(h, 0.0)) for night in recent)]
        }

    @property
    def break_seconds(self) -> int:
        """Length of the break that every crew has; 0: the shift is too short for one."""
        due = self.horizon > self.settings.break_after_minutes * 60
        return self.settings.break_minutes * 60 * due

    @property
    def break_starts(self) -> Span:
        """When a break may start: in the middle third of the shift."""
        return self.horizon // 3, self.horizon * 2 // 3

    def seconds(self, crew: int, a: int, b: int) -> int | None:
        """Travel time of a crew between two places; None where its mode has no way."""
        taken = int(self.district.seconds(self.crews[crew].mode)[a, b])
        return None if taken == UNREACHABLE else taken

    def may_start(self, place: int, block: int) -> Span | None:
        """When a visit to a place may start in a block; where it opens twice, the longer part."""
        first, last = self.blocks[block]
        opens, closes = self.places[place].opens, self.places[place].closes
        if place in self.no_visit:
            return None
        if opens is None or closes is None:
            return first, last
        begins = (self.shift.start.hour * 60 + self.shift.start.minute) * 60
        until = closes * 60 + (DAY if closes < opens else 0)
        # Hours of last night, today and tomorrow, counted from the shift's start.
        spans = [
            (max(first, opens * 60 - begins + day), min(last, until - begins + day))
            for day in (-DAY, 0, DAY)
        ]
        begin, end = max(spans, key=lambda span: span[1] - span[0])
        return (begin, end) if begin <= end else None


def exact(number: float) -> Fraction:
    """The decimal number that a file of settings shows, without the rounding of binary."""
    return Fraction(repr(number))


def meetings_of(plan: Plan, district: District) -> tuple[Meeting, ...]:
    """What stage C fixed, read from a plan: its joint visits and rendezvous."""
    number = {route.crew.id: v for v, route in enumerate(plan.routes)}
    index = {place.id: i for i, place in enumerate(district.places)}
    found = {
        Meeting(
            place=index[stop.place],
            start=stop.start,
            leave=stop.leave,
            crews=tuple(sorted(number[crew] for crew in (route.crew.id, *stop.meets))),
            joint=stop.kind is StopKind.JOINT,
        )
        for route in plan.routes
        for stop in route.stops
        if stop.kind in {StopKind.JOINT, StopKind.RENDEZVOUS}
    }
    return tuple(sorted(found, key=lambda m: (m.start, m.place, m.crews)))
