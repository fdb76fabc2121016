"""Scan statistics as the papers define them, one zone and window after another: slow and plain.

Nothing here is shared with what it checks; only the order among equals is the documented one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

Counts = Sequence[Sequence[int]]
Point = tuple[float, float]
Apart = Callable[[Point, Point], float]


class Best(msgspec.Struct, frozen=True, kw_only=True):
    members: tuple[int, ...]
    first: int
    last: int
    observed: int
    expected: float
    llr: float


def great_circle(a: Point, b: Point) -> float:
    """Km: the angle between two vectors from the centre of a sphere of 6367 km."""
    (x1, y1, z1), (x2, y2, z2) = (_vector(*p) for p in (a, b))
    cross = math.hypot(y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2)
    return 6367.0 * math.atan2(cross, x1 * x2 + y1 * y2 + z1 * z2)


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def cartesian(a: Point, b: Point) -> float:
    return math.dist(a, b)


def zones_of(
    points: Sequence[Point], apart: Apart, radius: float, weight: Sequence[float], most: float
) -> list[list[tuple[int, ...]]]:
    """For each centre its zones: all that is no further than some location is."""
    found = []
    for centre in points:
        far = [apart(centre, p) for p in points]
        order = sorted(range(len(points)), key=lambda i, far=far: far[i])  # type: ignore[misc]
        zones = []
        for size in range(1, len(points) + 1):
            members = tuple(order[:size])
            if far[order[size - 1]] <= radius and sum(weight[i] for i in members) <= most:
                zones.append(members)
        found.append(zones)
    return found


def windows_of(days: int, shortest: int, longest: int, *, retrospective: bool) -> list[range]:
    """Shorter ones first, then earlier ones."""
    found = [range(a, b) for a, b in itertools.combinations(range(days + 1), 2)]
    fits = [w for w in found if shortest <= len(w) <= longest and (retrospective or w.stop == days)]
    return sorted(fits, key=lambda w: (len(w), w.start))


def permutation_ratio(c: int, mu: float, total: int) -> float:
    """Kulldorff et al. (2005), eq. 2, for more than expected; also Kulldorff (1997), eq. 4."""
    if c <= mu:
        return 0.0
    outside = (total - c) * math.log((total - c) / (total - mu)) if c < total else 0.0
    return c * math.log(c / mu) + outside


def expectation_ratio(c: int, b: float) -> float:
    """Neill (2009)."""
    return c * math.log(c / b) + b - c if c > b else 0.0


def bernoulli_ratio(c: int, n: float, total: int, people: float) -> float:
    """Kulldorff (1997), section 4: likelihoods with two rates and with one."""
    if c * people <= total * n:
        return 0.0

    def likelihood(cases: float, size: float) -> float:
        rate = cases / size
        return sum(k * math.log(r) for k, r in ((cases, rate), (size - cases, 1 - rate)) if k)

    outside = likelihood(total - c, people - n) if n < people else 0.0
    return likelihood(c, n) + outside - likelihood(total, people)


def best_of_centres(
    zones: Sequence[Iterable[tuple[int, ...]]],
    windows: Sequence[range],
    counts: Counts,
    usual: Callable[[tuple[int, ...], range], float],
    ratio: Callable[[int, float], float],
    min_cases: int,
) -> Iterator[Best]:
    """The first of the highest, in the order of zones and windows."""
    for own in zones:
        best: Best | None = None
        for members, window in itertools.product(own, windows):
            c = sum(counts[i][d] for i in members for d in window)
            e = usual(members, window)
            llr = ratio(c, e) if c >= min_cases else 0.0
            if llr > 0 and (best is None or llr > best.llr + 1e-9):
                best = Best(
                    members=members,
                    first=window.start,
                    last=window.stop - 1,
                    observed=c,
                    expected=e,
                    llr=llr,
                )
        if best is not None:
            yield best


def clusters(best: Iterable[Best]) -> list[Best]:
    """By ratio, then fewer members, then the earlier centre; none that shares a location."""
    found: list[Best] = []
    for one in sorted(best, key=lambda b: (-round(b.llr, 9), len(b.members))):
        if all(set(one.members).isdisjoint(other.members) for other in found):
            found.append(one)
    return found


def permutation_clusters(
    counts: Counts,
    zones: Sequence[Sequence[tuple[int, ...]]],
    windows: Sequence[range],
    min_cases: int,
    margins: Counts | None = None,
) -> list[Best]:
    """Of these counts; their expectations from `margins` where these are of another table."""
    of = margins or counts
    total = sum(map(sum, of))

    def usual(members: tuple[int, ...], window: range) -> float:
        in_zone = sum(sum(of[i]) for i in members)
        return in_zone * sum(row[d] for row in of for d in window) / max(total, 1)

    return clusters(
        best_of_centres(
            zones,
            windows,
            counts,
            usual,
            lambda c, mu: permutation_ratio(c, mu, total),
            min_cases,
        )
    )
