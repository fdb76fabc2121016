"""Tables that a spreadsheet opens and a shell reads: CSV with commas, UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sejuk.reporting.sheet import cell_text


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The rows under their columns; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return text if _is_number(text) else cell_text(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
