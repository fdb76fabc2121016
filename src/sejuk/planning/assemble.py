"""From tours to a plan: stops with times and reasons, coverage, figures, what is missing."""

from __future__ import annotations

import msgspec

from sejuk.model.pin import Pin
from sejuk.model.plan import NeighbourhoodCover, Plan, Reason, Route, Stop, StopKind, Unmet
from sejuk.model.rotation import Rotation
from sejuk.planning.figures import Passed, figures_of
from sejuk.planning.missing import extra_missing, missing
from sejuk.planning.objective import Scored, Visited, score
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items, Timed, Tours, time_tour


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """How a plan came about; goes into its header."""

    kind: str
    seed: int
    preset: str
    engine: str
    night: int = 1
    notes: tuple[str, ...] = ()
    together: bool = False
    """Everyone moves as one group."""
    joint_missing: str = "no_place_block_fits"
    """Why a joint visit may be missing: a code of reporting's words."""
    joint_place_blocks: frozenset[tuple[int, int]] = frozenset()
    """Place-blocks that are a joint visit when a crew with all agencies visits them."""
    pins: tuple[Pin, ...] = ()
    bans: frozenset[str] = frozenset()
    """The commander's."""
    rotation: Rotation | None = None


class _Placed(msgspec.Struct, frozen=True, kw_only=True):
    """One stop of one crew before its value is known."""

    crew: int
    item: int
    arrive: int
    start: int
    leave: int
    kind: StopKind
    visit: Visited | None
    """None for what is no visit of its own: rendezvous, break, the partners at a joint visit."""
    meets: tuple[str, ...] = ()


def assemble(
    problem: PatrolProblem,
    items: Items,
    tours: Tours,
    *,
    making: Making,
    unmet: tuple[Unmet, ...],
    passed: Passed,
) -> Plan:
    """The plan that these tours are. They must fit their windows (ValueError if not)."""
    timed = _timed(problem, items, tours)
    placed = _placed(problem, items, tours, timed, making)
    visits = tuple(sorted(p.visit for p in placed if p.visit is not None))
    scored = score(problem, visits, sum(times.travel for times in timed))
    nth = {visit: k for k, visit in enumerate(visits)}
    routes = tuple(
        Route(
            crew=crew,
            depart=timed[v].depart,
            back=timed[v].back,
            travel=timed[v].travel,
            together=making.together,
            stops=tuple(_stop(problem, items, p, scored, nth) for p in placed if p.crew == v),
        )
        for v, crew in enumerate(problem.crews)
    )
    return Plan(
        kind=making.kind,
        district=problem.district.name,
        synthetic=problem.district.source.synthetic,
        shift=problem.shift,
        blocks=problem.bounds,
        seed=making.seed,
        preset=making.preset,
        engine=making.engine,
        night=making.night,
        notes=making.notes,
        pins=making.pins,
        bans=tuple(sorted(making.bans)),
        rotation=making.rotation,
        routes=routes,
        cover=_cover(problem, routes, passed),
        figures=figures_of(problem, routes, scored, passed),
        unmet=(
            *unmet,
            *missing(problem, visits, scored, routes, making.joint_missing),
            *extra_missing(problem, visits, making.rotation),
        ),
    )


def _timed(problem: PatrolProblem, items: Items, tours: Tours) -> list[Timed]:
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    found = [times for times in timed if times is not None]
    if len(found) < len(tours):
        raise ValueError("a tour does not fit its windows")
    return found


def _placed(
    problem: PatrolProblem, items: Items, tours: Tours, timed: list[Timed], making: Making
) -> list[_Placed]:
    found = []
    for v, (tour, times) in enumerate(zip(tours, timed, strict=True)):
        for item, arrive, start in zip(tour, times.arrive, times.start, strict=True):
            kind, visit, meets = _what(problem, items, item, v, start, making)
            found.append(
                _Placed(
                    crew=v,
                    item=item,
                    arrive=arrive,
                    start=start,
                    leave=start + int(items.seconds[item]),
                    kind=kind,
                    visit=visit,
                    meets=meets,
                )
            )
    return found


def _what(
    problem: PatrolProblem, items: Items, item: int, crew: int, start: int, making: Making
) -> tuple[StopKind, Visited | None, tuple[str, ...]]:
    place, block = int(items.place[item]), int(items.block[item])
    if items.is_optional(item):
        joint = (place, block) in making.joint_place_blocks
        kind = StopKind.JOINT if joint else StopKind.VISIT
        return kind, Visited(start=start, place=place, block=block, joint=joint), ()
    if item >= items.visits + items.meetings:
        return StopKind.BREAK, None, ()
    meeting = problem.meetings[item - items.visits]
    meets = tuple(problem.crews[v].id for v in meeting.crews if v != crew)
    if not meeting.joint:
        return StopKind.RENDEZVOUS, None, meets
    if crew != meeting.crews[0]:
        return StopKind.JOINT, None, meets
    return StopKind.JOINT, Visited(start=start, place=place, block=block, joint=True), meets


def _stop(
    problem: PatrolProblem, items: Items, placed: _Placed, scored: Scored, nth: dict[Visited, int]
) -> Stop:
    place = int(items.place[placed.item])
    reasons: tuple[Reason, ...] = ()
    hood = None
    if placed.visit is not None:
        k = nth[placed.visit]
        hood = problem.district.neighbourhoods[scored.hood[k]].id
        reasons = _reasons(problem, placed.visit, scored, k)
    return Stop(
        place=problem.places[place].id,
        kind=placed.kind,
        arrive=placed.arrive,
        start=placed.start,
        leave=placed.leave,
        block=problem.block_of(placed.start),
        neighbourhood=hood,
        value=sum(reason.amount for reason in reasons),
        reasons=reasons,
        meets=placed.meets,
    )


def _reasons(problem: PatrolProblem, visit: Visited, scored: Scored, k: int) -> tuple[Reason, ...]:
    settings = problem.settings
    reasons = list(problem.reasons[visit.place])
    if scored.second[k]:
        full = float(problem.value[visit.place, visit.block])
        reasons.append(Reason(code="second", amount=full * settings.second_visit_factor - full))
    if scored.first[k]:
        reasons.append(Reason(code="first", amount=settings.first_in_neighbourhood_value))
    if visit.joint:
        reasons.append(Reason(code="joint", amount=settings.joint_visit_value))
    return tuple(reasons)


def _cover(
    problem: PatrolProblem, routes: tuple[Route, ...], passed: Passed
) -> tuple[NeighbourhoodCover, ...]:
    visits: dict[str, list[float]] = {}
    for route in routes:
        for stop in route.stops:
            if stop.neighbourhood is not None:
                visits.setdefault(stop.neighbourhood, []).append((stop.leave - stop.start) / 60)
    return tuple(
        NeighbourhoodCover(
            id=hood.id,
            visits=len(visits.get(hood.id, ())),
            minutes=sum(visits.get(hood.id, ())),
            passed=hood.id in passed.neighbourhoods,
        )
        for hood in problem.district.neighbourhoods
    )
