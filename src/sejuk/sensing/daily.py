"""Day by day in one area: how many incidents there were, and how many were to be expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Incident, Outage
from sejuk.sensing.baseline import BaselineParams, baselines
from sejuk.sensing.counts import counted
from sejuk.sensing.days import Days
from sejuk.sensing.ground import Ground
from sejuk.sensing.weight import TOLD

Floats = NDArray[np.float64]


class Daily(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """[count] of each day, the last one ending now."""

    observed: NDArray[np.int64]
    """Incidents that residents or agencies told of, as such: severity does not count here."""
    expected: Floats
    """As usual, from what was known eight days before: what rises now does not raise it."""


def daily(
    incidents: Iterable[Incident],
    outages: Sequence[Outage],
    ground: Ground,
    days: Days,
    area: str,
    by: BaselineParams | None = None,
) -> Daily:
    """Of one area of the ground. Raises KeyError for another."""
    at = ground.index()[area]
    told = [incident for incident in incidents if incident.origin in TOLD]
    everywhere = np.ones((len(ground.areas), days.count + 1))
    counts = counted(told, (), (), outages, everywhere, ground, days)
    # Neighbourhoods and borders have each their own idea of what is usual.
    alike = np.flatnonzero(ground.border == ground.border[at])
    exposure = counts.open[alike, :-1]
    observed = counts.evidence[alike]
    told_then = np.where(exposure > 0.0, observed, 0).astype(np.float64)
    usual = baselines(
        told_then,
        exposure,
        ground.neighbours[np.ix_(alike, alike)],
        days.weekdays()[:-1],
        by or BaselineParams(),
    )
    row = int(np.searchsorted(alike, at))
    return Daily(observed=observed[row], expected=usual.expected(exposure)[row])
