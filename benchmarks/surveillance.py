"""Rivals of the detector: each a score for every zone and day, as the literature has them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ears_c2(counts: Floats) -> Floats:
    """Hutwagner et al. 2003: against mean and deviation of days t − 9 … t − 3."""
    past = np.lib.stride_tricks.sliding_window_view(counts, 7, axis=1)
    mean, deviation = past.mean(axis=2), past.std(axis=2, ddof=1)
    score = np.zeros_like(counts)
    end = counts.shape[1] - 9
    # A zone without a case in a week has no deviation; half a case stands in.
    score[:, 9:] = (counts[:, 9:] - mean[:, :end]) / np.maximum(deviation[:, :end], 0.5)
    return score


def farrington(counts: Floats) -> Floats:
    """Farrington et al. 1996, on days: the same weekdays of ten weeks before, but for the last
    week; a quasi-Poisson upper limit by the 2/3 power. The score is in deviations of it."""
    past = np.stack([_shifted(counts, 7 * w) for w in range(2, 12)])
    mean = np.maximum(past.mean(axis=0), 0.05)
    spread = np.maximum(past.var(axis=0, ddof=1) / mean, 1.0)
    error = np.sqrt(4 / 9 * mean ** (1 / 3) * (spread + spread / 10))
    return np.asarray((counts ** (2 / 3) - mean ** (2 / 3)) / error, np.float64)


def seven_days(counts: Floats) -> Floats:
    """The count of seven days against that of the 56 before, as a ratio above one incident."""
    week = _sum_before(counts, 7)
    before = _shifted(_sum_before(counts, 56), 7) / 8
    return np.asarray((week - before) / np.sqrt(before + 0.5), np.float64)


def _shifted(values: Floats, days: int) -> Floats:
    return np.pad(values, ((0, 0), (days, 0)))[:, : values.shape[1]]


def _sum_before(values: Floats, days: int) -> Floats:
    """Of each day and those before it."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    day = np.arange(1, values.shape[1] + 1)
    return np.asarray(sums[:, day] - sums[:, np.maximum(day - days, 0)], np.float64)
