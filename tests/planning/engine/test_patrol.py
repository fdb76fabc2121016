"""The night as the engine sees it is worth what `improve.worth` says, up to a constant."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from sejuk.model.district import District
from sejuk.model.force import Crew, Roster
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.engine.patrol import patrol_instance, search_patrol
from sejuk.planning.engine.search import EngineParams, board_of
from sejuk.planning.engine.worth import worth as engine_worth
from sejuk.planning.improve import ImproveParams, improve, worth
from sejuk.planning.problem import Begun, Breadth, PatrolProblem, patrol_problem
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.tour import Items, Tours, fixed_tour, items_of, time_tour

PARAMS = EngineParams(iterations=600, round_iterations=300)


def never() -> bool:
    return False


@pytest.fixture
def night(
    tiny_district: District,
    tiny_roster: Roster,
    tiny_tension: Tension,
    tiny_history: History,
    tiny_settings: PlanningSettings,
    tiny_floors: dict[str, int],
    tiny_plan: object,
) -> PatrolProblem:
    crews: tuple[Crew, ...] = make_crews(
        tiny_roster, settings=tiny_settings, police_post="pos"
    ).crews
    problem = patrol_problem(
        tiny_district,
        crews=crews,
        shift=tiny_plan.shift,  # type: ignore[attr-defined]
        tension=tiny_tension,
        history=tiny_history,
        floors=tiny_floors,
        settings=tiny_settings,
        must=frozenset({"simpang"}),
    )
    meetings, _ = plan_meetings(problem)
    return msgspec.structs.replace(problem, meetings=meetings)


def bare(problem: PatrolProblem, items: Items) -> Tours:
    return tuple(fixed_tour(problem, items, v) for v in range(len(problem.crews)))


def seen(problem: PatrolProblem, items: Items, tours: Tours) -> float:
    instance = patrol_instance(problem, items, tours)
    return engine_worth(instance.inst, board_of(instance.inst, instance.tours))


@pytest.mark.parametrize(
    "least",
    [
        Breadth(),
        Breadth(visits=6),
        Breadth(places=5),
        Breadth(neighbourhoods=3),
        Breadth(priority=4),
        Breadth(visits=9, places=7, neighbourhoods=2, priority=5),
    ],
)
def test_the_engine_sees_what_the_objective_says(night: PatrolProblem, least: Breadth) -> None:
    night = msgspec.structs.replace(night, least=least)
    items = items_of(night)
    start = bare(night, items)
    constant = worth(night, items, start) - seen(night, items, start)
    for seed in range(5):
        tours = improve(
            night, items, start, ImproveParams(iterations=seed), np.random.default_rng(seed), never
        )
        assert worth(night, items, tours) - seen(night, items, tours) == pytest.approx(constant)


def test_never_worse_than_its_start_nor_than_the_numpy_search(night: PatrolProblem) -> None:
    items = items_of(night)
    start = bare(night, items)
    slow = improve(
        night, items, start, ImproveParams(iterations=60), np.random.default_rng(0), never
    )
    found = search_patrol(night, items, start, PARAMS, 0, never)
    assert worth(night, items, found) >= worth(night, items, slow) - 1e-9
    assert worth(night, items, found) > worth(night, items, start)
    assert found == search_patrol(night, items, start, PARAMS, 0, never)
    for v, tour in enumerate(start):
        assert set(tour) <= set(found[v])


def test_a_plan_that_is_kept_at_a_price_stays(night: PatrolProblem) -> None:
    items = items_of(night)
    start = bare(night, items)
    first = search_patrol(night, items, start, PARAMS, 0, never)
    pairs = frozenset((v, item) for v, tour in enumerate(first) for item in tour)
    kept = msgspec.structs.replace(night, kept=pairs, change_cost=50.0)
    again = search_patrol(kept, items, start, PARAMS, 1, never)
    assert {(v, item) for v, tour in enumerate(again) for item in tour} >= pairs


def test_what_is_driven_stays_and_is_worth_what_it_was(night: PatrolProblem) -> None:
    items = items_of(night)
    first = search_patrol(night, items, bare(night, items), PARAMS, 0, never)
    windows = items.windows(night, first)
    begun = []
    for v, tour in enumerate(first):
        timed = time_tour(night, items, windows, v, tour)
        assert timed is not None
        done = len(tour) // 2
        begun.append(
            Begun(
                items=tour[:done],
                arrive=timed.arrive[:done],
                start=timed.start[:done],
                depart=timed.depart,
                ready=timed.start[done - 1] + 800,
            )
            if done
            else Begun()
        )
    later = msgspec.structs.replace(night, begun=tuple(begun))
    fixed = tuple(
        (*begun[v].items, *(j for j in tour[len(begun[v].items) :] if not items.is_optional(j)))
        for v, tour in enumerate(first)
    )
    found = search_patrol(later, items, fixed, PARAMS, 0, never)
    for v, tour in enumerate(found):
        assert tour[: len(begun[v].items)] == begun[v].items
    constant = worth(later, items, fixed) - seen(later, items, fixed)
    assert worth(later, items, found) - seen(later, items, found) == pytest.approx(constant)
    assert worth(later, items, found) > worth(later, items, fixed) - 1e-9


def test_a_lost_crew_takes_nothing_new(night: PatrolProblem) -> None:
    items = items_of(night)
    lost = Begun(closed=True)
    alone = msgspec.structs.replace(night, begun=(lost, *(Begun() for _ in night.crews[1:])))
    start: Tours = ((), *bare(night, items)[1:])
    found = search_patrol(alone, items, start, PARAMS, 0, never)
    assert found[0] == ()
    assert any(found[1:])
