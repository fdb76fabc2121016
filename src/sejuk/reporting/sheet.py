"""A plan as CSV for a spreadsheet in Indonesian: one line per stop."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from sejuk.model.district import District
from sejuk.model.plan import Plan, Route
from sejuk.reporting.names import composition, reason_sum
from sejuk.reporting.words import say_code

HEADINGS = (
    *("tanggal", "tim", "susunan", "moda", "urutan", "tiba", "mulai", "berangkat", "menit"),
    *("jenis_singgah", "id_titik", "titik", "jenis_titik", "id_wilayah", "rw", "kelurahan"),
    *("dihitung_untuk", "nilai", "alasan", "bertemu_tim", "lon", "lat"),
)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the start of a formula, their full-width forms too."""
FORMULA_BEGINS = re.compile(r"(^[\s\"\ufeff]*|[,;\t\r\n][\s\"]*)(?=[=+\-@＝＋－＠])")


def plan_csv(plan: Plan, district: District) -> bytes:
    """UTF-8 with byte-order mark, `;` between cells, comma in numbers, CRLF line ends.

    That is what Excel with Indonesian settings opens by a double click. Text that a
    spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV injection).
    """
    lines = [line for route in plan.routes for line in _rows(route, plan, district)]
    return spreadsheet_csv(HEADINGS, lines)


def spreadsheet_csv(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """The same for any table. Texts are guarded before, by `cell_text`; numbers may be negative."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rows(route: Route, plan: Plan, district: District) -> list[list[str]]:
    places = {place.id: place for place in district.places}
    areas = {n.id: n for n in district.neighbourhoods}
    crew = route.crew
    rows = []
    for number, stop in enumerate(route.stops, 1):
        place = places[stop.place]
        around = [areas[a] for a in place.neighbourhoods if a in areas]
        rows.append(
            [
                plan.shift.at(stop.arrive).strftime("%Y-%m-%d"),
                cell_text(crew.id),
                cell_text(composition(crew).id),
                cell_text(say_code("mode", crew.mode.value).id),
                str(number),
                *(f"{plan.shift.at(t):%H:%M:%S}" for t in (stop.arrive, stop.start, stop.leave)),
                _number((stop.leave - stop.start) / 60, 1),
                cell_text(say_code("stop_kind", stop.kind.value).id),
                cell_text(place.id),
                cell_text(place.name),
                cell_text(say_code("place_kind", place.kind.value).id),
                cell_text(place.area_id),
                cell_text(" / ".join(a.name for a in around)),
                cell_text(" / ".join(dict.fromkeys(a.ward for a in around))),
                cell_text(stop.neighbourhood or ""),
                _number(stop.value, 2),
                cell_text(reason_sum(stop.reasons, stop.value).id if stop.reasons else ""),
                cell_text(", ".join(stop.meets)),
                _number(place.lon, 6),
                _number(place.lat, 6),
            ]
        )
    return rows


def cell_text(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would run as a formula, also where one that is
    set to commas or tabs would begin a cell in the middle of a text."""
    cell = FORMULA_BEGINS.sub(r"\1'", cell)
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
