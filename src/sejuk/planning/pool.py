"""Stage E, first half: a pool of near-best plans that differ in places and half-hours.

A night planned once is a night that can be foretold. First the night is solved again with
other seeds, 15 % noise on its values and other moments for its joint visits, for other
structures. Then plans are led away from the pool, as they are or mirrored in time
(`planning/away.py`), and join it if they are within (1 − ε) of the best by the night's own
values. The engine that solves is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from sejuk.planning.away import led_away
from sejuk.planning.member import Member, member_of, usage_of
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.stray import StrayParams, climb
from sejuk.planning.tour import Tours, items_of
from sejuk.planning.vary import as_it_is, mirrored, noised

SolveOnce = Callable[[PatrolProblem, int], tuple[PatrolProblem, Tours]]
"""An engine: this night, which has no meetings yet, by this seed → the night with the meetings it
fixed, and tours that fit it."""
Stop = Callable[[], bool]
Progress = Callable[[str, float], None]


WANTED = -1.0
"""One stop at a wanted place outweighs one at a place and half-hour that every plan uses."""


class PoolParams(msgspec.Struct, frozen=True, kw_only=True):
    size: int = 30
    """Members, at most."""
    solves: int = 24
    """Of the engine, with noise, besides the first plan."""
    noise: float = 0.15
    """Relative spread of the values in those."""
    rounds: int = 1
    """How often the pool is gone through again, each member led away from all others."""
    loss: float = 0.01
    """ε: a member's objective is at least (1 − ε) of the best."""
    stray: StrayParams = StrayParams()


class Pool(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    members: tuple[Member, ...]
    """The best first, then by objective; no two with the same timetable."""
    stopped: bool
    """True when the caller ended it early: the pool then depends on the machine."""

    @property
    def best(self) -> float:
        return self.members[0].objective


def make_pool(
    problem: PatrolProblem,
    tours: Tours,
    solve_once: SolveOnce,
    params: PoolParams,
    *,
    seed: int,
    stop: Stop,
    progress: Progress,
) -> Pool:
    """The pool around the plan of these tours, which fit the problem (with its meetings).

    Equal arguments give an equal pool. No member owes more floor or more places, or breaks more
    caps, than the first plan. ValueError when the tours do not fit.
    """
    first = member_of(problem, items_of(problem), tours)
    if first is None:
        raise ValueError("the tours do not fit their windows")
    rng = np.random.default_rng(seed)
    found = _solved_again(first, solve_once, params, seed, rng, stop)
    best = max(found, key=lambda member: member.objective)
    found.append(climb(best, params.stray, rng, stop))
    turns = params.size * params.rounds
    for attempt in range(2 * params.size + turns):
        near = near_best(found, params.loss)
        if stop() or turns == 0:
            break
        progress("pool", attempt / (2 * params.size + params.size * params.rounds))
        # Until the pool is full a new plan joins; then each in turn gives way to a rarer one.
        if len(near) < params.size:
            start = _somewhere(near, found, rng)
        else:
            start = near.pop(turns % (len(near) - 1) + 1)
            turns -= 1
        new = _rarer(near, start, params, rng, stop)
        reached = [new] if new.objective >= least_of(near, params.loss) else []
        found = [*near, *reached, *_below(near, start, found)]
    return Pool(members=tuple(near_best(found, params.loss)[: params.size]), stopped=stop())


def near_best(found: Sequence[Member], loss: float) -> list[Member]:
    """Members within `loss` of the best, each timetable once, the best first."""
    ranked = sorted(found, key=lambda m: -m.objective)
    least = least_of(ranked, loss)
    once: dict[object, Member] = {}
    for member in ranked:
        if member.objective >= least:
            once.setdefault(member.timetable, member)
    return list(once.values())


def least_of(found: Sequence[Member], loss: float) -> float:
    """The objective a member must have."""
    best = max(member.objective for member in found)
    return best - loss * abs(best)


def _solved_again(
    first: Member,
    solve_once: SolveOnce,
    params: PoolParams,
    seed: int,
    rng: np.random.Generator,
    stop: Stop,
) -> list[Member]:
    own = first.problem
    joint = tuple(meeting for meeting in own.meetings if meeting.joint)
    bare = msgspec.structs.replace(own, meetings=())
    found = [first]
    for k in range(params.solves):
        if stop():
            break
        solved, tours = solve_once(noised(bare, joint, params.noise, rng), seed + 1 + k)
        again = as_it_is(solved, own)
        member = member_of(again, items_of(again), tours)
        if member is not None and member.wrong <= first.wrong:
            found.append(member)
    return found


def _somewhere(near: list[Member], found: list[Member], rng: np.random.Generator) -> Member:
    """Where a new plan begins: one that fell below the limit when a better best was found, or
    one of the pool, as it is or mirrored in time."""
    below = [member for member in found if member.objective < near[-1].objective]
    if below and rng.random() < 0.5:
        return below[int(rng.integers(len(below)))]
    start = near[int(rng.integers(len(near)))]
    turned = mirrored(start) if rng.random() < 0.5 else None
    # Backwards a plan may miss what is owed at an hour.
    return turned if turned is not None and turned.wrong <= start.wrong else start


def _below(near: list[Member], start: Member, found: list[Member]) -> list[Member]:
    """Those below the limit that have not had their chance yet."""
    least = min(member.objective for member in near)
    return [m for m in found if m.objective < least and m is not start]


def _rarer(
    near: list[Member],
    start: Member,
    params: PoolParams,
    rng: np.random.Generator,
    stop: Stop,
) -> Member:
    """A plan that the pool knows little of; rawan places that it never visits are wanted."""
    problem = start.problem
    usage = usage_of([member.timetable for member in near], problem)
    usage[problem.rawan & (usage.sum(axis=1) == 0)] = WANTED
    return led_away(start, usage, least_of(near, params.loss), params.stray, rng, stop)
