"""The highest ratio of each replicate, exactly, though most are searched above a floor alone.

A floor that nearly all replicates reach spares nearly all logarithms. The few that stay below are
searched again above lower ones, down to 0: the floor decides how long it takes, never what is
found.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan import plain
from sejuk.sensing.scan.null import Null, States, streams
from sejuk.sensing.scan.search import Search, Thresholds, thresholds
from sejuk.sensing.scan.settings import Engine

CompilingErrors: tuple[type[Exception], ...] = ()
try:
    from sejuk.kernels.compiled import CompilingError
    from sejuk.sensing.scan import compiled
except (ImportError, RuntimeError):
    # numba is not to be had for this Python or machine, or has nowhere to keep kernels.
    HAS_KERNELS = False
else:
    HAS_KERNELS = True
    CompilingErrors = (CompilingError,)

Floats = NDArray[np.float64]
Maxima = tuple[Callable[[Null, Search, Thresholds, States], Floats], int]
"""An engine, and how many replicates it likes at a time."""

PILOT = 16
"""Replicates from which the floor for all others is taken."""
REACHED_BY = 0.1
"""The part of the pilot that is below the floor."""
FIRST_FLOOR, LOWERED, LOWEST = 4.0, 0.6, 0.5


def replicate_maxima(
    null: Null,
    search: Search,
    *,
    replicates: int,
    seed: int,
    engine: Engine = Engine.FASTEST,
    executor: Executor | None = None,
) -> Floats:
    """[replicates] the highest ratio of each; 0 where nothing is above its expectation.

    Args:
        executor: of threads; chunks of replicates are spread over them. The result does not
            depend on it.

    Raises ImportError when kernels are asked for and not to be had.
    """
    states = streams(seed, replicates)
    if not len(search.windows) or not replicates:
        return np.zeros(replicates)
    run = partial(_spread_out, _engine(engine), null, search, executor)
    try:
        pilot = _lowering(run, states[:PILOT], FIRST_FLOOR)
    except CompilingErrors:
        if engine is not Engine.FASTEST:
            raise
        return replicate_maxima(
            null,
            search,
            replicates=replicates,
            seed=seed,
            engine=Engine.NUMPY,
            executor=executor,
        )
    floor = float(np.quantile(pilot, REACHED_BY))
    return np.concatenate([pilot, _lowering(run, states[PILOT:], floor)])


def _engine(engine: Engine) -> Maxima:
    if engine is Engine.NUMPY or (engine is Engine.FASTEST and not HAS_KERNELS):
        return plain.maxima, plain.CHUNK
    if not HAS_KERNELS:
        raise ImportError("the kernels of the scan need numba")
    return compiled.maxima, compiled.CHUNK


Run = Callable[[States, float], Floats]


def _lowering(run: Run, states: States, floor: float) -> Floats:
    """True maxima of all: whoever is below the floor is searched again above a lower one."""
    found = np.full(len(states), -1.0)
    below = np.arange(len(states))
    while len(below):
        found[below] = run(states[below], floor)
        if floor <= 0:
            break
        below = np.flatnonzero(found < 0)
        floor = LOWERED * floor if floor > LOWEST else 0.0
    return np.asarray(np.maximum(found, 0.0))


def _spread_out(
    maxima: Maxima,
    null: Null,
    search: Search,
    executor: Executor | None,
    states: States,
    floor: float,
) -> Floats:
    one, size = partial(maxima[0], null, search, thresholds(search, floor)), maxima[1]
    chunks = [states[at : at + size] for at in range(0, len(states), size)]
    found = map(one, chunks) if executor is None else executor.map(one, chunks)
    return np.concatenate([np.zeros(0), *found])
