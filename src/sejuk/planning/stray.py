"""Lead a plan away from what the pool already does, at no more loss than is allowed.

A walk over near-best plans: record-to-record travel (Dueck 1993) with the roles of objective
and record swapped. Worth is only a limit; what is minimised is how familiar the plan is, the
mean share of the pool that stops at the same place in the same half-hour. Its moves turn parts
of a tour round, put a stop elsewhere, exchange two, take a place nearby instead, hold a
meeting a little earlier or later, or tear out and put back.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.improve import refill
from sejuk.planning.insertion import Board
from sejuk.planning.meetings import fits
from sejuk.planning.member import HALF_HOUR, Member, Timetable, member_of
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Tour, Tours, items_of, meeting_item

Stop = Callable[[], bool]
Move = Callable[["_Walk", np.random.Generator], Member | None]


class StrayParams(msgspec.Struct, frozen=True, kw_only=True):
    steps: int = 1000
    kernels: int = 0
    """Iterations in kernels before (`away.py`); 0: none."""
    after: int = 100
    """Steps after those, in place of `steps`."""
    climb: int = 4000
    """Steps of a climb."""
    slack: float = 0.01
    """Relative loss of objective accepted at the beginning of a climb; falls to zero, linearly."""
    warmth: float = 0.01
    """More familiarity accepted in one step at the beginning; falls to zero, linearly."""
    nearest: int = 15
    """How many places around a stop may take its turn."""
    torn_out: int = 4
    noise: float = 0.15
    """Relative spread of the values while putting back."""


class _Walk(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where the walk stands."""

    member: Member
    usage: NDArray[np.float64]
    params: StrayParams

    @property
    def problem(self) -> PatrolProblem:
        return self.member.problem

    def seen(self, tours: Tours) -> Member | None:
        return member_of(self.problem, self.member.items, tours)


def stray(
    start: Member,
    usage: NDArray[np.float64],
    least: float,
    params: StrayParams,
    rng: np.random.Generator,
    stop: Stop,
) -> Member:
    """The least familiar plan found from `start` with an objective of at least `least`.

    `usage` [places, half-hours] is the share of the pool that stops there and then; below 0
    where a stop is wanted. A start below `least` may climb to it; if it does not it is returned.
    """
    walk = _Walk(member=start, usage=usage, params=params)
    walk = _Walk(member=_refilled(walk), usage=usage, params=params)
    here = familiarity(walk.member.timetable, usage)
    found, rarest = start, here if start.objective >= least else math.inf
    for step in range(params.steps):
        if stop():
            break
        move = MOVES[int(rng.choice(len(MOVES), p=SHARES))]
        new = move(walk, rng)
        limit = min(least, walk.member.objective)
        if new is None or new.objective < limit or new.wrong > start.wrong:
            continue
        cost = familiarity(new.timetable, usage)
        climbing = walk.member.objective < least
        warmth = params.warmth * (1 - step / params.steps) * rng.random()
        if not climbing and cost > here + warmth:
            continue
        walk, here = _Walk(member=new, usage=usage, params=params), cost
        if cost < rarest and new.objective >= least:
            found, rarest = new, cost
    return found


def climb(start: Member, params: StrayParams, rng: np.random.Generator, stop: Stop) -> Member:
    """The best plan that the same moves find from `start` when worth is all that counts.

    The limit of a pool is measured from its best, so that had better be found before the others.
    """
    usage = np.zeros((len(start.problem.places), -(-start.problem.horizon // HALF_HOUR)))
    walk, best = _Walk(member=start, usage=usage, params=params), start
    for step in range(params.climb):
        if stop():
            break
        new = MOVES[int(rng.choice(len(MOVES), p=SHARES))](walk, rng)
        if new is None or new.wrong > start.wrong:
            continue
        slack = params.slack * (1 - step / params.climb) * rng.random() * abs(best.objective)
        if new.objective >= walk.member.objective - slack:
            walk = _Walk(member=new, usage=usage, params=params)
            best = max(best, new, key=lambda m: m.objective)
    return best


def familiarity(timetable: Timetable, usage: NDArray[np.float64]) -> float:
    """Mean share of the pool at the stops of a timetable."""
    return sum(float(usage[cell]) for cell in timetable) / max(len(timetable), 1)


def _refilled(walk: _Walk) -> Member:
    """With whatever still fits and pays."""
    board = Board(walk.problem, walk.member.items, walk.member.tours)
    refill(board)
    full = walk.seen(board.frozen())
    return full if full is not None and full.wrong <= walk.member.wrong else walk.member


def _turned(walk: _Walk, rng: np.random.Generator) -> Member | None:
    """A part of one tour backwards."""
    v, tour, first = _drawn_tour(walk, rng)
    if len(tour) - first < 2:
        return None
    a, z = sorted(rng.choice(np.arange(first, len(tour) + 1), 2, replace=False).tolist())
    return walk.seen(_with(walk, v, (*tour[:a], *reversed(tour[a:z]), *tour[z:])))


def _elsewhere(walk: _Walk, rng: np.random.Generator) -> Member | None:
    """One stop at another turn, of the same crew or another, in its block or another."""
    picked = _drawn_stop(walk, rng)
    if picked is None:
        return None
    v, k = picked
    old = walk.member.tours[v][k]
    place, block = int(walk.member.items.place[old]), int(walk.member.items.block[old])
    if rng.random() < 0.5:
        block = int(rng.integers(walk.problem.value.shape[1]))
    item = place * walk.problem.value.shape[1] + block
    tours = _with(walk, v, _without(walk.member.tours[v], k))
    if not walk.problem.open[place, block] or any(item in tour for tour in tours):
        return None
    u, _, first = _drawn_tour(walk, rng)
    tour = tours[u]
    gap = int(rng.integers(first, len(tour) + 1))
    return walk.seen((*tours[:u], (*tour[:gap], item, *tour[gap:]), *tours[u + 1 :]))


def _exchanged(walk: _Walk, rng: np.random.Generator) -> Member | None:
    """Two stops in each other's turn."""
    one, other = _drawn_stop(walk, rng), _drawn_stop(walk, rng)
    if one is None or other is None or one == other:
        return None
    tours = [list(tour) for tour in walk.member.tours]
    (v, k), (u, j) = one, other
    tours[v][k], tours[u][j] = tours[u][j], tours[v][k]
    return walk.seen(tuple(map(tuple, tours)))


def _instead(walk: _Walk, rng: np.random.Generator) -> Member | None:
    """A place nearby instead of one stop, in the same block or another."""
    picked = _drawn_stop(walk, rng)
    if picked is None:
        return None
    v, k = picked
    problem, tour = walk.problem, walk.member.tours[v]
    blocks = problem.value.shape[1]
    items = walk.member.items
    place, block = int(items.place[tour[k]]), int(items.block[tour[k]])
    if rng.random() < 0.2:
        block = int(rng.integers(blocks))
    taken = {item for tour in walk.member.tours for item in tour}
    near = [
        int(i) * blocks + block
        for i in walk.member.around(v, place)[: walk.params.nearest]
        if problem.open[i, block] and int(i) * blocks + block not in taken
    ]
    if not near:
        return None
    new = near[int(rng.integers(len(near)))]
    return walk.seen(_with(walk, v, (*tour[:k], new, *tour[k + 1 :])))


def _held_later(walk: _Walk, rng: np.random.Generator) -> Member | None:
    """One meeting a little earlier or later in its block."""
    problem = walk.problem
    driven = {item for begun in problem.begun for item in begun.items}
    free = [k for k in range(len(problem.meetings)) if meeting_item(problem, k) not in driven]
    if not free:
        return None
    k = free[int(rng.integers(len(free)))]
    old = problem.meetings[k]
    minutes = problem.settings.joint_window_minutes * 60
    start = old.start + int(rng.choice((-3, -2, -1, 1, 2, 3))) * minutes
    if not problem.early[old.place, old.block] <= start <= problem.late[old.place, old.block]:
        return None
    new = msgspec.structs.replace(old, start=start)
    others = tuple(m for m in problem.meetings if m is not old)
    if not all(fits(problem, new, v, others) for v in old.crews):
        return None
    moved = msgspec.structs.replace(
        problem, meetings=(*problem.meetings[:k], new, *problem.meetings[k + 1 :])
    )
    return member_of(moved, items_of(moved), walk.member.tours)


def _torn_and_put_back(walk: _Walk, rng: np.random.Generator) -> Member | None:
    """Some stops out; what fits and pays, and is little known, back in."""
    board = Board(walk.problem, walk.member.items, walk.member.tours)
    gone = set()
    for _ in range(int(rng.integers(0, walk.params.torn_out + 1))):
        picked = _drawn_stop(walk, rng)
        if picked is not None:
            gone.add(walk.member.tours[picked[0]][picked[1]])
    board.remove(gone)
    known = np.repeat(walk.usage.sum(axis=1), walk.problem.value.shape[1])
    taste = 1.0 + walk.params.noise * (rng.uniform(-1, 1, len(known)) - np.minimum(known, 1.0))
    while (choice := board.best_insertion(taste)) is not None:
        board.insert(*choice)
    return walk.seen(board.frozen())


MOVES: tuple[Move, ...] = (
    _turned,
    _elsewhere,
    _exchanged,
    _instead,
    _held_later,
    _torn_and_put_back,
)
SHARES = (0.2, 0.2, 0.2, 0.25, 0.1, 0.05)


def _drawn_tour(walk: _Walk, rng: np.random.Generator) -> tuple[int, Tour, int]:
    """A crew, its tour, and where the part that may change begins."""
    v = int(rng.integers(len(walk.member.tours)))
    return v, walk.member.tours[v], len(walk.problem.begun_by(v).items)


def _drawn_stop(walk: _Walk, rng: np.random.Generator) -> tuple[int, int] | None:
    """(crew, position) of a visit that may change, drawn from all."""
    choices = [
        (v, k)
        for v, tour in enumerate(walk.member.tours)
        for k in range(len(walk.problem.begun_by(v).items), len(tour))
        if walk.member.items.is_optional(tour[k])
    ]
    return choices[int(rng.integers(len(choices)))] if choices else None


def _with(walk: _Walk, crew: int, tour: Tour) -> Tours:
    tours = walk.member.tours
    return (*tours[:crew], tour, *tours[crew + 1 :])


def _without(tour: Tour, k: int) -> Tour:
    return (*tour[:k], *tour[k + 1 :])
