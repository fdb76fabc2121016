"""Stages C and D: from a problem to tours. Presets are iteration counts, never seconds.

Two engines: our own large neighbourhood search in compiled kernels, and PyVRP followed by the
same idea in plain numpy, which is there to compare with and where kernels cannot be compiled.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
import numpy as np

from sejuk.model.plan import Unmet
from sejuk.planning.breadth import no_more_than
from sejuk.planning.by_hand import breadth_of_tours, no_narrower_than_by_hand
from sejuk.planning.improve import ImproveParams, Stop, improve, refill, worth
from sejuk.planning.insertion import Board
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.pyvrp_engine import PyvrpParams, pyvrp_round
from sejuk.planning.repair import repaired
from sejuk.planning.tour import Items, Tours, fixed_tour, items_of
from sejuk.planning.ways_to_meet import ways_to_meet

try:
    from sejuk.planning.engine.patrol import search_patrol
    from sejuk.planning.engine.search import EngineParams
except ImportError:  # numba is not to be had for this Python or machine
    HAS_KERNELS = False
else:
    HAS_KERNELS = True

Progress = Callable[[str, float], None]
"""Told the name of a stage and the part of all work that is done, 0–1."""

OWN, PYVRP = "sejuk", "pyvrp"
ENGINES = (OWN, PYVRP) if HAS_KERNELS else (PYVRP,)


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    tries: int
    """Other ways to hold the meetings that are tried, at most."""
    tried: int
    """Iterations of our own engine for each of them."""
    kernels: int
    """Iterations of our own engine around the meetings that proved best."""
    further: int
    """Iterations of a search that goes on from a plan: for one as wide as is asked for, for what a
    rule costs."""
    hot: float
    """The temperature at the start, in mean gains of a visit; with many iterations 0.4 was best on
    the real Johar Baru, six crews, nine weights."""
    rounds: int
    pyvrp: PyvrpParams
    improve: ImproveParams
    """The second engine: PyVRP's rounds, then ruin and recreate."""
    chains: int = 1
    """Searches around these meetings that run side by side, each with luck of its own; the best
    counts."""
    asked: int = 4
    """Searches for a plan as wide as the one by hand, each paying twice as much for it: a high
    price from the start leaves a search little room to move in."""


HOT = 1.0
"""Where a search begins that has to be short."""

PRESETS = {
    # For the simulator, which plans many nights; what it loses: docs/reference/figures.md.
    "sim": Preset(
        tries=3,
        tried=50,
        kernels=400,
        further=400,
        hot=HOT,
        rounds=1,
        pyvrp=PyvrpParams(iterations=50),
        improve=ImproveParams(iterations=20),
        asked=2,
    ),
    "quick": Preset(
        tries=3,
        tried=200,
        kernels=1_000,
        further=1_000,
        hot=HOT,
        rounds=1,
        pyvrp=PyvrpParams(iterations=200),
        improve=ImproveParams(iterations=60),
    ),
    "standard": Preset(
        tries=8,
        tried=800,
        kernels=28_000,
        further=6_000,
        hot=0.4,
        rounds=3,
        pyvrp=PyvrpParams(iterations=400),
        improve=ImproveParams(iterations=300),
        chains=2,
        asked=5,
    ),
    "best": Preset(
        tries=24,
        tried=3_000,
        kernels=200_000,
        further=40_000,
        hot=0.4,
        rounds=6,
        pyvrp=PyvrpParams(iterations=1500),
        improve=ImproveParams(iterations=2000),
        chains=2,
        asked=5,
    ),
}


class Solved(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    problem: PatrolProblem
    """With the meetings that stage C fixed, and the breadth that was asked for."""
    items: Items
    tours: Tours
    unmet: tuple[Unmet, ...]
    engine: str
    """One of ENGINES."""
    stopped: bool
    """True when the caller ended the search early: the tours then depend on the machine."""


def solve(
    problem: PatrolProblem,
    preset: Preset,
    *,
    seed: int,
    stop: Stop,
    progress: Progress,
    engine: str = ENGINES[0],
) -> Solved:
    """Tours for the night with all meetings on time. Equal arguments give equal tours."""
    gathered = _gathered(no_narrower_than_by_hand(problem), preset, seed, stop, progress, engine)
    problem, tours = gathered.problem, gathered.tours
    items = items_of(problem)
    for times in range(preset.asked):
        # PyVRP lets no other thread run.
        several = times == 0 and engine == OWN
        chains = range(seed, seed + (preset.chains if several else 1))
        tours = _best_chain(
            _asking(problem, 2**times),
            items,
            preset if times == 0 else going_on(preset),
            tours,
            chains,
            stop=stop,
            progress=_part_of(progress, times, preset.asked),
            engine=engine,
        )
        found = breadth_of_tours(problem, items, tours)
        if found is None or no_more_than(problem.least, found) == problem.least:
            break
    progress("improve", 1.0)
    return Solved(
        problem=problem,
        items=items,
        tours=tours,
        unmet=gathered.unmet,
        engine=engine,
        stopped=stop(),
    )


def _best_chain(
    problem: PatrolProblem,
    items: Items,
    preset: Preset,
    start: Tours,
    seeds: Sequence[int],
    *,
    stop: Stop,
    progress: Progress,
    engine: str,
) -> Tours:
    """The best of searches with these seeds; it does not depend on how many threads there are."""

    def chain(seed: int) -> Tours:
        told = progress if seed == seeds[0] else _untold
        return solve_around(
            problem, items, preset, start, seed=seed, stop=stop, progress=told, engine=engine
        )

    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as threads:
        found = list(threads.map(chain, seeds))
    return max(found, key=lambda tours: worth(problem, items, tours))


SIDE_BY_SIDE = 2
"""Threads. Kernels let other threads run."""


class _Gathered(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    problem: PatrolProblem
    """With its meetings."""
    unmet: tuple[Unmet, ...]
    tours: Tours
    worth: float


def _gathered(
    problem: PatrolProblem, preset: Preset, seed: int, stop: Stop, progress: Progress, engine: str
) -> _Gathered:
    """The night with the meetings around which a short search finds most."""
    short = shortened(preset, preset.tried)

    def tried(n: int, way: tuple[PatrolProblem, tuple[Unmet, ...]]) -> _Gathered | None:
        if n and stop():
            return None
        problem_met, unmet = way
        items = items_of(problem_met)
        tours = solve_around(
            problem_met, items, short, seed=seed, stop=stop, progress=_untold, engine=engine
        )
        reached = worth(problem_met, items, tours)
        return _Gathered(problem=problem_met, unmet=unmet, tours=tours, worth=reached)

    progress("meetings", 0.0)
    ways = ways_to_meet(problem, preset.tries, np.random.default_rng(seed))
    found: list[_Gathered] = []
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as threads:
        for gathered in threads.map(tried, itertools.count(), ways):
            found += [] if gathered is None else [gathered]
            progress("meetings", TRYING * len(found) / (preset.tries + 1))
    return max(found, key=lambda gathered: gathered.worth)


def going_on(preset: Preset) -> Preset:
    """For a search that begins with a good plan."""
    return msgspec.structs.replace(preset, kernels=preset.further)


def shortened(preset: Preset, kernels: int) -> Preset:
    """For a search that only has to tell how good a beginning is; PyVRP's rounds take too long."""
    few = msgspec.structs.replace(preset.improve, iterations=preset.improve.iterations // 5)
    return msgspec.structs.replace(preset, kernels=kernels, hot=HOT, rounds=0, improve=few)


def _part_of(progress: Progress, times: int, asked: int) -> Progress:
    """Told by one of the searches for breadth."""

    def told(stage: str, part: float) -> None:
        progress(stage, TRYING + (1.0 - TRYING) * (times + part) / asked)

    return told


def _untold(_stage: str, _part: float) -> None:
    """Progress too small to be told."""


def solve_around(
    problem: PatrolProblem,
    items: Items,
    preset: Preset,
    start: Tours | None = None,
    *,
    seed: int,
    stop: Stop,
    progress: Progress,
    engine: str = ENGINES[0],
) -> Tours:
    """Stage D alone: tours around the meetings that the problem has, found from those of `start`,
    which hold the same, and worth no less than they are."""
    progress("improve", 0.0)
    search = _with_kernels if engine == OWN else _with_pyvrp
    begin = start or _only_fixed(problem, items)
    tours = repaired(problem, items, search(problem, items, begin, preset, seed, stop, progress))
    board = Board(problem, items, tours)
    refill(board)
    # What a repair has freed is filled again, unless that breaks a cap once more.
    return max((begin, tours, board.frozen()), key=lambda found: worth(problem, items, found))


TORN_MOST = 10
"""Visits torn out at once in a night's search. Set on the real Johar Baru: as good as the engine's
own 20 (which was set on team orienteering) in less time."""

TRYING = 0.5
"""Part of the progress that trying meetings is."""


def _asking(problem: PatrolProblem, times: int) -> PatrolProblem:
    """The night for whose breadth a search pays so many times as much."""
    value = times * problem.settings.breadth_value
    settings = msgspec.structs.replace(problem.settings, breadth_value=value)
    return msgspec.structs.replace(problem, settings=settings)


def _with_kernels(
    problem: PatrolProblem,
    items: Items,
    start: Tours,
    preset: Preset,
    seed: int,
    stop: Stop,
    progress: Progress,  # noqa: ARG001  # PyVRP's rounds are told one by one
) -> Tours:
    params = EngineParams(iterations=preset.kernels, torn_most=TORN_MOST, hot=preset.hot)
    return search_patrol(problem, items, start, params, seed, stop)


def _with_pyvrp(
    problem: PatrolProblem,
    items: Items,
    start: Tours,
    preset: Preset,
    seed: int,
    stop: Stop,
    progress: Progress,
) -> Tours:
    best = current = start
    steps = preset.rounds + 1
    for step in range(preset.rounds):
        progress("routes", step / steps)
        if stop():
            break
        found = pyvrp_round(problem, items, current, preset.pyvrp, seed + step)
        if found is None:
            continue
        board = Board(problem, items, repaired(problem, items, found))
        refill(board)
        current = board.frozen()
        best = max(best, current, key=lambda tours: worth(problem, items, tours))
    progress("improve", preset.rounds / steps)
    return improve(problem, items, best, preset.improve, np.random.default_rng(seed), stop)


def _only_fixed(problem: PatrolProblem, items: Items) -> Tours:
    """Every crew goes to its meetings and its break and nowhere else."""
    return tuple(fixed_tour(problem, items, v) for v in range(len(problem.crews)))
