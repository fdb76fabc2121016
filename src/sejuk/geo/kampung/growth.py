"""How a kampung grows: blocks, then gangs and dead ends until the figures are met."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from sejuk.geo.kampung.blocks import (
    DISTRICT_M2,
    NEIGHBOURHOODS,
    across,
    blocks,
    district,
    main_roads,
    rescale,
    walls,
)
from sejuk.geo.kampung.flat import XY, distance, left_of, middle, unit
from sejuk.geo.kampung.ground import Cut, Ground, Line
from sejuk.geo.kampung.tally import Outlines, inner_stretches, tally

STREET_M = 27_600.0
"""On the flat plan; the curves of the map add one or two per cent to every length."""
JUNCTIONS = 166
"""69 per km² on 2.4 km²."""
DEAD_ENDS, BENDS, CROSSINGS = 12, 9, 24
"""6.5, 5 and 12.5 % of the 189 nodes of which 88 % are junctions."""
WARD_LEAST = 5
SCALE_MOST = 1.15
"""Blocks that came out too small would make the belt around the district too wide."""
ALLEY_M = (28.0, 75.0)
GAP_M = (23.0, 33.0)
"""Least metres between two junctions of gangs."""
SHORT_EDGE_M = 46.0
"""Gangs lie in groups, about so far apart: hence the many short stretches."""


class Town(msgspec.Struct, frozen=True, kw_only=True):
    """A grown plan and what lies where."""

    ground: Ground
    outlines: Outlines
    wards: tuple[int, ...]
    """[39] 0–3: north-west, north-east, south-west, south-east of river and primary road."""
    breaks: frozenset[int]
    """Points at which a street changes its name, so that two lines meet end to end."""


def grow(rng: np.random.Generator) -> Town | None:
    """One attempt; None when the blocks make no district of the wanted kind."""
    ground = main_roads(rng)
    blocks(ground, rng)
    chosen = district(ground, rng)
    if chosen is None:
        return None
    factor = math.sqrt(DISTRICT_M2 / sum(ground.cells[i].area for i in chosen))
    if factor > SCALE_MOST:
        return None
    rescale(ground, factor)
    for owner, index in enumerate(chosen):
        ground.cells[index] = msgspec.structs.replace(ground.cells[index], owner=owner)
    if not walls(ground, rng):
        return None
    owned = {cell.owner: cell for cell in ground.cells if cell.owner >= 0}
    outlines = tuple(owned[owner].sides for owner in range(NEIGHBOURHOODS))
    wards = tuple(ward_of(ground, middle(ground.corners(owned[i]))) for i in sorted(owned))
    if min(wards.count(ward) for ward in range(4)) < WARD_LEAST:
        return None
    gangs(ground, outlines, rng)
    alleys(ground, DEAD_ENDS - tally(ground, outlines).nodes_of(1), rng)
    breaks = bends(ground, outlines, rng)
    return Town(ground=ground, outlines=outlines, wards=wards, breaks=breaks)


def ward_of(ground: Ground, at: XY) -> int:
    """Which quarter `at` lies in; the river is line 0, the primary road lines of its kind."""
    river = ground.lines[0].points
    east = not left_of(ground.xy[river[0]], ground.xy[river[-1]], at)
    roads = [line.points for line in ground.lines if line.kind == "primary"]
    ends = [sorted((ground.xy[points[0]], ground.xy[points[-1]])) for points in roads]
    road = max(ends) if east else min(ends)
    south = not left_of(road[0], road[1], at)
    return 2 * south + east


def gangs(ground: Ground, outlines: Outlines, rng: np.random.Generator) -> None:
    """Cut neighbourhoods until only the dead ends' junctions are missing.

    Each step draws some cuts and takes the one nearest to the length that would use up the
    metres still due with the junctions still due.
    """
    density = np.exp(0.7 * rng.standard_normal(NEIGHBOURHOODS))
    now = tally(ground, outlines)
    metres, junctions = now.metres, now.junctions
    dead_due, crossings_due = DEAD_ENDS - now.nodes_of(1), CROSSINGS - now.nodes_of(4)
    for _ in range(200):
        due = JUNCTIONS - junctions - dead_due
        if due <= 0:
            return
        metres_due = STREET_M - metres - 45 * dead_due
        wanted = max(55.0, metres_due / max(1.0, (due + crossings_due) / 2))
        best = best_gang(ground, density, wanted, crossings_due / due, dead_due, rng)
        if best is None:
            continue
        index, cut = best
        ground.cut(index, cut, "gang")
        metres += cut.length
        junctions += 2 - cut.dead_ends - cut.crossings
        dead_due -= cut.dead_ends
        crossings_due -= cut.crossings


def best_gang(
    ground: Ground,
    density: np.ndarray[tuple[int], np.dtype[np.float64]],
    wanted: float,
    crossing_share: float,
    dead: int,
    rng: np.random.Generator,
) -> tuple[int, Cut] | None:
    """The best of some random cuts, with its cell; None when none fits."""
    inside = [i for i, cell in enumerate(ground.cells) if cell.owner >= 0]
    weight = np.array([ground.cells[i].area * density[ground.cells[i].owner] for i in inside])
    best: tuple[float, int, Cut] | None = None
    for index in rng.choice(inside, size=24, p=weight / weight.sum()):
        cell = ground.cells[int(index)]
        origin, direction = across(ground.corners(cell), rng, spread=0.42, tilt=6.0)
        snap = 45.0 if crossing_share > 0 else 0.0
        cut = ground.propose(cell, origin, direction, gap=float(rng.uniform(*GAP_M)), snap=snap)
        if cut is None or cut.dead_ends > max(0, dead - 2) or cut.length < 40:
            continue
        short = sum(abs(math.log(e.near / SHORT_EDGE_M)) for e in cut.ends if e.near)
        cost = abs(math.log(cut.length / wanted)) - 1.2 * crossing_share * cut.crossings
        cost += 1.2 * short
        if best is None or cost < best[0]:
            best = (cost, int(index), cut)
    return None if best is None else (best[1], best[2])


def alleys(ground: Ground, number: int, rng: np.random.Generator) -> None:
    """Dead ends from a street into a block, at most one a block."""
    free = [i for i, cell in enumerate(ground.cells) if cell.owner >= 0 and cell.area > 9000]
    for index in rng.permutation(free):
        if number <= 0:
            return
        number -= alley(ground, int(index), rng)


def alley(ground: Ground, index: int, rng: np.random.Generator) -> bool:
    """Add one dead end to the cell; False when there is no room."""
    cell = ground.cells[index]
    origin, direction = across(ground.corners(cell), rng, spread=0.3, tilt=6.0)
    cut = ground.propose(cell, origin, direction, gap=26, snap=0)
    if cut is None or cut.length < ALLEY_M[0] / 0.6:
        return False
    foot, far = cut.ends if cut.ends[0].setback is None else cut.ends[::-1]
    length = min(float(rng.uniform(*ALLEY_M)), 0.62 * cut.length)
    u = unit(foot.at, far.at)
    tip = ground.point((foot.at[0] + length * u[0], foot.at[1] + length * u[1]), 1)
    start = ground.join(cell, foot)
    ground.degree[start] += 1
    ground.lines.append(Line(kind="alley", points=[start, tip]))
    return True


def bends(ground: Ground, outlines: Outlines, rng: np.random.Generator) -> frozenset[int]:
    """New points with two arms on long stretches, where a street changes its name."""
    stretches = inner_stretches(ground, outlines)
    stretches.sort(key=lambda s: -distance(ground.xy[s[1]], ground.xy[s[2]]))
    long = stretches[: 2 * BENDS]
    made = []
    for choice in rng.permutation(len(long))[:BENDS]:
        line, a, b = long[choice]
        share = rng.uniform(0.3, 0.7)
        (ax, ay), (bx, by) = ground.xy[a], ground.xy[b]
        point = ground.point((ax + share * (bx - ax), ay + share * (by - ay)), 2)
        points = ground.lines[line].points
        points.insert(points.index(b), point)
        made.append(point)
    return frozenset(made)
