"""Counting a flat plan: stretches of street in and around the district, nodes, lengths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sejuk.geo.kampung.flat import XY, distance
from sejuk.geo.kampung.ground import Ground, Side

Outlines = tuple[tuple[Side, ...], ...]
"""[neighbourhoods] sides as first cut; streets that joined them later are on their lines."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of the district, streets on its outline included."""

    lengths: tuple[float, ...]
    """Metres of street between two nodes."""
    degrees: dict[int, int]
    """Street arms → nodes; of those with two arms only the breaks are nodes."""

    @property
    def metres(self) -> float:
        return sum(self.lengths)

    @property
    def junctions(self) -> int:
        return sum(n for degree, n in self.degrees.items() if degree >= 3)

    def nodes_of(self, degree: int) -> int:
        return self.degrees.get(degree, 0)


def tally(
    ground: Ground,
    outlines: Outlines,
    breaks: frozenset[int] = frozenset(),
    xy: Sequence[XY] | None = None,
) -> Tally:
    """Count the district; `xy` are its points after they were moved, else the ground's own."""
    stretches = inner_stretches(ground, outlines)
    ends = {p for _, a, b in stretches for p in (a, b)}
    degrees = Counter(ground.degree[p] for p in ends if ground.degree[p] != 2 or p in breaks)
    lengths = tuple(_lengths(ground, stretches, breaks, ground.xy if xy is None else xy))
    return Tally(lengths=lengths, degrees=dict(degrees))


def _lengths(
    ground: Ground,
    stretches: list[tuple[int, int, int]],
    breaks: frozenset[int],
    xy: Sequence[XY],
) -> list[float]:
    """Corners with two arms that are no break are passed over."""
    inside = set(stretches)
    lengths = []
    for number in sorted({line for line, _, _ in stretches}):
        street = ground.lines[number].street_points()
        run = 0.0
        for a, b in pairwise(street):
            if (number, a, b) in inside:
                run += distance(xy[a], xy[b])
            if run and (ground.degree[b] != 2 or b in breaks or (number, a, b) not in inside):
                lengths.append(run)
                run = 0.0
        if run:
            lengths.append(run)
    return lengths


def inner_stretches(ground: Ground, outlines: Outlines) -> list[tuple[int, int, int]]:
    """(line, point, next point) of every stretch of street in or around the district."""
    found: dict[tuple[int, int, int], None] = {}
    for sides in outlines:
        for side, after in zip(sides, sides[1:] + sides[:1], strict=True):
            for stretch in side_stretches(ground, side, after):
                found[stretch] = None
    for number, line in enumerate(ground.lines):
        if line.kind in {"gang", "alley"}:
            street = line.street_points()
            found.update(((number, a, b), None) for a, b in pairwise(street))
    return list(found)


def side_stretches(ground: Ground, side: Side, after: Side) -> list[tuple[int, int, int]]:
    """Stretches of street along one side, in the direction of the line."""
    line = ground.lines[side.line]
    if not line.is_street():
        return []
    street = line.street_points()
    points = ground.along(side.line, side.corner, after.corner)
    inside = [p for p in points if p in street]
    if len(inside) > 1 and street.index(inside[0]) > street.index(inside[1]):
        inside.reverse()
    return [(side.line, a, b) for a, b in pairwise(inside)]
