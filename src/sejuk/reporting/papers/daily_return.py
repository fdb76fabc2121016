"""The daily return (LHGK): events of a night by category code, for a spreadsheet.

Every event stands in exactly one row, so that the rows add up to what the record holds: what no
category takes has a row of its own. Concerns are no disturbances and have theirs in the activity
report; lawful assemblies are served and counted beside the table (guarantee G7).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sejuk.model.kinds.field import Origin
from sejuk.model.night import Happening, NightAccount
from sejuk.model.paper_words import Category, Kind, ReturnTable
from sejuk.reporting.papers.phrases import at, day, kind, span
from sejuk.reporting.papers.workbook import Cell, Sheet, workbook
from sejuk.reporting.sheet import cell_text, spreadsheet_csv

UNCODED, NONE = "–", "0"
UNCODED_ROW = Category(group="Lain", id="Belum berkode", en="Without a code")
NO_DISTURBANCE = Category(group="Lain", id="Bukan gangguan", en="No disturbance")
HEADINGS = ("Kode", "Golongan", "Uraian", "Jumlah", "Dari warga", "Temuan patroli", "Lainnya")
DETAILS = ("No.", "Kode", "Jenis", "Pukul", "Tempat", "Diketahui dari")
ORIGINS = {
    Origin.RESIDENT: "warga",
    Origin.DISPATCHED: "petugas (dispatch)",
    Origin.DISCOVERED: "temuan patroli",
    Origin.AGENCY: "instansi",
    Origin.MEDIA: "media",
}
"""Who made it known; never mixed up."""


class ReturnRow(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    category: Category
    count: int
    from_residents: int
    found: int
    """By patrols."""

    @property
    def others(self) -> int:
        return self.count - self.from_residents - self.found


def return_rows(account: NightAccount, table: ReturnTable) -> tuple[ReturnRow, ...]:
    """A row for each category, also where nothing happened; then what has no code, if any."""
    by_code: dict[str, list[Happening]] = {code: [] for code in table.categories}
    for happening in account.happenings:
        by_code.setdefault(_code(happening.what, table), []).append(happening)
    extra = {UNCODED: UNCODED_ROW, NONE: NO_DISTURBANCE}
    return tuple(
        _row(code, table.categories.get(code) or extra[code], events)
        for code, events in by_code.items()
    )


def return_csv(account: NightAccount, table: ReturnTable) -> bytes:
    """As Excel with Indonesian settings opens it: `;`, byte-order mark, CRLF."""
    day = account.shift.date.isoformat()
    lines = [
        [day, *(cell_text(str(cell)) for cell in cells)]
        for cells in _table(return_rows(account, table))
    ]
    return spreadsheet_csv(("Tanggal", *HEADINGS), lines)


def return_workbook(account: NightAccount, table: ReturnTable) -> bytes:
    """Two sheets: the form, and each event of it."""
    form = Sheet(
        title="LHGK",
        head=(*_title(account), HEADINGS),
        headings=1,
        rows=_table(return_rows(account, table)),
        widths=(8, 34, 48, 9, 12, 15, 10),
        totals=1,
    )
    details = Sheet(
        title="Rincian",
        head=(DETAILS,),
        headings=1,
        rows=tuple(_details(account, table)),
        widths=(6, 8, 26, 12, 44, 20),
    )
    return workbook((form, details))


def _title(account: NightAccount) -> tuple[tuple[Cell, ...], ...]:
    simulated = "; SIMULASI" if account.synthetic else ""
    return (
        (f"LAPORAN HARIAN GANGGUAN KAMTIBMAS (LHGK) – {account.district.upper()}",),
        (f"{day(account.shift.date)}, pukul {span(account.shift)}{simulated}",),
        (f"Kegiatan warga yang dilayani (bukan gangguan): {len(account.gatherings)}",),
        (f"Keluhan/aspirasi: {account.concerns.of}; temuan lapangan: {account.findings}",),
        (),
    )


def _table(rows: Sequence[ReturnRow]) -> tuple[tuple[Cell, ...], ...]:
    lines: list[tuple[Cell, ...]] = [
        (
            row.code,
            row.category.group,
            row.category.id,
            row.count,
            row.from_residents,
            row.found,
            row.others,
        )
        for row in rows
    ]
    sums = (
        sum(row.count for row in rows),
        sum(row.from_residents for row in rows),
        sum(row.found for row in rows),
        sum(row.others for row in rows),
    )
    return (*lines, ("", "", "JUMLAH", *sums))


def _details(account: NightAccount, table: ReturnTable) -> list[tuple[Cell, ...]]:
    if not account.happenings:
        return [("", "", "NIHIL", "", "", "")]
    return [
        (
            number,
            _code(one.what, table),
            kind(one.what, table.kinds),
            at(one.at, account.shift),
            one.where,
            ORIGINS[one.origin],
        )
        for number, one in enumerate(account.happenings, 1)
    ]


def _row(code: str, category: Category, events: Sequence[Happening]) -> ReturnRow:
    return ReturnRow(
        code=code,
        category=category,
        count=len(events),
        from_residents=sum(one.origin is Origin.RESIDENT for one in events),
        found=sum(one.origin is Origin.DISCOVERED for one in events),
    )


def _code(what: str, table: ReturnTable) -> str:
    known: Kind | None = table.kinds.get(what)
    if known is None:
        return UNCODED
    return known.code or NONE
