"""From ratios to clusters: the best window of each centre, then those that share no location."""

from __future__ import annotations

import math
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.score import Score
from sejuk.sensing.scan.windows import Windows
from sejuk.sensing.scan.zones import Zones, zone_sums

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AT_ONCE = 2**20
"""Zones × windows looked at together, about."""
TIE = 1e-9
"""A replicate that is less than this part below a cluster's ratio is as high: rounding."""
EULER = 0.5772156649015329


class Expected(Protocol):
    """How many cases are expected in zones and windows, when nothing is out of the ordinary."""

    def __call__(self, rows: Ints, windows: Windows, /) -> Floats:
        """[rows, windows] of zones by the number of their row."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The best window of the zones of one centre."""

    ratio: float
    position: int
    """Where the zone ends in `Zones.members`."""
    window: int
    observed: int
    expected: float


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    members: tuple[int, ...]
    """Locations, the nearest to the centre first."""
    radius: float
    """To the furthest member, in the unit of the distances."""
    first: int
    last: int
    """Days (columns of the counts), both included."""
    observed: int
    expected: float
    llr: float
    p: float
    """(1 + replicates at least as high) / (1 + replicates)."""
    gumbel_p: float | None
    """By a Gumbel distribution with the replicates' mean and deviation; None: too few of them."""

    @property
    def recurrence(self) -> float:
        """Days in which chance brings one cluster as strong, where one looks once a day."""
        return 1 / self.p


class ScanResult(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    clusters: tuple[Cluster, ...]
    """The most likely one first."""
    maxima: Floats
    """[replicates] the highest ratio of each."""
    zones: int
    """Different sets of locations that were looked at."""


def best_of_centres(
    zones: Zones,
    windows: Windows,
    counts: Ints,
    expected: Expected,
    rows: Ints,
    score: Score,
    min_cases: int,
) -> tuple[Found, ...]:
    """The best of each centre that has any; of equal ones the smallest zone, the shortest window,
    the earliest.

    Args:
        counts: [locations, windows] what was observed.
        expected: [rows, windows] of these rows of expectations.
        rows: [positions] the row of each zone.
    """
    found: list[Found] = []
    for centres in _parts(zones, len(windows)):
        begin, end = int(zones.starts[centres.start]), int(zones.starts[centres.stop])
        observed = zone_sums(zones, counts, centres)
        usual = expected(rows[begin:end], windows)
        ratio = np.zeros(usual.shape)
        some = zones.ends[begin:end, None] & (observed >= min_cases) & (observed > usual)
        ratio[some] = score.ratio(observed[some], usual[some])
        for centre in centres:
            own = slice(zones.starts[centre] - begin, zones.starts[centre + 1] - begin)
            if not ratio[own].any():
                continue
            position, window = np.unravel_index(int(ratio[own].argmax()), ratio[own].shape)
            at = own.start + position
            found.append(
                Found(
                    ratio=float(ratio[at, window]),
                    position=int(begin + at),
                    window=int(window),
                    observed=int(observed[at, window]),
                    expected=float(usual[at, window]),
                )
            )
    return tuple(found)


def _parts(zones: Zones, windows: int) -> list[range]:
    """Runs of centres with about AT_ONCE zones × windows."""
    parts, begin = [], 0
    for centre in range(1, zones.centres + 1):
        size = (zones.starts[centre] - zones.starts[begin]) * max(windows, 1)
        if size >= AT_ONCE or centre == zones.centres:
            parts.append(range(begin, centre))
            begin = centre
    return parts


def clusters_of(
    zones: Zones, windows: Windows, found: tuple[Found, ...], maxima: Floats
) -> tuple[Cluster, ...]:
    """SaTScan's rule: by ratio, one after another those that share no location with one before.

    Of ratios equal to nine digits the zone with fewer locations, then the centre that comes first.
    """
    sizes = {f.position: len(zones.zone(f.position)) for f in found}
    ranked = sorted(found, key=lambda f: (-round(f.ratio, 9), sizes[f.position], f.position))
    taken: set[int] = set()
    clusters: list[Cluster] = []
    for one in ranked:
        members = zones.zone(one.position).tolist()
        if taken.isdisjoint(members):
            taken.update(members)
            clusters.append(_cluster(zones, windows, one, tuple(members), maxima))
    return tuple(clusters)


def _cluster(
    zones: Zones, windows: Windows, one: Found, members: tuple[int, ...], maxima: Floats
) -> Cluster:
    as_high = int((maxima >= one.ratio * (1 - TIE)).sum())
    return Cluster(
        members=members,
        radius=float(zones.radius[one.position]),
        first=int(windows.first[one.window]),
        last=int(windows.last[one.window]),
        observed=one.observed,
        expected=one.expected,
        llr=one.ratio,
        p=(1 + as_high) / (1 + len(maxima)),
        gumbel_p=gumbel_p(one.ratio, maxima),
    )


def gumbel_p(ratio: float, maxima: Floats) -> float | None:
    """Abrams, Kleinman & Kulldorff (2010), by moments: finer than the rank, but approximate."""
    if len(maxima) < 2 or maxima.std() == 0:
        return None
    scale = float(maxima.std(ddof=1)) * math.sqrt(6) / math.pi
    place = float(maxima.mean()) - EULER * scale
    return -math.expm1(-math.exp(-(ratio - place) / scale))
