"""The kernels against the same rules written plainly: times, worth, gaps, each operator."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.kernels.compiled import entry
from sejuk.kernels.dice import chance, new_dice
from sejuk.planning.engine.apart import place_tours
from sejuk.planning.engine.board import OPEN, Board, new_board
from sejuk.planning.engine.insertion import forget_stale, look
from sejuk.planning.engine.model import NEVER, NONE, UNKNOWN, Instance, instance
from sejuk.planning.engine.operators import RECREATES, RUINS, recreate, ruin
from sejuk.planning.engine.recreate.taste import new_taste
from sejuk.planning.engine.ruin.tear_out import tear_out
from sejuk.planning.engine.schedule import schedule_all
from sejuk.planning.engine.worth import worth

Tours = tuple[tuple[int, ...], ...]


def made(
    seed: int, *, items: int = 20, crews: int = 3, groups: int = 4, apart: int = 400
) -> Instance:
    """A random night: two items a site, the second in another block or, at every third site, in
    the same; visits to a site 400 apart; neighbourhoods with a cap of 3, borders, windows."""
    rng = np.random.default_rng(seed)
    sites = items // 2
    xy = rng.uniform(0, 1000, (sites + 1, 2))
    travel = np.ceil(np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))).astype(np.int64)
    site = np.repeat(np.arange(sites), 2)
    again = (np.arange(items) % 2 == 1) & (site % 3 == 0)
    block = np.where(again, 0, np.tile([0, 1], sites))
    low = rng.integers(0, groups, sites)
    high = np.where(rng.random(sites) < 0.3, (low + 1) % groups, NONE)
    gain = np.array([[8.0, 1.0, 0.0, -1e6]] * groups)
    total = np.array([[0.0, 8.0, 9.0, 9.0, -191.0]] * groups)
    each = np.full(crews, 0)
    return instance(
        place=site + 1,
        service=np.full(items, 100),
        prize=rng.uniform(1, 20, items),
        early=block * 2000 + again * 500,
        late=block * 2000 + 1999,
        apart=apart,
        leader=np.where(again, np.arange(items) - 1, NONE),
        site=site,
        site_bonus=np.full(sites, 0.5),
        sides=np.stack([low, high], axis=1)[site],
        gain=gain,
        total=total,
        start=each,
        end=each,
        ready=each,
        until=each + 4000,
        travel=travel[None],
        travel_cost=0.001,
    )


def alone(inst: Instance) -> Instance:
    """The same with a site for every item: no visit narrows another's window."""
    items = len(inst.item)
    item = inst.item.copy()
    item["site"], item["leader"], item["follower"] = np.arange(items), NONE, NONE
    return inst._replace(
        item=item, site_items=np.arange(items)[:, None], site_bonus=np.full(items, 0.5)
    )


def plain_times(inst: Instance, tours: Tours) -> list[list[int]] | None:
    """Earliest starts of each tour with the visits to a site apart; None when they do not fit.

    Starts are pushed back until nothing moves, as a person with a pencil would.
    """
    early = inst.window["early"].copy()
    where = {j: (v, k) for v, tour in enumerate(tours) for k, j in enumerate(tour)}
    while True:
        found = []
        for v, tour in enumerate(tours):
            crew, now = inst.crew[v], int(inst.crew[v]["ready"])
            here, starts = int(crew["start"]), []
            for j in tour:
                item = inst.item[j]
                now = max(now + int(inst.travel[0, here, item["place"]]), int(early[j]))
                if now > inst.window["late"][j]:
                    return None
                starts.append(now)
                now += int(item["service"])
                here = int(item["place"])
            if tour and now + int(inst.travel[0, here, crew["end"]]) > crew["until"]:
                return None
            found.append(starts)
        close = [
            (j, start)
            for i, (v, k) in where.items()
            for j in where
            if j > i and inst.item["site"][i] == inst.item["site"][j]
            for start in [found[v][k] + int(inst.item["service"][i]) + inst.apart]
            if early[j] < start
        ]
        if not close:
            return found
        for j, start in close:
            early[j] = max(early[j], start)


def plain_worth(inst: Instance, tours: Tours, starts: list[list[int]]) -> float:
    """PLANNING.md's objective over the instance's own tables."""
    total, count = 0.0, np.zeros(len(inst.gain), int)
    borders = []
    for v, tour in enumerate(tours):
        stops = [
            int(inst.crew[v]["start"]),
            *inst.item["place"][list(tour)],
            int(inst.crew[v]["end"]),
        ]
        way = sum(int(inst.travel[0, a, b]) for a, b in itertools.pairwise(stops)) if tour else 0
        total -= inst.travel_cost * way
        for j, start in zip(tour, starts[v], strict=True):
            total += float(inst.item["prize"][j])
            if inst.item["high"][j] == NONE:
                count[inst.item["low"][j]] += 1
            else:
                borders.append((start, int(inst.item["rank"][j]), j))
    for *_, j in sorted(borders):
        low, high = inst.item["low"][j], inst.item["high"][j]
        count[low if count[low] <= count[high] else high] += 1
    total += sum(float(inst.total[g, min(c, inst.total.shape[1] - 1)]) for g, c in enumerate(count))
    seen = {int(inst.item["site"][j]) for tour in tours for j in tour}
    return total + float(inst.site_bonus[list(seen)].sum())


def tours_of(board: Board) -> Tours:
    return tuple(
        tuple(board.stop["item"][v, : board.crew["size"][v]].tolist())
        for v in range(len(board.crew))
    )


def filled(inst: Instance, seed: int, which: int = 0) -> Board:
    board, dice = new_board(inst), new_dice(seed)
    schedule_all(inst, board)
    new_taste(board, dice, 0.5)
    recreate(which, inst, board, dice)
    return board


def check(inst: Instance, board: Board) -> None:
    """Tours fit, are worth what the plain rules say, and the board knows where everything is."""
    tours = tours_of(board)
    starts = plain_times(inst, tours)
    assert starts is not None
    assert worth(inst, board) == pytest.approx(plain_worth(inst, tours, starts))
    served = [j for tour in tours for j in tour]
    assert len(served) == len(set(served))
    where = np.full(len(inst.item), NONE)
    for v, tour in enumerate(tours):
        where[list(tour)] = v
    assert (board.where == where).all()


@pytest.mark.parametrize("which", range(len(RECREATES)), ids=RECREATES)
@pytest.mark.parametrize("seed", range(8))
def test_recreate_leaves_tours_that_fit_and_nothing_that_pays(which: int, seed: int) -> None:
    inst = made(seed)
    board = filled(inst, seed, which)
    check(inst, board)
    assert board.crew["size"].sum() > 0


@pytest.mark.parametrize("which", range(len(RUINS)), ids=RUINS)
@pytest.mark.parametrize("seed", range(8))
def test_ruin_chooses_visits_on_tours_each_once(which: int, seed: int) -> None:
    inst = made(seed)
    board, dice = filled(inst, seed), new_dice(seed + 99)
    torn = np.full(len(inst.item), NONE)
    for size in (0, 1, 5, 20):
        before = tours_of(board)
        count = ruin(which, inst, board, dice, size, torn)
        assert tours_of(board) == before
        chosen = torn[:count].tolist()
        assert (
            len(set(chosen))
            == count
            <= max(size, len(inst.item) if RUINS[which] == "whole_tour" else 0)
        )
        assert all(board.where[j] != NONE for j in chosen)
        assert tear_out(inst, board, torn, count)
        check(inst, board)
        recreate(0, inst, board, dice)


@entry
def look_up(inst: Instance, board: Board) -> None:
    """Every offer that is not known."""
    forget_stale(board)
    for v in range(len(board.crew)):
        for item in range(len(board.where)):
            if board.where[item] == OPEN and board.offer[v, item].extra == UNKNOWN:
                look(inst, board, v, item)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000))
def test_offers_kept_through_many_changes_are_those_looked_up_anew(seed: int) -> None:
    inst = alone(made(seed, items=16))
    board, dice = filled(inst, seed), new_dice(seed)
    torn = np.full(len(inst.item), NONE)
    for _ in range(5):
        tear_out(inst, board, torn, ruin(seed % len(RUINS), inst, board, dice, 4, torn))
        new_taste(board, dice, 0.3)
        recreate(seed % len(RECREATES), inst, board, dice)
    look_up(inst, board)
    kept = board.offer["extra"].copy()
    board.crew["stale"] = True
    look_up(inst, board)
    still = board.where == NONE
    # What is kept may lag behind where waiting shortens, but it never offers what does not fit.
    assert (kept[:, still] >= board.offer["extra"][:, still]).all()
    assert ((kept[:, still] == NEVER) >= (board.offer["extra"][:, still] == NEVER)).all()


def test_the_cheapest_gap_is_the_one_found_by_trying_all() -> None:
    inst = alone(made(3))
    board = filled(inst, 3)
    look_up(inst, board)
    tours = tours_of(board)
    looked = 0
    for j in np.flatnonzero(board.where == NONE).tolist():
        for v, tour in enumerate(tours):
            tries = [(*tour[:k], j, *tour[k:]) for k in range(len(tour) + 1)]
            fits = any(plain_times(inst, (*tours[:v], t, *tours[v + 1 :])) for t in tries)
            assert fits == (board.offer["extra"][v, j] < NEVER)
            looked += 1
    assert looked


def test_dice_fall_as_the_authors_say() -> None:
    # First outputs of SplitMix64 for seed 1234567, as published with the reference code
    # (rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64): the top 53 bits as a fraction.
    dice = new_dice(1234567)
    for word in (6457827717110365317, 3203168211198807973, 9817491932198370423):
        assert chance(dice) == (word >> 11) / 2**53


def test_place_tours_refuses_what_is_late() -> None:
    inst = made(1)
    late = tuple(range(0, 20, 2))
    assert not place_tours(inst, new_board(inst), (late, (), ()))
