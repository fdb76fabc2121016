"""Routes priced on a coarse grid, made to fit the clock."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.ground import Ground
from sejuk.planning.bound.master import Column
from sejuk.planning.bound.windows import Windows


def retimed(
    column: Column, ground: Ground, windows: Windows, gain: NDArray[np.float64], blocks: int
) -> Column | None:
    """The route with its times to the second, without the visits of least gain that keep it from
    being in time; None when even its break is not. gain: [windows]."""
    visits, again, pause = list(column.visits), list(column.again), column.pause
    while True:
        places = np.searchsorted(ground.places, np.array(visits, np.int64) // blocks)
        starts = _starts(ground, windows, visits, places, pause)
        if starts is not None:
            return msgspec.structs.replace(
                column,
                visits=tuple(visits),
                starts=tuple(starts),
                again=tuple(again),
                pause=pause,
                travel=ground.travelled(places, pause),
            )
        if not visits:
            return None
        first = np.searchsorted(windows.visit, visits)
        worst = int(np.argmin(gain[first]))
        del visits[worst], again[worst]
        pause -= worst < pause


def _starts(
    ground: Ground, windows: Windows, visits: list[int], places: np.ndarray, pause: int
) -> list[int] | None:
    """Earliest starts, seconds after the shift's start; None when too late. Exact ground."""
    time = ground.time
    begin = ground.segment.begin
    starts: list[int] = []
    here, now = -1, 0
    for k, visit in enumerate(visits):
        place = int(places[k])
        if k == pause:
            rest = _rest(ground, here, now)
            if rest is None:
                return None
            arrive = rest + int(time.pause_from[place])
        elif here < 0:
            arrive = int(time.there[place])
        else:
            arrive = now + int(time.between[here, place])
        start = _in_window(windows, visit, arrive + begin)
        if start is None:
            return None
        starts.append(start)
        here, now = place, start - begin
    if pause == len(visits):
        rest = _rest(ground, here, now)
        home = None if rest is None else rest + int(time.pause_home[0])
    else:
        home = now + int(time.home[here]) if here >= 0 else int(time.direct[0])
    return starts if home is not None and home <= ground.ticks else None


def _rest(ground: Ground, here: int, now: int) -> int | None:
    """When a break starts that follows the service begun here and now."""
    to = ground.time.pause_there[0] if here < 0 else ground.time.pause_to[here]
    start = max(now + int(to), ground.pause_first)
    return start if start <= ground.pause_last else None


def _in_window(windows: Windows, visit: int, arrive: int) -> int | None:
    """The first second from `arrive` on at which this visit may start."""
    row = int(np.searchsorted(windows.visit, visit))
    while row < len(windows.visit) and windows.visit[row] == visit:
        if arrive <= windows.end[row]:
            return max(arrive, int(windows.begin[row]))
        row += 1
    return None
