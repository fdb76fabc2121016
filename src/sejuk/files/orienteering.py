"""Reads the field's own benchmarks: team orienteering with and without time windows.

TOP (Chao, Golden & Wasil 1996): `n`, `m`, `tmax`, then `x y prize` for each vertex, the first
the start and the last the end. TOPTW (Righini & Salani 2009; Montemanni & Gambardella 2009):
`k v N t`, a line nobody needs, then `i x y service prize f a list… open close` for each
vertex, the first the start and the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.files.source import read_text, shown
from sejuk.problems import ProblemError, refuse

MEGABYTES = 10
VERTICES_MAX = 3_000
"""The table of travel times of so many has 72 MB."""
VEHICLES_MAX = 100
TOP_UNIT = 1_000_000
"""Steps of time in one unit of length: Euclidean legs are rounded up to the next step, so that
no tour is longer than it seems; forty legs lose 0.00004 at most."""

FORMATS = ("top", "toptw")


class Orienteering(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A benchmark instance in whole steps of time."""

    name: str
    unit: int
    """Steps in one unit of the file."""
    vehicles: int
    start: int
    end: int
    limit: int
    """Latest return, in steps."""
    xy: NDArray[np.float64]
    """[n, 2]"""
    prize: NDArray[np.float64]
    service: NDArray[np.int64]
    early: NDArray[np.int64]
    late: NDArray[np.int64]
    """[n] in steps."""
    travel: NDArray[np.int64]
    """[n, n] in steps."""


def read_orienteering(path: Path, form: str, vehicles: int | None = None) -> Orienteering:
    """An instance from a file of one of FORMATS.

    A TOP file says how many vehicles there are, a TOPTW file does not; `vehicles` decides.
    Raises ProblemError: those of `read_text`, `bad_option`, `bad_orienteering_file`.
    """
    if form not in FORMATS:
        raise refuse("bad_option", option="--format", value=form, expected=", ".join(FORMATS))
    if vehicles is not None and not 1 <= vehicles <= VEHICLES_MAX:
        expected = f"1 … {VEHICLES_MAX}"
        raise refuse("bad_option", option="--vehicles", value=vehicles, expected=expected)
    lines = _Lines(path.name, read_text(path, MEGABYTES))
    return _top(lines, vehicles) if form == "top" else _toptw(lines, vehicles or 1)


class _Lines:
    """The lines of a file that hold anything, and what is wrong with one of them."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.rows = [
            (number, line.split())
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip()
        ]

    def wrong(self, number: int, detail: str) -> ProblemError:
        return refuse("bad_orienteering_file", file=self.file, line=number, detail=detail)

    def numbers(self, number: int, words: list[str]) -> list[float]:
        """Finite numbers. Raises `bad_orienteering_file`."""
        found = []
        for word in words:
            try:
                value = float(word)
            except ValueError:
                value = math.nan
            if not abs(value) < 1e9:
                raise self.wrong(number, f"{shown(word)} ≠ 0 … 1e9")
            found.append(value)
        return found


def _top(lines: _Lines, vehicles: int | None) -> Orienteering:
    head = []
    for k, name in enumerate(("n", "m", "tmax")):
        number, words = lines.rows[k] if k < len(lines.rows) else (k + 1, [])
        if len(words) != 2 or words[0] != name:
            raise lines.wrong(number, f"“{name} …” ?")
        head += lines.numbers(number, words[1:])
    n, m, limit = head
    rows = np.array([_row(lines, k, range(3, 4)) for k in range(3, len(lines.rows))])
    _check_size(lines, len(rows), n)
    if m != int(m) or not 1 <= m <= VEHICLES_MAX:
        raise lines.wrong(lines.rows[1][0], f"m = {m:g} ≠ 1 … {VEHICLES_MAX}")
    if limit < 0:
        raise lines.wrong(lines.rows[2][0], f"tmax = {limit:g} < 0")
    if (rows[:, 2] < 0).any():
        raise lines.wrong(lines.rows[3 + int(rows[:, 2].argmin())][0], "prize < 0")
    steps = math.floor(limit * TOP_UNIT + 1e-6)
    nothing = np.zeros(len(rows), np.int64)
    return Orienteering(
        name=lines.file,
        unit=TOP_UNIT,
        vehicles=vehicles or int(m),
        start=0,
        end=len(rows) - 1,
        limit=steps,
        xy=rows[:, :2],
        prize=rows[:, 2],
        service=nothing,
        early=nothing,
        late=nothing + steps,
        # A whole number of steps stays what it is in spite of floating point.
        travel=_travel(rows[:, :2], TOP_UNIT, lambda steps: np.ceil(steps - 1e-6)),
    )


def _toptw(lines: _Lines, vehicles: int) -> Orienteering:
    if not lines.rows:
        raise lines.wrong(1, "“k v N t” ?")
    number, words = lines.rows[0]
    head = lines.numbers(number, words)
    if len(head) != 4:
        raise lines.wrong(number, "“k v N t” ?")
    body = range(2, len(lines.rows))
    rows = [_row(lines, k, range(8, 200)) for k in body]
    _check_size(lines, len(rows), head[2] + 1)
    table = np.array([[*row[1:5], *row[-2:]] for row in rows])
    # Cordeau's files give places to three decimals, Solomon's to two or none.
    unit = 100 if any(_decimals(word) >= 3 for k in body for word in lines.rows[k][1][1:3]) else 10
    service, prize, early, late = table[:, 2], table[:, 3], table[:, 4], table[:, 5]
    for k, wrong in enumerate((service < 0) | (prize < 0) | (late < early)):
        if wrong:
            raise lines.wrong(lines.rows[2 + k][0], "service < 0, prize < 0, close < open ?")
    return Orienteering(
        name=lines.file,
        unit=unit,
        vehicles=vehicles,
        start=0,
        end=0,
        limit=math.floor(late[0] * unit),
        xy=table[:, :2],
        prize=prize,
        service=np.ceil(service * unit - 1e-6).astype(np.int64),
        early=np.ceil(early * unit - 1e-6).astype(np.int64),
        late=np.floor(late * unit + 1e-6).astype(np.int64),
        travel=_travel(table[:, :2], unit, lambda steps: np.floor(steps + 1e-9)),
    )


def _row(lines: _Lines, k: int, lengths: range) -> list[float]:
    number, words = lines.rows[k]
    if len(words) not in lengths:
        raise lines.wrong(number, f"{len(words)} ≠ {lengths.start}")
    return lines.numbers(number, words)


def _check_size(lines: _Lines, found: int, promised: float) -> None:
    if found != promised or not 2 <= found <= VERTICES_MAX:
        raise lines.wrong(lines.rows[0][0], f"{found} ≠ {promised:g} (2 … {VERTICES_MAX})")


def _decimals(word: str) -> int:
    return len(word.partition(".")[2])


def _travel(
    xy: NDArray[np.float64],
    unit: int,
    rounded: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> NDArray[np.int64]:
    apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    steps = rounded(apart * unit).astype(np.int64)
    np.fill_diagonal(steps, 0)
    return steps
