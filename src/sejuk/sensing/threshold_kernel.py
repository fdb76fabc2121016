"""The loops of `threshold.py`, compiled: most zones see nothing on most days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import entry


@entry
def peaks(
    runs: int,
    days: int,
    start: NDArray[np.int64],
    area: NDArray[np.int64],
    zone_start: NDArray[np.int64],
    zone: NDArray[np.int64],
    ratio: NDArray[np.float64],
    rises: int,
    enough: float,
) -> NDArray[np.float64]:
    """[runs, days] the highest R so far; inf from the day on which it is at least `enough`.

    Args:
        ratio: [zones · rises, counts] L.
    """
    hypotheses, _ = ratio.shape
    found = np.full((runs, days), np.inf)
    nothing = ratio[:, 0].copy()
    state = np.empty(hypotheses)
    told = np.zeros(hypotheses // rises, np.int64)
    touched = np.empty(hypotheses // rises, np.int64)
    for run in range(runs):
        state[:] = 0.0
        highest = 0.0
        for day in range(days):
            count = 0
            for i in range(start[run * days + day], start[run * days + day + 1]):
                for j in range(zone_start[area[i]], zone_start[area[i] + 1]):
                    if told[zone[j]] == 0:
                        touched[count] = zone[j]
                        count += 1
                    told[zone[j]] += 1
            for h in range(hypotheses):
                state[h] = (1.0 + state[h]) * nothing[h]
            for i in range(count):
                z = touched[i]
                for h in range(z * rises, z * rises + rises):
                    # Before: (1 + R) · L(0). Now the count that was seen.
                    state[h] = state[h] / nothing[h] * ratio[h, told[z]]
                told[z] = 0
            highest = max(highest, _mean(state))
            if highest >= enough:
                break
            found[run, day] = highest
    return found


@entry
def _mean(values: NDArray[np.float64]) -> float:
    """Four sums at a time, which a processor adds side by side."""
    a = b = c = d = 0.0
    whole = len(values) // 4 * 4
    for i in range(0, whole, 4):
        a += values[i]
        b += values[i + 1]
        c += values[i + 2]
        d += values[i + 3]
    for i in range(whole, len(values)):
        a += values[i]
    return (a + b + c + d) / len(values)
