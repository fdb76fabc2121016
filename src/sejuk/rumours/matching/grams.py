"""Character n-grams within words, of many texts at once.

A word with a space on each side, in pieces of three and four signs. A piece is kept as a whole
number, six bits a sign.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

SIZES = (3, 4)
BITS = 6
SPACE = 63
KEYS = 2 ** (BITS * max(SIZES))
AT_ONCE = 4_000_000
"""Signs of texts that are cut up together: what bounds the memory."""


class Counted(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Which pieces each text has, row by row, keys growing within a row."""

    start: Whole
    """[texts + 1] where each row begins in the others."""
    key: NDArray[np.int32]
    count: NDArray[np.int32]


def counted(texts: Sequence[str]) -> Counted:
    """Pieces of normalised texts, with how often each occurs."""
    parts: list[Counted] = []
    begin, signs = 0, 0
    for end, text in enumerate(texts, 1):
        signs += len(text) + 2
        if signs > AT_ONCE or end == len(texts):
            parts.append(_together(texts[begin:end]))
            begin, signs = end, 0
    return joined(parts)


def joined(parts: Sequence[Counted]) -> Counted:
    """The rows of all parts, one after another."""
    sizes = [np.diff(part.start) for part in parts]
    return Counted(
        start=np.concatenate(
            [np.zeros(1, np.int64), np.cumsum(np.concatenate([*sizes, []]))]
        ).astype(np.int64),
        key=np.concatenate([*(part.key for part in parts), np.zeros(0, np.int32)]),
        count=np.concatenate([*(part.count for part in parts), np.zeros(0, np.int32)]),
    )


def _together(texts: Sequence[str]) -> Counted:
    padded = [f" {text} " for text in texts]
    lengths = np.array([len(text) for text in padded], np.int64)
    signs = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32)
    row = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    codes = _codes(signs)
    found = [_pieces(codes, row, size) for size in SIZES]
    both, count = np.unique(np.concatenate(found), return_counts=True)
    per_row = np.bincount(both >> 24, minlength=len(texts))
    return Counted(
        start=np.concatenate([[0], np.cumsum(per_row)]),
        key=(both & 0xFFFFFF).astype(np.int32),
        count=count.astype(np.int32),
    )


def _codes(signs: NDArray[np.uint32]) -> Whole:
    """1–26 for a–z, 27–36 for 0–9, 63 for the space; other scripts share 37–62."""
    table = 37 + (np.arange(128) % 26)
    table[ord("a") : ord("z") + 1] = np.arange(1, 27)
    table[ord("0") : ord("9") + 1] = np.arange(27, 37)
    table[ord(" ")] = SPACE
    plain = signs < 128
    return np.where(plain, table[np.where(plain, signs, 0)], 37 + signs % 26).astype(np.int64)


def _pieces(codes: Whole, row: Whole, size: int) -> Whole:
    """Row and key in one number, of every piece of this size that stays within a word."""
    last = len(codes) - size + 1
    if last <= 0:
        return np.zeros(0, np.int64)
    key = np.zeros(last, np.int64)
    inside = np.ones(last, bool)
    for k in range(size):
        sign = codes[k : k + last]
        key = (key << BITS) | sign
        if 0 < k < size - 1:
            inside &= sign != SPACE
    inside &= row[:last] == row[size - 1 :]
    return ((row[:last] << 24) | key)[inside]
