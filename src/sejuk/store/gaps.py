"""Which numbers of a device have come, as ranges."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import msgspec

Ranges = tuple[tuple[int, int], ...]
"""Inclusive, ascending, with at least one number missing between two."""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """What the record has of a device; the device sends again what is missing."""

    device: str
    upto: int = 0
    """All numbers from 1 to this one are here."""
    missing: Ranges = ()
    """Ranges above `upto` that are not here, below the highest that is."""

    def has(self, seq: int) -> bool:
        """True for a number that is here, or above all that are known of."""
        return seq <= self.upto or not any(a <= seq <= b for a, b in self.missing)


def with_numbers(ranges: Ranges, numbers: Iterable[int]) -> Ranges:
    """The ranges after these numbers came, in any order and however often."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted((*ranges, *((n, n) for n in numbers))):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def without_numbers(ranges: Ranges, numbers: Iterable[int]) -> Ranges:
    """The ranges as if these numbers had not come."""
    left = list(ranges)
    for n in sorted(set(numbers)):
        left = [
            part
            for first, last in left
            for part in (
                ((first, min(last, n - 1)), (max(first, n + 1), last))
                if first <= n <= last
                else ((first, last),)
            )
            if part[0] <= part[1]
        ]
    return tuple(left)


def holds(ranges: Ranges, number: int) -> bool:
    """True when the number has come."""
    return any(first <= number <= last for first, last in ranges)


def received(device: str, ranges: Ranges) -> Received:
    """What to tell the device."""
    upto = ranges[0][1] if ranges and ranges[0][0] == 1 else 0
    above = ranges[1:] if upto else ranges
    bounds = itertools.pairwise(((0, upto), *above))
    missing = tuple((end + 1, start - 1) for (_, end), (start, _) in bounds)
    return Received(device=device, upto=upto, missing=missing)
