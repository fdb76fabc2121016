"""Random numbers for kernels, with all of their state in one array: equal seeds, equal searches.

SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import entry, inner_kernel

Dice = NDArray[np.uint64]
"""[1] the state."""


def new_dice(seed: int) -> Dice:
    """Dice that fall as this seed says."""
    return np.array([seed % 2**64], np.uint64)


@entry
def chance(dice: Dice) -> float:
    """Uniform in [0, 1)."""
    dice[0] += np.uint64(0x9E3779B97F4A7C15)
    bits = dice[0]
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return np.float64(bits >> np.uint64(11)) * 2.0**-53


@inner_kernel
def below(dice: Dice, count: int) -> int:
    """Uniform in 0 … count − 1."""
    return int(chance(dice) * count)
