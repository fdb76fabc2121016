"""Maximum-entropy weights over a pool, with floors and caps on how often a thing is done.

    maximise  H(q) − C · Σ shortfalls   subject to   Σ q = 1,  floor ≤ A q ≤ cap

Row c of A says in which plans c happens: a visit to a place in a block, say. The least
predictable draw that still serves everybody (Jaynes 1957). Its dual is smooth and convex, with
one multiplier in [0, C] for each floor and each cap (the bound C is what makes an unreachable
floor a shortfall instead of a failure: Dudík, Phillips & Schapire 2004, "Performance guarantees
for regularized maximum entropy density estimation", section 2). It is solved here by projected
Newton steps (Bertsekas 1982, "Projected Newton methods for optimization problems with simple
constraints", section 2) with a damped Hessian, for rows may repeat each other.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEAREST = 1e4
"""C. Shortfalls add up to at most log(plans)/C more than they must: 4e-4 for 50 plans."""
TOLERANCE = 1e-9
MOST_STEPS = 500


class Limits(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    rows: Floats
    """[c, plans] how often (0 or 1, or any number from 0 on) a plan does c."""
    floor: Floats
    """[c] least expectation; 0 asks for nothing."""
    cap: Floats
    """[c] highest expectation; infinity asks for nothing."""
    names: tuple[str, ...]


class Entropy(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    weights: Floats
    """[plans] above 0, adding up to 1."""
    marginals: Floats
    """[c] A q."""
    floor_price: Floats
    cap_price: Floats
    """[c] multipliers: nats of entropy that one more unit of the floor or less of the cap costs."""
    short: tuple[tuple[str, float], ...]
    """Floors that could not be met with the caps and each other, and by how much."""
    over: tuple[tuple[str, float], ...]
    """Caps that could not be held, and by how much."""


def maximum_entropy(limits: Limits, *, shortfall: float = 1e-4) -> Entropy:
    """The weights. Without limits, or where none binds, all are equal.

    Misses below `shortfall` are not listed. ValueError when a floor lies above its cap.
    """
    if (limits.floor > limits.cap).any():
        raise ValueError("a floor lies above its cap")
    count, plans = limits.rows.shape
    capped = np.flatnonzero(np.isfinite(limits.cap))
    floored = np.flatnonzero(limits.floor > 0)
    # One constraint per row, all of them "at least": signed @ q ≥ least.
    signed = np.vstack([limits.rows[floored], -limits.rows[capped]])
    least = np.concatenate([limits.floor[floored], -limits.cap[capped]])
    price = _multipliers(signed, least)
    weights = _weights(signed, price, plans)
    marginals = limits.rows @ weights
    floor_price, cap_price = np.zeros(count), np.zeros(count)
    floor_price[floored], cap_price[capped] = price[: len(floored)], price[len(floored) :]
    return Entropy(
        weights=weights,
        marginals=marginals,
        floor_price=floor_price,
        cap_price=cap_price,
        short=_missed(limits.names, limits.floor - marginals, shortfall),
        over=_missed(limits.names, marginals - limits.cap, shortfall),
    )


def _missed(names: tuple[str, ...], by: Floats, least: float) -> tuple[tuple[str, float], ...]:
    return tuple((names[c], float(by[c])) for c in np.flatnonzero(by > least))


def _weights(signed: Floats, price: Floats, plans: int) -> Floats:
    """q ∝ exp(Σ price · row)."""
    power = price @ signed if len(price) else np.zeros(plans)
    raised = np.exp(power - power.max())
    return np.asarray(raised / raised.sum(), np.float64)


def _dual(signed: Floats, least: Floats, price: Floats) -> float:
    """log Σ exp(price · row) − price · least, to be minimised over 0 ≤ price ≤ C."""
    power = price @ signed
    top = float(power.max())
    return top + float(np.log(np.exp(power - top).sum())) - float(price @ least)


def _multipliers(signed: Floats, least: Floats) -> Floats:
    price = np.zeros(len(least))
    if not len(least):
        return price
    value, damping = _dual(signed, least, price), 1e-6
    for _ in range(MOST_STEPS):
        weights = _weights(signed, price, signed.shape[1])
        mean = signed @ weights
        slope = mean - least
        # At a bound and pushed against it: out of this step.
        held = ((price <= 0) & (slope > 0)) | ((price >= DEAREST) & (slope < 0))
        free = ~held
        if np.abs(slope[free]).max(initial=0.0) < TOLERANCE:
            break
        rows = signed[free] - mean[free, None]
        curvature = (rows * weights) @ rows.T
        while damping < 1e12:
            step = np.linalg.solve(curvature + damping * np.eye(len(rows)), slope[free])
            trial = price.copy()
            trial[free] = np.clip(price[free] - step, 0.0, DEAREST)
            new = _dual(signed, least, trial)
            if new <= value - 1e-4 * float(slope @ (price - trial)):
                break
            damping *= 10
        else:
            break
        if np.array_equal(trial, price):
            break
        price, value, damping = trial, new, max(damping / 30, 1e-14)
    return price
