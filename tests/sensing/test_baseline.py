"""What is usual: closed forms, the same by plain loops, nothing of the future, honest intervals."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from sejuk.sensing.baseline import BaselineParams, Baselines, Floats, Whole, baselines

BY = BaselineParams()
PLAIN = BaselineParams(half_life_days=1e12, level_half_life_days=1e12, weekday_incidents=1e12)
"""Nothing fades, and all days of the week are alike."""


def weekdays(days: int) -> Whole:
    return np.arange(days, dtype=np.int64) % 7


def ring(areas: int) -> Floats:
    """Each has two neighbours, but for the first, which has none."""
    one = np.eye(areas)
    around = (np.roll(one, 1, axis=1) + np.roll(one, -1, axis=1)) / 2
    around[0] = 0
    return around


def usual(
    counts: Floats, exposure: Floats | None = None, by: BaselineParams = BY, **more: Floats
) -> Baselines:
    areas, days = counts.shape
    return baselines(
        counts,
        np.ones_like(counts) if exposure is None else exposure,
        more.get("neighbours", ring(areas)),
        weekdays(days),
        by,
    )


def test_while_nothing_is_known_the_prior_holds() -> None:
    found = usual(np.full((3, 8), 5.0))
    # One incident in 30 days of an area; θ ~ Gamma(1, 1), for its variance is 1.
    assert found.factor == pytest.approx([1 / 30] * 8)
    assert found.shape == pytest.approx(np.ones((3, 8)))
    assert found.rate == pytest.approx(np.ones((3, 8)))


def test_one_area_by_hand() -> None:
    """Two days have left the guard band, with 4 incidents and 2."""
    counts = np.zeros((1, 10))
    counts[0, :2] = 4, 2
    found = usual(counts, by=PLAIN, neighbours=np.zeros((1, 1)))
    # Level: (0.2 + 4)/(6 + 1), then (0.2 + 6)/(6 + 2).
    assert found.factor[8:] == pytest.approx([4.2 / 7, 6.2 / 8])
    # Due 4.2/7 + 6.2/8 at those levels, times (1 + 6)/(1 + due); one area has no spread to learn.
    due = 4.2 / 7 + 6.2 / 8
    strength = found.rate[0, 9] - due * 7 / (1 + due)
    assert found.shape[0, 9] == pytest.approx(strength + 6)
    # Moments of one area: (told − due)², and nothing that chance adds, with 20 of the prior's 1.
    scaled = due * 7 / (1 + due)
    assert 1 / strength == pytest.approx(((6 - scaled) ** 2 / scaled + 20) / 20)


def test_a_long_quiet_past_says_what_it_says() -> None:
    """1,000 days, areas of rates 0.1, 0.2 and 0.3: posterior means near them."""
    rates = np.array([0.1, 0.2, 0.3])
    counts = np.random.default_rng(1).poisson(rates[:, None], (3, 1000)).astype(float)
    found = usual(counts, by=PLAIN)
    expected = found.expected(np.ones_like(counts))[:, -1]
    # Known to about sqrt(rate/1000), 0.017 at most.
    assert expected == pytest.approx(rates, abs=3 * 0.018)


def test_the_day_of_the_week_is_learned() -> None:
    days = 7 * 60
    rates = np.where(weekdays(days) == 5, 0.6, 0.2)
    counts = np.random.default_rng(2).poisson(rates, (20, days)).astype(float)
    factor = usual(counts).factor[-7:]
    assert factor.argmax() == 5
    # Three times the others; with 12.4 weeks after fading, 20 areas and 30 incidents of the prior
    # (30 + 149)/(30 + 64) against (30 + 50)/(30 + 64).
    assert factor[5] / factor[[0, 1, 2, 3, 4, 6]].mean() == pytest.approx(2.25, abs=0.3)


def test_an_outage_is_no_calm() -> None:
    """Twenty days without a line from the busiest area: nothing is expected less anywhere."""
    rates = np.array([1.0, 0.1, 0.1, 0.1])
    counts = np.random.default_rng(3).poisson(rates[:, None], (4, 120)).astype(float)
    silent = np.ones_like(counts)
    silent[0, 80:100] = 0
    kept = usual(counts).expected(np.ones_like(counts))[:, 108]
    lost = usual(counts * silent, silent).expected(np.ones_like(counts))[:, 108]
    taken_for_calm = usual(counts * silent).expected(np.ones_like(counts))[:, 108]
    assert lost == pytest.approx(kept, rel=0.2)
    assert taken_for_calm[0] < 0.8 * kept[0]
    # What came in all the same, without exposure, counts for nothing.
    assert np.array_equal(usual(counts, silent).shape, usual(counts * silent, silent).shape)


def test_half_a_day_is_half_the_exposure() -> None:
    counts = np.full((20, 40), 2.0)
    half = usual(counts, np.full_like(counts, 0.5)).expected(np.ones_like(counts))[:, -1]
    # 2 in half a day are 4 a day, less the prior, which is 6 in some 200 days.
    assert half == pytest.approx([4.0] * 20, rel=0.05)


def test_neighbours_tell_half_of_what_is_not_known() -> None:
    """An area without exposure is taken as half its neighbours' and half the district's."""
    rates = np.array([0.0, 3.0, 3.0, 0.1, 0.1, 0.1])
    counts = np.tile(rates[:, None], (1, 100))
    exposure = np.ones_like(counts)
    exposure[0] = 0
    around = np.zeros((6, 6))
    around[0, 1:3] = 0.5
    near = usual(counts, exposure, neighbours=around)
    none = usual(counts, exposure, neighbours=np.zeros((6, 6)))
    mean = (near.shape / near.rate)[:, -1]
    assert (none.shape / none.rate)[0, -1] == pytest.approx(1)
    assert mean[0] == pytest.approx((1 + mean[1]) / 2, rel=0.05)


def test_shapes_that_do_not_fit_are_an_error() -> None:
    with pytest.raises(ValueError, match="different areas or days"):
        baselines(np.ones((2, 3)), np.ones((2, 4)), np.zeros((2, 2)), weekdays(3), BY)
    with pytest.raises(ValueError, match="neighbours"):
        baselines(np.ones((2, 3)), np.ones((2, 3)), np.zeros((3, 3)), weekdays(3), BY)


cases = st.tuples(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 30))


def drawn(seed: int, areas: int, days: int) -> tuple[Floats, Floats]:
    """Counts, and an exposure with outages and parts of days."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.gamma(1, 1, (areas, 1)), (areas, days)).astype(float)
    return counts, rng.choice([0.0, 0.3, 1.0], (areas, days), p=[0.2, 0.2, 0.6])


@settings(max_examples=40)
@given(cases)
def test_plain_loops_say_the_same(case: tuple[int, int, int]) -> None:
    counts, exposure = drawn(*case)
    found = usual(counts, exposure)
    shape, rate, factor = by_loops(counts.tolist(), exposure.tolist(), ring(len(counts)).tolist())
    assert found.shape == pytest.approx(np.array(shape), rel=1e-9)
    assert found.rate == pytest.approx(np.array(rate), rel=1e-9)
    assert found.factor == pytest.approx(np.array(factor), rel=1e-9)


@settings(max_examples=40)
@given(cases, st.integers(0, 29))
def test_nothing_of_the_guard_band_or_the_future(case: tuple[int, int, int], day: int) -> None:
    seed, areas, days = case
    counts, exposure = drawn(seed, areas, days)
    day %= days
    changed, seen = counts.copy(), exposure.copy()
    first = max(day - BY.guard_days, 0)
    changed[:, first:] += 1 + np.random.default_rng(seed).poisson(9, changed[:, first:].shape)
    seen[:, first:] = 1.0
    before, after = usual(counts, exposure), usual(changed, seen)
    for a, b in ((before.shape, after.shape), (before.rate, after.rate)):
        assert np.array_equal(a[:, : day + 1], b[:, : day + 1])
    assert np.array_equal(before.factor[: day + 1], after.factor[: day + 1])
    # The day before the guard band does count.
    if first > 0:
        counts[:, first - 1] += 1
        exposure[:, first - 1] = 1.0
        assert not np.array_equal(usual(counts, exposure).shape[:, day], before.shape[:, day])


def test_predictive_is_calibrated_on_its_own_kind_of_data() -> None:
    """θ from a Gamma, days from a Poisson: the randomised PIT is uniform, means are right."""
    rng = np.random.default_rng(4)
    theta = rng.gamma(2, 0.5, (200, 1))
    counts = rng.poisson(0.3 * theta, (200, 300)).astype(float)
    found = usual(counts, neighbours=np.zeros((200, 200)))
    late = slice(100, None)
    chance = found.rate / (found.rate + found.factor)
    at = np.asarray(nbinom.cdf(counts, found.shape, chance))[:, late]
    below = at - np.asarray(nbinom.pmf(counts, found.shape, chance))[:, late]
    pit = below + rng.random(at.shape) * (at - below)
    # 40,000 values, those of one area sharing its θ: within 0.01 of uniform.
    shares = np.histogram(pit, bins=10, range=(0, 1))[0] / pit.size
    assert shares == pytest.approx([0.1] * 10, abs=0.01)
    expected = found.expected(np.ones_like(counts))[:, late]
    assert expected.sum() == pytest.approx(counts[:, late].sum(), rel=0.03)


def test_it_is_nearer_to_the_truth_than_the_areas_own_means() -> None:
    """Where little is told: Gamma areas of an incident a month, 300 days.

    Their own faded means miss by 0.033/170 in the square, areas differ by 0.5 · 0.033²: the best
    that weighing the two can do is 0.5/(0.5 + 1/(170 · 0.033)), 0.74 of the square.
    """
    rng = np.random.default_rng(5)
    truth = 0.033 * rng.gamma(2, 0.5, 200)
    counts = rng.poisson(truth[:, None], (200, 300)).astype(float)
    found = usual(counts, neighbours=np.zeros((200, 200)))
    last = (found.shape / found.rate)[:, -1] * found.factor[-1]
    faded = 0.5 ** (np.arange(counts.shape[1] - 8)[::-1] / BY.half_life_days)
    own = counts[:, :-8] @ faded / faded.sum()
    assert ((last - truth) ** 2).mean() < 0.82 * ((own - truth) ** 2).mean()


def by_loops(
    counts: list[list[float]], exposure: list[list[float]], neighbours: list[list[float]]
) -> tuple[list[list[float]], list[list[float]], list[float]]:
    """The formulas of the module's head, each sum written out anew for each day."""
    areas, days = len(counts), len(counts[0])
    shape = [[0.0] * days for _ in range(areas)]
    rate = [[0.0] * days for _ in range(areas)]
    factor = []
    level_of: list[float] = []
    week_of: list[list[float]] = []
    usual_of: list[float] = []
    share = [1.0] * areas
    level, week, spread = 0.2 / 6, [1.0] * 7, 1.0
    for day in range(days):
        told, due, chance = [0.0] * areas, [0.0] * areas, [0.0] * areas
        past = range(max(day - 7, 0))
        if past:
            new = past[-1]
            usual_of.append(sum(exposure[a][new] * share[a] for a in range(areas)))
            totals = [sum(counts[a][s] for a in range(areas) if exposure[a][s] > 0) for s in past]
            ages = [day - 8 - s for s in past]
            slow = [0.5 ** (age / 60) for age in ages]
            quick = [0.5 ** (age / 28) for age in ages]
            weeks = [*week_of, week]
            open_ = [usual_of[s] * weeks[s][s % 7] for s in past]
            level = (0.2 + sum(map(float.__mul__, quick, totals))) / (
                6 + sum(map(float.__mul__, quick, open_))
            )
            level_of.append(level)
            week_of.append(week)
            of_day = [
                (30 + sum(slow[s] * totals[s] for s in past if s % 7 == k))
                / (30 + sum(slow[s] * usual_of[s] * level_of[s] for s in past if s % 7 == k))
                for k in range(7)
            ]
            week = [value / (sum(of_day) / 7) for value in of_day]
            after = [*week_of[1:], week]
            for a, s in product(range(areas), past):
                one = level_of[s] * after[s][s % 7] * exposure[a][s]
                told[a] += slow[s] * counts[a][s] * (exposure[a][s] > 0)
                due[a] += slow[s] * one
                chance[a] += slow[s] ** 2 * one
            scale = (1 + sum(told)) / (1 + sum(due))
            due = [value * scale for value in due]
            chance = [value * scale for value in chance]
            spread = spread_by_loops(told, due, chance)
            share = [(told[a] + 1 / spread) / (due[a] + 1 / spread) for a in range(areas)]
            share = [value / (sum(share) / areas) for value in share]
        factor.append(level * week[day % 7])
        for a in range(areas):
            near = sum(neighbours[a][b] * told[b] for b in range(areas)) + 1 / spread
            near /= sum(neighbours[a][b] * due[b] for b in range(areas)) + 1 / spread
            shape[a][day] = (0.5 + 0.5 * near) / spread + told[a]
            rate[a][day] = 1 / spread + due[a]
    return shape, rate, factor


def spread_by_loops(told: list[float], due: list[float], chance: list[float]) -> float:
    seen = [a for a in range(len(due)) if due[a] > 0]
    if not seen:
        return 1.0
    total = sum(due[a] for a in seen)
    apart = sum((told[a] - due[a]) ** 2 / due[a] for a in seen)
    by_chance = sum(chance[a] / due[a] * (1 - due[a] / total) for a in seen)
    weight = total - sum(due[a] ** 2 for a in seen) / total
    return max((apart - by_chance + 20) / (weight + 20), 0.02)
