"""What spreads: incidents that bring others, and a rumour in a crowd."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def hawkes_counts(
    base: float, eta: float, days: int, runs: int, rng: np.random.Generator, *, lag: int = 7
) -> Ints:
    """[runs, days] incidents; each brings η more in the mean, evenly over the next `lag` days.

    Made by generations (Hawkes & Oakes 1974), after a time in which all has settled.
    """
    settle = 20 * lag
    total = np.zeros((runs, settle + days), np.int64)
    born = rng.poisson(base, total.shape)
    while born.any():
        total += born
        children = rng.poisson(eta * born)
        born = np.zeros_like(total)
        for run, day in np.argwhere(children):
            later = day + rng.integers(1, lag + 1, children[run, day])
            np.add.at(born[run], later[later < total.shape[1]], 1)
    return total[:, settle:]


def hawkes_rate(base: float, eta: float) -> float:
    """Incidents a day, in the long run: base / (1 − η)."""
    return base / (1 - eta)


def hawkes_dispersion(eta: float) -> float:
    """Variance over mean of counts of long periods: 1 / (1 − η)²."""
    return (1 - eta) ** -2


def outbreak(people: int, reproduction: float, rng: np.random.Generator) -> float:
    """Part of a crowd that has heard in the end (Reed & Frost's chain of generations)."""
    open_, heard = people - 10, 10
    while heard:
        escape = (1 - reproduction / people) ** heard
        heard = int(rng.binomial(open_, 1 - escape))
        open_ -= heard
    return 1 - open_ / people


def final_size(reproduction: float) -> float:
    """r of r = 1 − e^(−R·r) (Kermack & McKendrick 1927), the larger root; 0 where R ≤ 1."""
    part = 1.0
    for _ in range(500):
        part = 1 - math.exp(-reproduction * part)
    return part if reproduction > 1 else 0.0
