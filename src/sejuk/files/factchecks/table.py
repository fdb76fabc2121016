"""Fact-checks as a CSV: what somebody typed, and what `sejuk rumour import --out` wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from datetime import date
from pathlib import Path

from sejuk.files.factchecks.made import MOST_ITEMS, Raw, ReadFactChecks, gathered
from sejuk.files.table import Column, read_table
from sejuk.model.claim import Verdict
from sejuk.model.factcheck import FactCheck, fact_check_id
from sejuk.problems import refuse

COLUMNS = (
    Column(name="claim", headings=("klaim", "claim", "isu", "narasi")),
    Column(name="title", headings=("judul", "title"), required=False),
    Column(name="word", headings=("hasil", "verdict", "rating", "putusan"), required=False),
    Column(name="verdict", headings=("makna", "meaning"), required=False),
    Column(name="publisher", headings=("penerbit", "publisher", "sumber"), required=False),
    Column(name="url", headings=("alamat", "url", "tautan", "link"), required=False),
    Column(name="published", headings=("tanggal", "published", "date"), required=False),
)
MOST_KEPT = 100_000
"""Rows of the own table."""
_FORMULA = ("=", "+", "-", "@", "\t")
_SAFE = "'"
"""Before what a spreadsheet would take for a formula: these texts come from the network."""


def read_fact_check_table(path: Path) -> ReadFactChecks:
    """Read `klaim,judul,hasil,makna,penerbit,alamat,tanggal`; `klaim` is required.

    Raises ProblemError: those of `read_table`.
    """
    table = read_table(path, COLUMNS, max_rows=MOST_ITEMS)
    rows = ({name: _unsafe(row[name]) for name in row.cells} for row in table.rows)
    raw = (
        Raw(
            claim=row["claim"],
            title=row["title"],
            verdict_word=row["word"],
            verdict=Verdict(row["verdict"]) if row["verdict"] in set(Verdict) else None,
            publisher=row["publisher"],
            url=row["url"],
            published=row["published"],
        )
        for row in rows
    )
    return gathered("csv", raw, path.name)


def read_own_table(path: Path) -> tuple[FactCheck, ...]:
    """What stands in a table that is to be written anew, without loss.

    Raises ProblemError: those of `read_table`, and `file_exists` for a table with more in it.
    """
    table = read_table(path, COLUMNS, max_rows=MOST_KEPT)
    if table.ignored:
        raise refuse("file_exists", file=str(path))
    try:
        return tuple(_own({name: _unsafe(row[name]) for name in row.cells}) for row in table.rows)
    except ValueError:
        raise refuse("file_exists", file=str(path)) from None


def _own(cells: dict[str, str]) -> FactCheck:
    """As it was written: nothing is taken out or guessed a second time."""
    return FactCheck(
        id=fact_check_id(cells["publisher"], cells["url"], cells["claim"]),
        claim=cells["claim"],
        title=cells["title"],
        verdict_word=cells["word"],
        verdict=Verdict(cells["verdict"]) if cells["verdict"] else None,
        publisher=cells["publisher"],
        url=cells["url"],
        published=date.fromisoformat(cells["published"]) if cells["published"] else None,
    )


def fact_check_table(checks: Collection[FactCheck], name: str) -> str:
    """The same as text, to be read again or opened in a spreadsheet.

    Raises `too_many_rows` for more than could be read again.
    """
    if len(checks) > MOST_KEPT:
        raise refuse("too_many_rows", file=name, limit=MOST_KEPT)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.headings[0] for column in COLUMNS])
    for check in checks:
        cells = (
            *(check.claim, check.title, check.verdict_word, check.verdict or "", check.publisher),
            *(check.url, check.published.isoformat() if check.published else ""),
        )
        writer.writerow([_SAFE + cell if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def _unsafe(cell: str) -> str:
    return cell[1:] if cell.startswith(tuple(_SAFE + sign for sign in _FORMULA)) else cell
