"""A baseline fitted to the days before: a Poisson regression with a logarithmic link."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_STEPS = 100
TOLERANCE = 1e-12


def fit_poisson(design: Floats, counts: Floats, exposure: Floats) -> Floats:
    """[columns] coefficients of log(mean / exposure) = design @ coefficients.

    Iteratively re-weighted least squares (McCullagh & Nelder 1989, section 2.5): each step is a
    weighted regression, whose weights are the means of the step before.

    Args:
        design: [rows, columns] of full rank.
        counts: [rows] at least 0, not all of them 0.
        exposure: [rows] above 0, population say.

    Raises ValueError when no finite coefficients fit, or the design is not of full rank.
    """
    offset = np.log(exposure)
    mean = counts + 0.5 * counts.mean()
    if not np.isfinite(offset).all() or mean.min() <= 0:
        raise ValueError("a Poisson regression needs exposure and at least one case")
    beta = np.zeros(design.shape[1])
    for _ in range(MOST_STEPS):
        # The working response, without the offset (eq. 2.19).
        response = np.log(mean) - offset + (counts - mean) / mean
        weight = np.sqrt(mean)
        found, _, rank, _ = np.linalg.lstsq(weight[:, None] * design, weight * response)
        if rank < design.shape[1] or not np.isfinite(found).all():
            raise ValueError("a Poisson regression needs columns that tell rows apart")
        moved = float(np.abs(found - beta).max())
        beta = found
        mean = np.exp(np.minimum(design @ beta + offset, 700.0))
        if moved <= TOLERANCE * (1 + float(np.abs(beta).max())):
            return np.asarray(beta, np.float64)
    raise ValueError("a Poisson regression did not settle")


def trend_baseline(
    counts: Floats, population: Floats, times: Floats, before: int
) -> tuple[Floats, Floats]:
    """Expectations of all columns, by one rate for everybody that grows or falls steadily.

    count ~ Poisson(population · exp(a + b · (time − last time before))), fitted to the columns
    before `before`.

    Args:
        counts: [locations, times]
        population: [locations, times] above 0.
        times: [times]
        before: how many columns the fit may see; at least 2.

    Returns:
        [locations, times] expectations, and a and b.
    """
    since = times - times[before - 1]
    design = np.stack([np.ones_like(since), since], axis=1)
    rows = np.broadcast_to(design[:before], (len(counts), before, 2)).reshape(-1, 2)
    beta = fit_poisson(rows, counts[:, :before].reshape(-1), population[:, :before].reshape(-1))
    return population * np.exp(design @ beta), beta
