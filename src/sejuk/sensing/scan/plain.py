"""The same replicates and the same search in numpy, for where kernels are not to be had."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.null import Null, Shuffle, Spread, States, throws
from sejuk.sensing.scan.search import Search, Thresholds

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CHUNK = 128
"""Replicates for one call; their counts lie side by side, so that numpy adds many at a time."""
AT_ONCE = 2**19
"""Counts of one centre held at a time, about: they fit the nearer memories of a core."""


def maxima(null: Null, search: Search, floor: Thresholds, states: States) -> Floats:
    """[states] the highest ratio of each replicate; −1 where none reaches the floor."""
    found = np.full(len(states), -1.0)
    longest = int((search.nest.stops - search.nest.starts).max(initial=1))
    step = max(8, AT_ONCE // (longest * len(search.windows)))
    for begin in range(0, len(states), step):
        these = states[begin : begin + step]
        by_day = drawn(null, search.locations, search.days, these)
        by_window = search.windows.sums(by_day).astype(_narrowest(search.most))
        side_by_side = np.ascontiguousarray(by_window.transpose(1, 2, 0))
        found[begin : begin + step] = _highest(search, floor, side_by_side)
    return found


def drawn(null: Null, locations: int, days: int, states: States) -> Ints:
    """[states, locations, days] cases of the replicates whose dice begin so."""
    counts = np.zeros((len(states), locations, days), np.int64)
    if isinstance(null, Shuffle):
        _shuffle(null, states, counts)
    else:
        for state, own in zip(states, counts, strict=True):
            _spread(null, state, own)
    return counts


def _shuffle(null: Shuffle, states: States, counts: Ints) -> None:
    """Of all replicates at once, one slot after another."""
    all_of = np.arange(len(states))
    slots = np.tile(null.slots, (len(states), 1))
    luck = throws(states, 0, len(null.days))
    for k, day in enumerate(null.days.tolist()):
        other = k + (luck[:, k] * (slots.shape[1] - k)).astype(np.int64)
        chosen = slots[all_of, other]
        slots[all_of, other] = slots[:, k]
        slots[:, k] = chosen
        counts[all_of, chosen, day] += 1


def _spread(null: Spread, state: np.uint64, counts: Ints) -> None:
    one = np.array([state])
    total = null.least + int(np.searchsorted(null.totals, throws(one, 0, 1)[0, 0], side="right"))
    cells = np.searchsorted(null.cells, throws(one, 1, total)[0], side="right")
    counts += np.bincount(cells, minlength=counts.size).reshape(counts.shape)


def _highest(search: Search, floor: Thresholds, by_window: NDArray[np.integer]) -> Floats:
    """[states] from counts [locations, windows, states]."""
    nest = search.nest
    never = np.iinfo(by_window.dtype).max
    least = floor.least.clip(max=never).astype(by_window.dtype)[:, :, None]
    found = np.full(by_window.shape[2], -1.0)
    for start, stop in zip(nest.starts.tolist(), nest.stops.tolist(), strict=True):
        rows = nest.rows[start:stop]
        inside = by_window[nest.members[start:stop]]
        for at in range(1, len(inside)):  # faster than cumsum along the first axis
            np.add(inside[at], inside[at - 1], out=inside[at])
        position, window, state = np.unravel_index(
            np.flatnonzero(inside >= least[rows]), inside.shape
        )
        ratios = search.score.ratio(
            inside[position, window, state], search.expected[rows[position], window]
        )
        np.maximum.at(found, state, ratios)
    return found


def _narrowest(most: int) -> type[np.integer]:
    return np.int16 if most < 2**15 - 1 else np.int32  # one more means never
