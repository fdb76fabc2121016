"""One night from roster to plan: the stages of PLANNING.md in their order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from sejuk.geo.coverage import passed
from sejuk.geo.ways import ways
from sejuk.model.district import District
from sejuk.model.exploration import Exploration
from sejuk.model.force import Crew, Roster
from sejuk.model.pin import Pin
from sejuk.model.plan import Plan, Unmet
from sejuk.model.rotation import Rotation
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import History, PresentRoute, Tension
from sejuk.planning.assemble import Making, assemble
from sejuk.planning.baselines import filled_tour, manual_tours, named_tour
from sejuk.planning.crews import CrewPlan, group_crew, missing_pillars
from sejuk.planning.explored import telling_explored
from sejuk.planning.extra import extra_must, without_undrawn
from sejuk.planning.figures import Passed
from sejuk.planning.improve import Stop
from sejuk.planning.meetings import joint_visits, without_meeting
from sejuk.planning.prices import prices
from sejuk.planning.problem import PatrolProblem, patrol_problem
from sejuk.planning.proof import ProofParams, proved
from sejuk.planning.robust import robustness
from sejuk.planning.solve import ENGINES, Preset, Progress, Solved, solve
from sejuk.planning.tour import Items, Tours, items_of
from sejuk.planning.uncovered import uncovered

BY_HAND = "by hand"


class Night(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All that a night's plan depends on, but for the search itself."""

    district: District
    roster: Roster
    crews: CrewPlan
    """Stage A."""
    shift: Shift
    tension: Tension
    history: History
    floors: Mapping[str, int]
    """Stage B: neighbourhood id → dialogue visits due tonight."""
    settings: PlanningSettings
    must: frozenset[str] = frozenset()
    """Places that the service floor wants visited tonight, whatever they are worth."""
    aims: frozenset[str] = frozenset()
    """Neighbourhoods where a visit is sought tonight, though none is due yet."""
    pins: tuple[Pin, ...] = ()
    """Visits that the commander wants; the plans to compare with know nothing of them."""
    bans: frozenset[str] = frozenset()
    """Places that the commander has closed, for every plan."""
    rotation: Rotation | None = None
    """Of the fair rotation that holds tonight; the plans to compare with know nothing of it."""
    exploration: Exploration | None = None
    """Neighbourhoods drawn to be looked at; the plans to compare with know nothing of it."""
    number: int = 1
    notes: tuple[str, ...] = ()


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """How hard to search, and how to stop and report."""

    preset_name: str
    preset: Preset
    seed: int
    stop: Stop
    progress: Progress
    engine: str = ENGINES[0]
    proof: ProofParams | None = None
    """How much work goes into the bound and the prices of rules; None: neither is worked out."""


def plan_night(night: Night, search: Search) -> Plan:
    """The plan of the night; not yet checked (see `planning/verify`)."""
    return examined_plan(night, search, solved_night(night, search))


def solved_night(night: Night, search: Search) -> Solved:
    """Tours of the night's crews."""
    return _solved(night_problem(night, night.crews.crews), search)


def examined_plan(night: Night, search: Search, solved: Solved) -> Plan:
    """The plan that these tours are, with what becomes of it when something goes wrong, its bound
    and prices."""
    making = Making(
        kind="sejuk",
        seed=search.seed,
        preset=search.preset_name,
        engine=solved.engine,
        night=night.number,
        notes=(*night.notes, *(("stopped_early",) if solved.stopped else ())),
        pins=night.pins,
        bans=night.bans,
        rotation=night.rotation,
    )
    unmet = (*night.crews.unmet, *solved.unmet)
    plan = assembled(solved.problem, solved.items, solved.tours, making, unmet)
    plan = msgspec.structs.replace(
        plan,
        uncovered=uncovered(solved.problem, solved.items, solved.tours),
        robustness=robustness(solved.problem, solved.items, solved.tours),
    )
    plan = telling_explored(plan, night.exploration, night.settings.exploration_share)
    return plan if search.proof is None else _examined(plan, solved, search, search.proof)


def _examined(plan: Plan, solved: Solved, search: Search, proof: ProofParams) -> Plan:
    """With what it could be at most, and what its rules cost."""
    stop, progress = search.stop, search.progress
    plan = proved(plan, solved, proof, stop=stop, progress=progress)
    found = prices(solved, search.preset, seed=search.seed, stop=stop, progress=progress)
    return msgspec.structs.replace(plan, prices=found)


def baseline_plans(night: Night, search: Search, present: PresentRoute | None) -> tuple[Plan, ...]:
    """The plans to compare with: named and filled (given a present route), single, manual."""
    night = without_pins(night)
    plans = []
    if present is not None and present.legs:
        plans += [present_plan(night, search, present, kind) for kind in ("named", "filled")]
    return (*plans, single_plan(night, search), _manual(night, search))


def without_pins(night: Night) -> Night:
    """The night as it is without the commander's pins and what was drawn; bans stay."""
    return msgspec.structs.replace(night, pins=(), rotation=None, exploration=None)


def present_plan(night: Night, search: Search, present: PresentRoute, kind: str) -> Plan:
    """Everyone as one group along the legs of a route: `named` or `filled`."""
    group = group_crew(night.crews.crews)
    problem = night_problem(night, (group,))
    items = items_of(problem)
    index = night.district.place_index()
    legs = tuple(index[leg.place] for leg in present.legs)
    tour = (named_tour if kind == "named" else filled_tour)(problem, items, legs)
    joint = frozenset((m.place, m.block) for m in joint_visits(problem))
    making = _by_hand(night, search, kind, together=True, joint=joint)
    return assembled(problem, items, (tour,), making, _group_unmet(night, group))


def single_plan(night: Night, search: Search) -> Plan:
    """Everyone as one group on the best tour that the search finds."""
    group = group_crew(night.crews.crews)
    problem = night_problem(night, (group,))
    solved = _solved(problem, _for_one_crew(search, len(night.crews.crews)))
    making = Making(
        kind="single",
        seed=search.seed,
        preset=search.preset_name,
        engine=solved.engine,
        night=night.number,
        notes=night.notes,
        together=True,
        bans=night.bans,
    )
    unmet = (*_group_unmet(night, group), *solved.unmet)
    return assembled(solved.problem, solved.items, solved.tours, making, unmet)


def _for_one_crew(search: Search, crews: int) -> Search:
    """A crew gets the iterations that each of so many crews gets in our own plan."""
    preset = search.preset
    own = msgspec.structs.replace(
        preset,
        tried=-(-preset.tried // crews),
        kernels=-(-preset.kernels // crews),
        further=-(-preset.further // crews),
    )
    return msgspec.structs.replace(search, preset=own)


def _group_unmet(night: Night, group: Crew) -> tuple[Unmet, ...]:
    """Of stage A what holds for everyone as one group too."""
    left = (unmet for unmet in night.crews.unmet if unmet.what != "pillars")
    return (*missing_pillars(night.roster.lines, (group,)), *left)


def _manual(night: Night, search: Search) -> Plan:
    problem, items, tours = manual_tours(night_problem(night, night.crews.crews))
    making = _by_hand(night, search, "manual")
    unmet = (*night.crews.unmet, *without_meeting(problem, problem.meetings))
    return assembled(problem, items, tours, making, unmet)


def _solved(problem: PatrolProblem, search: Search) -> Solved:
    return solve(
        problem,
        search.preset,
        seed=search.seed,
        stop=search.stop,
        progress=search.progress,
        engine=search.engine,
    )


def _by_hand(
    night: Night,
    search: Search,
    kind: str,
    *,
    together: bool = False,
    joint: frozenset[tuple[int, int]] = frozenset(),
) -> Making:
    return Making(
        kind=kind,
        seed=search.seed,
        preset=search.preset_name,
        engine=BY_HAND,
        night=night.number,
        notes=night.notes,
        together=together,
        joint_missing="not_planned_by_hand",
        joint_place_blocks=joint,
        bans=night.bans,
    )


def night_problem(
    night: Night, crews: tuple[Crew, ...], *, must: frozenset[str] = frozenset()
) -> PatrolProblem:
    """The night as arrays; `must` adds places to those that the service floor wants."""
    rotation = night.rotation
    drawn = extra_must(rotation, night.shift.date) if rotation else frozenset()
    problem = patrol_problem(
        night.district,
        crews=crews,
        shift=night.shift,
        tension=night.tension,
        history=night.history,
        floors=night.floors,
        must=night.must | must | drawn,
        aims=night.aims | frozenset(night.exploration.drawn if night.exploration else ()),
        pins=night.pins,
        bans=night.bans,
        settings=night.settings,
    )
    return without_undrawn(problem, rotation, must) if rotation else problem


def assembled(
    problem: PatrolProblem,
    items: Items,
    tours: Tours,
    making: Making,
    unmet: tuple[Unmet, ...],
) -> Plan:
    """The plan that these tours are, with what they pass on the way."""
    return assemble(
        problem, items, tours, making=making, unmet=unmet, passed=_passed(problem, items, tours)
    )


def _passed(problem: PatrolProblem, items: Items, tours: Tours) -> Passed:
    """What the crews travel through, by the streets of their legs."""
    legs = []
    for v, tour in enumerate(tours):
        if not tour:
            continue
        stops = [problem.crew_start[v], *(int(items.place[i]) for i in tour), problem.crew_end[v]]
        ids = [problem.places[i].id for i in stops]
        legs += [(problem.crews[v].mode, a, b) for a, b in pairwise(ids) if a != b]
    paths = ways(problem.district, legs, problem.settings)
    hoods, km = passed(problem.district, (edge for path in paths.values() for edge in path.edges))
    return Passed(neighbourhoods=hoods, street_km=km)
