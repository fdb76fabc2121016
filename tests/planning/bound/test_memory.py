"""Routes come back to a place too early only where it was forgotten on the way."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from benchmarks.patrol_instances import patrol_instance
from sejuk.planning.bound import BoundParams, Level, pricing, upper_bound
from sejuk.planning.bound.ground import Ground
from sejuk.planning.bound.learn import is_forbidden, learned, nearness_of
from sejuk.planning.bound.master import Column
from sejuk.planning.bound.memory import BEGIN, BLOCK, END, TO_BEGIN, TO_BLOCK, slots_of
from sejuk.planning.bound.ng_route import AS_IT_IS, FORGOTTEN, SHIFTED, Room
from sejuk.planning.bound.pricing import Pieces, price
from sejuk.planning.bound.relaxation import Relaxation


def test_a_middle_is_cut_out_around_the_end_of_a_block() -> None:
    # Blocks of 100 ticks; visits stay 40 apart: 80 to 120 around the bound at 100. The last block
    # of 15 is too short for a middle of its own.
    slots = slots_of([0, 100, 200, 216], 40)
    assert slots.begin.tolist() == [0, 80, 100, 120, 200, 216]
    assert slots.kept.tolist() == [FORGOTTEN, AS_IT_IS, SHIFTED, SHIFTED, FORGOTTEN]
    assert slots.within.tolist() == [BLOCK, END, BEGIN, BLOCK, BLOCK]
    assert slots.cross.tolist() == [BLOCK, BLOCK, TO_BEGIN, TO_BLOCK, BLOCK]


@pytest.mark.parametrize("nearest", [0, 1, 2])
@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_priced_routes_earn_what_they_say_and_forget_only_what_is_not_remembered(
    nearest: int, second: bool, seed: int
) -> None:
    # Two blocks of one hour, visits 45 minutes and a dwell apart.
    problem = patrol_instance(9, 2, seed=seed)
    relaxation = Relaxation(problem, BoundParams(second_visits=second))
    remembered, nearness = relaxation.nearest(nearest), nearness_of(problem)
    rng = np.random.default_rng(seed)
    returned = 0
    for _ in range(5):
        duals = rng.uniform(0.0, 30.0, len(relaxation.static.row_low))
        pieces = relaxation.pieces(duals)
        for c, row in enumerate(relaxation.grounds(Level(), remembered)):
            priced = price(row[0], pieces, crews=c, number=0, columns=16)
            earned = [
                _earned(problem.settings.travel_penalty_per_minute, pieces, column)
                for column in priced.columns
            ]
            assert priced.plain == pytest.approx(max(earned), abs=1e-2)
            for column in priced.columns:
                returned += any(True for _ in nearness.between(column))
                assert not is_forbidden(column, remembered, nearness)
    # The test means nothing where no route is tempted to come back.
    assert returned or nearest == 2


def _earned(penalty: float, pieces: Pieces, column: Column) -> float:
    total = -penalty * column.travel / 60
    for visit, again in zip(column.visits, column.again, strict=True):
        of = pieces.again if again else pieces.gain
        total += float(of[pieces.visit == visit][0])
    return total


def test_what_was_learned_forbids_the_routes_it_was_learned_from() -> None:
    problem = patrol_instance(9, 2, seed=1)
    relaxation = Relaxation(problem, BoundParams())
    remembered, nearness = relaxation.nearest(0), nearness_of(problem)
    duals = np.random.default_rng(1).uniform(0.0, 30.0, len(relaxation.static.row_low))
    _, columns = relaxation.priced(duals, relaxation.grounds(Level(), remembered))
    share = np.ones(len(columns))
    more = learned(remembered, columns, share, nearness, most=9)
    assert more is not None
    wrong = [column for column in columns if any(True for _ in nearness.between(column))]
    assert wrong
    assert all(is_forbidden(column, more, nearness) for column in wrong)
    assert learned(more, columns, share, nearness, most=9) is None
    assert learned(remembered, columns, share, nearness, most=0) is None


def test_a_memory_that_learns_gives_a_lower_bound() -> None:
    problem = patrol_instance(12, 2, seed=2)

    def bound(*levels: Level) -> float:
        params = BoundParams(levels=levels)
        return upper_bound(problem, params=params, start_columns=(), stop=bool).value

    plain = bound(Level(remembered=1))
    assert bound(Level(rounds=6)) < plain


@pytest.mark.parametrize("separation", [10, 45])
def test_nothing_is_read_that_was_not_written(
    separation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All room to work in is full of riches. A break may begin after a third of the night: within
    the end of a block, or, where visits need be 10 minutes apart only, before it."""
    problem = patrol_instance(9, 2, seed=3)
    settings = msgspec.structs.replace(
        problem.settings, separation_minutes=separation, break_after_minutes=60
    )
    problem = msgspec.structs.replace(problem, settings=settings)
    relaxation = Relaxation(problem, BoundParams())
    duals = np.random.default_rng(3).uniform(0.0, 30.0, len(relaxation.static.row_low))
    grounds = relaxation.grounds(Level(), relaxation.nearest(1))
    found = relaxation.priced(duals, grounds)
    assert any(route.pause >= 0 for route in found[1])
    made = pricing.room_for

    def rich(ground: Ground, width: int) -> Room:
        room = made(ground, width)
        for array in (room.carry, room.board, room.second, room.beaten, room.earlier):
            array[:] = 1e7
        return room

    monkeypatch.setattr(pricing, "room_for", rich)
    assert relaxation.priced(duals, grounds) == found
