"""Puts good routes from different plans together (set packing over the routes met, as in Hammami,
Rekik & Coelho 2020, "A hybrid adaptive large neighborhood search heuristic for the team
orienteering problem", section 3.5).

The linear relaxation comes first: a route whose reduced cost shows that it cannot be in a better
plan stays out of the integer programme, which is small then.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.dice import new_dice
from sejuk.planning.engine.apart import place_tours
from sejuk.planning.engine.board import Board, new_board
from sejuk.planning.engine.model import NONE, Instance
from sejuk.planning.engine.operators import recreate
from sejuk.planning.engine.pool import Pool
from sejuk.planning.engine.recreate.taste import new_taste
from sejuk.planning.engine.worth import worth
from sejuk.planning.highs import GrowingProgramme, Sparse

ROUTES_MOST = 600
"""Routes in the integer programme; those that look best to the relaxation."""
NODES = 50
"""Of branch and bound: a count, not a time, for equal results."""
HOURS = 3600.0


def recombine(inst: Instance, pool: Pool, best: Board) -> Board | None:
    """A board better than the best, made of routes of the pool; None when there is none."""
    known = min(int(pool.filled[0]), len(pool.size))
    if len(inst.crew) < 2 or known < 2:
        return None
    target = worth(inst, best)
    routes = [tuple(pool.route[n, : pool.size[n]].tolist()) for n in range(known)]
    kinds = pool.kind[pool.crew[:known]]
    value = np.array([_value(inst, route, int(pool.crew[n])) for n, route in enumerate(routes)])
    rows = _Rows(inst, pool.kind)
    programme = rows.programme(routes, kinds, value)
    relaxed = programme.solve()
    reduced = -value - rows.priced(routes, kinds, relaxed.dual)
    # What a plan with this route can reach at most; a plan must beat the best to count.
    reach = -relaxed.objective - reduced
    hopeful = np.flatnonzero(reach > target + rows.constant + 1e-6)
    hopeful = np.sort(hopeful[np.argsort(-reach[hopeful], kind="stable")][:ROUTES_MOST])
    if len(hopeful) < 2:
        return None
    chosen = [routes[n] for n in hopeful]
    whole = rows.programme(chosen, kinds[hopeful], value[hopeful]).solve_whole(
        np.arange(len(chosen)), seconds=HOURS, gap=1e-6, nodes=NODES
    )
    if not whole.optimal:
        return None
    picked = np.flatnonzero(whole.value[: len(chosen)] > 0.5)
    board = _board(inst, [chosen[n] for n in picked], kinds[hopeful][picked], pool.kind)
    if board is None:
        return None
    dice = new_dice(0)
    new_taste(board, dice, 0.0)
    recreate(0, inst, board, dice)
    return board if worth(inst, board) > target + 1e-9 else None


def _value(inst: Instance, route: tuple[int, ...], crew: int) -> float:
    """Prizes and what comes with a site or a crew, as if each site were visited once."""
    items = inst.item[list(route)]
    sites = items["site"]
    bonus = inst.site_bonus[sites[sites != NONE]].sum() if len(inst.site_bonus) else 0.0
    return float(items["prize"].sum() + inst.keep[crew, list(route)].sum() + bonus)


class _Rows:
    """The rows of the programme: each item once, no more routes than crews of a kind, and what
    the visits of a group are worth (a border counts for its low side here)."""

    def __init__(self, inst: Instance, kind: NDArray[np.int64]) -> None:
        self.items = len(inst.item)
        self.kinds, self.crews = np.unique(kind, return_counts=True)
        self.group = inst.item["low"]
        # Only what is worth something and allowed: gain is falling and far below 0 past a cap.
        self.steps = [
            (g, float(gain)) for g, row in enumerate(inst.gain) for gain in row if gain > 0
        ]
        self.high = np.concatenate([np.ones(self.items), self.crews, np.zeros(len(inst.gain))])
        self.constant = 0.0

    def entries(self, route: tuple[int, ...], kind: int) -> dict[int, float]:
        column = dict.fromkeys(route, 1.0)
        column[self.items + int(np.searchsorted(self.kinds, kind))] = 1.0
        for item in route:
            if self.group[item] != NONE:
                row = self.items + len(self.kinds) + int(self.group[item])
                column[row] = column.get(row, 0.0) - 1.0
        return column

    def programme(
        self,
        routes: list[tuple[int, ...]],
        kinds: NDArray[np.int64],
        value: NDArray[np.float64],
    ) -> GrowingProgramme:
        columns = [self.entries(route, int(k)) for route, k in zip(routes, kinds, strict=True)]
        columns += [{self.items + len(self.kinds) + g: 1.0} for g, _ in self.steps]
        cost = np.concatenate([-value, [-gain for _, gain in self.steps]])
        made = GrowingProgramme()
        nothing = Sparse(
            start=np.zeros(len(self.high) + 1, np.int32),
            index=np.zeros(0, np.int32),
            value=np.zeros(0),
        )
        # A row of a group may fall as far as its visits go.
        low = np.full(len(self.high), -float(self.items))
        made.add_rows(low, self.high.astype(np.float64), nothing)
        made.add_columns(cost, np.zeros(len(cost)), np.ones(len(cost)), _sparse(columns))
        return made

    def priced(
        self, routes: list[tuple[int, ...]], kinds: NDArray[np.int64], dual: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        return np.array(
            [
                sum(x * dual[r] for r, x in self.entries(route, int(k)).items())
                for route, k in zip(routes, kinds, strict=True)
            ]
        )


def _sparse(columns: list[dict[int, float]]) -> Sparse:
    return Sparse(
        start=np.concatenate(([0], np.cumsum([len(c) for c in columns]))).astype(np.int32),
        index=np.array([r for c in columns for r in c], np.int32),
        value=np.array([x for c in columns for x in c.values()], np.float64),
    )


def _board(
    inst: Instance,
    routes: list[tuple[int, ...]],
    kinds: NDArray[np.int64],
    kind: NDArray[np.int64],
) -> Board | None:
    """Each route to a crew of its kind; None when the tours do not fit together."""
    tours: list[tuple[int, ...]] = [()] * len(kind)
    free = list(range(len(kind)))
    for route, k in zip(routes, kinds, strict=True):
        v = next(u for u in free if kind[u] == k)
        free.remove(v)
        tours[v] = route
    served = {item for tour in tours for item in tour}
    board = new_board(inst)
    owned = np.flatnonzero(inst.item["owner"] != NONE)
    if not all(int(j) in served or board.where[j] != NONE for j in owned):
        return None
    return board if place_tours(inst, board, tuple(tours)) else None
