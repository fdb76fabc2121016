"""What a search for the highest ratio is given, the same for kernels and numpy.

Counts of all windows of a zone are held side by side in 64-bit words, 16 (or 32) bits for each: an
addition then adds several counts at once, and adding `bias` sets the highest bit of each
count that reaches its threshold (Lamport 1975, "Multiple byte processing with full-word
instructions"). Only those need a logarithm.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.score import Score
from sejuk.sensing.scan.windows import Windows
from sejuk.sensing.scan.zones import Zones, first_of_each

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Places = NDArray[np.uint32]

BLOCK = 4
"""Words that are handled together: as many as a vector register of today's machines holds."""
NARROW, WIDE = 16, 32


class Nest(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The zones as a search goes through them: each set of locations once."""

    members: Places
    starts: Places
    stops: Places
    """[centres] members[starts : stops]; a centre is left where nothing new comes behind."""
    rows: Places
    """[positions] the row of thresholds; the one after the last where there is no new zone."""
    zones: int
    """Different sets of locations."""
    alone: bool
    """No two locations are one. Then a zone whose last member has no case in a window has no
    higher ratio there than the zone without it, which is a zone too."""


class Search(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    locations: int
    days: int
    nest: Nest
    windows: Windows
    expected: Floats
    """[rows, windows]"""
    score: Score
    most: int
    """Cases that a replicate can have."""
    min_cases: int


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Of one floor."""

    least: Ints
    """[rows + 1, windows] the least count that reaches it; more than `most`: none does."""
    bits: int
    """Of one count in a word."""
    bias: Words
    """[rows + 1, words]"""


def nest(zones: Zones, rows: NDArray[np.integer], last_row: int) -> Nest:
    """Args:
    rows: [positions] row of the expectations of each zone.
    last_row: a row that none of them has.
    """
    first = first_of_each(zones)
    starts = zones.starts[:-1]
    new = np.concatenate([[0], np.cumsum(first)])
    # Behind the last new zone of a centre nothing can be found.
    place = np.where(first, np.arange(len(first)) + 1, 0)
    furthest = np.maximum.accumulate(np.concatenate([[0], place]))[zones.starts[1:]]
    stops = np.where(new[zones.starts[1:]] > new[starts], furthest, starts)
    return Nest(
        members=zones.members.astype(np.uint32),
        starts=starts.astype(np.uint32),
        stops=stops.astype(np.uint32),
        zones=int(first.sum()),
        rows=np.where(first, rows, last_row).astype(np.uint32),
        alone=bool(zones.ends.all()),
    )


def thresholds(search: Search, floor: float) -> Thresholds:
    """The counts from which on a ratio is at least `floor`."""
    bits = bits_for(search.most)
    never = 2 ** (bits - 1)
    highest = search.score.highest(search.most, floor, search.min_cases)
    least = np.full((len(search.expected) + 1, len(search.windows)), never, np.int64)
    reached = np.searchsorted(highest, search.expected, side="left")
    least[:-1] = np.where(reached > search.most, never, reached)
    padded = np.full((len(least), lanes_of(len(search.windows), bits)), never, np.int64)
    padded[:, : least.shape[1]] = least
    return Thresholds(least=least, bits=bits, bias=packed(never - padded, bits))


def bits_for(most: int) -> int:
    """Of a count in a word; the highest one must stay free."""
    if most >= 2 ** (WIDE - 1):
        raise ValueError("more cases than a scan can count")
    return NARROW if most < 2 ** (NARROW - 1) else WIDE


def lanes_of(windows: int, bits: int) -> int:
    """Counts in whole blocks of words, at least as many as windows."""
    per_block = BLOCK * 64 // bits
    return -(-windows // per_block) * per_block


def packed(counts: Ints, bits: int) -> Words:
    """[…, words] from […, lanes], the first count in the lowest bits."""
    per_word = 64 // bits
    parts = counts.astype(np.uint64).reshape(*counts.shape[:-1], -1, per_word)
    shifts = np.arange(per_word, dtype=np.uint64) * np.uint64(bits)
    return np.asarray(np.bitwise_or.reduce(parts << shifts, axis=-1))
