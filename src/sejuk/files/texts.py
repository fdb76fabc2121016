"""Tables of texts: documents to look in, messages to look for, pairs to compare.

Messages are copied from chats with all their signs; those that nobody sees are left out here,
where other tables refuse them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from sejuk.files.table import Column, Row, Table, read_table
from sejuk.problems import refuse

MOST_TEXTS, MEGABYTES = 100_000, 100

_ID = Column(name="id", headings=("id",))
_TEXT = Column(name="text", headings=("text", "teks"))
_PAIR = (Column(name="a", headings=("a",)), Column(name="b", headings=("b",)))


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    ids: tuple[str, ...]
    texts: tuple[str, ...]


def read_texts(path: Path) -> Texts:
    """Columns `id` and `text`.

    Raises ProblemError: those of `read_table`, empty_cell, duplicate_id.
    """
    table = _read(path, (_ID, _TEXT))
    seen: set[str] = set()
    for row in table.rows:
        if row["id"] in seen:
            raise refuse("duplicate_id", file=table.file, id=row["id"][:40])
        seen.add(row["id"])
    return Texts(
        ids=tuple(row["id"] for row in table.rows),
        texts=tuple(row["text"] for row in table.rows),
    )


def read_pairs(path: Path) -> tuple[tuple[str, str], ...]:
    """Columns `a` and `b`. Raises ProblemError: those of `read_table`, empty_cell."""
    return tuple((row["a"], row["b"]) for row in _read(path, _PAIR).rows)


def _read(path: Path, columns: tuple[Column, ...]) -> Table:
    table = read_table(
        path, columns, max_rows=MOST_TEXTS, max_megabytes=MEGABYTES, drop_unseen=True
    )
    for row in table.rows:
        _refuse_empty(table, row, columns)
    return table


def _refuse_empty(table: Table, row: Row, columns: tuple[Column, ...]) -> None:
    for column in columns:
        if not row[column.name]:
            heading = table.headings[column.name]
            raise refuse("empty_cell", file=table.file, line=row.line, column=heading)
