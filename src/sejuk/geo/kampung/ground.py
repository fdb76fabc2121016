"""The flat plan of a kampung: straight streets that cut convex cells, in metres.

Every cut runs from one side of a cell to another, so that streets meet in T-junctions, as in
a real kampung; a cut that meets a junction from the other side makes a crossing. A side may be
closed (a river, a wall, the edge of the map): a street that runs up to it is a dead end.
After Nagel and Weiss (2005), "Crack STIT tessellations", Advances in Applied Probability 37(4).
"""

from __future__ import annotations

import math

import msgspec

from sejuk.geo.kampung.flat import XY, area_of, crossing, distance, nearest_free, unit

RIVER_SETBACK_M = 22.0
WALL_SETBACK_M = 8.0


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a cell: from its corner to the next one along a line."""

    corner: int
    line: int
    setback: float | None = None
    """None: a street that may be joined; else metres at which a dead end stops before it."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A convex polygon without streets inside; corners anticlockwise."""

    sides: tuple[Side, ...]
    area: float
    """Square metres."""
    owner: int = -1
    """Index of the neighbourhood, -1 outside the district."""


class Line(msgspec.Struct, kw_only=True):
    """A straight street or wall; its points grow while others join it."""

    kind: str
    """bank, primary, tertiary, lane, gang, alley; wall and edge are no streets."""
    points: list[int]
    ghost_start: bool = False
    ghost_end: bool = False
    """The first or last stretch is no street: it stops before a closed side."""

    def is_street(self) -> bool:
        return self.kind not in {"wall", "edge"}

    def street_points(self) -> list[int]:
        """The points along which there is a street."""
        return self.points[self.ghost_start : len(self.points) - self.ghost_end]


class End(msgspec.Struct, frozen=True, kw_only=True):
    """Where a proposed cut meets a side."""

    side: int
    at: XY
    point: int | None
    """The existing point it joins, else a new one is made."""
    near: float
    """Metres along the side to the nearest other point."""
    setback: float | None


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed cut through a cell."""

    ends: tuple[End, End]
    length: float
    crossings: int
    """How many of its ends make a crossing of four arms."""
    dead_ends: int


class Ground:
    """Points, lines and cells; invariant: cells tile the map and each side lies on its line."""

    def __init__(self) -> None:
        self.xy: list[XY] = []
        self.degree: list[int] = []
        """Street arms at each point."""
        self.lines: list[Line] = []
        self.cells: list[Cell] = []
        self.bridges: list[int] = []
        """Points of the bank street at which another street crosses the river."""

    def point(self, at: XY, degree: int = 0) -> int:
        self.xy.append(at)
        self.degree.append(degree)
        return len(self.xy) - 1

    def cell(self, sides: tuple[Side, ...], owner: int = -1) -> Cell:
        return Cell(sides=sides, area=area_of([self.xy[s.corner] for s in sides]), owner=owner)

    def corners(self, cell: Cell) -> list[XY]:
        return [self.xy[side.corner] for side in cell.sides]

    def along(self, line: int, start: int, end: int) -> list[int]:
        """Points of the line from `start` to `end`, both included, in that direction."""
        points = self.lines[line].points
        i, j = points.index(start), points.index(end)
        return points[i : j + 1] if i <= j else points[j : i + 1][::-1]

    def side_points(self, cell: Cell, side: int) -> list[int]:
        here, after = cell.sides[side], cell.sides[(side + 1) % len(cell.sides)]
        return self.along(here.line, here.corner, after.corner)

    def propose(
        self,
        cell: Cell,
        origin: XY,
        direction: XY,
        *,
        gap: float,
        snap: float,
        bridge: bool = False,
    ) -> Cut | None:
        """A cut through `origin`, its ends at least `gap` metres from other junctions.

        An end within `snap` metres of a junction on the far side joins it. None when there is
        no room. With `bridge` the cut crosses closed sides that have a street (the river's bank).
        """
        hits = []
        for i, side in enumerate(cell.sides):
            after = cell.sides[(i + 1) % len(cell.sides)]
            at = crossing(self.xy[side.corner], self.xy[after.corner], origin, direction)
            if at is not None:
                hits.append((i, at))
        if len(hits) != 2:
            return None
        a, b = (self._settle(cell, i, at, gap, snap, bridge=bridge) for i, at in hits)
        if a is None or b is None or (a.setback is not None and b.setback is not None):
            return None
        if not self._meets_squarely(cell, a, b):
            return None
        joined = [e.point for e in (a, b) if e.point is not None and e.setback is None]
        return Cut(
            ends=(a, b),
            length=distance(a.at, b.at),
            crossings=sum(self.degree[p] == 3 for p in joined),
            dead_ends=sum(e.setback is not None for e in (a, b)),
        )

    def _settle(
        self, cell: Cell, side: int, at: XY, gap: float, snap: float, *, bridge: bool
    ) -> End | None:
        here = cell.sides[side]
        open_street = here.setback is None or (bridge and self.lines[here.line].is_street())
        ids = self.side_points(cell, side)
        start = self.xy[ids[0]]
        total = distance(start, self.xy[ids[-1]])
        s = distance(start, at)
        setback = None if open_street else here.setback
        inner = [(distance(start, self.xy[p]), p) for p in ids[1:-1]]
        if inner and snap > 0:
            near, p = min((abs(si - s), p) for si, p in inner)
            reach = distance(start, self.xy[p])
            if near <= snap and self.degree[p] in {2, 3} and gap <= reach <= total - gap:
                return End(side=side, at=self.xy[p], point=p, near=0.0, setback=setback)
        taken = [0.0, *(si for si, _ in inner), total]
        s_free = nearest_free(s, taken, gap)
        if s_free is None or abs(s_free - s) > 60:
            return None
        share = s_free / total
        end = self.xy[ids[-1]]
        moved = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        near = min(abs(s_free - t) for t in taken)
        return End(side=side, at=moved, point=None, near=near, setback=setback)

    def _meets_squarely(self, cell: Cell, a: End, b: End) -> bool:
        """Both angles are at least 58 degrees, as house plots want them."""
        street = unit(a.at, b.at)
        for end in (a, b):
            here, after = cell.sides[end.side], cell.sides[(end.side + 1) % len(cell.sides)]
            side = unit(self.xy[here.corner], self.xy[after.corner])
            if abs(street[0] * side[0] + street[1] * side[1]) > math.cos(math.radians(58)):
                return False
        return True

    def cut(self, index: int, cut: Cut, kind: str) -> int:
        """Carry the cut out: the cell `index` becomes two; returns the new line's index."""
        cell = self.cells[index]
        street = kind != "wall"
        ids = [self.join(cell, end) for end in cut.ends]
        line = Line(kind=kind, points=list(ids))
        if street:
            for k, end in enumerate(cut.ends):
                if end.setback is None:
                    self.degree[ids[k]] += 1
                    if cell.sides[end.side].setback is not None:
                        self.bridges.append(ids[k])
                elif end.setback == 0:
                    self.degree[ids[k]] = 1
                else:
                    self._stop_short(line, ids, k, end.setback)
        self.lines.append(line)
        made = len(self.lines) - 1
        wall = None if street else WALL_SETBACK_M
        one, two = self._halves(cell, cut, ids, Side(corner=-1, line=made, setback=wall))
        self.cells[index] = one
        self.cells.append(two)
        return made

    def join(self, cell: Cell, end: End) -> int:
        """The point of an end; a new one is inserted into the side's line."""
        line = self.lines[cell.sides[end.side].line]
        if end.point is not None:
            return end.point
        made = self.point(end.at, 2 if line.is_street() else 0)
        first = self.xy[line.points[0]]
        s = distance(first, end.at)
        k = next(k for k, p in enumerate(line.points) if distance(first, self.xy[p]) > s)
        line.points.insert(k, made)
        return made

    def _stop_short(self, line: Line, ids: list[int], k: int, setback: float) -> None:
        here, there = self.xy[ids[k]], self.xy[ids[1 - k]]
        u = unit(here, there)
        stop = self.point((here[0] + setback * u[0], here[1] + setback * u[1]), 1)
        line.points.insert(1, stop)
        if k == 0:
            line.ghost_start = True
        else:
            line.ghost_end = True

    def _halves(self, cell: Cell, cut: Cut, ids: list[int], new: Side) -> tuple[Cell, Cell]:
        (a, b), (pa, pb) = cut.ends, ids
        n = len(cell.sides)

        def walk(start: int, p_start: int, stop: int, p_stop: int) -> Cell:
            first = cell.sides[start]
            sides = [Side(corner=p_start, line=first.line, setback=first.setback)]
            i = start
            while i != stop:
                i = (i + 1) % n
                sides.append(cell.sides[i])
            sides.append(Side(corner=p_stop, line=new.line, setback=new.setback))
            return self.cell(tuple(sides), cell.owner)

        return walk(a.side, pa, b.side, pb), walk(b.side, pb, a.side, pa)
