"""Fact-checks as a CSV: what somebody typed, and what `sejuk rumour import --out` wrote."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from sejuk.files.factchecks.made import MOST_ITEMS, Raw, ReadFactChecks, gathered
from sejuk.files.table import Column, read_table
from sejuk.model.claim import Verdict
from sejuk.model.factcheck import FactCheck
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
    if read_table(path, COLUMNS, max_rows=MOST_ITEMS).ignored:
        raise refuse("file_exists", file=str(path))
    found = read_fact_check_table(path)
    if found.skipped:
        raise refuse("file_exists", file=str(path))
    return found.checks


def fact_check_table(checks: Iterable[FactCheck]) -> str:
    """The same as text, to be read again or opened in a spreadsheet."""
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
