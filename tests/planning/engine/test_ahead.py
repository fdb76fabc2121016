"""What is compiled ahead is what a search of a real night calls."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.patrol_instances import patrol_instance as night
from sejuk.kernels.compiled import types_for
from sejuk.kernels.dice import new_dice
from sejuk.planning.engine import ahead, search
from sejuk.planning.engine.anneal import anneal
from sejuk.planning.engine.apart import settle
from sejuk.planning.engine.board import copy_board, new_board
from sejuk.planning.engine.model import Instance
from sejuk.planning.engine.operators import recreate, ruin
from sejuk.planning.engine.patrol import patrol_instance
from sejuk.planning.engine.pool import new_pool
from sejuk.planning.engine.ruin.tear_out import tear_out
from sejuk.planning.engine.stray import StrayTuning, stray, usage_for, wander
from sejuk.planning.engine.worth import worth
from sejuk.planning.tour import fixed_tour, items_of
from tests.planning.engine.test_kernels import made


def real_night() -> Instance:
    problem = night(9, 2, seed=1)
    items = items_of(problem)
    bare = tuple(fixed_tour(problem, items, v) for v in range(len(problem.crews)))
    return patrol_instance(problem, items, bare).inst


@pytest.mark.parametrize("inst", [real_night(), made(1), made(2, crews=1)])
def test_it_is_compiled_for_the_types_of_any_night(inst: Instance) -> None:
    board = new_board(inst)
    tuning, _ = search._tuning(inst, board, search.EngineParams(iterations=1))  # noqa: SLF001
    arguments = (inst, board, board, board, new_pool(inst, 9), new_dice(1), tuning, 200, 1.0, 0.1)
    assert types_for(anneal, *arguments) == types_for(anneal, *ahead.WHOLE_SEARCH)


def test_it_is_compiled_for_the_walk_over_any_night() -> None:
    inst = real_night()
    board = new_board(inst)
    usage = usage_for(inst, np.zeros((inst.travel.shape[1], 8)), 1800)
    arguments = (inst, board, board, board, new_dice(1), usage, StrayTuning(), 1.0, 200, 1.0, 0.1)
    assert types_for(wander, *arguments) == types_for(wander, *ahead.WHOLE_WALK)


def test_afterwards_a_search_compiles_nothing() -> None:
    ahead.compile_recreating()
    ahead.compile_ruining()
    ahead.compile_search()
    ahead.compile_walk()
    assert ahead.has_search()
    assert ahead.has_walk()
    called: list[Any] = [anneal, wander, recreate, copy_board, settle, worth, tear_out, ruin]
    before = [set(kernel.overloads) for kernel in called]
    inst = real_night()
    found = search.search(inst, search.EngineParams(iterations=50), 0, lambda: False)
    usage = usage_for(inst, np.zeros((inst.travel.shape[1], 8)), 1800)
    stray(inst, found.tours, usage, 0.0, 50, 0, lambda: False)
    assert [set(kernel.overloads) for kernel in called] == before
