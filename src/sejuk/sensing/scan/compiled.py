"""Replicates drawn and searched in kernels compiled by numba."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import allocating_entry, inner_kernel, kernel
from sejuk.kernels.dice import Dice, below, chance
from sejuk.sensing.scan.null import Null, Shuffle, States
from sejuk.sensing.scan.search import Search, Thresholds

Floats = NDArray[np.float64]
Places = NDArray[np.uint32]
Counts = NDArray[np.int32]
Words = NDArray[np.uint64]

CHUNK = 32
"""Replicates for one call."""
TOGETHER = 4
"""Replicates that go through the zones of a centre one after another, while these are at hand."""


def maxima(null: Null, search: Search, floor: Thresholds, states: States) -> Floats:
    """[states] the highest ratio of each replicate; −1 where none reaches the floor."""
    found = np.full(len(states), -1.0)
    if isinstance(null, Shuffle):
        slots, days, cells, least, totals = null.slots.copy(), null.days, found[:0], 0, found[:0]
    else:
        slots = days = np.zeros(0, np.uint32)
        cells, least, totals = null.cells, null.least, null.totals
    together = min(TOGETHER, len(states))
    words = floor.bias.shape[1]
    _maxima(
        states,
        slots,
        days,
        cells,
        least,
        totals,
        search.windows.first,
        search.windows.last,
        # Where in flat arrays of words a member and a row begin.
        search.nest.members * np.uint32(words),
        search.nest.starts,
        search.nest.stops,
        search.nest.rows * np.uint32(words),
        search.nest.alone,
        floor.bias.reshape(-1),
        words,
        floor.bits,
        search.expected,
        int(search.score.family),
        search.score.cases,
        search.score.population,
        np.zeros((search.locations, search.days), np.int32),
        np.zeros((together, search.locations * words), np.uint64),
        found,
    )
    return found


@allocating_entry
def _maxima(
    states: States,
    slots: Places,
    days: Places,
    cells: Floats,
    least: int,
    totals: Floats,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    members: Places,
    starts: Places,
    stops: Places,
    rows: Places,
    alone: bool,  # noqa: FBT001
    bias: Words,
    words: int,
    bits: int,
    expected: Floats,
    family: int,
    cases: float,
    population: float,
    counts: Counts,
    drawn: Words,
    found: Floats,
) -> None:
    dice = np.zeros(1, np.uint64)
    swapped = np.zeros(len(days), np.uint32)
    upto = np.zeros(counts.shape[1] + 1, np.int64)
    together = drawn.shape[0]
    for begin in range(0, len(states), together):
        count = min(together, len(states) - begin)
        for b in range(count):
            dice[0] = states[begin + b]
            counts[:] = 0
            if len(slots):
                _shuffle(dice, slots, days, swapped, counts)
            else:
                _spread(dice, cells, least, totals, counts)
            _fold(counts, upto, first, last, words, bits, drawn[b])
        for centre in range(len(starts)):
            for b in range(count):
                for word in range(0, words, 4):
                    best = _best_of_centre(
                        starts[centre],
                        stops[centre],
                        word,
                        members,
                        rows,
                        alone,
                        drawn[b],
                        bias,
                        words,
                        bits,
                        expected,
                        family,
                        cases,
                        population,
                        found[begin + b],
                    )
                    found[begin + b] = best


@kernel
def _shuffle(dice: Dice, slots: Places, days: Places, swapped: Places, counts: Counts) -> None:
    """The first steps of Durstenfeld (1964, algorithm 235), undone at the end: the next replicate
    begins with the same slots, whichever came before."""
    for k in range(len(days)):
        other = k + below(dice, len(slots) - k)
        slots[k], slots[other] = slots[other], slots[k]
        swapped[k] = other
        counts[slots[k], days[k]] += 1
    for k in range(len(days) - 1, -1, -1):
        other = swapped[k]
        slots[k], slots[other] = slots[other], slots[k]


@kernel
def _spread(dice: Dice, cells: Floats, least: int, totals: Floats, counts: Counts) -> None:
    total = least + _not_above(totals, chance(dice))
    for _ in range(total):
        cell = _not_above(cells, chance(dice))
        counts[cell // counts.shape[1], cell % counts.shape[1]] += 1


@inner_kernel
def _not_above(ascending: Floats, value: float) -> int:
    """How many of them are not above the value."""
    low, high = 0, len(ascending)
    while low < high:
        middle = (low + high) // 2
        if ascending[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _fold(
    counts: Counts,
    upto: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    words: int,
    bits: int,
    drawn: Words,
) -> None:
    """Counts of each location and day become counts of each location and window, side by side."""
    drawn[:] = np.uint64(0)
    per_word = 64 // bits
    for location in range(counts.shape[0]):
        for day in range(counts.shape[1]):
            upto[day + 1] = upto[day] + counts[location, day]
        if upto[counts.shape[1]] == 0:
            continue
        for window in range(len(first)):
            value = upto[last[window] + 1] - upto[first[window]]
            shift = np.uint64(bits * (window % per_word))
            drawn[location * words + window // per_word] |= np.uint64(value) << shift


@inner_kernel
def _best_of_centre(
    start: np.uint32,
    stop: np.uint32,
    word: int,
    members: Places,
    rows: Places,
    alone: bool,  # noqa: FBT001
    drawn: Words,
    bias: Words,
    words: int,
    bits: int,
    expected: Floats,
    family: int,
    cases: float,
    population: float,
    best: float,
) -> float:
    """From the nearest member outwards: four words of counts grow, and are held against the
    thresholds. Positions are unsigned, which spares a test for each of them; arrays are flat, so
    that the compiler sees the four words side by side."""
    highest = np.uint64(0x8000800080008000) if bits == 16 else np.uint64(0x8000000080000000)
    one, two, three = np.uint64(1), np.uint64(2), np.uint64(3)
    a = b = c = d = np.uint64(0)
    position = np.uint64(start)
    while position < np.uint64(stop):
        member = np.uint64(members[position]) + np.uint64(word)
        row = np.uint64(rows[position]) + np.uint64(word)
        a += drawn[member]
        b += drawn[member + one]
        c += drawn[member + two]
        d += drawn[member + three]
        reached = (a + bias[row]) | (b + bias[row + one])
        reached |= (c + bias[row + two]) | (d + bias[row + three])
        if reached & highest:
            for k in range(4):
                at = np.uint64(k)
                counts = a if k == 0 else b if k == 1 else c if k == 2 else d
                if (counts + bias[row + at]) & highest:
                    ratio = _best_of_word(
                        counts,
                        drawn[member + at] if alone else ~np.uint64(0),
                        bias[row + at],
                        bits,
                        word + k,
                        expected[rows[position] // np.uint64(words)],
                        family,
                        cases,
                        population,
                    )
                    best = max(best, ratio)
        position += one
    return best


@kernel
def _best_of_word(
    counts: np.uint64,
    new: np.uint64,
    bias: np.uint64,
    bits: int,
    word: int,
    expected: Floats,
    family: int,
    cases: float,
    population: float,
) -> float:
    best = -1.0
    per_word = 64 // bits
    mask = np.uint64((1 << bits) - 1)
    half = 1 << (bits - 1)
    for lane in range(per_word):
        shift = np.uint64(bits * lane)
        if not (new >> shift) & mask:
            continue
        count = np.int64((counts >> shift) & mask)
        if count + np.int64((bias >> shift) & mask) >= half:
            e = expected[word * per_word + lane]
            best = max(best, _ratio(float(count), e, family, cases, population))
    return best


@kernel
def _ratio(c: float, e: float, family: int, cases: float, population: float) -> float:
    """As `Score.ratio`, of a count above its expectation."""
    if family == 1:
        return max(c * math.log(c / e) + e - c, 0.0)
    found = c * math.log(c / e)
    if c < cases:
        found += (cases - c) * math.log((cases - c) / (cases - e))
    if family == 2:
        n = e * population / cases
        well, healthy = n - c, population - cases
        well_expected = n - e
        if well > 0:
            found += well * math.log(well / well_expected)
        if healthy > well:
            found += (healthy - well) * math.log((healthy - well) / (healthy - well_expected))
    return max(found, 0.0)
