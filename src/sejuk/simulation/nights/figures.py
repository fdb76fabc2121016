"""What many nights come to: figures of one policy in one world."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.simulation.nights.loop import Nights

Floats = NDArray[np.float64]

WEEK = 7


class PolicyFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Of all simulated nights."""

    visits: float
    neighbourhoods: float
    """With a visit, of a night; means."""
    places: float
    """Different ones, of a night; mean."""
    places_ever: int
    hot_visits: float
    """Of a night, in the third of the neighbourhoods where most is due that night, in truth."""
    served: float
    """Part of all neighbourhoods and spans of seven nights with a visit."""
    longest_gap: float
    """Nights in a row without a visit, of a neighbourhood; mean over neighbourhoods."""
    incidents: int
    told: int
    found: int
    burden_gini: float
    """Of minutes of visits by resident; 0: all have the same."""
    burden_most: float
    """The highest of them, in means of the district."""
    trust: float
    """In the end, mean; 1 at the beginning."""
    inflation: float
    """What sensing takes the bias of reporting to be; 0 for a policy that does not sense."""


def figures_of_nights(
    nights: Nights, residents: Floats, border: NDArray[np.bool_]
) -> PolicyFigures:
    """The figures.

    Args:
        residents: [neighbourhoods], or 1 everywhere where they are not known.
        border: [areas] those that are no neighbourhoods.
    """
    visited = nights.visits > 0
    burden = nights.presence.sum(axis=1) / residents
    mean = float(nights.presence.sum() / residents.sum())
    return PolicyFigures(
        visits=float(nights.visits.sum(axis=0).mean()),
        neighbourhoods=float(visited.sum(axis=0).mean()),
        places=float(nights.places.mean()),
        places_ever=len(nights.seen),
        hot_visits=_hot_visits(nights, border),
        served=_served(visited),
        longest_gap=float(np.mean([_longest_gap(row) for row in visited])),
        incidents=int(nights.incidents.sum()),
        told=int(nights.told.sum()),
        found=int(nights.found.sum()),
        burden_gini=gini(burden),
        burden_most=float(burden.max()) / mean if mean else 0.0,
        trust=float(nights.trust.mean()),
        inflation=nights.inflation,
    )


def gini(values: Floats) -> float:
    """Half of the mean difference of two, in means (Gini 1912); 0 where all is 0."""
    ordered = np.sort(values)
    total = float(ordered.sum())
    if total == 0:
        return 0.0
    rank = np.arange(1, len(ordered) + 1)
    return float(
        2 * (rank * ordered).sum() / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)
    )


def _hot_visits(nights: Nights, border: NDArray[np.bool_]) -> float:
    """What happens on a border is nobody's own, and not looked at here."""
    due = nights.due[~border]
    hottest = np.argsort(np.argsort(-due, axis=0, kind="stable"), axis=0) < -(-len(due) // 3)
    return float((nights.visits * hottest).sum(axis=0).mean())


def _served(visited: NDArray[np.bool_]) -> float:
    nights = visited.shape[1]
    if nights < WEEK:
        return float(visited.any(axis=1).mean())
    spans = [visited[:, n : n + WEEK].any(axis=1) for n in range(nights - WEEK + 1)]
    return float(np.mean(spans))


def _longest_gap(visited: NDArray[np.bool_]) -> int:
    edges = np.concatenate([[-1], np.flatnonzero(visited), [len(visited)]])
    return int(np.diff(edges).max()) - 1
