"""A night whose plan is drawn by lot among near-best plans (stage E), and told so in the plan."""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.model.plan import Drawn, Plan
from sejuk.planning.draw import DrawParams, draw_plan, pool_weights
from sejuk.planning.night import Night, Search, examined_plan, solved_night
from sejuk.planning.pool import Pool, PoolParams, SolveOnce, make_pool
from sejuk.planning.prices import unpredictability_price
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.solve import OWN, Solved, shortened, solve_around
from sejuk.planning.stray import StrayParams
from sejuk.planning.tour import Tours, items_of
from sejuk.planning.unpredictability import unpredictability

SHORT = PoolParams(
    size=6, solves=4, rounds=0, stray=StrayParams(steps=60, kernels=600, after=20, climb=100)
)
POOLS = {
    "sim": SHORT,
    "quick": SHORT,
    "standard": PoolParams(stray=StrayParams(steps=800, kernels=8_000, climb=1500)),
    "best": PoolParams(size=50, solves=48, stray=StrayParams(steps=2000, kernels=30_000)),
}
"""By preset: plans in the pool, and steps that each is led away from the others."""


def drawn_night(
    night: Night, search: Search, seed: bytes, salt: bytes, params: DrawParams | None = None
) -> Plan:
    """The plan that the secret seed draws; not yet checked.

    Equal arguments give an equal plan. The bound and gap in it are those of the plan drawn, with
    its own meetings. Raises `bad_draw_seed`.
    """
    solved = solved_night(night, search)
    return drawn_from(night, search, solved, pool_around(search, solved), seed, salt, params)


def pool_around(search: Search, solved: Solved) -> Pool:
    """Near-best plans around the one that was found."""
    return make_pool(
        solved.problem,
        solved.tours,
        _solver(search),
        pool_params(search),
        seed=search.seed,
        stop=search.stop,
        progress=search.progress,
    )


def pool_params(search: Search) -> PoolParams:
    """By preset; kernels only where the search has them."""
    params = POOLS[search.preset_name]
    if search.engine == OWN:
        return params
    return msgspec.structs.replace(params, stray=msgspec.structs.replace(params.stray, kernels=0))


def drawn_from(
    night: Night,
    search: Search,
    solved: Solved,
    pool: Pool,
    seed: bytes,
    salt: bytes,
    params: DrawParams | None = None,
) -> Plan:
    """The same from a pool that was made before."""
    weights = pool_weights(pool, params or DrawParams())
    shares = weights.weights.tolist()
    chosen, record = draw_plan(pool, shares, seed, salt)
    member = pool.members[chosen]
    plan = examined_plan(
        night,
        search,
        msgspec.structs.replace(
            solved, problem=member.problem, items=member.items, tours=member.tours
        ),
    )
    figures = unpredictability(
        [one.timetable for one in pool.members],
        [one.objective for one in pool.members],
        shares,
        places=int((solved.problem.value > 0).any(axis=1).sum()),
    )
    expected = float(np.dot(shares, [one.objective for one in pool.members]))
    return msgspec.structs.replace(
        plan,
        prices=(*plan.prices, unpredictability_price(pool.best, expected)),
        draw=Drawn(
            commitment=record.commitment,
            pool_digest=record.pool_digest,
            label=record.label,
            millionths=record.millionths,
            chosen=record.chosen,
            overlap=round(figures.overlap, 6),
            repeat=round(figures.repeat, 6),
            covered=round(figures.covered, 6),
            covered_single=round(figures.covered_single, 6),
            nights=figures.nights,
            missed=tuple((name, round(by, 6)) for name, by in (*weights.short, *weights.over)),
        ),
    )


def _solver(search: Search) -> SolveOnce:
    """The engine of the search, for plans of the pool: many short ones, as what comes of a night
    with noise is only where a plan begins."""
    short = shortened(search.preset, 2 * search.preset.tried)

    def once(problem: PatrolProblem, seed: int) -> tuple[PatrolProblem, Tours]:
        met = msgspec.structs.replace(problem, meetings=plan_meetings(problem)[0])
        return met, solve_around(
            met,
            items_of(met),
            short,
            seed=seed,
            stop=search.stop,
            progress=lambda _stage, _part: None,
            engine=search.engine,
        )

    return once
