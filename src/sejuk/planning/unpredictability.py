"""How much a watcher can foretell: overlap of two nights, repeats, places ever covered.

A plan's timetable is the set of (place, half-hour) at which somebody stops. All figures are
expectations over independent draws with the weights given, not simulations.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from sejuk.planning.member import Timetable


class Unpredictability(msgspec.Struct, frozen=True, kw_only=True):
    overlap: float
    """Share of one night's stops that are stops of another at the same place and half-hour."""
    overlap_single: float
    """The same without a draw, one plan every night: 1."""
    repeat: float
    """Probability that two nights have the very same plan."""
    value: float
    """Expected objective as a share of the best plan's."""
    covered: float
    """Expected share of places with a stop in `nights` draws."""
    covered_single: float
    """The same when the best plan is used every night."""
    nights: int


def unpredictability(
    timetables: Sequence[Timetable],
    objectives: Sequence[float],
    weights: Sequence[float],
    *,
    places: int,
    nights: int = 14,
) -> Unpredictability:
    """The figures of a pool drawn with these weights, which add up to 1.

    `places` is the number of places that could be visited; the best objective must not be 0.
    """
    share = np.array(weights, np.float64)
    sizes = [len(t) for t in timetables]
    same = np.array(
        [
            [len(a & b) / n if n else 0.0 for b in timetables]
            for a, n in zip(timetables, sizes, strict=True)
        ]
    )
    at = sorted({place for t in timetables for place, _ in t})
    visits = np.array([[any(p == place for p, _ in t) for place in at] for t in timetables], float)
    best = int(np.argmax(objectives))
    return Unpredictability(
        overlap=float(share @ same @ share),
        overlap_single=1.0,
        repeat=float(share @ share),
        value=float(share @ np.array(objectives) / objectives[best]),
        covered=float((1 - (1 - share @ visits) ** nights).sum() / places),
        covered_single=float(visits[best].sum() / places),
        nights=nights,
    )
