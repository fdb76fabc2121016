"""Pólya's urn: what is drawn comes back with another of its kind (Eggenberger & Pólya 1923)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def polya_urn(draws: int, runs: int, rng: np.random.Generator) -> Ints:
    """[runs] first-colour balls after so many draws, from one ball of each colour.

    Uniform on 1 … draws + 1: nothing about the two colours differs, and where a run ends is
    settled by its first few draws. A patrol that follows its own findings is such an urn.
    """
    balls = np.ones(runs, np.int64)
    for done in range(draws):
        balls += rng.random(runs) * (done + 2) < balls
    return balls
