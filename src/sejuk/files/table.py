"""CSV as people save it: `;` or `,`, Indonesian or English headings, with or without BOM."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sejuk.files.source import TABLE_MEGABYTES, heading_key, read_text, shown
from sejuk.problems import ProblemError, refuse

MAX_ROWS = 100_000
HEADER_CHARACTERS = 100_000
"""As far as the delimiter is sought."""
DELIMITERS = (";", ",", "\t")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_EXCEL_HINT = re.compile(r'"?sep=(?P<delimiter>[;,\t])"?\r?\n', re.IGNORECASE)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column the reader knows: its name in the code and the headings it may stand under."""

    name: str
    headings: tuple[str, ...]
    """The first one is shown in problems. Case, spaces and `_` make no difference."""
    required: bool = True


class Row(msgspec.Struct, frozen=True, kw_only=True):
    line: int
    """Line of the file at which the row starts, the header being 1 as a rule."""
    cells: dict[str, str]
    """Column name → text without outer spaces; "" where empty or where the column is absent."""

    def __getitem__(self, name: str) -> str:
        return self.cells[name]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    file: str
    rows: tuple[Row, ...]
    headings: dict[str, str]
    """Column name → heading as written in the file, else the first of the column's headings."""
    present: frozenset[str]
    """Names of the columns that the file has."""
    ignored: tuple[str, ...]
    """Headings that no column knows; their cells are never kept."""

    def bad_value(self, row: Row, name: str, expected: str) -> ProblemError:
        """The problem of one cell; `expected` in words of no language (`HH.MM`, `0 … 100`)."""
        return refuse(
            "bad_value",
            file=self.file,
            line=row.line,
            column=self.headings[name],
            value=shown(row[name]),
            expected=expected,
        )


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """The header line of a table that is read line by line."""

    file: str
    position: dict[str, int]
    """Column name → place in the line, of the columns that the file has."""
    headings: dict[str, str]
    ignored: tuple[str, ...]
    """As in `Table`."""

    def bad_value(self, line: int, name: str, value: str, expected: str) -> ProblemError:
        """As that of `Table`."""
        return refuse(
            "bad_value",
            file=self.file,
            line=line,
            column=self.headings[name],
            value=shown(value),
            expected=expected,
        )


Lines = Iterator[tuple[int, list[str]]]
"""Line number and stripped cells, as many as the header has."""


def read_table(
    path: Path,
    columns: tuple[Column, ...],
    *,
    max_rows: int = MAX_ROWS,
    max_megabytes: int = TABLE_MEGABYTES,
    drop_unseen: bool = False,
) -> Table:
    """Read a CSV with a header line; blank lines are skipped.

    Raises ProblemError: those of `read_text`, control_characters, duplicate_column,
    missing_column, ragged_line, file_truncated, bad_quotes, cell_too_long, too_many_rows,
    file_without_rows. With `drop_unseen`, control characters are left out instead of refused.
    """
    table, rows = open_table(
        path,
        columns,
        max_rows=max_rows,
        max_megabytes=max_megabytes,
        drop_unseen=drop_unseen,
    )
    return msgspec.structs.replace(table, rows=tuple(rows))


def open_table(
    path: Path,
    columns: tuple[Column, ...],
    *,
    max_rows: int = MAX_ROWS,
    max_megabytes: int = TABLE_MEGABYTES,
    drop_unseen: bool = False,
) -> tuple[Table, Iterator[Row]]:
    """The same without its rows, and these one after another: for files with very many."""
    heading, lines = read_lines(
        path,
        columns,
        max_rows=max_rows,
        max_megabytes=max_megabytes,
        drop_unseen=drop_unseen,
    )
    known = heading.position
    table = Table(
        file=heading.file,
        rows=(),
        headings=heading.headings,
        present=frozenset(known),
        ignored=heading.ignored,
    )
    rows = (
        Row(
            line=line,
            cells={c.name: cells[known[c.name]] if c.name in known else "" for c in columns},
        )
        for line, cells in lines
    )
    return table, rows


def read_lines(
    path: Path,
    columns: tuple[Column, ...],
    *,
    max_rows: int,
    max_megabytes: int,
    drop_unseen: bool = False,
) -> tuple[Heading, Lines]:
    """The same line by line, for files of a million rows; the lines raise as they are read."""
    text = read_text(path, max_megabytes)
    if drop_unseen:
        text = _CONTROL.sub("", text)
        if not text.strip():
            raise refuse("file_empty", file=path.name)
    else:
        _refuse_control_characters(path.name, text)
    lines = _lines(path.name, text)
    _, header = next(lines, (1, []))
    known, ignored = _match_header(path.name, header, columns)
    heading = Heading(
        file=path.name,
        position=known,
        headings={
            c.name: shown(header[known[c.name]]) if c.name in known else c.headings[0]
            for c in columns
        },
        ignored=ignored,
    )
    return heading, _whole_lines(path.name, lines, len(header), max_rows)


def _whole_lines(file: str, lines: Lines, width: int, max_rows: int) -> Lines:
    count = 0
    for line, cells in lines:
        if count == max_rows:
            raise refuse("too_many_rows", file=file, limit=max_rows)
        if len(cells) < width or any(cells[width:]):
            raise refuse("ragged_line", file=file, line=line, cells=len(cells), columns=width)
        count += 1
        yield line, cells
    if not count:
        raise refuse("file_without_rows", file=file)


def _refuse_control_characters(file: str, text: str) -> None:
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise refuse("control_characters", file=file, line=line, character=f"U+{ord(found[0]):04X}")


def _lines(file: str, text: str) -> Lines:
    """Line number and stripped cells of each line that is not blank, the header first."""
    first_line = 1
    hint = _EXCEL_HINT.match(text)
    if hint:
        text, first_line = text[hint.end() :], 2
    delimiter = hint["delimiter"] if hint else _delimiter(text)
    # StringIO would keep four bytes for each character.
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + first_line
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            ended = "unexpected end" in str(error)
            if ended:
                raise refuse("file_truncated", file=file) from None
            if "field larger" in str(error):
                limit = csv.field_size_limit()
                raise refuse("cell_too_long", file=file, line=line, limit=limit) from None
            raise refuse("bad_quotes", file=file, line=line) from None
        if any(cells):
            yield line, cells


def _delimiter(text: str) -> str:
    """The delimiter that splits the first line that is not blank most often."""
    header = re.sub(r'"[^"]*"', "", text.lstrip()[:HEADER_CHARACTERS].splitlines()[0])
    return max(DELIMITERS, key=header.count) if any(map(header.count, DELIMITERS)) else ","


def _match_header(
    file: str, header: list[str], columns: tuple[Column, ...]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Column name → position in the line, and the headings that no column knows."""
    by_key = {heading_key(h): column.name for column in columns for h in column.headings}
    known: dict[str, int] = {}
    ignored: list[str] = []
    for position, heading in enumerate(header):
        name = by_key.get(heading_key(heading))
        if name in known:
            raise refuse("duplicate_column", file=file, column=shown(heading))
        if name is not None:
            known[name] = position
        elif heading:
            ignored.append(heading)
    for column in columns:
        if column.required and column.name not in known:
            raise refuse("missing_column", file=file, column=column.headings[0])
    return known, tuple(ignored)
