"""Knox tables: every pair counted, by brute force and as published."""

from __future__ import annotations

import csv
import itertools
import json
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sejuk.sensing import knox as module
from sejuk.sensing.knox import KnoxBands, Metric, knox

Floats = NDArray[np.float64]


def counted(points: Floats, days: Floats, bands: KnoxBands) -> list[list[int]]:
    """One pair after another."""
    table = [[0] * len(bands.time) for _ in bands.space]
    for i, j in itertools.combinations(range(len(days)), 2):
        dx, dy = abs(points[i] - points[j])
        apart = dx + dy if bands.metric is Metric.MANHATTAN else math.hypot(dx, dy)
        row = max(n for n, edge in enumerate(bands.space) if edge <= apart)
        column = max(n for n, edge in enumerate(bands.time) if edge <= abs(days[i] - days[j]))
        table[row][column] += 1
    return table


@settings(max_examples=100)
@given(
    seed=st.integers(0, 2**32 - 1),
    events=st.integers(0, 40),
    metric=st.sampled_from(list(Metric)),
    bands=st.sampled_from(
        [((0, 1, 2), (0, 2, 5)), ((0.0,), (0.0,)), ((0, 3), (0.0,)), ((0.0,), (0, 1, 2, 3, 4))]
    ),
    at_once=st.sampled_from([3, 2**21]),
)
def test_every_pair_is_counted_once(
    seed: int,
    events: int,
    metric: Metric,
    bands: tuple[tuple[float, ...], tuple[float, ...]],
    at_once: int,
) -> None:
    rng = np.random.default_rng(seed)
    # A grid, so that many pairs lie exactly on an edge or at no distance at all.
    points = rng.integers(0, 6, (events, 2)).astype(np.float64)
    days = rng.integers(0, 9, events).astype(np.float64)
    asked = KnoxBands(space=bands[0], time=bands[1], metric=metric)
    before, module.AT_ONCE = module.AT_ONCE, at_once
    try:
        found = knox(points, days, asked, replicates=0, seed=0)
    finally:
        module.AT_ONCE = before
    assert found.observed.tolist() == counted(points, days, asked)


def test_p_is_the_rank_among_all_orders() -> None:
    """Four events, two places, two days: of 24 orders of the days 8 put like with like."""
    points = np.array([[0.0, 0], [0, 0], [9, 9], [9, 9]])
    bands = KnoxBands(space=(0, 1), time=(0, 1))
    found = knox(points, np.array([1.0, 1, 5, 5]), bands, replicates=3000, seed=4)
    assert found.observed.tolist() == [[2, 0], [0, 4]]
    # Two near pairs of six, and two of six on the same day: 2 · 2 / 6.
    assert found.expected[0] == pytest.approx([2 / 3, 4 / 3])
    assert found.ratio[0] == pytest.approx([3, 0])
    # A third, give or take 0.0086; four deviations.
    assert found.p[0, 0] == pytest.approx(1 / 3, abs=4 * 0.0086)
    assert found.p[0, 1] == 1.0


def test_equal_seeds_equal_tables() -> None:
    rng = np.random.default_rng(1)
    points, days = rng.random((60, 2)), rng.integers(0, 30, 60) * 1.0
    bands = KnoxBands(space=(0, 0.2), time=(0, 5))
    one, two, other = (knox(points, days, bands, replicates=99, seed=s) for s in (1, 1, 2))
    assert one.p.tolist() == two.p.tolist() != other.p.tolist()


@pytest.mark.parametrize(
    "edges", [(), (1.0, 2.0), (0.0, 2.0, 2.0), (0.0, math.inf), (0.0, math.nan)]
)
def test_bands_that_cannot_be(edges: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="bands"):
        KnoxBands(space=(0.0, 1.0), time=edges)
    with pytest.raises(ValueError, match="bands"):
        KnoxBands(space=edges, time=(0.0, 1.0))


def test_chicago_burglary(shared: Path) -> None:
    folder = shared / "bench" / "scan" / "knox_chicago_burglary"
    published = json.loads((folder / "expected.json").read_text())
    with (folder / "events.csv").open(newline="") as stream:
        events = list(csv.DictReader(stream))
    found = knox(
        np.array([[float(e["x_m"]), float(e["y_m"])] for e in events]),
        np.array([date.fromisoformat(e["date"]).toordinal() for e in events], float),
        KnoxBands(space=(0, 1, 100, 200, 300), time=(0, 7, 14, 21), metric=Metric.MANHATTAN),
        replicates=999,
        seed=1,
    )
    assert found.observed.tolist() == published["published_observed"]
    # The published ratios are of 19 shuffles: within 10 % where more than 15 pairs are expected.
    many = found.expected > 15
    ratios = np.array(published["published_obs_over_mean_expected"])
    assert many.sum() >= 12
    assert found.ratio[many] == pytest.approx(ratios[many], rel=0.1)
    assert (found.p[:3, 0] <= 0.05).all()
    # Published p have steps of 1/20; beyond the first three none was below 0.35 but the last row's.
    assert (found.p[:4, 1:] > 0.1).all()
