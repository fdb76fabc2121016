"""Maximum-entropy weights over a pool, with floors and caps on how often a thing is done.

    maximise  H(q) − C · Σ shortfalls   subject to   Σ q = 1,  floor ≤ A q ≤ cap

Row c of A says in which plans c happens: a visit to a place in a block, say. The least
predictable draw that still serves everybody (Jaynes 1957). Its dual is smooth and convex, with
one multiplier in [0, C] for each floor and each cap (the bound C is what makes an unreachable
floor a shortfall instead of a failure: Dudík, Phillips & Schapire 2004, "Performance guarantees
for regularized maximum entropy density estimation", section 2).

It is solved by L-BFGS-B (Byrd, Lu, Nocedal & Zhu 1995) for a C that grows: where a floor is out of
reach its multiplier ends at C, and from zero the way there is too steep for any step.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

GROWING = (1.0, 3.0, 10.0, 30.0)
"""C; the last one holds. Shortfalls add up to at most log(plans)/C more than they must, 0.13 for 50
plans, and none is left where multipliers below C do without."""
TOLERANCE = 1e-9
MOST_STEPS = 3000
"""Of each C."""


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


def _dual(price: Floats, signed: Floats, least: Floats) -> tuple[float, Floats]:
    """log Σ exp(price · row) − price · least, to be minimised over 0 ≤ price ≤ C; its slope."""
    power = price @ signed
    top = float(power.max())
    raised = np.exp(power - top)
    value = top + float(np.log(raised.sum())) - float(price @ least)
    return value, signed @ (raised / raised.sum()) - least


def _multipliers(signed: Floats, least: Floats) -> Floats:
    price: Floats = np.zeros(len(least))
    if not len(least):
        return price
    for dearest in GROWING:
        found = minimize(
            _dual,
            price,
            args=(signed, least),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, dearest)] * len(least),
            options={
                "maxiter": MOST_STEPS,
                "maxfun": 2 * MOST_STEPS,
                "ftol": 0.0,
                "gtol": TOLERANCE,
            },
        )
        price = np.asarray(found.x, np.float64)
    return price
