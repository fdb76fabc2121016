"""The order sheet as PDF, and its pages as they look."""

from __future__ import annotations

import re
from datetime import datetime

from sejuk.reporting.papers.order_sheet import Grid, OrderSheet, Section
from sejuk.reporting.resources import resource_text
from sejuk.typeset.press import Value, paper
from sejuk.typeset.qr import qr_svg

MOST_RUN = 16
"""Letters after which a word may break where a column is narrow."""
_RUN = re.compile(rf"\S{{{MOST_RUN},}}")


def order_pdf(sheet: OrderSheet, made: datetime | None = None) -> bytes:
    """Equal sheets give equal bytes with the same typst; dated `made`, or 1970."""
    return paper(resource_text("papers/order.typ"), order_words(sheet), made)


def order_words(sheet: OrderSheet) -> dict[str, Value]:
    """All that the layout sets."""
    return {
        "letterhead": list(sheet.letterhead),
        "mark": sheet.mark,
        "number": _breakable(sheet.number),
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
    return {"label": section.label, "lines": [_breakable(line) for line in section.lines]}


def _grid(grid: Grid) -> Value:
    return {
        "title": grid.title,
        "headings": list(grid.headings),
        "rows": [[_breakable(cell) for cell in row] for row in grid.rows],
        "foot": _breakable(grid.foot),
    }


def _breakable(text: str) -> str:
    """Long runs without a space may break, so that nothing runs out of its column."""
    return _RUN.sub(lambda run: "\u200b".join(_pieces(run[0])), text)


def _pieces(run: str) -> list[str]:
    return [run[n : n + MOST_RUN] for n in range(0, len(run), MOST_RUN)]
