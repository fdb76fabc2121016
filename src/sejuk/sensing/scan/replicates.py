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

try:
    from sejuk.kernels.compiled import CompilingError
    from sejuk.sensing.scan import compiled
except (
    ImportError,
    RuntimeError,
):  # no numba for this Python or machine, or nowhere to keep kernels
    HAS_KERNELS = False
else:
    HAS_KERNELS = True

Floats = NDArray[np.float64]
Maxima = Callable[[Null, Search, Thresholds, States], Floats]

PILOT = 16
"""Replicates from which the floor for all others is taken."""
REACHED_BY = 0.1
"""The part of the pilot that is below the floor."""
FIRST_FLOOR, LOWERED, LOWEST = 4.0, 0.6, 0.5
CHUNK = 32
"""Replicates for one call of the engine."""


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
    if not len(search.windows):
        return np.zeros(replicates)
    run = partial(_spread_out, _engine(engine, null, search), null, search, executor)
    pilot = _lowering(run, states[:PILOT], FIRST_FLOOR)
    floor = float(np.quantile(pilot, REACHED_BY)) if len(pilot) else 0.0
    return np.concatenate([pilot, _lowering(run, states[PILOT:], floor)])


def _engine(engine: Engine, null: Null, search: Search) -> Maxima:
    if engine is Engine.NUMPY:
        return plain.maxima
    if not HAS_KERNELS:
        if engine is Engine.KERNELS:
            raise ImportError("the kernels of the scan need numba")
        return plain.maxima
    if engine is Engine.FASTEST:
        try:  # compiles where no kept kernel is
            compiled.maxima(null, search, thresholds(search, np.inf), streams(0, 1))
        except CompilingError:
            return plain.maxima
    return compiled.maxima


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
    return found


def _spread_out(
    maxima: Maxima,
    null: Null,
    search: Search,
    executor: Executor | None,
    states: States,
    floor: float,
) -> Floats:
    reached = thresholds(search, floor)
    chunks = [states[at : at + CHUNK] for at in range(0, len(states), CHUNK)]
    one = partial(maxima, null, search, reached)
    found = map(one, chunks) if executor is None else executor.map(one, chunks)
    return np.concatenate([np.zeros(0), *found])
