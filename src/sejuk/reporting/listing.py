"""What the desks list, for a spreadsheet: CSV as Indonesian settings read it, and XLSX."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from sejuk.model.time import ZONE_LABEL
from sejuk.reporting.papers.workbook import Cell, Sheet, workbook
from sejuk.reporting.sheet import cell_text, spreadsheet_csv

Value = str | int | float | bool | date | datetime | None
WIDEST, NARROWEST = 40, 8
"""Of a column, in characters."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A table with its name. Moments are in the zone in which they are to be read."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def listing_csv(table: Listing) -> bytes:
    """Semicolons, commas in numbers, byte-order mark; nothing runs as a formula."""
    lines = [[_text(value) for value in row] for row in table.rows]
    return spreadsheet_csv(table.headings, lines)


def listing_xlsx(table: Listing) -> bytes:
    """One sheet whose headings stay in sight. Equal tables give equal bytes."""
    rows = [tuple(_cell(value) for value in row) for row in table.rows]
    widths = tuple(
        min(WIDEST, max(NARROWEST, *(len(str(row[n])) + 2 for row in (table.headings, *rows))))
        for n in range(len(table.headings))
    )
    sheet = Sheet(
        title=table.title, head=(table.headings,), headings=1, rows=tuple(rows), widths=widths
    )
    return workbook([sheet])


def _text(value: Value) -> str:
    if isinstance(value, str):
        return cell_text(value)
    return str(_cell(value)).replace(".", ",") if isinstance(value, float) else str(_cell(value))


def _cell(value: Value) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case float():
            return round(value, 1)
        case int() | str():
            return value
        case datetime():
            zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else ""
            return f"{value:%Y-%m-%d %H:%M} {ZONE_LABEL.get(zone, zone)}".rstrip()
        case _:
            return value.isoformat()
