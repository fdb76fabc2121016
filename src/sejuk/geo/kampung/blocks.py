"""The first cuts: river, main roads, blocks of a neighbourhood's size, and the district."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from shapely import Polygon, union_all

from sejuk.geo.kampung.flat import XY, distance, long_axis, middle
from sejuk.geo.kampung.ground import RIVER_SETBACK_M, Cell, Cut, Ground, Line, Side

WIDTH_M, HEIGHT_M = 3220.0, 2760.0
"""The district and a belt of about 600 m around it, in which routes may run."""
DISTRICT_M2 = 2.4e6
NEIGHBOURHOODS = 39
WALLS = 8
"""Neighbourhoods parted by a wall; all other borders are streets or the river."""
BLOCK_M2, BLOCK_SPREAD = 86_000.0, 0.67
"""Median and log spread of the size at which a block is cut no further."""
BELT_M = 480.0
"""Least distance from the district to the map's edge before the district is scaled."""
BRIDGE_APART_M = 420.0


def main_roads(rng: np.random.Generator) -> Ground:
    """Two halves parted by the river, its bank street on the west, and five main roads."""
    ground = Ground()
    sw, south, se, ne, north, nw = (
        ground.point(at)
        for at in (
            (0.0, 0.0),
            (WIDTH_M * rng.uniform(0.36, 0.40), 0.0),
            (WIDTH_M, 0.0),
            (WIDTH_M, HEIGHT_M),
            (WIDTH_M * rng.uniform(0.40, 0.45), HEIGHT_M),
            (0.0, HEIGHT_M),
        )
    )

    def edge(a: int, b: int) -> Side:
        ground.lines.append(Line(kind="edge", points=[a, b]))
        return Side(corner=a, line=len(ground.lines) - 1, setback=0.0)

    ground.lines.append(Line(kind="bank", points=[south, north]))
    ground.degree[south] = ground.degree[north] = 1
    bank = Side(corner=south, line=0)
    river = Side(corner=north, line=0, setback=RIVER_SETBACK_M)
    west = (edge(sw, south), bank, edge(north, nw), edge(nw, sw))
    east = (edge(south, se), edge(se, ne), edge(ne, north), river)
    ground.cells = [ground.cell(west), ground.cell(east)]

    def road(kind: str, at: XY, degrees: float, *, bridge: bool = False) -> None:
        angle = math.radians(degrees)
        direction = (math.cos(angle), math.sin(angle))
        for index in range(len(ground.cells)):
            cut = ground.propose(ground.cells[index], at, direction, gap=50, snap=70, bridge=bridge)
            if cut is not None:
                ground.cut(index, cut, kind)

    tilt = float(rng.normal(0, 2.0))
    middle_y = HEIGHT_M * rng.uniform(0.44, 0.50)
    pair_y = HEIGHT_M * rng.uniform(0.59, 0.62)
    road("primary", (WIDTH_M / 2, middle_y), tilt, bridge=True)
    road("tertiary_east", (WIDTH_M / 2, pair_y), tilt, bridge=True)
    road("tertiary_west", (WIDTH_M / 2, pair_y + rng.uniform(150, 180)), tilt, bridge=True)
    road("tertiary", (WIDTH_M * rng.uniform(0.62, 0.68), HEIGHT_M / 2), 90 + tilt)
    road("tertiary", (WIDTH_M / 2, HEIGHT_M * rng.uniform(0.20, 0.25)), -tilt)
    return ground


def blocks(ground: Ground, rng: np.random.Generator) -> None:
    """Cut every cell along streets until it has a neighbourhood's size."""

    def draw() -> float:
        return BLOCK_M2 * math.exp(BLOCK_SPREAD * rng.standard_normal())

    target = [draw() for _ in ground.cells]
    index = 0
    while index < len(ground.cells):
        cell = ground.cells[index]
        cut = None
        if cell.area > 1.5 * target[index]:
            cut = block_cut(ground, cell, rng)
        if cut is None:
            index += 1
            continue
        ground.cut(index, cut, "lane")
        target[index] = draw()
        target.append(draw())


def block_cut(ground: Ground, cell: Cell, rng: np.random.Generator) -> Cut | None:
    """The first of some random cuts across the cell that fits; a bridge where none is near."""
    for _ in range(16):
        origin, direction = across(ground.corners(cell), rng, spread=0.22, tilt=5.0)
        near = [distance(origin, ground.xy[p]) for p in ground.bridges]
        bridge = min(near, default=math.inf) > BRIDGE_APART_M
        cut = ground.propose(cell, origin, direction, gap=30, snap=26, bridge=bridge)
        if cut is not None:
            return cut
    return None


def district(ground: Ground, rng: np.random.Generator) -> list[int] | None:
    """Cells around the middle in one piece without holes; None when they make no such piece."""
    phase = rng.uniform(0, 2 * math.pi, 2)

    def far(cell: Cell) -> float:
        x, y = middle(ground.corners(cell))
        dx, dy = (x - WIDTH_M * 0.5) / 1.2, (y - HEIGHT_M * 0.5) / 0.85
        angle = math.atan2(dy, dx)
        lobes = 0.10 * math.cos(2 * angle + phase[0]) + 0.07 * math.cos(3 * angle + phase[1])
        return math.hypot(dx, dy) * (1 + lobes)

    order = sorted(range(len(ground.cells)), key=lambda i: (far(ground.cells[i]), i))
    chosen = order[: NEIGHBOURHOODS - WALLS]
    xs, ys = zip(*(at for i in chosen for at in ground.corners(ground.cells[i])), strict=True)
    if min(*xs, *ys, *(WIDTH_M - x for x in xs), *(HEIGHT_M - y for y in ys)) < BELT_M:
        return None
    union = union_all([Polygon(ground.corners(ground.cells[i])).buffer(0.5) for i in chosen])
    if not isinstance(union, Polygon) or len(union.interiors):
        return None
    return chosen


def rescale(ground: Ground, factor: float) -> None:
    """Enlarge the ground; its cells keep their sides."""
    ground.xy = [(x * factor, y * factor) for x, y in ground.xy]
    ground.cells = [ground.cell(cell.sides) for cell in ground.cells]


def walls(ground: Ground, rng: np.random.Generator) -> bool:
    """Part the largest neighbourhoods by walls; False when there is no room."""
    for owner in range(NEIGHBOURHOODS - WALLS, NEIGHBOURHOODS):
        by_size = sorted(
            (i for i, cell in enumerate(ground.cells) if cell.owner >= 0),
            key=lambda i: -ground.cells[i].area,
        )
        for index in by_size[3:14]:
            origin, direction = across(
                ground.corners(ground.cells[index]), rng, spread=0.2, tilt=5.0
            )
            cut = ground.propose(ground.cells[index], origin, direction, gap=24, snap=0)
            if cut is not None:
                ground.cut(index, cut, "wall")
                ground.cells[-1] = msgspec.structs.replace(ground.cells[-1], owner=owner)
                break
        else:
            return False
    return True


def across(
    corners: list[XY], rng: np.random.Generator, *, spread: float, tilt: float
) -> tuple[XY, XY]:
    """A point near the middle and a direction across the cell's long axis."""
    axis = long_axis(corners)
    centre = middle(corners)
    reach = [(c[0] - centre[0]) * axis[0] + (c[1] - centre[1]) * axis[1] for c in corners]
    shift = rng.uniform(-spread, spread) * (max(reach) - min(reach))
    angle = math.atan2(axis[1], axis[0]) + math.pi / 2 + math.radians(tilt) * rng.standard_normal()
    origin = (centre[0] + shift * axis[0], centre[1] + shift * axis[1])
    return origin, (math.cos(angle), math.sin(angle))
