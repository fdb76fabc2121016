"""Drawing again: assignments that the recorded draw could have made, with its own probabilities.

The mechanism is that of `draw/rotation.py`: strata in random order, units of each in random
order, laid end to end as long as their probabilities, and one start for all (Madow 1949; Hartley
& Rao 1962). So every redraw spends each block's budget exactly and gives each stratum its share.
Here the order comes from a generator instead of a secret: what might have been is no secret.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sejuk.model.experiment import ONE, Unit, whole_around

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def redraws(units: Sequence[Unit], count: int, rng: np.random.Generator) -> Flags:
    """[count, units] who is drawn in each; blocks are drawn independently.

    `units` are in the order of `Experiment.units`: a block's units stand together.
    """
    drawn = np.empty((count, len(units)), np.bool_)
    begin = 0
    while begin < len(units):
        end = begin
        while end < len(units) and units[end].block == units[begin].block:
            end += 1
        drawn[:, begin:end] = _block(units[begin:end], count, rng)
        begin = end
    return drawn


def _block(units: Sequence[Unit], count: int, rng: np.random.Generator) -> Flags:
    names = sorted({unit.stratum for unit in units})
    stratum = np.array([names.index(unit.stratum) for unit in units])
    lengths = _lengths(units, stratum, len(names))
    # Strata by their own lot, units within one by theirs.
    key = rng.random((count, len(names))).argsort(axis=1).argsort(axis=1)[:, stratum]
    order = (key + rng.random((count, len(units)))).argsort(axis=1)
    ends = lengths[order].cumsum(axis=1)
    begins = ends - lengths[order]
    start = rng.integers(0, ONE, (count, 1))
    found = (ends - 1 - start) // ONE > (begins - 1 - start) // ONE
    drawn = np.empty_like(found)
    np.put_along_axis(drawn, order, found, axis=1)
    return drawn


def _lengths(units: Sequence[Unit], stratum: Ints, strata: int) -> Ints:
    """Millionths of which sums that are whole but for rounding are whole."""
    lengths = np.array([unit.millionths for unit in units], np.int64)
    for members in [*(stratum == k for k in range(strata)), np.ones(len(units), np.bool_)]:
        low, high = whole_around(lengths[members].tolist())
        if low == high:
            missing = low * ONE - int(lengths[members].sum())
            share, rest = divmod(missing, int(members.sum()))
            lengths[members] += share
            lengths[np.flatnonzero(members)[:rest]] += 1
    return lengths
