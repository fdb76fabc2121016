"""Stages C and D: from a problem to tours. Presets are iteration counts, never seconds.

Two engines: our own large neighbourhood search in compiled kernels, and PyVRP followed by the
same idea in plain numpy, which is there to compare with and where kernels cannot be compiled.
"""

from __future__ import annotations

from collections.abc import Callable

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
    rounds: int
    pyvrp: PyvrpParams
    improve: ImproveParams
    """The second engine: PyVRP's rounds, then ruin and recreate."""
    asked: int = 4
    """Searches for a plan as wide as the one by hand, each paying twice as much for it: a high
    price from the start leaves a search little room to move in."""


PRESETS = {
    # For the simulator, which plans many nights; what it loses: docs/reference/figures.md.
    "sim": Preset(
        tries=3,
        tried=50,
        kernels=400,
        rounds=1,
        pyvrp=PyvrpParams(iterations=50),
        improve=ImproveParams(iterations=20),
        asked=2,
    ),
    "quick": Preset(
        tries=3,
        tried=200,
        kernels=1_000,
        rounds=1,
        pyvrp=PyvrpParams(iterations=200),
        improve=ImproveParams(iterations=60),
    ),
    "standard": Preset(
        tries=8,
        tried=800,
        kernels=6_000,
        rounds=3,
        pyvrp=PyvrpParams(iterations=400),
        improve=ImproveParams(iterations=300),
    ),
    "best": Preset(
        tries=24,
        tried=3_000,
        kernels=60_000,
        rounds=6,
        pyvrp=PyvrpParams(iterations=1500),
        improve=ImproveParams(iterations=2000),
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
        tours = solve_around(
            _asking(problem, 2**times),
            items,
            preset,
            tours,
            seed=seed,
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
    found: list[_Gathered] = []
    for problem_met, unmet in ways_to_meet(problem, preset.tries, np.random.default_rng(seed)):
        progress("meetings", TRYING * len(found) / (preset.tries + 1))
        items = items_of(problem_met)
        tours = solve_around(
            problem_met, items, short, seed=seed, stop=stop, progress=_untold, engine=engine
        )
        reached = worth(problem_met, items, tours)
        found.append(_Gathered(problem=problem_met, unmet=unmet, tours=tours, worth=reached))
        if stop():
            break
    return max(found, key=lambda gathered: gathered.worth)


def shortened(preset: Preset, kernels: int) -> Preset:
    """For a search that only has to tell how good a beginning is; PyVRP's rounds take too long."""
    few = msgspec.structs.replace(preset.improve, iterations=preset.improve.iterations // 5)
    return msgspec.structs.replace(preset, kernels=kernels, rounds=0, improve=few)


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


TORN_MOST, HOT = 10, 1.0
"""Of a night's search. Set on the real Johar Baru, six crews, weights of seeds 1 to 3: as good as
the engine's own 20 and 2 (which were set on team orienteering) in three quarters of the time."""

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
    params = EngineParams(iterations=preset.kernels, torn_most=TORN_MOST, hot=HOT)
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
