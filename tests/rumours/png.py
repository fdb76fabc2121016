"""Reads a PNG of 8-bit colours without interlace: enough to look at what a card shows where."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def pixels(png: bytes) -> NDArray[np.uint8]:
    """(height, width, channels), by RFC 2083 sections 4 and 6."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    place, packed, size = 8, b"", (0, 0, 0)
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        content = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            wide, high, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", content)
            assert (depth, interlace) == (8, 0)
            size = (high, wide, {2: 3, 6: 4}[colour])
        elif kind == b"IDAT":
            packed += content
        place += 12 + length
    high, wide, channels = size
    raw = zlib.decompress(packed)
    step, rows, above = 1 + wide * channels, [], bytes(wide * channels)
    for begin in range(0, len(raw), step):
        above = _unfiltered(raw[begin], raw[begin + 1 : begin + step], above, channels)
        rows.append(above)
    return np.frombuffer(b"".join(rows), np.uint8).reshape(high, wide, channels)


def _unfiltered(kind: int, line: bytes, above: bytes, back: int) -> bytes:
    out = bytearray(back + len(line))
    up = bytes(back) + above
    for n, value in enumerate(line, back):
        a, b, c = out[n - back], up[n], up[n - back]
        if kind == 4:
            pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
            guess = a if pa <= pb and pa <= pc else b if pb <= pc else c
        else:
            guess = (0, a, b, (a + b) // 2)[kind]
        out[n] = (value + guess) & 255
    return bytes(out[back:])
