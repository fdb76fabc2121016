"""Calls that wait for one of k crews."""

from __future__ import annotations

import heapq
import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def waits(
    arrivals: float, service: float, crews: int, calls: int, rng: np.random.Generator
) -> Floats:
    """[calls] time each waits, first come first served; rates per unit of time."""
    free = [0.0] * crews
    now, waited = 0.0, np.empty(calls)
    gaps, lasts = rng.exponential(1 / arrivals, calls), rng.exponential(1 / service, calls)
    for call, (gap, lasting) in enumerate(zip(gaps.tolist(), lasts.tolist(), strict=True)):
        now += gap
        begins = max(now, free[0])
        waited[call] = begins - now
        heapq.heapreplace(free, begins + lasting)
    return waited


def must_wait(arrivals: float, service: float, crews: int) -> float:
    """Chance that all crews are busy (Erlang 1917, the formula C)."""
    load = arrivals / service
    part = load / crews
    all_busy = load**crews / math.factorial(crews) / (1 - part)
    return all_busy / (sum(load**n / math.factorial(n) for n in range(crews)) + all_busy)


def mean_wait(arrivals: float, service: float, crews: int) -> float:
    """In the long run."""
    return must_wait(arrivals, service, crews) / (crews * service - arrivals)
