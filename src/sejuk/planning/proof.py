"""Stage F in a plan: how far it can be from the best plan there is.

How much work goes into a bound is counted in questions between pricings, never in seconds, so
that equal inputs give an equal bound. A wall clock may end it sooner; the plan then says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec

from sejuk.model.plan import Plan
from sejuk.planning.by_hand import as_wide_as
from sejuk.planning.problem import Breadth, PatrolProblem
from sejuk.planning.solve import HAS_KERNELS, Progress, Solved
from sejuk.planning.tour import Tours

Stop = Callable[[], bool]


class ProofParams(msgspec.Struct, frozen=True, kw_only=True):
    pricings: int
    """Of one bound; after so many each level left is priced once and that is it."""
    tolerance: float
    """Part of the bound at which the master and the bound count as equal."""


PROOFS: dict[str, ProofParams | None] = {
    "none": None,
    "short": ProofParams(pricings=120, tolerance=4e-3),
    "full": ProofParams(pricings=400, tolerance=5e-4),
}
PROOF_OF_PRESET = {"sim": "none", "quick": "none", "standard": "short", "best": "full"}


def proved(
    plan: Plan, solved: Solved, params: ProofParams, *, stop: Stop, progress: Progress
) -> Plan:
    """The plan with its bound and gap, and those with stage C and the breadth relaxed.

    `bound` is for plans with these crews, meetings and, of the breadth that was asked for, as much
    as this plan has.

    The note `bound_stopped_early` says that the clock ended it, `no_kernels` that nothing is
    proved where kernels cannot be compiled.
    """
    if not HAS_KERNELS:
        return msgspec.structs.replace(plan, notes=(*plan.notes, "no_kernels"))
    objective = plan.figures.objective
    problem = as_wide_as(solved.problem, solved.items, solved.tours)
    progress("bound", 0.0)
    bound = _bound(problem, solved.tours, params, stop, meetings_fixed=True)
    progress("bound", 0.5)
    anything = msgspec.structs.replace(problem, least=Breadth())
    relaxed = _bound(anything, solved.tours, params, stop, meetings_fixed=False)
    notes = (*plan.notes, "bound_stopped_early") if stop() else plan.notes
    # What no plan with any meetings can reach, none with these can.
    bound = min(bound, relaxed)
    return msgspec.structs.replace(
        plan,
        notes=notes,
        bound=bound,
        gap_percent=gap_percent(bound, objective),
        bound_relaxed=relaxed,
        gap_relaxed_percent=gap_percent(relaxed, objective),
    )


def gap_percent(bound: float, objective: float) -> float | None:
    """(bound − objective)/bound in percent; None where the bound is not above 0."""
    return 100 * (bound - objective) / bound if bound > 0 else None


def _bound(
    problem: PatrolProblem, tours: Tours, params: ProofParams, stop: Stop, *, meetings_fixed: bool
) -> float:
    """Rounded up to hundredths of a point."""
    from sejuk.planning.bound import BoundParams, upper_bound  # noqa: PLC0415 # compiled kernels

    levels = tuple(
        msgspec.structs.replace(level, tolerance=max(level.tolerance, params.tolerance))
        for level in BoundParams().levels
    )
    found = upper_bound(
        problem,
        params=BoundParams(levels=levels, meetings_fixed=meetings_fixed),
        start_columns=(tours,),
        stop=_counted(params.pricings, stop),
    )
    return math.ceil(found.value * 100) / 100


def _counted(most: int, stop: Stop) -> Stop:
    """A wish to stop that comes true after it was asked for so many times, or by `stop`."""
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > most or stop()

    return stopped
