"""A plan that the pool knows little of: led away by kernels, then by steps that move meetings."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.member import Member
from sejuk.planning.stray import StrayParams, stray

Stop = Callable[[], bool]


def led_away(
    start: Member,
    usage: NDArray[np.float64],
    least: float,
    params: StrayParams,
    rng: np.random.Generator,
    stop: Stop,
) -> Member:
    """As `stray`, of which the first part, and by far the longest, runs in kernels if the
    parameters say so; that part leaves meetings where they are."""
    if not params.kernels:
        return stray(start, usage, least, params, rng, stop)
    from sejuk.planning.engine.away import led_by_kernels  # noqa: PLC0415  # compiled kernels

    far = led_by_kernels(start, usage, least, params.kernels, int(rng.integers(2**63)), stop)
    return stray(far, usage, least, msgspec.structs.replace(params, steps=params.after), rng, stop)
