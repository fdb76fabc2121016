"""Weights that turn counts of areas and blocks into a difference of rates, for each draw.

All return [draws, units]: above 0 for units of the first arm, below for those of the second, 0
for the others. Only reports that were counted are weighed, nothing else depends on the outcome.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.model.experiment import ONE

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def mantel_haenszel(drawn: Flags, millionths: Ints, nights: Floats, stratum: Ints) -> Floats:
    """Σ a·C/T − Σ c·A/T over strata (Mantel & Haenszel 1959; rates: Rothman & Boice 1979, Greenland
    & Robins 1985): a and c are the reports of drawn and undrawn areas, A and C their nights.

    Where probabilities differ inside a stratum, reports and nights are weighed by stabilised Hájek
    weights, mean probability over own; where they do not, this changes nothing.

    Args:
        drawn: [draws, units]
        nights: [units] that are known of.
        stratum: [units] of the block's stratum, 0 … n−1, rising.
    """
    starts = np.flatnonzero(np.diff(stratum, prepend=-1))
    p = millionths / ONE
    mean = (np.add.reduceat(p, starts) / np.add.reduceat(np.ones(len(p)), starts))[stratum]
    weight = np.where(drawn, mean / p, (1 - mean) / (1 - p))
    exposed = weight * nights
    first = np.add.reduceat(np.where(drawn, exposed, 0.0), starts, axis=1)
    second = np.add.reduceat(np.where(drawn, 0.0, exposed), starts, axis=1)
    both = first + second
    of_first = np.divide(second, both, out=np.zeros_like(both), where=both > 0)[:, stratum]
    of_second = np.divide(first, both, out=np.zeros_like(both), where=both > 0)[:, stratum]
    return np.asarray(np.where(drawn, weight * of_first, -weight * of_second), np.float64)


def hajek(first: Flags, second: Flags, p_first: Floats, p_second: Floats, nights: Floats) -> Floats:
    """Difference of two weighted mean rates (Hájek 1971): each unit by one over its probability of
    the arm it is in.

    Args:
        first, second: [draws, units] who is in which arm.
        p_first, p_second: [units]
    """
    return _share(first, p_first, nights) - _share(second, p_second, nights)


def _share(arm: Flags, p: Floats, nights: Floats) -> Floats:
    each = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    total = (arm * (each * nights)).sum(axis=1, keepdims=True)
    return np.asarray(np.divide(arm * each, total, out=np.zeros(arm.shape), where=total > 0))
