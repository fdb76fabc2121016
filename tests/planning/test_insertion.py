"""Where a visit can go: the tables beside timing every tour anew."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.district import UNREACHABLE
from sejuk.planning.insertion import Board
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.tour import fixed_tour, items_of, time_tour
from tests.planning.chance import nights, problem_of


def empty_board(data: st.DataObject) -> Board:
    """Every crew with its meetings and break alone."""
    problem = problem_of(data.draw(nights()))
    problem = msgspec.structs.replace(problem, meetings=plan_meetings(problem)[0])
    items = items_of(problem)
    return Board(problem, items, [fixed_tour(problem, items, v) for v in range(len(problem.crews))])


def stir(board: Board, rng: np.random.Generator, steps: int) -> None:
    """Put in and take out by chance."""
    for _ in range(steps):
        on = [item for tour in board.tours for item in tour if board.items.is_optional(item)]
        if on and rng.random() < 0.3:
            board.remove(set(rng.choice(on, size=min(2, len(on))).tolist()))
            continue
        choice = board.best_insertion(rng.uniform(0.1, 2.0, board.items.firsts))
        if choice is not None:
            board.insert(*choice)


def table_by_hand(board: Board, crew: int) -> np.ndarray:
    """[gaps, visits] seconds added, by timing the tour with each visit in each gap."""
    problem, items, tour = board.problem, board.items, board.tours[crew]
    seconds = problem.seconds(crew)
    stops = [problem.crew_start[crew], *items.place[list(tour)], problem.crew_end[crew]]
    before = time_tour(problem, items, board.windows, crew, tour)
    assert before is not None
    leave = [0, *(s + int(items.seconds[i]) for s, i in zip(before.start, tour, strict=True))]
    table = np.full((len(tour) + 1, items.firsts), UNREACHABLE)
    for gap in range(len(tour) + 1):
        for item in range(items.firsts):
            longer = (*tour[:gap], item, *tour[gap:])
            timed = time_tour(problem, items, board.windows, crew, longer)
            if timed is not None:
                place = int(items.place[item])
                to, on = seconds[stops[gap], place], seconds[place, stops[gap + 1]]
                waiting = timed.start[gap] - leave[gap] - to
                extra = to + on - seconds[stops[gap], stops[gap + 1]] + waiting
                table[gap, item] = max(extra, 0)
    return table


@settings(max_examples=50, derandomize=True)
@given(st.data())
def test_extra_seconds_by_timing_every_tour(data: st.DataObject) -> None:
    board = empty_board(data)
    stir(board, np.random.default_rng(data.draw(st.integers(0, 99))), 5)
    for crew in range(len(board.tours)):
        ours = board._table(crew)  # noqa: SLF001 - what every choice rests on
        # A visit already on the board never gains anything; its column says nothing.
        off = [i for i in range(board.items.firsts) if all(i not in t for t in board.tours)]
        assert np.array_equal(ours[:, off], table_by_hand(board, crew)[:, off])


@settings(max_examples=50, derandomize=True)
@given(st.data())
def test_best_insertion_is_the_best_gain_per_second(data: st.DataObject) -> None:
    board = empty_board(data)
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    stir(board, rng, 4)
    noise = rng.uniform(0.5, 1.5, board.items.firsts)
    gain = board.gains() * noise
    rates = {}
    for crew in range(len(board.tours)):
        table = table_by_hand(board, crew)
        for gap, item in np.argwhere(table < UNREACHABLE).tolist():
            # Also fits once the windows of its other blocks are drawn in.
            tours = list(board.tours)
            tours[crew] = (*tours[crew][:gap], item, *tours[crew][gap:])
            windows = board.items.windows(board.problem, tuple(tours))
            if gain[item] > 0 and all(
                time_tour(board.problem, board.items, windows, v, tour) is not None
                for v, tour in enumerate(tours)
            ):
                rates[crew, gap, item] = gain[item] / (table[gap, item] + board.problem.dwell)
    choice = board.best_insertion(noise)
    if choice is None:
        # Given up only where an item's best gap does not bear its siblings.
        assert all(_has_sibling(board, item) for _, _, item in rates)
    elif not any(_has_sibling(board, item) for _, _, item in rates):
        assert rates[choice] == max(rates.values())
    else:
        assert choice in rates


def _has_sibling(board: Board, item: int) -> bool:
    place = board.items.place[item]
    return any(
        board.items.is_optional(i) and board.items.place[i] == place
        for tour in board.tours
        for i in tour
    )


@settings(max_examples=50, derandomize=True)
@given(st.data())
def test_whatever_is_done_tours_fit_and_visits_keep_apart(data: st.DataObject) -> None:
    board = empty_board(data)
    problem, items = board.problem, board.items
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    for _ in range(4):
        stir(board, rng, 3)
        spans: dict[int, list[tuple[int, int]]] = {}
        for meeting in problem.meetings:
            if meeting.joint:
                spans.setdefault(meeting.place, []).append(
                    (meeting.start, meeting.start + meeting.seconds)
                )
        for crew, tour in enumerate(board.tours):
            timed = time_tour(problem, items, board.windows, crew, tour)
            assert timed is not None
            for item, start in zip(tour, timed.start, strict=True):
                if items.is_optional(item):
                    place, block = int(items.place[item]), int(items.block[item])
                    assert problem.block_of(start) == block
                    spans.setdefault(place, []).append((start, start + problem.dwell))
        for visits in spans.values():
            visits.sort()
            for (_, leave), (start, _) in pairwise(visits):
                assert start - leave >= problem.settings.separation_minutes * 60


@settings(max_examples=30, derandomize=True)
@given(st.data())
def test_tables_shared_with_a_copy_stay_true(data: st.DataObject) -> None:
    board = empty_board(data)
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    stir(board, rng, 4)
    twin = board.copy()
    stir(twin, rng, 4)
    stir(board, rng, 2)
    for one in (board, twin):
        fresh = Board(one.problem, one.items, one.tours)
        for crew in range(len(one.tours)):
            off = [i for i in range(one.items.firsts) if all(i not in t for t in one.tours)]
            assert np.array_equal(one._table(crew)[:, off], fresh._table(crew)[:, off])  # noqa: SLF001
