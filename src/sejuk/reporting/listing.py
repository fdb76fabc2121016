"""What the desks list, for a spreadsheet: CSV as Indonesian settings read it, and XLSX."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from sejuk.reporting.papers.workbook import Cell, Sheet, workbook
from sejuk.reporting.sheet import cell_text, spreadsheet_csv

Value = str | int | float | bool | date | datetime | None
WIDEST, NARROWEST = 40, 8
"""Of a column, in characters."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A table with its name."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    zone: str


def listing_csv(table: Listing) -> bytes:
    """Semicolons, commas in numbers, byte-order mark; nothing runs as a formula."""
    zone = ZoneInfo(table.zone)
    lines = [[_guarded(value, zone) for value in row] for row in table.rows]
    return spreadsheet_csv(table.headings, lines)


def listing_xlsx(table: Listing) -> bytes:
    """One sheet whose headings stay in sight. Equal tables give equal bytes."""
    zone = ZoneInfo(table.zone)
    rows = [tuple(_cell(value, zone) for value in row) for row in table.rows]
    widths = tuple(
        min(WIDEST, max(NARROWEST, *(len(str(row[n])) + 2 for row in (table.headings, *rows))))
        for n in range(len(table.headings))
    )
    sheet = Sheet(
        title=table.title, head=(table.headings,), headings=1, rows=tuple(rows), widths=widths
    )
    return workbook([sheet])


def _guarded(value: Value, zone: ZoneInfo) -> str:
    return cell_text(value) if isinstance(value, str) else str(_cell(value, zone))


def _cell(value: Value, zone: ZoneInfo) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case int() | str():
            return value
        case float():
            return f"{value:.1f}".replace(".", ",")
        case datetime():
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        case _:
            return value.isoformat()
