"""What the desks list, to download: the rows are those that the account sees anyway."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.concerns.read import MOST as MOST_CONCERNS
from sejuk.app.concerns.read import list_concerns
from sejuk.app.districts import districts
from sejuk.app.look_back import AreaRow, read_coverage
from sejuk.app.orders.read import MOST as MOST_ORDERS
from sejuk.app.orders.read import list_orders
from sejuk.app.rumours.desk import MOST as MOST_CLAIMS
from sejuk.app.rumours.desk import read_desk
from sejuk.app.sensing.warnings import MOST as MOST_WARNINGS
from sejuk.app.sensing.warnings import list_early_warnings
from sejuk.files.concerns import concern_table
from sejuk.model.claim import HARM_WORDS
from sejuk.model.kinds.engagement import ConcernSource
from sejuk.model.kinds.warning import WarningCause
from sejuk.model.role import covers
from sejuk.operations.claim import CLAIM, VERDICT_WORDS
from sejuk.operations.concern import CONCERN
from sejuk.operations.early_warning import EARLY_WARNING
from sejuk.operations.order import ORDER
from sejuk.problems import Both
from sejuk.reporting.listing import Listing, Value, listing_csv, listing_xlsx
from sejuk.reporting.words import say_code

WEEKS = 4
"""Of coverage."""
USUAL_ZONE = ZoneInfo("Asia/Jakarta")
SOURCES: dict[ConcernSource, Both] = {
    ConcernSource.CREW: Both("tim", "a crew"),
    ConcernSource.PUBLIC: Both("formulir umum", "the public form"),
    ConcernSource.OFFICE: Both("kantor", "the office"),
}
CAUSES: dict[WarningCause, Both] = {
    WarningCause.RISE: Both("kenaikan", "a rise"),
    WarningCause.SEVERE: Both("kejadian tingkat 5", "an incident of severity 5"),
}
Rows = tuple[tuple[Value, ...], ...]


@allowed("concern.list")
def concerns_table(call: Call) -> Listing:
    """Concerns of the actor's area."""
    kinds = concern_table().kinds
    headings = (
        *("nomor", "wilayah", "rw", "titik", "perihal", "pemilik", "masuk", "tenggat"),
        *("lewat_tenggat", "keadaan", "lewat_jalur", "jawaban"),
    )
    rows: Rows = tuple(
        (
            *(one.number, one.area, one.neighbourhood, one.place),
            kinds[one.what].words.id if one.what in kinds else one.what,
            *(one.owner, one.opened_at, one.due, one.overdue),
            _word(CONCERN.states, one.state),
            *(SOURCES[one.source].id, one.answer),
        )
        for one in list_concerns(call).concerns
    )
    return _listing(call, "Keluhan", headings, rows, MOST_CONCERNS)


@allowed("claim.list")
def claims_table(call: Call) -> Listing:
    """Claims of the desk, the most urgent first; not their words, whose key ends with the record's
    term while a file does not."""
    headings = (
        *("isu", "wilayah", "bahaya", "keadaan", "putusan", "dibuka", "batas_waktu"),
        *("lewat_batas", "dijawab", "penampakan", "rw_mendengar", "pertama", "terakhir"),
    )
    rows: Rows = tuple(
        (
            *(one.claim, one.area),
            HARM_WORDS[one.harm].id if one.harm is not None else None,
            _word(CLAIM.states, one.state),
            VERDICT_WORDS[one.verdict].id if one.verdict is not None else None,
            *(one.opened_at, one.deadline, one.overdue, one.answered_at),
            *(one.sightings, one.areas, one.first_heard_at, one.last_heard_at),
        )
        for one in read_desk(call).claims
    )
    return _listing(call, "Isu", headings, rows, MOST_CLAIMS)


@allowed("early_warning.list")
def warnings_table(call: Call) -> Listing:
    """Early warnings of the actor's area."""
    headings = (
        *("peringatan", "wilayah", "sebab", "kelompok", "rw", "dinyalakan", "sejak", "sampai"),
        *("teramati", "diharapkan", "keadaan"),
    )
    rows: Rows = tuple(
        (
            *(one.early_warning, one.area, CAUSES[one.cause].id, one.stream),
            " ".join(one.areas),
            *(one.raised_at, one.since, one.until, one.observed, one.expected),
            _word(EARLY_WARNING.states, one.state),
        )
        for one in list_early_warnings(call)
    )
    return _listing(call, "Peringatan dini", headings, rows, MOST_WARNINGS)


@allowed("order.list")
def orders_table(call: Call) -> Listing:
    """Orders of the actor's area that its role sees."""
    headings = ("perintah", "nomor", "wilayah", "mulai", "selesai", "instansi", "keadaan", "versi")
    rows: Rows = tuple(
        (
            *(one.order, one.number, one.area, one.begins, one.ends),
            ", ".join(say_code("agency", agency.value).id for agency in one.agencies),
            _word(ORDER.states, one.state),
            one.version,
        )
        for one in list_orders(call)
    )
    return _listing(call, "Surat perintah", headings, rows, MOST_ORDERS)


@allowed("coverage.read")
def coverage_table(call: Call) -> Listing:
    """Visits, minutes and gaps by neighbourhood over four weeks, of the actor's districts."""
    headings = (
        *("wilayah", "id_rw", "rw", *(f"pekan_{n}" for n in range(1, WEEKS + 1))),
        *("menit", "menit_per_1000_warga", "terakhir", "jeda_terpanjang_hari"),
    )
    found = [read_coverage(call, name, WEEKS) for name in _own(call)]
    rows: Rows = tuple(
        (one.district, area.neighbourhood, area.name, *area.visits, *_load(area))
        for one in found
        for area in one.areas
    )
    return _listing(call, "Cakupan", headings, rows)


def _load(area: AreaRow) -> tuple[Value, ...]:
    return area.minutes, area.per_1000, area.last, area.longest_gap_days


class Table(msgspec.Struct, frozen=True, kw_only=True):
    does: str
    verb: str
    listing: Callable[[Call], Listing]


TABLES: dict[str, Table] = {
    "keluhan": Table(does="Concerns of the own area", verb="concern.list", listing=concerns_table),
    "isu": Table(does="Claims of the desk", verb="claim.list", listing=claims_table),
    "peringatan-dini": Table(
        does="Early warnings of the own area", verb="early_warning.list", listing=warnings_table
    ),
    "surat-perintah": Table(does="Orders of the own area", verb="order.list", listing=orders_table),
    "cakupan": Table(
        does="Visits, minutes and gaps by neighbourhood over four weeks",
        verb="coverage.read",
        listing=coverage_table,
    ),
}
"""By the last part of its address."""
FORMS: dict[str, Callable[[Listing], bytes]] = {"csv": listing_csv, "xlsx": listing_xlsx}


def _own(call: Call) -> list[str]:
    """Districts that the actor's area takes in."""
    return [name for name in districts(call.record.folder) if covers(call.actor.area, name)]


def _listing(
    call: Call, title: str, headings: tuple[str, ...], rows: Rows, most: int | None = None
) -> Listing:
    """With moments by the clocks of each row's district, and a last line where a list was cut."""
    zones = {name: ZoneInfo(row.zone) for name, row in districts(call.record.folder).items()}
    where = headings.index("wilayah")

    def by_its_clocks(row: tuple[Value, ...]) -> tuple[Value, ...]:
        zone = zones.get(str(row[where]).partition("/")[0], USUAL_ZONE)
        return tuple(v.astimezone(zone) if isinstance(v, datetime) else v for v in row)

    lines = [by_its_clocks(row) for row in rows]
    if most is not None and len(rows) >= most:
        blank: tuple[Value, ...] = (None,) * (len(headings) - 1)
        lines.append((f"… hanya {most} yang terbaru", *blank))
    return Listing(title=title, headings=headings, rows=tuple(lines))


def _word(words: dict[str, Both], state: str) -> str:
    return words[state].id if state in words else state
