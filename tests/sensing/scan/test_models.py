"""Discrete Poisson, Bernoulli and expectation-based scans against brute force, in both engines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sejuk.sensing.scan.bernoulli import scan_bernoulli
from sejuk.sensing.scan.clusters import Cluster, ScanResult, gumbel_p
from sejuk.sensing.scan.null import Shuffle, spread, streams
from sejuk.sensing.scan.plain import drawn
from sejuk.sensing.scan.poisson import scan_expected, scan_population
from sejuk.sensing.scan.settings import Engine, ScanSettings
from sejuk.sensing.scan.zones import Distance, circles, within
from tests.sensing.scan import oracle

Ints = NDArray[np.int64]
REPLICATES = 6
MANY = settings(max_examples=25)


def both(one: Callable[[ScanSettings], ScanResult], asked: ScanSettings) -> list[ScanResult]:
    asked = msgspec.structs.replace(asked, replicates=REPLICATES)
    return [
        one(msgspec.structs.replace(asked, engine=engine))
        for engine in (Engine.KERNELS, Engine.NUMPY)
    ]


def check(
    results: Sequence[ScanResult],
    of: Callable[[list[list[int]]], list[oracle.Best]],
    counts: Ints,
    replicates: Ints,
) -> None:
    """Clusters of what was observed, and the maximum of each replicate."""
    expected = of(counts.tolist())
    highest = [max((b.llr for b in of(r)), default=0.0) for r in replicates.tolist()]
    for result in results:
        assert [c.members for c in result.clusters] == [e.members for e in expected]
        assert [_numbers(c) for c in result.clusters] == [
            pytest.approx((e.first, e.last, e.observed, e.expected, e.llr), abs=1e-8)
            for e in expected
        ]
        assert result.maxima == pytest.approx(highest, abs=1e-8)
        for cluster in result.clusters:
            as_high = sum(h >= cluster.llr - 1e-8 for h in highest)
            assert cluster.p == (1 + as_high) / (1 + REPLICATES)


def _numbers(c: Cluster) -> tuple[float, ...]:
    return (c.first, c.last, c.observed, c.expected, c.llr)


@MANY
@given(
    seed=st.integers(0, 2**32 - 1),
    great=st.booleans(),
    fraction=st.sampled_from([0.1, 0.5, 1.0]),
    cases=st.sampled_from([0, 1, 5, 60]),
    radius=st.sampled_from([30.0, 300.0, math.inf]),
)
def test_discrete_poisson(
    seed: int, great: bool, fraction: float, cases: int, radius: float
) -> None:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-2, 2, (9, 2)) if great else rng.uniform(-200, 200, (9, 2))
    people = rng.integers(0, 900, 9)
    people[0] = 500
    counts = rng.multinomial(cases, people / people.sum())[:, None]
    distance = Distance.GREAT_CIRCLE if great else Distance.CARTESIAN
    apart = oracle.great_circle if great else oracle.cartesian
    zones = oracle.zones_of(
        [tuple(p) for p in points.tolist()],
        apart,
        radius,
        people.tolist(),
        fraction * int(people.sum()),
    )
    usual = people * (cases / people.sum())

    def of(table: list[list[int]]) -> list[oracle.Best]:
        return oracle.clusters(
            oracle.best_of_centres(
                zones,
                [range(1)],
                table,
                lambda members, _: float(usual[list(members)].sum()),
                lambda c, mu: oracle.permutation_ratio(c, mu, cases),
                2,
            )
        )

    results = both(
        lambda s: scan_population(
            counts[:, 0], people, circles(points, distance, max_radius=radius), s, seed
        ),
        ScanSettings(max_fraction=fraction),
    )
    check(results, of, counts, drawn(spread(usual[:, None], cases), 9, 1, streams(seed, 6)))


@MANY
@given(
    seed=st.integers(0, 2**32 - 1),
    rate=st.sampled_from([0.02, 0.3, 0.9]),
    fraction=st.sampled_from([0.3, 1.0]),
    min_cases=st.integers(1, 3),
)
def test_bernoulli(seed: int, rate: float, fraction: float, min_cases: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-1, 1, (8, 2))
    people = rng.integers(0, 30, 8)
    people[3] = 12
    counts = rng.binomial(people, rate)[:, None]
    cases, everybody = int(counts.sum()), int(people.sum())
    zones = oracle.zones_of(
        [tuple(p) for p in points.tolist()],
        oracle.cartesian,
        9.0,
        people.tolist(),
        fraction * everybody,
    )

    def of(table: list[list[int]]) -> list[oracle.Best]:
        if not 0 < cases < everybody:
            return []
        return oracle.clusters(
            oracle.best_of_centres(
                zones,
                [range(1)],
                table,
                lambda members, _: float(people[list(members)].sum() * cases / everybody),
                lambda c, e: oracle.bernoulli_ratio(
                    c, round(e * everybody / cases), cases, everybody
                ),
                min_cases,
            )
        )

    results = both(
        lambda s: scan_bernoulli(
            counts[:, 0], people - counts[:, 0], circles(points, Distance.CARTESIAN), s, seed
        ),
        ScanSettings(max_fraction=fraction, min_cases=min_cases),
    )
    null = Shuffle(
        slots=np.repeat(np.arange(8, dtype=np.uint32), people), days=np.zeros(cases, np.uint32)
    )
    check(results, of, counts, drawn(null, 8, 1, streams(seed, 6)))


@MANY
@given(
    seed=st.integers(0, 2**32 - 1),
    days=st.integers(1, 6),
    window=st.integers(1, 4),
    scale=st.sampled_from([0.1, 1.0, 20.0]),
    retrospective=st.booleans(),
)
def test_expectation_based(
    seed: int, days: int, window: int, scale: float, retrospective: bool
) -> None:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-1, 1, (7, 2))
    usual = rng.gamma(2.0, scale / 2, (7, days))
    counts = rng.poisson(usual * 1.1)
    asked = ScanSettings(max_window=window, min_cases=1, retrospective=retrospective)
    zones = oracle.zones_of(
        [tuple(p) for p in points.tolist()], oracle.cartesian, 1.0, [0] * 7, math.inf
    )
    windows = oracle.windows_of(days, 1, window, retrospective=retrospective)

    def of(table: list[list[int]]) -> list[oracle.Best]:
        return oracle.clusters(
            oracle.best_of_centres(
                zones,
                windows,
                table,
                lambda members, w: float(usual[list(members)][:, list(w)].sum()),
                oracle.expectation_ratio,
                1,
            )
        )

    results = both(
        lambda s: scan_expected(
            counts, usual, circles(points, Distance.CARTESIAN, max_radius=1.0), s, seed
        ),
        asked,
    )
    begins = min(w.start for w in windows)
    replicates = np.zeros((6, 7, days), np.int64)
    replicates[:, :, begins:] = drawn(
        spread(usual[:, begins:]), 7, days - begins, streams(seed, REPLICATES)
    )
    check(results, of, counts, replicates)


def test_cases_where_none_can_be() -> None:
    zones = circles([[0, 0], [1, 1]], Distance.CARTESIAN)
    for usual in ([[1.0], [0.0]], [[1.0], [math.nan]], [[1.0], [-1.0]]):
        with pytest.raises(ValueError, match="expect"):
            scan_expected(np.array([[1], [2]]), np.array(usual), zones, ScanSettings(), 1)
    with pytest.raises(ValueError, match="expect"):
        scan_population(np.array([1, 2]), np.array([5.0, 0.0]), zones, ScanSettings(), 1)


def test_nothing_expected_and_nothing_seen() -> None:
    zones = circles([[0, 0], [1, 1]], Distance.CARTESIAN)
    none = np.zeros((2, 3), np.int64)
    assert scan_expected(none, none * 1.0, zones, ScanSettings(replicates=9), 1).clusters == ()
    assert scan_population(none[:, 0], none[:, 0], zones, ScanSettings(), 1).clusters == ()
    assert scan_bernoulli(none[:, 0], none[:, 0], zones, ScanSettings(), 1).clusters == ()
    nowhere = within(zones, np.ones(2), 0.0)
    assert scan_expected(none + 3, none + 1.0, nowhere, ScanSettings(), 1).clusters == ()


def test_gumbel_is_near_the_rank_where_there_are_enough() -> None:
    # Standard Gumbel throws: −ln(−ln u); the upper tail at 3 is 1 − exp(−exp(−3)) = 0.0486.
    u = (np.arange(20_000) + 0.5) / 20_000
    assert gumbel_p(3.0, -np.log(-np.log(u))) == pytest.approx(0.0486, abs=1e-3)
    assert gumbel_p(3.0, np.ones(5)) is None
    assert gumbel_p(3.0, np.ones(1)) is None
