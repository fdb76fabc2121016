"""Redraws: the recorded probabilities and constraints, and the very draw that the product makes."""

from __future__ import annotations

import hashlib
from collections import Counter

import msgspec
import numpy as np
import pytest

from sejuk.draw.rotation import draw_rotation
from sejuk.evaluation.redraw import redraws
from sejuk.model.experiment import Cell, Experiment, Unit
from tests.evaluation.melati import cells
from tests.evaluation.series import experiment_of, series

COUNT = 4000


def units() -> tuple[Unit, ...]:
    return experiment_of(series()).units()


def test_each_area_is_redrawn_as_often_as_recorded() -> None:
    """4.5 standard errors of p; blocks of 3, 3 and 2 nights."""
    drawn = redraws(units(), COUNT, np.random.default_rng(1))
    p = np.array([unit.millionths / 1e6 for unit in units()])
    assert np.all(np.abs(drawn.mean(axis=0) - p) < 4.5 * np.sqrt(p * (1 - p) / COUNT))
    assert Counter(len(unit.nights) for unit in units()) == {3: 28, 2: 14}


def test_every_redraw_is_one_that_the_draw_could_have_made() -> None:
    """Each is accepted as an experiment: budget and strata as the constructor asks."""
    drawn = redraws(units(), 50, np.random.default_rng(2))
    made = units()
    for row in drawn:
        for block in {unit.block for unit in made}:
            assert sum(row[[u.block == block for u in made]]) == 6
        lots = dict(zip([(u.block, u.area) for u in made], row.tolist(), strict=True))
        Experiment(
            cells=tuple(
                cell_with(cell, assigned=lots[cell.block, cell.area])
                for cell in experiment_of(series()).cells
            )
        )


def cell_with(cell: Cell, *, assigned: bool) -> Cell:
    return msgspec.structs.replace(cell, assigned=assigned)


def test_pairs_are_redrawn_as_the_product_draws_them() -> None:
    """Two ways to the same distribution: 1,500 secret seeds, and a generator. Pairs' shares differ
    by at most 4.5 standard errors of a difference (√(2 · ¼ / 1500) = 0.018)."""
    frame = series()[0].frame
    first = [unit for unit in units() if unit.block == series()[0].frame_digest]
    ours = redraws(first, COUNT, np.random.default_rng(3))
    theirs = np.zeros((1500, len(first)), np.bool_)
    for k in range(1500):
        seed = hashlib.sha256(k.to_bytes(2)).digest()
        drawn = set(draw_rotation(frame, seed, bytes(16)).drawn)
        theirs[k] = [unit.area in drawn for unit in first]
    pairs = [(d.T.astype(float) @ d) / len(d) for d in (ours, theirs)]
    assert np.abs(pairs[0] - pairs[1]).max() < 4.5 * 0.018


def test_probabilities_as_people_write_them() -> None:
    """A third, written 0.333: one of three is drawn all the same, always."""
    three = Experiment(cells=cells({"a": "+", "b": "-", "c": "-"}, thousandths=333)).units()
    drawn = redraws(three, 3000, np.random.default_rng(4))
    assert set(drawn.sum(axis=1).tolist()) == {1}
    assert drawn.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.04)


def test_a_veto_before_the_draw_takes_an_area_out_for_its_block() -> None:
    rotations = series({1: frozenset({"4"})})
    found = experiment_of(rotations)
    assert found.vetoed == 1
    blocks = [r.frame_digest for r in rotations]
    assert {u.block for u in found.units() if u.area == "4"} == {blocks[0], blocks[2]}
