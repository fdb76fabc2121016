"""Near repeats: found where they are, and none where incidents are independent."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sejuk.sensing.repeats import OWN, with_repeats

Counts = NDArray[np.float64]
AREAS, DAYS, USUAL = 30, 300, 0.2
NEIGHBOURS = np.zeros((AREAS, AREAS))
for _a in range(AREAS):
    NEIGHBOURS[_a, (_a + 1) % AREAS] = NEIGHBOURS[_a, (_a - 1) % AREAS] = 0.5


def usual(counts: Counts) -> Counts:
    return np.full(counts.shape, USUAL)


def independent(seed: int) -> Counts:
    return np.random.default_rng(seed).poisson(USUAL, (AREAS, DAYS)).astype(float)


def repeating(seed: int, rate: float) -> Counts:
    """Each incident brings `rate` others within seven days, as the model says."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(USUAL * (1 - rate), (AREAS, DAYS)).astype(float)
    for day in range(DAYS - 1):
        for area in np.flatnonzero(counts[:, day]):
            for _ in range(rng.poisson(rate * counts[area, day])):
                at = area if rng.random() < OWN else (area + rng.choice([-1, 1])) % AREAS
                after = day + 1 + rng.integers(7)
                if after < DAYS:
                    counts[at, after] += 1
    return counts


def found(counts: Counts) -> float:
    return with_repeats(counts, usual(counts), np.ones_like(counts), NEIGHBOURS, DAYS).rate


def test_none_where_incidents_are_independent() -> None:
    # 1,800 incidents each; one in a hundred streams may be taken for repeating.
    assert sum(found(independent(seed)) > 0 for seed in range(40)) <= 2


@pytest.mark.parametrize("rate", [0.2, 0.4])
def test_as_many_as_there_are(rate: float) -> None:
    rates = [found(repeating(seed, rate)) for seed in range(8)]
    assert np.mean(rates) == pytest.approx(rate, abs=0.06)


def test_without_a_past_it_is_the_usual() -> None:
    counts = np.zeros((2, 10))
    counts[0, 0] = 7.0
    half = np.full((2, 10), 0.5)
    beside = np.array([[0.0, 1.0], [1.0, 0.0]])
    repeats = with_repeats(counts, half, np.ones_like(counts), beside, known=0)
    assert repeats.rate == 0.0, "nothing is known"
    assert repeats.mean.tolist() == half.tolist()


def test_what_comes_later_changes_no_day_before() -> None:
    counts = repeating(3, 0.3)
    later = counts.copy()
    later[:, 250:] += 2
    one, two = (
        with_repeats(c, usual(c), np.ones_like(c), NEIGHBOURS, known=240) for c in (counts, later)
    )
    assert one.rate == two.rate > 0
    assert one.mean[:, :251].tolist() == two.mean[:, :251].tolist()
    assert (one.mean[:, 251] != two.mean[:, 251]).any()


def test_no_less_than_a_fifth_of_the_usual() -> None:
    counts = repeating(3, 0.4)
    counts[:, 260:] = 0.0
    repeats = with_repeats(counts, usual(counts), np.ones_like(counts), NEIGHBOURS, known=250)
    assert repeats.rate > 0
    assert repeats.mean.min() >= 0.2 * USUAL - 1e-12


def test_an_outage_is_no_calm() -> None:
    counts = repeating(3, 0.4)
    heard = np.ones_like(counts)
    heard[:, 200:230] = counts[:, 200:230] = 0.0
    repeats = with_repeats(counts, usual(counts), heard, NEIGHBOURS, known=DAYS)
    assert repeats.rate > 0
    # A week into the outage nothing is known of the days before: as usual.
    assert repeats.mean[:, 210].tolist() == pytest.approx([USUAL] * AREAS)
