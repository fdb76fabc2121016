"""How a plan fares with slow streets or a crew less, and why places have no visit."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given, settings

from sejuk.model.district import UNREACHABLE
from sejuk.model.force import Agency
from sejuk.planning.improve import ImproveParams, improve
from sejuk.planning.insertion import Board
from sejuk.planning.night import Night
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.robust import robustness
from sejuk.planning.tour import Items, Tours, fixed_tour, items_of, visits_of
from sejuk.planning.uncovered import uncovered
from tests.planning.chance import nights, problem_of
from tests.planning.test_meetings import line_problem


def solved(night: Night) -> tuple[PatrolProblem, Items, Tours]:
    problem = problem_of(night)
    problem = msgspec.structs.replace(problem, meetings=plan_meetings(problem)[0])
    items = items_of(problem)
    start = tuple(fixed_tour(problem, items, v) for v in range(len(problem.crews)))
    once = ImproveParams(iterations=0)
    rng = np.random.default_rng(0)
    return problem, items, improve(problem, items, start, once, rng, lambda: False)


@settings(max_examples=40)
@given(nights())
def test_a_trial_never_gains_visits(night: Night) -> None:
    problem, items, tours = solved(night)
    planned = len(visits_of(problem, items, tours, [[0] * len(t) for t in tours]))
    trials = robustness(problem, items, tours)
    assert trials[0].what == "slow_travel"
    assert len(trials) == 1 + len(tours) * (len(tours) > 1)
    for trial in trials:
        assert trial.visits_planned == planned
        assert 0 <= trial.visits <= planned
        assert trial.joint_visits <= sum(m.joint for m in problem.meetings)
        assert trial.back_late_minutes >= 0


@settings(max_examples=40)
@given(nights())
def test_streets_that_take_no_longer_change_nothing(night: Night) -> None:
    problem, _, tours = solved(night)
    still = msgspec.structs.replace(
        problem, travel=np.where(problem.travel < UNREACHABLE, 0, UNREACHABLE)
    )
    # With no travel at all, 20 % more is nothing: every visit that fits still does.
    (slow, *_) = robustness(still, items_of(still), tours)
    assert slow.visits == slow.visits_planned


@settings(max_examples=40)
@given(nights())
def test_every_place_without_a_visit_has_a_reason(night: Night) -> None:
    problem, items, tours = solved(night)
    visits = visits_of(problem, items, tours, [[0] * len(t) for t in tours])
    seen = {problem.places[v.place].id for v in visits}
    found = uncovered(problem, items, tours)
    assert {u.place for u in found} == {p.id for p in problem.places} - seen
    for one in found:
        assert one.reason in {"post", "closed", "unreachable", "cap", "no_time", "worth_less"}
        if one.reason == "no_time":
            assert one.needs_minutes is not None
            assert one.spare_minutes is not None
            assert one.needs_minutes > one.spare_minutes


@settings(max_examples=40)
@given(nights())
def test_a_place_for_which_there_is_no_time_cannot_be_put_in(night: Night) -> None:
    problem, items, tours = solved(night)
    blocks = problem.value.shape[1]
    board = Board(problem, items, tours)
    gain = board.gains()
    for one in uncovered(problem, items, tours):
        if one.reason == "no_time":
            i = problem.district.place_index()[one.place]
            alone = np.zeros(items.firsts)
            alone[i * blocks : (i + 1) * blocks] = 1.0
            assert board.best_insertion(alone * (gain > 0)) is None


def test_half_the_crews_lost_is_half_the_visits() -> None:
    """Two crews that cannot reach each other's places: each lost crew takes its own visits."""
    problem = line_problem(people={Agency.POLRI: 2, Agency.TNI: 2, Agency.DISHUB: 2})
    problem = msgspec.structs.replace(problem, meetings=())
    items = items_of(problem)
    board = Board(problem, items, [(), ()])
    while (choice := board.best_insertion(np.ones(items.firsts))) is not None:
        board.insert(*choice)
    tours = board.frozen()
    trials = {t.crew: t for t in robustness(problem, items, tours) if t.crew is not None}
    assert trials["A"].visits == len(tours[1])
    assert trials["B"].visits == len(tours[0])
