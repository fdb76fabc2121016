"""One night as arrays: what the search, the baselines and the assembly of a plan all read.

Indices: i places, b blocks, v crews, h neighbourhoods, m modes, k meetings.
Times are whole seconds after the shift's start.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE, District
from sejuk.model.force import MODES, Crew
from sejuk.model.pin import Pin
from sejuk.model.place import Place
from sejuk.model.plan import Reason
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift, block_bounds
from sejuk.model.values import History, Tension
from sejuk.planning.burden import burden_caps
from sejuk.planning.pins import ANY, Pinned, narrowed_to_pins, pinned, ways_of
from sejuk.planning.value import priority_place_blocks, rawan_places, visit_values
from sejuk.problems import refuse

NOBODY = -1


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A joint visit or rendezvous that stage C fixed: these crews, this place, this moment."""

    place: int
    block: int
    start: int
    """All participants start together at this second."""
    seconds: int
    crews: tuple[int, ...]
    joint: bool


class Breadth(msgspec.Struct, frozen=True, kw_only=True):
    """How wide a night is: visits, different places, neighbourhoods, priority place-blocks."""

    visits: int = 0
    places: int = 0
    neighbourhoods: int = 0
    priority: int = 0


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """What a crew has driven, or is on its way to, when the rest of a night is planned anew."""

    items: tuple[int, ...] = ()
    """The first items of its tour; they stay."""
    place: int = NOBODY
    """Where it is free again: the place of the last of them; NOBODY: at its post."""
    arrive: tuple[int, ...] = ()
    start: tuple[int, ...] = ()
    """When it reached, or will reach, and began each."""
    depart: int = 0
    """When it left its post."""
    ready: int = 0
    """It goes nowhere new before this second."""
    closed: bool = False
    """A lost crew: nothing more is added to its tour."""


class PatrolProblem(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    district: District
    shift: Shift
    settings: PlanningSettings
    crews: tuple[Crew, ...]
    bounds: tuple[int, ...]
    """[B + 1] bounds of the blocks."""
    value: NDArray[np.float64]
    """w, [places, B]; 0 where no visit can be, and in an area without any tension."""
    reasons: tuple[tuple[Reason, ...], ...]
    """Of each place, without regard to block."""
    early: NDArray[np.int64]
    late: NDArray[np.int64]
    """[places, B] a visit may start in early … late; late < early: never."""
    sides: NDArray[np.int64]
    """[places, 2] neighbourhoods of a place; the second is NOBODY but for borders."""
    travel: NDArray[np.int64]
    """[modes, places, places] seconds, UNREACHABLE where none."""
    crew_mode: tuple[int, ...]
    crew_start: tuple[int, ...]
    crew_end: tuple[int, ...]
    """[v] mode index; place indices of the posts."""
    fresh: NDArray[np.bool_]
    """[h] no visit in the last 7 nights: the first stop tonight earns η."""
    floor: NDArray[np.int64]
    """[h] dialogue visits due tonight (n_h)."""
    aim: NDArray[np.bool_]
    """[h] a visit is sought as if it were due: of the search alone, no part of the objective."""
    over_gap: NDArray[np.bool_]
    """[places] rawan places whose last visit is too long ago."""
    must: NDArray[np.bool_]
    """[places] places that the service floor wants visited tonight, whatever they are worth."""
    rawan: NDArray[np.bool_]
    urgent: NDArray[np.bool_]
    """[places, B] the same as `priority`."""
    priority: frozenset[tuple[str, int]]
    """Place-blocks in the top third of the district by w, closed places and posts included."""
    cap: NDArray[np.int64]
    """[h] visits tonight, at most."""
    pins: tuple[Pinned, ...] = ()
    """Visits that the commander wants tonight; `must` has the places of those for any block."""
    banned: frozenset[int] = frozenset()
    """Places that the commander has closed."""
    meetings: tuple[Meeting, ...] = ()
    begun: tuple[Begun, ...] = ()
    """[v] empty at the start of a night."""
    kept: frozenset[tuple[int, int]] = frozenset()
    """(crew, item) of the plan that is changed: the search would rather keep these."""
    least: Breadth = Breadth()
    """How wide a plan the search wants (`breadth.py`); no part of the objective."""
    change_cost: float = 0.0
    """What the search pays, in points, for each kept pair that it gives up."""

    @property
    def places(self) -> tuple[Place, ...]:
        return self.district.places

    @property
    def horizon(self) -> int:
        return self.bounds[-1]

    @property
    def open(self) -> NDArray[np.bool_]:
        """[places, B] where a visit can be, whatever it is worth: a place without tension may
        still be the one that its neighbourhood is due."""
        may: NDArray[np.bool_] = self.early <= self.late
        return may

    @property
    def dwell(self) -> int:
        return self.settings.dwell_minutes * 60

    @property
    def sought(self) -> NDArray[np.int64]:
        """[h] visits that the search pays ρ for: the floor and the aims."""
        found: NDArray[np.int64] = np.maximum(self.floor, self.aim)
        return found

    @property
    def pinned_blocks(self) -> tuple[tuple[int, int], ...]:
        """(place, block) of the pins to an hour or block."""
        return tuple((pin.place, pin.block) for pin in self.pins if pin.block != ANY)

    def barred(self, crew: int) -> tuple[tuple[int, int], ...]:
        """(place, block) that the commander has given to another crew."""
        return tuple(
            (pin.place, b)
            for pin in self.pins
            if pin.crew not in {ANY, crew}
            for b in (range(self.value.shape[1]) if pin.block == ANY else (pin.block,))
        )

    @property
    def pause(self) -> tuple[int, int, int] | None:
        """First and last second at which a crew's break may start, and its length; None when the
        shift is too short for one."""
        if self.horizon <= self.settings.break_after_minutes * 60:
            return None
        return self.horizon // 3, self.horizon * 2 // 3, self.settings.break_minutes * 60

    def seconds(self, crew: int) -> NDArray[np.int64]:
        """Travel times of one crew's mode, [places, places]."""
        table: NDArray[np.int64] = self.travel[self.crew_mode[crew]]
        return table

    def free(self, crew: int) -> tuple[int, int]:
        """The place and second at which a crew can first go somewhere new."""
        begun = self.begun_by(crew)
        return (self.crew_start[crew] if begun.place == NOBODY else begun.place), begun.ready

    def begun_by(self, crew: int) -> Begun:
        """What this crew has begun; nothing at the start of a night."""
        return self.begun[crew] if self.begun else _NOTHING_BEGUN

    def block_of(self, start: int) -> int:
        """The block in which a stop that starts at this second lies."""
        return int(np.searchsorted(self.bounds, start, side="right")) - 1


_NOTHING_BEGUN = Begun()


def patrol_problem(
    district: District,
    *,
    crews: tuple[Crew, ...],
    shift: Shift,
    tension: Tension,
    history: History,
    floors: Mapping[str, int],
    settings: PlanningSettings,
    must: frozenset[str] = frozenset(),
    aims: frozenset[str] = frozenset(),
    pins: tuple[Pin, ...] = (),
    bans: frozenset[str] = frozenset(),
) -> PatrolProblem:
    """The arrays of one night.

    A post where a crew starts or ends is no place for a visit. Raises `no_crews`, `shift_too_short`
    when not even one visit fits, `unknown_place` for a post, pin or ban that is not in the
    district and `pin_cannot_be`.
    """
    places = district.places
    if not crews:
        raise refuse("no_crews")
    bounds = block_bounds(
        shift.seconds,
        block_minutes=settings.block_minutes,
        short_shift_minutes=settings.short_shift_minutes,
    )
    if shift.seconds < settings.dwell_minutes * 60:
        raise refuse("shift_too_short", minutes=shift.seconds // 60, dwell=settings.dwell_minutes)
    index = district.place_index()
    starts = tuple(_post(index, crew.start_post) for crew in crews)
    ends = tuple(_post(index, crew.end_post) for crew in crews)
    reasons = visit_values(places, tension=tension, history=history, settings=settings)
    early, late = _windows(places, bounds, shift)
    wanted = pinned(
        pins,
        bans,
        index=index,
        crews=crews,
        shift=shift,
        bounds=bounds,
        window_seconds=settings.joint_window_minutes * 60,
    )
    posts = frozenset({*starts, *ends})
    banned = frozenset(index[place] for place in bans)
    for place in posts | banned:
        late[place] = early[place] - 1
    travel = district.travel.astype(np.int64)
    modes = tuple(MODES.index(crew.mode) for crew in crews)
    way = np.array(
        [ways_of(travel[m], a, z) for m, a, z in zip(modes, starts, ends, strict=True)]
    ).reshape(len(crews), len(places))
    narrowed_to_pins(wanted, pins, early, late, posts, way)
    anytime = {places[pin.place].id for pin in wanted if pin.block == ANY}
    worth = np.array([sum(r.amount for r in terms) for terms in reasons])
    hoods = {n.id: h for h, n in enumerate(district.neighbourhoods)}
    rawan = set(rawan_places(places, tension, settings))
    priority = priority_place_blocks(tuple(p.id for p in places), worth, len(bounds) - 1)
    return PatrolProblem(
        district=district,
        shift=shift,
        settings=settings,
        crews=crews,
        bounds=bounds,
        value=np.where(late >= early, worth[:, None], 0.0),
        reasons=reasons,
        early=early,
        late=late,
        sides=np.array(
            [[*(hoods[a] for a in p.neighbourhoods), NOBODY][:2] for p in places], np.int64
        ),
        travel=travel,
        crew_mode=modes,
        crew_start=starts,
        crew_end=ends,
        fresh=np.array([_is_fresh(n.id, history, settings) for n in district.neighbourhoods]),
        floor=np.array([floors.get(n.id, 0) for n in district.neighbourhoods], np.int64),
        aim=np.array([n.id in aims for n in district.neighbourhoods]),
        over_gap=np.array([p.id in rawan and _over_gap(p.id, history, settings) for p in places]),
        must=np.array([p.id in must or p.id in anytime for p in places]),
        rawan=np.array([p.id in rawan for p in places]),
        urgent=_urgent(places, priority, len(bounds) - 1),
        priority=priority,
        cap=burden_caps(district, history, settings),
        pins=wanted,
        banned=banned,
    )


def reachable(problem: PatrolProblem, crew: int) -> NDArray[np.bool_]:
    """[places] that a crew can reach from its post and come back from."""
    seconds = problem.seconds(crew)
    there = seconds[problem.crew_start[crew]] < UNREACHABLE
    back = seconds[:, problem.crew_end[crew]] < UNREACHABLE
    found: NDArray[np.bool_] = there & back
    return found


def _post(index: Mapping[str, int], post: str) -> int:
    if post not in index:
        raise refuse("unknown_place", name=post, near="")
    return index[post]


def _urgent(
    places: tuple[Place, ...], priority: frozenset[tuple[str, int]], blocks: int
) -> NDArray[np.bool_]:
    cells = [[(place.id, b) in priority for b in range(blocks)] for place in places]
    return np.array(cells, bool).reshape(len(places), blocks)


def _is_fresh(hood: str, history: History, settings: PlanningSettings) -> bool:
    ago = history.neighbourhood_nights_ago.get(hood)
    return ago is None or ago > settings.neighbourhood_floor_days


def _over_gap(place: str, history: History, settings: PlanningSettings) -> bool:
    if history.nights == 0:
        return False
    # Unvisited on all of n nights of record: the last visit is more than n nights ago.
    ago = history.place_nights_ago.get(place, history.nights + 1)
    return ago >= settings.rawan_floor_days


def _windows(
    places: tuple[Place, ...], bounds: tuple[int, ...], shift: Shift
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """[places, B] first and last second at which a visit may start, hours of the place included.

    Hours that open twice within one block (they pass the shift's edge) keep the longer part.
    """
    blocks = len(bounds) - 1
    early = np.tile(np.array(bounds[:-1], np.int64), (len(places), 1))
    late = np.tile(np.array(bounds[1:], np.int64) - 1, (len(places), 1))
    begins = shift.start.hour * 3600 + shift.start.minute * 60
    for i, place in enumerate(places):
        if place.opens is None or place.closes is None:
            continue
        hours = _open_spans(place.opens * 60 - begins, place.closes * 60 - begins)
        for b in range(blocks):
            spans = [(max(start, bounds[b]), min(end, bounds[b + 1] - 1)) for start, end in hours]
            early[i, b], late[i, b] = max(spans, key=lambda span: span[1] - span[0])
    return early, late


def _open_spans(opens: int, closes: int) -> list[tuple[int, int]]:
    """The hours of yesterday, today and tomorrow, relative to the shift's start."""
    day = 24 * 3600
    closes += day if closes <= opens else 0
    return [(opens + k * day, closes + k * day) for k in (-1, 0, 1)]
