"""The roster (kuat pers): who is available tonight, as a CSV of a few lines."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from sejuk.files.cells import whole
from sejuk.files.source import clean_name, shown
from sejuk.files.table import Column, Row, Table, read_table
from sejuk.geo.names import fold_name
from sejuk.model.force import Agency, Mode, Role, Roster, RosterLine
from sejuk.problems import refuse

PEOPLE_MAX = 500
ROWS_MAX = 1_000

_COLUMNS = (
    Column(name="agency", headings=("pilar", "agency", "pillar", "instansi")),
    Column(name="role", headings=("peran", "role")),
    Column(name="people", headings=("jumlah", "people", "count")),
    Column(name="vehicle", headings=("kendaraan", "vehicle")),
    Column(name="post", headings=("pos", "post"), required=False),
    Column(name="request", headings=("nomor_permintaan", "request_number"), required=False),
    Column(name="until", headings=("berlaku_sampai", "valid_until"), required=False),
)
_NO_VEHICLE = {"", "-", "–"}


def read_roster(path: Path) -> Roster:
    """Read `pilar,peran,jumlah,kendaraan[,pos,nomor_permintaan,berlaku_sampai]`.

    Raises ProblemError: those of `read_table`, `unknown_agency`, `bad_value`, and
    `no_police_lead` when no line is of the police with the role of leader, since every
    crew is led by a police officer.
    """
    table = read_table(path, _COLUMNS, max_rows=ROWS_MAX)
    lines = tuple(_line(table, row) for row in table.rows)
    if not any(line.agency is Agency.POLRI and line.role is Role.LEADER for line in lines):
        raise refuse("no_police_lead")
    return Roster(lines=lines)


@cache
def example_roster() -> Roster:
    """Ten people in the strength of 1 May 2025; how they split is an assumption."""
    with as_file(files("sejuk.files").joinpath("data/example_roster.csv")) as path:
        return Roster(lines=read_roster(path).lines, example=True)


def _line(table: Table, row: Row) -> RosterLine:
    return RosterLine(
        agency=_agency(table, row),
        role=Role(_word(table, row, "role")),
        people=whole(table, row, "people", low=1, high=PEOPLE_MAX),
        vehicle=_vehicle(table, row),
        post=clean_name(row["post"]),
        request_number=clean_name(row["request"]),
        valid_until=_valid_until(table, row),
    )


def _agency(table: Table, row: Row) -> Agency:
    name = _words("agency").get(fold_name(row["agency"]))
    if name is None:
        raise refuse(
            "unknown_agency",
            file=table.file,
            line=row.line,
            value=shown(row["agency"]),
            allowed=_allowed("agency"),
        )
    return Agency(name)


def _vehicle(table: Table, row: Row) -> Mode:
    return Mode.FOOT if row["vehicle"] in _NO_VEHICLE else Mode(_word(table, row, "vehicle"))


def _word(table: Table, row: Row, column: str) -> str:
    word = _words(column).get(fold_name(row[column]))
    if word is None:
        raise table.bad_value(row, column, _allowed(column))
    return word


def _valid_until(table: Table, row: Row) -> str | None:
    if not row["until"]:
        return None
    try:
        return date.fromisoformat(row["until"]).isoformat()
    except ValueError:
        raise table.bad_value(row, "until", "2024-11-28") from None


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("sejuk.files").joinpath("data/words.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return tables


@cache
def _words(column: str) -> dict[str, str]:
    """Folded word → the value it stands for."""
    return {fold_name(word): name for name, words in _tables()[column].items() for word in words}


def _allowed(column: str) -> str:
    return ", ".join(words[0] for words in _tables()[column].values())
