"""Geometry of points and directions on the flat plan, in metres."""

from __future__ import annotations

import math
from itertools import pairwise

XY = tuple[float, float]


def distance(a: XY, b: XY) -> float:
    """Metres from a to b."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def unit(a: XY, b: XY) -> XY:
    """Direction from a to b, of length one."""
    d = distance(a, b) or 1.0
    return ((b[0] - a[0]) / d, (b[1] - a[1]) / d)


def area_of(corners: list[XY]) -> float:
    """Signed area, anticlockwise positive."""
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)


def left_of(a: XY, b: XY, at: XY) -> bool:
    """Whether `at` lies to the left of the line from a to b."""
    return (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]) > 0


def middle(corners: list[XY]) -> XY:
    """Mean of the corners; inside when they are those of a convex polygon."""
    n = len(corners)
    return (sum(c[0] for c in corners) / n, sum(c[1] for c in corners) / n)


def long_axis(corners: list[XY]) -> XY:
    """Direction of greatest extent, from the second moments of the outline."""
    xx = xy = 0.0
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        d = distance(a, b)
        u = unit(a, b)
        xx += d * d * (u[0] * u[0] - u[1] * u[1])
        xy += d * d * 2 * u[0] * u[1]
    angle = 0.5 * math.atan2(xy, xx)
    return (math.cos(angle), math.sin(angle))


def crossing(a: XY, b: XY, origin: XY, direction: XY) -> XY | None:
    """Where the line through `origin` crosses the stretch from a to b (half open)."""
    side_a = direction[0] * (a[1] - origin[1]) - direction[1] * (a[0] - origin[0])
    side_b = direction[0] * (b[1] - origin[1]) - direction[1] * (b[0] - origin[0])
    if (side_a > 0) == (side_b > 0):
        return None
    t = side_a / (side_a - side_b)
    return (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))


def nearest_free(s: float, taken: list[float], gap: float) -> float | None:
    """The position nearest to `s` that is at least `gap` from all of `taken` (sorted)."""
    best: float | None = None
    for lower, upper in pairwise(taken):
        if upper - lower >= 2 * gap:
            place = min(max(s, lower + gap), upper - gap)
            if best is None or abs(place - s) < abs(best - s):
                best = place
    return best
