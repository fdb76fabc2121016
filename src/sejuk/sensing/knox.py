"""Knox tables: are pairs of incidents near in space also near in time, more than by chance?

Knox (1964), "Epidemiology of childhood leukaemia in Northumberland and Durham"; with bands of
space and time as Johnson & Bowers (2004) and the Near Repeat Calculator have them. By chance: times
shuffled over the places (Besag & Diggle 1977). Only pairs near in space are gone through again for
each shuffle: how many pairs are how far apart in time, no shuffle changes, so that the outermost
band has what the others leave.
"""

from __future__ import annotations

import itertools
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from sejuk.sensing.scan.null import streams, throws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AT_ONCE = 2**21
"""Pairs held in memory at a time, about."""


class Metric(StrEnum):
    MANHATTAN = "manhattan"
    EUCLIDEAN = "euclidean"


class KnoxBands(msgspec.Struct, frozen=True, kw_only=True):
    """Edges from 0 upwards: a band holds its lower edge, not its upper one; the last has none."""

    space: tuple[float, ...]
    """Metres; (0, 1, 100) is [0, 1) [1, 100) [100, ∞)."""
    time: tuple[float, ...]
    """Days."""
    metric: Metric = Metric.EUCLIDEAN

    def __post_init__(self) -> None:
        for edges in (self.space, self.time):
            if not edges or edges[0] != 0 or not np.isfinite(edges).all():
                raise ValueError("bands begin at 0 and have finite edges")
            if any(a >= b for a, b in itertools.pairwise(edges)):
                raise ValueError("the edges of bands must grow")


class Knox(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All are [space bands, time bands]."""

    observed: Ints
    """Pairs."""
    expected: Floats
    """The mean of all shuffles there are, exactly: pairs of the space band times pairs of the time
    band over all pairs."""
    p: Floats
    """(1 + shuffles with as many or more) / (1 + shuffles)."""

    @property
    def ratio(self) -> Floats:
        """Observed over expected; not a number where none are expected."""
        some = np.where(self.expected > 0, self.expected, np.nan)
        return np.asarray(self.observed / some)


def knox(
    points: ArrayLike, days: ArrayLike, bands: KnoxBands, *, replicates: int, seed: int
) -> Knox:
    """Count the pairs of all events, and shuffle.

    Args:
        points: [events, 2] metres.
        days: [events]
    """
    when, where = np.asarray(days, np.float64), np.asarray(points, np.float64)
    first, second, space = _near_pairs(where, bands)
    by_time = _pairs_by_time(when, bands.time)
    observed = _table(_time_bands(when[first], when[second], bands.time), space, by_time, bands)
    as_many = np.zeros(observed.shape, np.int64)
    for state in streams(seed, replicates):
        shuffled = when[throws(np.array([state]), 0, len(when))[0].argsort(kind="stable")]
        times = _time_bands(shuffled[first], shuffled[second], bands.time)
        as_many += _table(times, space, by_time, bands) >= observed
    return Knox(
        observed=observed,
        expected=observed.sum(axis=1)[:, None] * (by_time / max(by_time.sum(), 1)),
        p=(1 + as_many) / (1 + replicates),
    )


def _near_pairs(points: Floats, bands: KnoxBands) -> tuple[Ints, Ints, Ints]:
    """Every pair nearer than the outermost band, and its band in space."""
    reach = bands.space[-1]
    order = np.argsort(points[:, 0], kind="stable")
    x, y = points[order].T
    # Sorted from west to east, the partners of an event are the next ones.
    partners = np.searchsorted(x, x + reach, side="right") - np.arange(len(x)) - 1
    found: list[tuple[Ints, Ints, Ints]] = []
    for events in _runs(partners):
        first = np.repeat(events, partners[events])
        begin = np.repeat(np.cumsum(partners[events]) - partners[events], partners[events])
        second = first + 1 + np.arange(len(first)) - begin
        apart = _apart(x[first] - x[second], y[first] - y[second], bands.metric)
        near = apart < reach
        band = np.searchsorted(bands.space, apart[near], side="right") - 1
        found.append((order[first[near]], order[second[near]], band))
    if not found:
        none = np.zeros(0, np.int64)
        return none, none, none
    first, second, space = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, space


def _runs(partners: Ints) -> list[Ints]:
    """Events whose partners together are about AT_ONCE."""
    part = np.cumsum(partners) // AT_ONCE
    cuts = np.flatnonzero(np.diff(part)) + 1
    return np.split(np.arange(len(partners)), cuts) if len(partners) else []


def _apart(dx: Floats, dy: Floats, metric: Metric) -> Floats:
    if metric is Metric.MANHATTAN:
        return np.asarray(np.abs(dx) + np.abs(dy))
    return np.asarray(np.hypot(dx, dy))


def _time_bands(a: Floats, b: Floats, edges: tuple[float, ...]) -> Ints:
    return np.asarray(np.searchsorted(edges, np.abs(a - b), side="right") - 1)


def _pairs_by_time(days: Floats, edges: tuple[float, ...]) -> Ints:
    """[time bands] pairs of all events, however far apart in space."""
    ordered = np.sort(days)
    later = np.arange(1, len(days) + 1)
    # Partners less than an edge later, for each edge; a band is the difference of two.
    below = [0] + [int((np.searchsorted(ordered, ordered + e) - later).sum()) for e in edges[1:]]
    return np.diff([*below, len(days) * (len(days) - 1) // 2]).astype(np.int64)


def _table(times: Ints, space: Ints, by_time: Ints, bands: KnoxBands) -> Ints:
    """[space bands, time bands]"""
    width, height = len(bands.time), len(bands.space)
    counts = np.bincount(space * width + times, minlength=height * width)
    table = counts.reshape(height, width).astype(np.int64)
    table[-1] = by_time - table[:-1].sum(axis=0)
    return table
