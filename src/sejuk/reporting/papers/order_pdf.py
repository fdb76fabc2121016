"""The order sheet as PDF, and its pages as they look."""

from __future__ import annotations

from datetime import datetime

from sejuk.reporting.papers.order_sheet import Grid, OrderSheet, Section
from sejuk.reporting.papers.phrases import breakable
from sejuk.reporting.resources import resource_text
from sejuk.typeset.press import Value, paper
from sejuk.typeset.qr import qr_svg


def order_pdf(sheet: OrderSheet, made: datetime | None = None) -> bytes:
    """Equal sheets give equal bytes with the same typst; dated `made`, or 1970."""
    return paper(resource_text("papers/order.typ"), order_words(sheet), made)


def order_words(sheet: OrderSheet) -> dict[str, Value]:
    """All that the layout sets."""
    return {
        "letterhead": list(sheet.letterhead),
        "mark": sheet.mark,
        "number": breakable(sheet.number),
        "opening": [_section(one) for one in sheet.opening],
        "orders": [_section(one) for one in sheet.orders],
        "issued": list(sheet.issued),
        "signatures": [{"office": s.office, "note": s.note} for s in sheet.signatures],
        "copies": list(sheet.copies),
        "crews": [_grid(one) for one in sheet.crews],
        "timetables": [_grid(one) for one in sheet.timetables],
        "qr": qr_svg(sheet.link)[0] if sheet.link else "",
        "qr_label": "keadaan terakhir",
        "sign_here": "nama, pangkat, NRP/NIP",
        "page": "halaman",
    }


def _section(section: Section) -> Value:
    return {"label": section.label, "lines": [breakable(line) for line in section.lines]}


def _grid(grid: Grid) -> Value:
    return {
        "title": grid.title,
        "headings": list(grid.headings),
        "rows": [[breakable(cell) for cell in row] for row in grid.rows],
        "foot": breakable(grid.foot),
    }
