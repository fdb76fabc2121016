"""Tension (suhu) of neighbourhoods and borders, as a CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sejuk.files.cells import number
from sejuk.files.forbidden import refuse_forbidden
from sejuk.files.source import shown
from sejuk.files.table import Column, Row, Table, read_table
from sejuk.model.district import District
from sejuk.model.place import border_id
from sejuk.model.values import AreaTension, Tension
from sejuk.problems import refuse

ID_CHARACTERS = 120

_COLUMNS = (
    Column(name="area", headings=("id_wilayah", "area_id", "area")),
    Column(name="mean", headings=("suhu", "tension")),
    Column(name="low", headings=("bawah", "low"), required=False),
    Column(name="high", headings=("atas", "high"), required=False),
)


def read_tension(path: Path) -> Tension:
    """Read `id_wilayah,suhu[,bawah,atas]`; a border is `a|b`, in either order.

    Raises ProblemError: those of `read_table`, `forbidden_column`, `bad_value` and
    `duplicate_id`.
    """
    table = read_table(path, _COLUMNS)
    refuse_forbidden(table.file, table.ignored)
    areas = tuple(_area(table, row) for row in table.rows)
    seen: set[str] = set()
    for area in areas:
        if area.area in seen:
            raise refuse("duplicate_id", file=table.file, id=shown(area.area))
        seen.add(area.area)
    return Tension(areas=areas)


def tension_csv(tension: Tension) -> str:
    """The same as a file's text, which `read_tension` reads back exactly; empty without areas."""
    if not tension.areas:
        return ""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("id_wilayah", "suhu", "bawah", "atas"))
    rows.writerows((row.area, *map(_text, (row.mean, row.low, row.high))) for row in tension.areas)
    return text.getvalue()


def _text(value: float | None) -> str:
    return "" if value is None else repr(value)


def unknown_areas(tension: Tension, district: District) -> tuple[str, ...]:
    """Ids of the tension that are neither a neighbourhood nor a border of two of them."""
    known = {h.id for h in district.neighbourhoods}
    return tuple(
        row.area
        for row in tension.areas
        if row.area not in known and not known.issuperset(row.area.split("|"))
    )


def check_areas(tension: Tension, district: District, file: str) -> None:
    """Refuse tension of areas that the district does not have (`unknown_area`)."""
    unknown = unknown_areas(tension, district)
    if unknown:
        raise refuse(
            "unknown_area",
            file=file,
            count=len(unknown),
            areas=", ".join(shown(area) for area in unknown[:3]),
            known=", ".join(shown(h.id) for h in district.neighbourhoods[:3]),
        )


def _area(table: Table, row: Row) -> AreaTension:
    low, high = _number(table, row, "low"), _number(table, row, "high")
    mean = _number(table, row, "mean")
    if mean is None:
        raise table.bad_value(row, "mean", "0 … 100")
    if low is not None and low > mean:
        raise table.bad_value(row, "low", f"0 … {mean:g}")
    if high is not None and high < mean:
        raise table.bad_value(row, "high", f"{mean:g} … 100")
    return AreaTension(area=_id(table, row), mean=mean, low=low, high=high)


def _id(table: Table, row: Row) -> str:
    """The id as the district writes it: `7` or, for a border, `3|7` with the lower first."""
    parts = [part.strip() for part in row["area"].split("|")]
    if not all(parts) or len(parts) > 2 or len(row["area"]) > ID_CHARACTERS:
        raise table.bad_value(row, "area", "7; 3|7")
    if len(parts) == 1:
        return parts[0]
    if parts[0] == parts[1]:
        raise table.bad_value(row, "area", "3|7")
    return border_id(parts[0], parts[1])


def _number(table: Table, row: Row, column: str) -> float | None:
    if not row[column]:
        return None
    return number(table, row, column, low=0, high=100, expected="0 … 100")
