"""The search against complete enumeration, its repeatability, and what it refuses."""

from __future__ import annotations

import itertools
import time

import msgspec
import numpy as np
import pytest

from sejuk.planning.engine.model import Instance, instance
from sejuk.planning.engine.search import EngineParams, board_of, search
from sejuk.planning.engine.worth import worth
from sejuk.problems import ProblemError

PARAMS = EngineParams(iterations=400, round_iterations=200)


def never() -> bool:
    return False


def small(seed: int, **more: object) -> Instance:
    """Six places, two crews, two groups of which a second visit is worth little."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 100, (7, 2))
    travel = np.ceil(np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))).astype(np.int64)
    early = rng.integers(0, 150, 6)
    each = np.zeros(2, np.int64)
    facts: dict[str, object] = {
        "place": np.arange(1, 7),
        "service": np.full(6, 20),
        "prize": rng.integers(5, 15, 6).astype(float),
        "early": early,
        "late": early + 100,
        "sides": np.stack([np.arange(6) % 2, np.full(6, -1)], axis=1),
        "gain": np.array([[8.0, 1.0, 0.0]] * 2),
        "total": np.array([[0.0, 8.0, 9.0, 9.0]] * 2),
        "start": each,
        "end": each,
        "ready": each,
        "until": each + 260,
        "travel": travel[None],
        "travel_cost": 0.001,
    }
    return instance(**(facts | more))  # type: ignore[arg-type]


def optimum(inst: Instance) -> float:
    """By trying every pair of orders."""
    best = 0.0
    orders = [o for k in range(7) for o in itertools.permutations(range(6), k)]
    fitting = []
    for order in orders:
        try:
            board_of(inst, (order, ()))
        except ProblemError:
            continue
        fitting.append(order)
    # Of the orders of one set the shortest alone matters: windows do not depend on the other.
    shortest: dict[frozenset[int], tuple[float, tuple[int, ...]]] = {}
    for order in fitting:
        value = worth(inst, board_of(inst, (order, ())))
        known = shortest.get(frozenset(order))
        if known is None or value > known[0]:
            shortest[frozenset(order)] = (value, order)
    for (a, (_, x)), (b, (_, y)) in itertools.combinations_with_replacement(shortest.items(), 2):
        if not a & b:
            best = max(best, worth(inst, board_of(inst, (x, y))))
    return best


@pytest.mark.parametrize("seed", range(6))
def test_small_instances_are_solved_to_optimality(seed: int) -> None:
    inst = small(seed)
    assert search(inst, PARAMS, 0, never).prize == pytest.approx(optimum(inst))


def test_equal_arguments_give_equal_tours_and_seeds_differ_in_luck_alone() -> None:
    inst = small(1)
    first, second = (search(inst, PARAMS, 7, never) for _ in range(2))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
    assert first.iterations == PARAMS.iterations
    assert not first.stopped


def test_a_wish_to_stop_ends_the_search_with_tours_that_fit() -> None:
    inst = small(2)
    before = time.perf_counter()
    found = search(inst, EngineParams(iterations=10**9), 0, lambda: True)
    assert time.perf_counter() - before < 60
    assert found.stopped
    assert board_of(inst, found.tours)


def test_what_a_crew_must_serve_stays_with_it() -> None:
    owner = np.array([1, -1, -1, -1, -1, -1])
    inst = small(3, owner=owner, allowed=np.array([[False] + [True] * 5, [True] * 6]))
    assert 0 in search(inst, PARAMS, 0, never).tours[1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"service": np.full(6, -1)}, "bad_search_input"),
        ({"prize": np.full(6, np.nan)}, "bad_search_input"),
        ({"place": np.full(6, 99)}, "bad_search_input"),
        ({"until": np.full(2, -5)}, "bad_search_input"),
        ({"travel": np.zeros((1, 7, 3), np.int64)}, "bad_search_input"),
        ({"travel": np.full((1, 7, 7), -1)}, "bad_search_input"),
        ({"start": np.zeros(0, np.int64)}, "bad_search_input"),
        ({"owner": np.full(6, 5)}, "bad_search_input"),
        # All six in one tour: 6 × 20 of service and six windows of 100 do not fit.
        ({"owner": np.zeros(6, np.int64), "late": np.zeros(6, np.int64)}, "items_do_not_fit"),
    ],
)
def test_bad_input_is_a_problem(change: dict[str, object], code: str) -> None:
    with pytest.raises(ProblemError) as problem:
        search(small(1, **change), PARAMS, 0, never)
    assert problem.value.code == code


def test_no_items_and_no_time_are_no_problem() -> None:
    nothing = np.zeros(0, np.int64)
    each = np.zeros(1, np.int64)
    inst = instance(
        place=nothing,
        service=nothing,
        prize=np.zeros(0),
        early=nothing,
        late=nothing,
        start=each,
        end=each,
        ready=each,
        until=each,
        travel=np.zeros((1, 1, 1), np.int64),
    )
    found = search(inst, PARAMS, 0, never)
    assert found.tours == ((),)
    assert found.prize == 0
