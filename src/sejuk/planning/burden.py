"""How many visits a neighbourhood may have tonight: nobody is besieged (GUARANTEES.md, G5).

Presence is minutes of dialogue visits per resident, over so many nights with tonight among them.
No neighbourhood gets more than a multiple of the district's median over the nights on record.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import District
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History


def burden_caps(
    district: District, history: History, settings: PlanningSettings
) -> NDArray[np.int64]:
    """[h] visits tonight, at most.

    A fixed number while the record is too short, or when half of the neighbourhoods had no
    visit in it: a multiple of nothing would close the whole district.
    """
    hoods = district.neighbourhoods
    few = np.full(len(hoods), settings.burden_stops_without_history, np.int64)
    if history.nights < settings.burden_nights:
        return few
    nights = history.presence[: settings.burden_nights]
    minutes = np.array([[night.get(hood.id, 0.0) for hood in hoods] for night in nights])
    minutes = minutes.reshape(len(nights), len(hoods))
    people = residents(district)
    median = float(np.median(minutes.sum(axis=0) / people))
    if median == 0:
        return few
    most = settings.burden_cap_ratio * median * people
    left = most - minutes[: settings.burden_nights - 1].sum(axis=0)
    caps: NDArray[np.int64] = np.floor(left / settings.dwell_minutes + 1e-9).astype(np.int64)
    return np.maximum(caps, 0)


def residents(district: District) -> NDArray[np.float64]:
    """[h] residents; 1 everywhere unless all neighbourhoods have some: then the cap is per
    neighbourhood."""
    known = [hood.population or 0 for hood in district.neighbourhoods]
    return np.array(known, np.float64) if all(known) else np.ones(len(known))
