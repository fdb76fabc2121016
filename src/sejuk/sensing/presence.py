"""What residents tell more where patrols are, made due: the lots of past nights at work (G3).

`inflation` finds how much it is; here it meets the record. A night's lot is of neighbourhoods, and
what it teaches holds for borders too: the same crews stand there. Presence is measured against the
average of neighbourhoods since the first night with a lot.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sejuk.model.exploration import Exploration
from sejuk.model.report import Lot
from sejuk.sensing.days import Days
from sejuk.sensing.ground import Ground
from sejuk.sensing.inflation import Inflation, InflationParams, inflation

Floats = NDArray[np.float64]


def told_exposure(
    told: Floats,
    open_: Floats,
    minutes: Floats,
    lots: Iterable[Lot],
    ground: Ground,
    days: Days,
    by: InflationParams | None = None,
) -> tuple[Floats, Inflation]:
    """[areas, days] exposure of what residents tell, with what presence adds; and how much that is.

    Without a lot it is `open_`, as it was.

    Args:
        told, open_, minutes: [areas, days] as in `Counts`, of the days that are over.
        lots: also later ones, which do not count.
    """
    nights = _nights(lots, days)
    if not nights:
        return open_, Inflation()
    rows = np.flatnonzero(~ground.border)
    since = slice(min(nights), None)
    average = float(minutes[rows, since].mean())
    if average == 0:
        return open_, Inflation()
    presence = minutes / average
    drawn, chance = _drawn(nights, ground, told.shape)
    found = inflation(
        told[rows, since],
        open_[rows, since],
        presence[rows, since],
        drawn[rows, since] > 0,
        chance[rows, since],
        by,
    )
    return found.exposure(open_, presence), found


def _nights(lots: Iterable[Lot], days: Days) -> dict[int, Exploration]:
    """Day → its lot; of two orders for one night the one that was released last."""
    known = [lot for lot in lots if lot.received <= days.now]
    numbered = [(days.of_date(lot.day), lot) for lot in sorted(known, key=lambda lot: lot.received)]
    return {day: lot.exploration for day, lot in numbered if 0 <= day < days.count}


def _drawn(
    nights: dict[int, Exploration], ground: Ground, shape: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """[areas, days] 1 for those that were drawn; the probability. 0 where there was no lot."""
    position = ground.index()
    drawn, chance = np.zeros(shape), np.zeros(shape)
    for day, lot in nights.items():
        for one in lot.chances:
            if one.area in position:
                chance[position[one.area], day] = one.p
        for area in lot.drawn:
            if area in position:
                drawn[position[area], day] = 1.0
    return drawn, chance
