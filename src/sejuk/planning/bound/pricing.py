"""The best routes through one segment at given gains."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound import ng_route
from sejuk.planning.bound.ground import Ground
from sejuk.planning.bound.master import Column
from sejuk.planning.bound.ng_route import NEVER, NO_ROUTE, SHIFTED, Ints, Room, Values

EXACT = float(1 << 23)
"""Whole numbers up to twice this are exact in float32."""
WIDTH = 128
"""Ticks that a table goes forward at a time, at most; a quarter on a coarse grid."""
Visits = tuple[Ints, Ints, NDArray[np.bool_]]
"""Pieces, starts, and whether each is made again."""
NO_VISITS: Visits = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_))
NO_PAUSE: Values = np.zeros(0, np.float32)


class Pieces(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """When a visit may start and what it then earns, by place and then by time."""

    visit: Ints
    """place × blocks + block."""
    place: Ints
    begin: Ints
    end: Ints
    """First and last second, after the shift's start."""
    gain: NDArray[np.float64]
    again: NDArray[np.float64]
    """What a visit earns that is not the route's first to its place and block; -inf: none is."""


class Priced(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The best of one segment: with exact times a bound on all its routes, and some of them."""

    plain: float
    """Without a break; -inf when there is no way through (or none that is of use)."""
    pausing: float
    """With a break."""
    columns: tuple[Column, ...]


def price(ground: Ground, pieces: Pieces, *, crews: int, number: int, columns: int) -> Priced:
    """Routes through segment `number` of class `crews`: gains less the cost of travel.

    Gains are rounded up and costs down to whole units, so the two best values are bounds.
    """
    table = _Table(ground, pieces)
    routes = [] if ground.pause_only else table.routes(columns)
    rested: list[Route] = []
    if ground.pause_first <= ground.pause_last:
        rested = _Table(ground, pieces, table).routes(columns)
    return Priced(
        plain=max((route.value for route in routes), default=-np.inf),
        pausing=max((route.value for route in rested), default=-np.inf),
        columns=tuple(
            Column(
                crews=crews,
                segment=number,
                visits=tuple(table.visit[route.pieces].tolist()),
                starts=tuple((route.starts * ground.grid + ground.segment.begin).tolist()),
                again=tuple(route.again.tolist()),
                pause=route.pause,
                travel=ground.travelled(table.place[route.pieces], route.pause),
            )
            for route in (*routes, *rested)
        ),
    )


class Route(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    value: float
    pieces: Ints
    starts: Ints
    """Ticks after the segment's begin."""
    again: NDArray[np.bool_]
    pause: int
    """Visits before the break; -1: none."""


class _Table:
    """The kernel's tables of one segment, or of what comes after a break in it."""

    def __init__(self, ground: Ground, pieces: Pieces, before: _Table | None = None) -> None:
        self.ground = ground
        self.before = before
        self._known: dict[int, Visits] = {}
        n, length = len(ground.places), ground.ticks + 1
        # Up, so that on a coarse grid no tick lies in two pieces.
        begin = np.maximum(-((ground.segment.begin - pieces.begin) // ground.grid), 0)
        end = np.minimum((pieces.end - ground.segment.begin) // ground.grid, ground.ticks)
        at = np.searchsorted(ground.places, pieces.place)
        here = np.append(ground.places, -1)[at] == pieces.place
        kept = here & (begin <= end)
        self.visit, self.place = pieces.visit[kept], at[kept]
        gain, again = pieces.gain[kept], pieces.again[kept]
        stops = length // ground.stretch + 2
        # An ng-route may come back to its best visit again and again.
        most = stops * float(np.abs(gain).max(initial=0.0))
        longest = ground.segment.end - ground.segment.begin
        self.unit = max(most + ground.cost_per_second * longest, 1e-9) / EXACT
        self.pause = NO_PAUSE if before is None else before.pause_values()
        seeded = before is None
        width = max(min(WIDTH if ground.grid == 1 else WIDTH // 4, ground.stretch), 1)
        rows = int(ground.memory.row[-1])
        value = np.empty((rows, length), np.float32)
        self.reach = np.empty((n, length), np.float32)
        self._room = room_for(ground, width)
        self._inputs = (
            ground.time.between,
            self._costs(ground.travel.between),
            ground.near,
            ground.memory,
            ground.time.there if seeded else np.full(n, -1, np.int64),
            -self._costs(ground.travel.there) if seeded else np.full(n, NO_ROUTE, np.float32),
            self.pause,
            ground.time.pause_from,
            self._costs(ground.travel.pause_from),
            np.searchsorted(self.place, np.arange(n + 1)),
            begin[kept],
            end[kept],
            np.ceil(gain / self.unit).astype(np.float32),
            np.ceil(again / self.unit).astype(np.float32),
            np.isin(np.arange(n), self.place[again > 0.0]),
            ground.slots,
            0 if seeded else ground.pause_first,
            value,
            self.reach,
            self._room,
        )
        until = ground.pause_last + 1 if seeded and ground.pause_only else length
        if n:
            top = np.empty((rows, length // width + 1), np.float32)
            ng_route.forward(*self._inputs, width, until, top)

    def routes(self, columns: int) -> list[Route]:
        """The best route to the target from each last place, the best `columns` of them."""
        ground = self.ground
        found = self._without_visits()
        ends = self._ends(ground.time.home, ground.travel.home, ground.ticks)
        for value, last, by in ends[:columns]:
            visits, paused = self._traced(last, by)
            found.append(self._joined(value, *visits, paused))
        return found

    def pause_values(self) -> Values:
        """[ticks] best value of having started the break by then; -inf before its window."""
        ground = self.ground
        value = np.full(ground.ticks + 1, NO_ROUTE, np.float32)
        there = int(ground.time.pause_there[0])
        if there <= ground.pause_last:
            value[there] = -self._costs(ground.travel.pause_there)[0]
        for i, cost in enumerate(self._costs(ground.travel.pause_to)):
            to = int(ground.time.pause_to[i])
            if to <= ground.pause_last:
                came = self.reach[i, : ground.pause_last + 1 - to] - cost
                value[to : ground.pause_last + 1] = np.maximum(
                    value[to : ground.pause_last + 1], came
                )
        value = np.maximum.accumulate(value)
        value[: ground.pause_first] = NO_ROUTE
        return value

    def _ends(self, time: Ints, travel: Ints, by: int) -> list[tuple[np.float32, int, int]]:
        """Best first, of each last place: value at the end of the way from there, the place,
        the last tick at which its service may start."""
        latest = by - time
        here = np.flatnonzero(latest >= 0)
        value = self.reach[here, latest[here]] - self._costs(travel[here])
        order = here[np.argsort(-value, kind="stable")]
        worth = dict(zip(here.tolist(), value, strict=True))
        return [(worth[i], i, int(latest[i])) for i in order.tolist() if worth[i] > NO_ROUTE]

    def _without_visits(self) -> list[Route]:
        """Straight to the target from the origin, or from the break."""
        ground = self.ground
        if self.before is None:
            if ground.time.direct[0] > ground.ticks:
                return []
            return [self._joined(-self._costs(ground.travel.direct)[0], *NO_VISITS, -1)]
        in_time = self.pause[: max(ground.ticks - int(ground.time.pause_home[0]) + 1, 0)]
        if not len(in_time) or in_time.max() == NO_ROUTE:
            return []
        at = int(in_time.argmax())
        value = in_time[at] - self._costs(ground.travel.pause_home)[0]
        return [self._joined(value, *NO_VISITS, at)]

    def _joined(
        self,
        value: np.float32,
        pieces: Ints,
        starts: Ints,
        again: NDArray[np.bool_],
        paused: int,
    ) -> Route:
        """The route, with what came before the break that started at this tick."""
        if self.before is None:
            return Route(
                value=float(value) * self.unit, pieces=pieces, starts=starts, again=again, pause=-1
            )
        earlier, began, more = self.before.to_pause(paused)
        return Route(
            value=float(value) * self.unit,
            pieces=np.concatenate((earlier, pieces)),
            starts=np.concatenate((began, starts)),
            again=np.concatenate((more, again)),
            pause=len(earlier),
        )

    def to_pause(self, at: int) -> Visits:
        """The visits of the best route that can start its break at this tick."""
        if at in self._known:
            return self._known[at]
        self._known[at] = found = self._to_pause(at)
        return found

    def _to_pause(self, at: int) -> Visits:
        ground = self.ground
        ends = self._ends(ground.time.pause_to, ground.travel.pause_to, at)
        straight = NO_ROUTE
        if ground.time.pause_there[0] <= at:
            straight = -self._costs(ground.travel.pause_there)[0]
        if not ends or straight >= ends[0][0]:
            return NO_VISITS
        _, last, by = ends[0]
        visits, _ = self._traced(last, by)
        return visits

    def _traced(self, last: int, by: int) -> tuple[Visits, int]:
        count, paused = ng_route.trace(*self._inputs, last, by)
        room = self._room
        return (
            room.pieces[:count][::-1].copy(),
            room.starts[:count][::-1].copy(),
            room.more[:count][::-1].copy(),
        ), paused

    def _costs(self, seconds: Ints) -> Values:
        """Of travel, in whole units rounded down."""
        known = np.where(seconds < NEVER, seconds, 0)
        cost = np.floor(self.ground.cost_per_second * known / self.unit)
        return cost.astype(np.float32)


def room_for(ground: Ground, width: int) -> Room:
    """To work in on tables of this segment; what lies in it is anything."""
    states, rows = ground.memory.move.shape[3], int(ground.memory.row[-1])
    slots = ground.slots
    ended = [0, *np.diff(slots.begin)[:-1][slots.kept[1:] == SHIFTED]]
    stops = (ground.ticks + 1) // width + 2
    return Room(
        carry=np.empty((2, rows), np.float32),
        board=np.empty((states, width), np.float32),
        second=np.empty((states, width), np.float32),
        beaten=np.empty(states, np.float32),
        live=np.empty(states, np.bool_),
        alive=np.empty(states, np.int64),
        earlier=np.empty((rows, int(max(ended))), np.float32),
        pieces=np.empty(stops, np.int64),
        starts=np.empty(stops, np.int64),
        more=np.empty(stops, np.bool_),
    )
