"""What the rules look at, recomputed from the plan's stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sejuk.model.district import UNREACHABLE, District
from sejuk.model.force import Agency, Mode, Roster
from sejuk.model.pin import Pin
from sejuk.model.place import Place, PlaceKind, area_order
from sejuk.model.plan import Plan, Route, StopKind
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History, Tension
from sejuk.planning.verify.stops import At, Gathering, Worth

Findings = Iterator[tuple[str, str]]
"""(where, detail) of each violation of one rule."""


@dataclass(frozen=True)
class Case:
    """One plan and what it was made from."""

    plan: Plan
    district: District
    roster: Roster
    tension: Tension
    history: History
    settings: PlanningSettings
    floors: Mapping[str, int]
    pins: tuple[Pin, ...] = ()
    bans: frozenset[str] = frozenset()

    @cached_property
    def places(self) -> dict[str, Place]:
        return {place.id: place for place in self.district.places}

    @cached_property
    def index(self) -> dict[str, int]:
        return {place.id: i for i, place in enumerate(self.district.places)}

    @cached_property
    def shift(self) -> int:
        return self.plan.shift.seconds

    @cached_property
    def bounds(self) -> tuple[int, ...]:
        """Two halves of a short shift; else whole blocks, the rest a block of its own when it
        is at least half a block and joined to the last when it is shorter."""
        if self.shift <= self.settings.short_shift_minutes * 60:
            return (0, self.shift // 2, self.shift)
        length = self.settings.block_minutes * 60
        if not 0 < length <= self.shift:
            return (0, self.shift)
        whole, rest = divmod(self.shift, length)
        starts = whole + (2 * rest >= length)
        return (*(b * length for b in range(starts)), self.shift)

    def block_of(self, second: int) -> int:
        """A start on a bound lies in the later block; outside the shift: the nearest block."""
        return max(0, sum(bound <= second for bound in self.bounds[:-1]) - 1)

    @cached_property
    def stops(self) -> tuple[At, ...]:
        return tuple(
            At(order, position, route, stop)
            for order, route in enumerate(self.plan.routes)
            for position, stop in enumerate(route.stops)
        )

    def gatherings(self, kind: StopKind) -> Iterator[Gathering]:
        """Stops of `kind`, put together where they overlap at one place."""
        stops = sorted(
            (at for at in self.stops if at.stop.kind is kind),
            key=lambda at: (at.stop.place, at.stop.start, at),
        )
        group: list[At] = []
        for at in stops:
            if group and not (
                at.stop.place == group[0].stop.place
                and at.stop.start < max(other.stop.leave for other in group)
            ):
                yield Gathering(tuple(group))
                group = []
            group.append(at)
        if group:
            yield Gathering(tuple(group))

    @cached_property
    def joints(self) -> tuple[Gathering, ...]:
        return tuple(self.gatherings(StopKind.JOINT))

    @cached_property
    def meetings(self) -> tuple[Gathering, ...]:
        return (*self.joints, *self.gatherings(StopKind.RENDEZVOUS))

    @cached_property
    def visits(self) -> tuple[Gathering, ...]:
        """Every VISIT stop, and every joint visit once, at known places, in order of time."""
        alone = (Gathering((at,)) for at in self.stops if at.stop.kind is StopKind.VISIT)
        known = (v for v in (*alone, *self.joints) if v.place in self.places)
        return tuple(sorted(known, key=lambda v: (v.start, v.place, v.lead)))

    @cached_property
    def counted(self) -> tuple[Gathering, ...]:
        """The visits that count: the first crew stays at least `covered_minutes_min`."""
        least = self.settings.covered_minutes_min * 60
        return tuple(v for v in self.visits if v.lead.seconds >= least)

    @cached_property
    def expected_agencies(self) -> frozenset[Agency]:
        """Agencies of the roster that at least one crew carries: those that could be present."""
        out = {a for route in self.plan.routes for a in route.crew.agencies()}
        return frozenset(self.roster.by_agency()) & out

    def is_met(self, joint: Gathering) -> bool:
        """A joint visit is met when all agencies are there within the joint window."""
        window = self.settings.joint_window_minutes * 60
        return joint.agencies >= self.expected_agencies and joint.spread <= window

    @cached_property
    def side(self) -> dict[Gathering, str]:
        """Counted visit → the one neighbourhood it counts for (see `stop_neighbourhood`)."""
        counts: Counter[str] = Counter()
        sides: dict[Gathering, str] = {}
        by_border = sorted(self.counted, key=lambda v: len(self.places[v.place].neighbourhoods) > 1)
        for visit in by_border:  # a stable sort: each part stays in order of (start, place id)
            choice = self.places[visit.place].neighbourhoods
            if choice:
                h = min(choice, key=lambda h: (counts[h], area_order(h)))
                counts[h] += 1
                sides[visit] = h
        return sides

    @cached_property
    def visits_in(self) -> Counter[str]:
        return Counter(self.side.values())

    @cached_property
    def weight(self) -> dict[str, float]:
        """Place id → w, the value of its first visit in a block (see `stop_value`)."""
        s = self.settings
        known = {row.area: row for row in self.tension.areas}
        weights = {}
        for place in self.district.places:
            row, tension = known.get(place.area_id), s.reference_tension
            if row is not None:
                above = 0.0 if row.high is None else row.high - row.mean
                tension = row.mean + s.uncertainty_bonus * above
            kind = s.border_factor if place.kind is PlaceKind.BORDER else 1.0
            weights[place.id] = (
                s.base_value * tension / s.reference_tension * kind * self._due(place.id)
            )
        return weights

    def _due(self, place: str) -> float:
        if self.history.nights == 0:
            return 1.0
        if place not in self.history.place_nights_ago:
            return self.settings.due_max
        nights = self.history.place_nights_ago[place]
        return min(1.0 + nights / self.settings.due_days, self.settings.due_max)

    @cached_property
    def worth(self) -> dict[At, Worth]:
        """Stop that carries a visit → its value; every other stop is worth nothing."""
        s = self.settings
        nth: Counter[tuple[str, int]] = Counter()
        seen: set[str] = set()
        worth = {}
        for visit in self.counted:
            slot = (visit.place, self.block_of(visit.lead.stop.start))
            factor = (1.0, s.second_visit_factor, 0.0)[min(nth[slot], 2)]
            nth[slot] += 1
            h = self.side.get(visit)
            is_first = h is not None and h not in seen and self._is_new(h)
            if h is not None:
                seen.add(h)
            is_joint = visit.lead.stop.kind is StopKind.JOINT and self.is_met(visit)
            worth[visit.lead] = Worth(
                visit=self.weight[visit.place] * factor,
                first=s.first_in_neighbourhood_value if is_first else 0.0,
                joint=s.joint_visit_value if is_joint else 0.0,
            )
        return worth

    def _is_new(self, h: str) -> bool:
        """No visit in the last 7 nights; a visit exactly 7 nights ago is one of those."""
        nights = self.history.neighbourhood_nights_ago.get(h)
        return nights is None or nights > self.settings.neighbourhood_floor_days

    @cached_property
    def rawan(self) -> tuple[Place, ...]:
        """Marked by the duty officer, or in an area (its own neighbourhood or border) that hot."""
        s = self.settings
        mean = self.tension.by_area()
        return tuple(
            p
            for p in self.district.places
            if p.rawan or mean.get(p.area_id, s.reference_tension) >= s.rawan_tension
        )

    @cached_property
    def over_gap(self) -> tuple[str, ...]:
        """Rawan places due for long and not visited tonight; none without history."""
        if self.history.nights == 0:
            return ()
        tonight = {visit.place for visit in self.counted}
        # Unvisited on all of n nights of record: the last visit is more than n nights ago.
        unseen = self.history.nights + 1
        ago = self.history.place_nights_ago
        limit = self.settings.rawan_floor_days
        return tuple(
            p.id for p in self.rawan if p.id not in tonight and ago.get(p.id, unseen) >= limit
        )

    @cached_property
    def short(self) -> dict[str, int]:
        """Neighbourhood id → visits missing there (short_h), where any is."""
        missing = {h: due - self.visits_in[h] for h, due in self.floors.items()}
        return {h: n for h, n in missing.items() if n > 0}

    def legs(self, route: Route) -> Iterator[tuple[str, str, int, int]]:
        """(from, to, leave, arrive) from the start post over all stops to the end post."""
        crew = route.crew
        points = [
            (crew.start_post, route.depart, route.depart),
            *((stop.place, stop.arrive, stop.leave) for stop in route.stops),
            (crew.end_post, route.back, route.back),
        ]
        for (a, _, leave), (b, arrive, _) in pairwise(points):
            if a in self.index and b in self.index:
                yield a, b, leave, arrive

    def seconds(self, mode: Mode, a: str, b: str) -> int:
        return int(self.district.seconds(mode)[self.index[a], self.index[b]])

    def travel(self, route: Route) -> int:
        """The sum of its legs' matrix seconds, legs that cannot be travelled left out."""
        legs = (self.seconds(route.crew.mode, a, b) for a, b, _, _ in self.legs(route))
        return sum(leg for leg in legs if leg != UNREACHABLE)

    @cached_property
    def travel_minutes(self) -> float:
        return sum(self.travel(route) for route in self.plan.routes) / 60

    @cached_property
    def workload_spread(self) -> int:
        """Seconds between the longest and the shortest time out (back − depart)."""
        out = [route.back - route.depart for route in self.plan.routes]
        return max(out) - min(out) if out else 0

    def lists(self, what: str, id: str | None = None) -> bool:  # noqa: A002 - the field's name
        """Whether the plan's `unmet` owns up to it (for this id, when one is given)."""
        return any(u.what == what and id in {None, u.id} for u in self.plan.unmet)
