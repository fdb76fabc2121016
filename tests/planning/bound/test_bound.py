"""No plan is worth more than its bound: against all plans of tiny nights, and found ones."""

from __future__ import annotations

import datetime as dt

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.model.force import Agency, Crew, Members, Mode
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.bound import BoundParams, Level, columns_to_tours, upper_bound
from sejuk.planning.bound.pricing import price
from sejuk.planning.bound.relaxation import Relaxation
from sejuk.planning.bound.restricted_master import most_of_a_route
from sejuk.planning.bound.tours import IntegerParams
from sejuk.planning.by_hand import as_wide_as, breadth_of_tours
from sejuk.planning.improve import worth
from sejuk.planning.night import Night
from sejuk.planning.objective import score
from sejuk.planning.problem import Begun, Breadth, PatrolProblem, patrol_problem
from sejuk.planning.solve import Solved, solve
from sejuk.planning.tour import Items, Tour, Tours, items_of, time_tour, visits_of
from tests.planning.chance import SETTINGS, TINY, grid_district, nights, problem_of

EXACT = BoundParams(levels=(Level(tolerance=1e-7),))
SLACK = 1e-3
"""Points: gains are rounded up to whole units of 2⁻²³ of a route's worth."""


def objective(problem: PatrolProblem, items: Items, tours: Tours) -> float | None:
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    known = [times for times in timed if times is not None]
    if len(known) < len(tours):
        return None
    visits = visits_of(problem, items, tours, [times.start for times in known])
    scored = score(problem, visits, sum(times.travel for times in known))
    return None if scored.over else scored.objective


def solved(night: Night) -> Solved:
    return solve(
        problem_of(night),
        TINY,
        seed=0,
        stop=lambda: False,
        progress=lambda _stage, _part: None,
    )


def bound(problem: PatrolProblem, params: BoundParams = EXACT) -> float:
    return upper_bound(problem, params=params, start_columns=(), stop=lambda: False).value


def line(
    stops: int, crews: int, minutes: int, *, step: int = 300, separation: int = 0, eta: float = 8.0
) -> PatrolProblem:
    """A post at 0 and places at 1, 2, … on one line, a neighbourhood each; worth 10, 20, …"""
    district = grid_district(
        [(x, 0) for x in range(stops + 1)],
        [(str(x + 1),) for x in range(stops + 1)],
        step_seconds=(step, step, step),
    )
    changed = msgspec.structs.replace(
        SETTINGS, separation_minutes=separation, first_in_neighbourhood_value=eta
    )
    problem = patrol_problem(
        district,
        crews=tuple(
            Crew(
                id=f"t{v}",
                members=(Members(agency=Agency.POLRI, people=2, leaders=1),),
                mode=Mode.FOOT,
                start_post="p0",
                end_post="p0",
            )
            for v in range(crews)
        ),
        shift=Shift(
            date=dt.date(2024, 11, 28),
            start=dt.time(20),
            end=dt.time(20 + minutes // 60, minutes % 60),
        ),
        tension=Tension(areas=()),
        history=History(),
        floors={},
        settings=changed,
    )
    value = np.arange(stops + 1)[:, None] * np.full(problem.value.shape, 10.0)
    return msgspec.structs.replace(problem, value=value)


def best_of_all(problem: PatrolProblem, *, second_visits: bool) -> float:
    """The best plan of one crew, by trying every order of every set of visits."""
    items = items_of(problem)
    usable = [
        i
        for i in range(items.visits if second_visits else items.firsts)
        if items.early[i] <= items.late[i]
    ]
    best = -np.inf
    partial: list[Tour] = [()]
    while partial:
        tour = partial.pop()
        if time_tour(problem, items, items.windows(problem, (tour,)), 0, tour) is None:
            continue
        worth_of = objective(problem, items, (tour,))
        best = max(best, -np.inf if worth_of is None else worth_of)
        partial += [
            (*tour, i)
            for i in usable
            if i not in tour and (items.leader(i) == i or items.leader(i) in tour)
        ]
    return best


@pytest.mark.parametrize(
    ("stops", "minutes", "expected"),
    [
        # 90 min, two blocks of 45. There and back to 3: 30 min; the other 60 min are five stops
        # of 12: 3, 2, 1 in the second block and two of 3, 2 in the first: all fit the line.
        # Worth 30 + 20 + 30 + 20 + 10 + 3η, less 30 min × 0.01 (place 1 in either block).
        (3, 90, 110 + 24 - 0.3),
        # 60 min: 1 lies 5 min away, 50 min for stops of 12: both of its blocks and no more.
        (1, 60, 20 + 8 - 0.1),
        # 12 min: no place can be reached; the crew stays at its post.
        (2, 12, 0.0),
    ],
)
def test_a_line_is_solved_by_hand(stops: int, minutes: int, expected: float) -> None:
    problem = line(stops, 1, minutes)
    once = msgspec.structs.replace(EXACT, second_visits=False)
    assert best_of_all(problem, second_visits=False) == pytest.approx(expected)
    assert bound(problem, once) == pytest.approx(expected, abs=0.01 * max(expected, 0.1))
    assert bound(problem, once) >= expected - SLACK


@given(
    st.integers(1, 3),
    st.integers(20, 150),
    st.sampled_from((60, 200, 500)),
    st.sampled_from((0, 20, 45)),
)
@settings(max_examples=40)
def test_never_below_the_best_of_all(stops: int, minutes: int, step: int, separation: int) -> None:
    problem = line(stops, 1, minutes, step=step, separation=separation)
    # With nothing to keep them apart, all second visits in any order are too many to try.
    best = best_of_all(problem, second_visits=separation > 0)
    assert bound(problem) >= best - SLACK


@given(nights(), st.booleans(), st.integers(0, 2**32 - 1))
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_never_below_a_found_plan_at_any_duals(night: Night, second: bool, seed: int) -> None:
    found = solved(night)
    tours = found.tours
    if not second:
        again = range(found.items.firsts, found.items.visits)
        tours = tuple(tuple(item for item in tour if item not in again) for tour in tours)
    reached = objective(found.problem, found.items, tours)
    if reached is None:
        return
    params = msgspec.structs.replace(EXACT, second_visits=second)
    anything = msgspec.structs.replace(found.problem, least=Breadth())
    result = upper_bound(anything, params=params, start_columns=(tours,), stop=lambda: False)
    assert result.value >= reached - SLACK
    loose = msgspec.structs.replace(params, meetings_fixed=False)
    assert bound(anything, loose) >= reached - SLACK
    broad = breadth_of_tours(found.problem, found.items, tours)
    assert broad is not None
    asked = msgspec.structs.replace(found.problem, least=broad)
    as_broad = bound(asked, params)
    relaxation = Relaxation(asked, params)
    # A visit that makes up a count which is only just reached may be worth a whole route.
    stops = asked.horizon // asked.dwell + 1
    unit = most_of_a_route(asked, relaxation.static) * stops / 2**23
    assert reached - SLACK <= as_broad <= result.value * (1 + 1e-6) + unit + SLACK
    rng = np.random.default_rng(seed)
    for spread in (1.0, 10.0, 300.0):
        duals = rng.normal(0.0, spread, len(relaxation.static.row_low))
        value, _ = relaxation.priced(duals, relaxation.grounds(Level(), relaxation.nearest(3)))
        assert value >= reached - SLACK


@pytest.mark.parametrize("dear", [2, 6, 7])
def test_a_route_earns_what_its_visits_do_though_it_comes_back_to_a_dear_one(dear: int) -> None:
    """A route that returns to one visit over and over is worth more than all visits once, and its
    worth has to stay a whole number that float32 can hold."""
    problem = line(6, 1, 210)
    relaxation = Relaxation(problem, EXACT)
    worth = np.zeros(len(relaxation.static.row_low))
    for visit, rows in enumerate(relaxation.static.first_rows):
        if rows:
            worth[rows[0]] = 5000.0 if visit == dear else 0.1
    grounds = relaxation.grounds(Level(), relaxation.nearest(0))
    pieces = relaxation.pieces(worth)
    ground = grounds[0][0]
    priced = price(ground, pieces, crews=0, number=0, columns=16)
    earned = []
    for column in priced.columns:
        assert not any(column.again)
        of = [pieces.gain[pieces.visit == visit][0] for visit in column.visits]
        earned.append(sum(of) - problem.settings.travel_penalty_per_minute * column.travel / 60)
    assert max(earned) > 2 * 5000.0  # it does come back
    assert priced.plain == pytest.approx(max(earned), abs=0.1)


@given(nights())
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_the_bound_only_falls_and_its_columns_make_a_plan(night: Night) -> None:
    found = solved(night)
    problem = as_wide_as(found.problem, found.items, found.tours)
    result = upper_bound(problem, params=EXACT, start_columns=(found.tours,), stop=lambda: False)
    assert list(result.history) == sorted(result.history, reverse=True)
    tours = columns_to_tours(
        problem, result, params=EXACT, integer=IntegerParams(seconds=5.0, nodes=50)
    )
    if tours is None:
        return
    made = objective(problem, found.items, tours)
    assert made is None or made <= result.value + SLACK
    assert worth(problem, found.items, tours) > -np.inf


@pytest.mark.parametrize("driven", [1, 2, 3])
def test_what_is_driven_counts_and_stays(driven: int) -> None:
    problem = line(3, 2, 120)
    items = items_of(problem)
    # Both crews go out along the line: 3 in the first block, 2 and 1 in the first or second.
    tours = ((6, 4, 3), (7,))
    whole = objective(problem, items, tours)
    timed = time_tour(problem, items, items.windows(problem, tours), 0, tours[0])
    assert whole is not None
    assert timed is not None
    begun = Begun(
        items=tours[0][:driven],
        place=int(items.place[tours[0][driven - 1]]),
        arrive=timed.arrive[:driven],
        start=timed.start[:driven],
        depart=timed.depart,
        ready=timed.start[driven - 1] + problem.dwell,
    )
    for closed in (False, True):
        rest = msgspec.structs.replace(
            problem, begun=(msgspec.structs.replace(begun, closed=closed), Begun(closed=True))
        )
        kept = (tours[0] if not closed else begun.items, ())
        reached = objective(rest, items, kept)
        assert reached is not None
        assert bound(rest) >= reached - SLACK
    # Nothing left to choose: the bound is the plan.
    assert bound(rest) == pytest.approx(reached, abs=SLACK)


def test_stopped_at_once_it_is_still_a_bound() -> None:
    problem = line(4, 2, 120)
    stopped = upper_bound(problem, params=BoundParams(), start_columns=(), stop=lambda: True)
    assert stopped.iterations > 0
    assert np.isfinite(stopped.value)
    assert stopped.value >= bound(problem) - SLACK


@pytest.mark.parametrize("ready", range(7))
def test_rounded_times_never_give_a_start_two_blocks(ready: int) -> None:
    """A segment that begins off the grid, so that a block's last second and the next one's first
    lie in one tick; and places that open just then."""
    problem = line(3, 1, 60, step=60)
    early = problem.early.copy()
    early[:, 0] = problem.late[:, 0]
    problem = msgspec.structs.replace(problem, early=early, begun=(Begun(ready=ready),))
    relaxation = Relaxation(problem, BoundParams())
    windows = relaxation.windows
    grid = 6
    grounds = relaxation.grounds(Level(grid=grid), relaxation.nearest(1))
    rng = np.random.default_rng(ready)
    for _ in range(50):
        duals = rng.uniform(0.0, 100.0, len(relaxation.static.row_low))
        for column in relaxation.priced(duals, grounds)[1]:
            for visit, start in zip(column.visits, column.starts, strict=True):
                row = int(np.searchsorted(windows.visit, visit))
                assert windows.visit[row] == visit
                assert windows.begin[row] - grid <= start <= windows.end[row] + grid
