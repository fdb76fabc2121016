"""The design of a fair rotation, what residents reported meanwhile, and which areas touch."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec

from sejuk.files.cells import choice, day, whole, yes_no
from sejuk.files.forbidden import refuse_forbidden
from sejuk.files.reports import ORIGIN_WORDS, ORIGINS
from sejuk.files.table import Column, Row, Table, open_table, read_table
from sejuk.model.experiment import LEAST, MOST, ONE, Cell, Outcome, OutcomeKind
from sejuk.model.kinds.field import Origin

MOST_REPORTS, MEGABYTES = 1_000_000, 100
NAME_CHARACTERS = 120

AREA = Column(name="area", headings=("area", "wilayah", "id_wilayah"))
NIGHT = Column(name="night", headings=("night", "malam", "date", "tanggal"))
_DESIGN = (
    AREA,
    NIGHT,
    Column(name="block", headings=("block", "blok")),
    Column(name="stratum", headings=("stratum", "strata")),
    Column(name="probability", headings=("probability", "peluang", "p")),
    Column(name="assigned", headings=("assigned", "terundi")),
    Column(name="delivered", headings=("delivered", "dikunjungi")),
    Column(name="vetoed", headings=("vetoed", "veto"), required=False),
)
_OUTCOMES = (
    AREA,
    NIGHT,
    Column(name="origin", headings=("origin", "asal")),
    Column(name="count", headings=("count", "jumlah"), required=False),
    Column(name="what", headings=("what", "jenis", "kind"), required=False),
)
_NEIGHBOURS = (AREA, Column(name="neighbour", headings=("neighbour", "tetangga")))

_WHAT = {
    "": OutcomeKind.DISTURBANCE,
    **{what.value: what for what in OutcomeKind},
    "gangguan": OutcomeKind.DISTURBANCE,
    "keluhan": OutcomeKind.COMPLAINT,
    "penolakan": OutcomeKind.BACKLASH,
}
_PROBABILITY = re.compile(r"0?[.,][0-9]{1,12}")


class ReadOutcomes(msgspec.Struct, frozen=True, kw_only=True):
    outcomes: tuple[Outcome, ...]
    """Of residents."""
    other_origins: int
    """Reports that patrols, agencies, dispatch or media made possible: counted, not kept."""


def read_design(path: Path) -> tuple[Cell, ...]:
    """Read `area,night,block,stratum,probability,assigned,delivered[,vetoed]`.

    Raises ProblemError: those of `read_table`, forbidden_column, bad_value, design_vetoed_drawn.
    """
    table = read_table(path, _DESIGN)
    refuse_forbidden(table.file, table.ignored)
    return tuple(_cell(table, row) for row in table.rows)


def read_outcomes(path: Path) -> ReadOutcomes:
    """Read `area,night,origin[,count][,what]`; without `count` a row is one report.

    Raises ProblemError: those of `open_table`, forbidden_column, bad_value.
    """
    table, rows = open_table(path, _OUTCOMES, max_rows=MOST_REPORTS, max_megabytes=MEGABYTES)
    refuse_forbidden(table.file, table.ignored)
    counted: dict[tuple[str, date, OutcomeKind], int] = {}
    other = 0
    for row in rows:
        origin = choice(table, row, "origin", ORIGINS, ORIGIN_WORDS)
        count = 1
        if "count" in table.present:
            count = whole(table, row, "count", low=0, high=100_000)
        what = choice(table, row, "what", _WHAT, "gangguan, keluhan, penolakan")
        where = _name(table, row, "area"), day(table, row, "night"), what
        if origin is Origin.RESIDENT:
            counted[where] = counted.get(where, 0) + count
        else:
            other += count
    return ReadOutcomes(
        outcomes=tuple(
            Outcome(area=area, night=night, origin=Origin.RESIDENT, what=what, count=count)
            for (area, night, what), count in counted.items()
        ),
        other_origins=other,
    )


def read_neighbours(path: Path) -> tuple[tuple[str, str], ...]:
    """Read `area,neighbour`, each pair in one direction or both.

    Raises ProblemError: those of `read_table`, forbidden_column, bad_value.
    """
    table = read_table(path, _NEIGHBOURS)
    refuse_forbidden(table.file, table.ignored)
    pairs = set()
    for row in table.rows:
        one, other = _name(table, row, "area"), _name(table, row, "neighbour")
        if one == other:
            raise table.bad_value(row, "neighbour", "≠ area")
        pairs.add((min(one, other), max(one, other)))
    return tuple(sorted(pairs))


def _cell(table: Table, row: Row) -> Cell:
    vetoed = yes_no(table, row, "vetoed")
    return Cell(
        area=_name(table, row, "area"),
        night=day(table, row, "night"),
        block=_name(table, row, "block"),
        stratum=row["stratum"],
        millionths=0 if vetoed else _millionths(table, row),
        assigned=_said(table, row, "assigned"),
        delivered=_said(table, row, "delivered"),
        vetoed=vetoed,
    )


def _said(table: Table, row: Row, name: str) -> bool:
    """Yes or no, and never an empty cell: what is not known is not no."""
    if not row[name]:
        raise table.bad_value(row, name, "ya / tidak")
    return yes_no(table, row, name)


def _millionths(table: Table, row: Row) -> int:
    text = row["probability"]
    found = 0
    if _PROBABILITY.fullmatch(text):
        found = round(float(text.replace(",", ".")) * ONE)
    if not LEAST <= found <= MOST:
        raise table.bad_value(row, "probability", "0.2 … 0.8")
    return found


def _name(table: Table, row: Row, name: str) -> str:
    if not 0 < len(row[name]) <= NAME_CHARACTERS:
        raise table.bad_value(row, name, "1 … 120")
    return row[name]
