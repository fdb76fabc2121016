"""Dice and draws: the same in numpy and kernels, and of the distributions they claim."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sejuk.kernels.dice import chance, new_dice
from sejuk.sensing.scan.null import Shuffle, spread, streams, throws
from sejuk.sensing.scan.plain import drawn


def test_numpy_and_kernels_throw_the_same() -> None:
    states = streams(seed=5, replicates=3)
    for state, row in zip(states, throws(states, 0, 50), strict=True):
        dice = new_dice(int(state))
        assert [chance(dice) for _ in range(50)] == row.tolist()
    assert throws(states, 7, 9).tolist() == throws(states, 0, 16)[:, 7:].tolist()


def test_splitmix64_as_published() -> None:
    # The first outputs for the state 1234567, of Vigna's reference program splitmix64.c.
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    luck = throws(np.array([1234567], np.uint64), 0, 3)[0]
    assert luck.tolist() == [(bits >> 11) * 2.0**-53 for bits in published]


def test_every_seed_and_replicate_has_dice_of_its_own() -> None:
    states = np.concatenate([streams(seed, 1000) for seed in range(20)])
    assert len(np.unique(states)) == 20_000
    assert streams(3, 10).tolist() == streams(3, 1000)[:10].tolist()


def test_a_shuffle_gives_each_case_each_day_equally_often() -> None:
    # Three cases, days 0 and 1 drawn: each location is the one of day 0 in a third of 6,000.
    null = Shuffle(slots=np.arange(3, dtype=np.uint32), days=np.array([1, 0], np.uint32))
    counts = drawn(null, 3, 2, streams(1, 6000))
    assert (counts.sum(axis=1) == 1).all()
    # Binomial: 2,000 ± 36.5; four of these are exceeded once in 16,000.
    assert counts.sum(axis=0) == pytest.approx(np.full((3, 2), 2000), abs=4 * 36.5)
    both = (counts[:, 0, 0] & counts[:, 1, 1]).sum()  # one of six orders: 1,000 ± 28.9
    assert both == pytest.approx(1000, abs=4 * 28.9)


@pytest.mark.parametrize("mean", [0.02, 1.0, 40.0, 900.0])
def test_poisson_totals_and_cells(mean: float) -> None:
    shares = np.array([[0.5, 0.2], [0.0, 0.3]])
    counts = drawn(spread(mean * shares), 2, 2, streams(2, 4000)).astype(float)
    assert not counts[:, 1, 0].any()
    cells = mean * shares
    # Means and variances of 4,000 independent Poisson counts are within five deviations.
    assert np.abs(counts.mean(axis=0) - cells).max() < 5 * math.sqrt(mean / 4000)
    spread_of_variance = math.sqrt((mean + 2 * mean**2) / 4000)
    assert np.abs(counts.var(axis=0) - cells).max() < 5 * spread_of_variance
    together = np.cov(counts[:, 0, 0], counts[:, 1, 1])[0, 1]
    assert abs(together) < 5 * mean / math.sqrt(4000)
    if mean < 100:
        none = (counts.sum(axis=(1, 2)) == 0).mean()
        assert abs(none - math.exp(-mean)) < 5 * math.sqrt(math.exp(-mean) / 4000) + 1e-4


def test_a_given_total_is_kept() -> None:
    counts = drawn(spread(np.array([[1.0], [3.0]]), total=40), 2, 1, streams(2, 500))
    assert (counts.sum(axis=(1, 2)) == 40).all()
    assert counts[:, 1, 0].mean() == pytest.approx(30, abs=5 * math.sqrt(7.5 / 500))


def test_nothing_is_expected() -> None:
    for total in (None, 0):
        assert not drawn(spread(np.zeros((2, 2)), total), 2, 2, streams(1, 5)).any()
