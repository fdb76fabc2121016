"""What a cell of a table may say: numbers, yes and no, times of day, one of several words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from sejuk.files.source import heading_key
from sejuk.files.table import Row, Table

T = TypeVar("T")

YES = frozenset({"ya", "y", "yes", "1", "true", "benar"})
NO = frozenset({"tidak", "n", "no", "0", "false", "salah", ""})

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,20})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})")


def number(table: Table, row: Row, name: str, *, low: float, high: float, expected: str) -> float:
    """A number with decimal point or decimal comma, low ≤ value ≤ high."""
    text = row[name]
    value = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan
    if not low <= value <= high:
        raise table.bad_value(row, name, expected)
    return value


def whole(table: Table, row: Row, name: str, *, low: int, high: int) -> int:
    """A whole number in plain digits, low ≤ value ≤ high; `1.000` is refused as ambiguous."""
    text = row[name]
    if not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
        raise table.bad_value(row, name, f"{low} … {high}")
    return int(text)


def choice(table: Table, row: Row, name: str, words: Mapping[str, T], expected: str) -> T:
    """One of `words` (keys as `heading_key` writes them); case and spaces make no difference."""
    key = heading_key(row[name])
    if key not in words:
        raise table.bad_value(row, name, expected)
    return words[key]


def yes_no(table: Table, row: Row, name: str) -> bool:
    """ya/tidak, yes/no, true/false, 1/0; an empty cell is no."""
    key = row[name].casefold()
    if key not in YES | NO:
        raise table.bad_value(row, name, "ya / tidak")
    return key in YES


def day(table: Table, row: Row, name: str) -> date:
    """A calendar day written `2024-11-28`."""
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise table.bad_value(row, name, "2024-11-28") from None


def clock(table: Table, row: Row, name: str) -> int | None:
    """Minutes after midnight of `21.30` or `21:30`; 24.00 is 1440; None for an empty cell."""
    if not row[name]:
        return None
    minutes = clock_minutes(row[name])
    if minutes is None:
        raise table.bad_value(row, name, "00.00 … 24.00")
    return minutes


def clock_minutes(text: str) -> int | None:
    """Minutes after midnight; None when the text is no time of day."""
    match = _CLOCK.fullmatch(text)
    if not match or int(match["minute"]) > 59:
        return None
    minutes = int(match["hour"]) * 60 + int(match["minute"])
    return minutes if minutes <= 24 * 60 else None
