"""The loops of `threshold.py`, compiled: most zones see nothing on most days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import allocating_entry, inner_kernel


@allocating_entry
def peaks(
    first_run: int,
    last_run: int,
    days: int,
    start: NDArray[np.int64],
    area: NDArray[np.int64],
    zone_start: NDArray[np.int64],
    zone: NDArray[np.int64],
    nothing: NDArray[np.float64],
    gain: NDArray[np.float64],
    rises: int,
    enough: float,
) -> NDArray[np.float64]:
    """[runs, days] the highest R so far; inf from the day on which it is at least `enough`.

    Args:
        first_run, last_run: the runs from the first to the one before the last.
        nothing: [zones · rises] L of a day without incidents.
        gain: [counts, zones · rises] L of each count, divided by that.
    """
    hypotheses = len(nothing)
    found = np.full((last_run - first_run, days), np.inf)
    state = np.empty(hypotheses)
    told = np.zeros(hypotheses // rises, np.int64)
    touched = np.empty(hypotheses // rises, np.int64)
    for run in range(first_run, last_run):
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
            total = _on(state, nothing)
            for i in range(count):
                z = touched[i]
                for h in range(z * rises, z * rises + rises):
                    seen = state[h] * gain[told[z], h]
                    total += seen - state[h]
                    state[h] = seen
                told[z] = 0
            highest = max(highest, total / hypotheses)
            if highest >= enough:
                break
            found[run - first_run, day] = highest
    return found


@inner_kernel
def _on(state: NDArray[np.float64], nothing: NDArray[np.float64]) -> float:
    """A day without incidents; the sum. Four sums, which a processor adds side by side."""
    a = b = c = d = 0.0
    whole = len(state) // 4 * 4
    for h in range(0, whole, 4):
        state[h] = (1.0 + state[h]) * nothing[h]
        state[h + 1] = (1.0 + state[h + 1]) * nothing[h + 1]
        state[h + 2] = (1.0 + state[h + 2]) * nothing[h + 2]
        state[h + 3] = (1.0 + state[h + 3]) * nothing[h + 3]
        a += state[h]
        b += state[h + 1]
        c += state[h + 2]
        d += state[h + 3]
    for h in range(whole, len(state)):
        state[h] = (1.0 + state[h]) * nothing[h]
        a += state[h]
    return a + b + c + d
