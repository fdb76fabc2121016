"""Boxes that must not overlap: how wide a text is, and where there is still room."""

from __future__ import annotations

import math
from typing import NamedTuple

from sejuk.reporting.map.projection import Point

NARROW, WIDE = "iljtfrI.,:;'|!()[] -–/", "mwMWQO@%"


class Box(NamedTuple):
    """Left, top, right, bottom in map units."""

    x0: float
    y0: float
    x1: float
    y1: float

    def grown(self, by: float) -> Box:
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def meets(self, other: Box) -> bool:
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )


def box_at(centre: Point, width: float, height: float) -> Box:
    """The box of that size around a point."""
    x, y = centre
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def text_width(text: str, size: float) -> float:
    """Upper estimate in the widest of the usual system faces (DejaVu Sans, Verdana)."""
    return size * sum(_advance(c) for c in text)


class Room:
    """The part of the sheet that is still free. Taken boxes never overlap each other."""

    def __init__(self, width: float, height: float) -> None:
        self._sheet = Box(0, 0, width, height)
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def free(self, box: Box) -> bool:
        """Inside the sheet and clear of all that was taken."""
        sheet = self._sheet
        inside = (
            box.x0 >= sheet.x0 and box.y0 >= sheet.y0 and box.x1 <= sheet.x1 and box.y1 <= sheet.y1
        )
        return inside and not any(
            box.meets(other) for cell in _cells(box) for other in self._cells.get(cell, ())
        )

    def take(self, box: Box) -> None:
        """Mark as used, whether it was free or not."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)


CELL = 40.0


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(math.floor(box.x0 / CELL), math.floor(box.x1 / CELL) + 1)
    rows = range(math.floor(box.y0 / CELL), math.floor(box.y1 / CELL) + 1)
    return [(i, j) for i in columns for j in rows]


def _advance(character: str) -> float:
    if character in NARROW:
        return 0.42
    if character in WIDE:
        return 1.0
    return 0.8 if character.isupper() else 0.64
