"""The walk away from what is known: its measure, its limit, and that it only walks over plans."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sejuk.planning.engine.away import led_by_kernels
from sejuk.planning.engine.patrol import patrol_instance
from sejuk.planning.engine.search import board_of
from sejuk.planning.engine.stray import StrayTuning, familiarity, usage_for
from sejuk.planning.member import HALF_HOUR, Member, member_of, usage_of
from sejuk.planning.night import Night, night_problem
from sejuk.planning.solve import solve
from sejuk.planning.tour import items_of
from tests.planning.chance import TINY, nights

SLOW = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def never() -> bool:
    return False


def planned(night: Night, seed: int = 0) -> Member:
    problem = night_problem(night, night.crews.crews)
    solved = solve(problem, TINY, seed=seed, stop=never, progress=lambda _s, _p: None)
    found = member_of(solved.problem, items_of(solved.problem), solved.tours)
    assert found is not None
    return found


def chances(member: Member, seed: int) -> NDArray[np.float64]:
    """Usage by chance; some stops are wanted."""
    shape = usage_of([member.timetable], member.problem).shape
    return np.random.default_rng(seed).uniform(-0.2, 1.0, shape)


def measured(member: Member, usage: NDArray[np.float64]) -> float:
    """How familiar a plan is, visit by visit."""
    shares = [usage[visit.place, visit.start // HALF_HOUR] for visit in member.visits]
    return float(np.mean(shares)) if shares else 0.0


@SLOW
@given(night=nights(), seed=st.integers(0, 2**32 - 1))
def test_kernels_and_plans_agree_on_what_is_familiar(night: Night, seed: int) -> None:
    """The oracle is the mean over the plan's visits, where a meeting of several crews is one."""
    member = planned(night)
    usage = chances(member, seed)
    found = patrol_instance(member.problem, member.items, member.tours)
    board = board_of(found.inst, found.tours)
    seen = familiarity(found.inst, board, usage_for(found.inst, usage, HALF_HOUR))
    assert seen == pytest.approx(measured(member, usage), abs=1e-12)


@SLOW
@given(night=nights(), seed=st.integers(0, 2**32 - 1), loss=st.floats(0.0, 0.3))
def test_it_leads_to_a_rarer_plan_that_is_worth_enough(
    night: Night, seed: int, loss: float
) -> None:
    """`member_of` accepts a plan only when it holds all windows, meetings and breaks."""
    member = planned(night)
    usage = chances(member, seed)
    least = member.objective - loss * abs(member.objective)
    found = led_by_kernels(member, usage, least, 400, seed, never)
    assert found.objective >= least
    assert found.wrong <= member.wrong
    assert measured(found, usage) <= measured(member, usage) + 1e-12
    again = led_by_kernels(member, usage, least, 400, seed, never)
    assert again.tours == found.tours


@SLOW
@given(night=nights(), seed=st.integers(0, 2**32 - 1), turned=st.sampled_from((0.0, 1.0)))
def test_two_moves_change_the_order_and_nothing_else(
    night: Night, seed: int, turned: float
) -> None:
    member = planned(night)
    only = StrayTuning(turned=turned, swapped=1.0 - turned)
    least = 0.5 * member.objective - 100.0
    found = led_by_kernels(member, chances(member, seed), least, 200, seed, never, only)
    assert [sorted(tour) for tour in found.tours] == [sorted(tour) for tour in member.tours]


def test_each_move_changes_some_night(request: pytest.FixtureRequest) -> None:
    """So that the test before does not pass because nothing ever moves."""
    moved = {0.0: 0, 1.0: 0}

    @SLOW
    @given(night=nights(), turned=st.sampled_from((0.0, 1.0)))
    def look(night: Night, turned: float) -> None:
        member = planned(night)
        usage = usage_of([member.timetable], member.problem)
        only = StrayTuning(turned=turned, swapped=1.0 - turned)
        least = 0.5 * member.objective - 100.0
        found = led_by_kernels(member, usage, least, 200, 0, never, only)
        moved[turned] += found.tours != member.tours

    look()
    assert min(moved.values()) > 0, request.node.name


@SLOW
@given(night=nights())
def test_where_nothing_is_worth_enough_the_start_comes_back(night: Night) -> None:
    member = planned(night)
    usage = chances(member, 1)
    assert led_by_kernels(member, usage, member.objective + 1e9, 100, 1, never) is member


@SLOW
@given(night=nights())
def test_a_wish_to_stop_is_met(night: Night) -> None:
    member = planned(night)
    usage = usage_of([member.timetable], member.problem)
    found = led_by_kernels(member, usage, -1e9, 10**9, 0, lambda: True)
    assert found.tours == member.tours
