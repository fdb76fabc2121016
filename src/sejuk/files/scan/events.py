"""Events and locations of a scan, and the events of a Knox table."""

from __future__ import annotations

import math
import re
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.files.cells import day, whole
from sejuk.files.forbidden import refuse_forbidden
from sejuk.files.scan.settings import DistanceKind, ScanFile, TimeUnit, unit_of, unit_text
from sejuk.files.source import shown
from sejuk.files.table import Column, Row, Table, open_table, read_table
from sejuk.problems import Both, ProblemError, refuse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_EVENTS, EVENT_MEGABYTES = 1_000_000, 100
MOST_LOCATIONS, MOST_UNITS, MOST_CASES = 3_000, 3_660, 5_000_000
"""What a machine with 2 GB can hold, with all zones of half the cases."""
MOST_KNOX_EVENTS = 100_000
ID_CHARACTERS = 120

_LOCATION_COLUMNS = (
    Column(name="id", headings=("location_id", "id_lokasi")),
    Column(name="lat", headings=("lat", "latitude", "lintang")),
    Column(name="lon", headings=("lon", "longitude", "bujur")),
    Column(name="population", headings=("population", "penduduk"), required=False),
)
_EVENT_COLUMNS = (
    Column(name="id", headings=("location_id", "id_lokasi")),
    Column(name="cases", headings=("cases", "kasus")),
    Column(name="date", headings=("date", "tanggal"), required=False),
    Column(name="expected", headings=("expected", "harapan"), required=False),
    Column(name="population", headings=("population", "penduduk"), required=False),
    Column(name="controls", headings=("controls", "kontrol"), required=False),
)
_KNOX_COLUMNS = (
    Column(name="x", headings=("x_m", "x")),
    Column(name="y", headings=("y_m", "y")),
    Column(name="date", headings=("date", "tanggal")),
)


class ScanLocations(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    file: str
    ids: tuple[str, ...]
    points: Floats
    """[locations, 2] lat, lon, or two plain coordinates."""
    population: Floats | None
    """[locations]; None: no such column."""


class ScanEvents(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Summed up by location and unit of time (day, year); one unit where nothing has a date."""

    file: str
    first: int | None
    last: int | None
    """Units of the study, as `unit_of` counts; None: nothing has a date."""
    cases: Ints
    """[locations, units]; one unit for all where only places matter."""
    expected: Floats | None
    population: Floats | None
    controls: Floats | None
    """[locations, units]; None: no such column."""


class KnoxEvents(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    points: Floats
    """[events, 2] metres."""
    days: Floats
    """[events]"""


def read_locations(path: Path, distance: DistanceKind) -> ScanLocations:
    """Read `location_id,lat,lon[,population]`.

    Raises ProblemError: those of `read_table`, forbidden_column, bad_value, duplicate_id and
    scan_too_large.
    """
    table = read_table(path, _LOCATION_COLUMNS)
    refuse_forbidden(table.file, table.ignored)
    if len(table.rows) > MOST_LOCATIONS:
        raise _too_large(table.file, len(table.rows), "locations", MOST_LOCATIONS)
    lat, lon = (90.0, 180.0) if distance is DistanceKind.GREAT_CIRCLE else (1e9, 1e9)
    seen: set[str] = set()
    points = []
    for row in table.rows:
        name = _id(table, row)
        if name in seen:
            raise refuse("duplicate_id", file=table.file, id=shown(name))
        seen.add(name)
        points.append((_coordinate(table, row, "lat", lat), _coordinate(table, row, "lon", lon)))
    population = None
    if "population" in table.present:
        amounts = [_amount(table, row, "population") for row in table.rows]
        population = np.array(amounts, np.float64)
    return ScanLocations(
        file=table.file,
        ids=tuple(row["id"] for row in table.rows),
        points=np.array(points, np.float64),
        population=population,
    )


def read_scan_events(path: Path, locations: ScanLocations, settings: ScanFile) -> ScanEvents:
    """Read `location_id,cases[,date][,expected][,population][,controls]`; rows of the same location
    and date are added up.

    Raises ProblemError: those of `open_table`, forbidden_column, missing_column, bad_value,
    unknown_location and scan_too_large.
    """
    table, rows = open_table(
        path, _EVENT_COLUMNS, max_rows=MOST_EVENTS, max_megabytes=EVENT_MEGABYTES
    )
    refuse_forbidden(table.file, table.ignored)
    dated = "date" in table.present
    if not dated and not settings.model.spatial:
        raise refuse("missing_column", file=table.file, column="date")
    index = {name: i for i, name in enumerate(locations.ids)}
    measured = [c for c in ("expected", "population", "controls") if c in table.present]
    # Millions of rows: numbers only, and no more of them than rows.
    where, when, cases = [], [], []
    amounts: dict[str, list[float]] = {column: [] for column in measured}
    for row in rows:
        where.append(_place(table, row, index, locations.file))
        when.append(_unit(table, row, settings) if dated else 0)
        cases.append(whole(table, row, "cases", low=0, high=999_999_999))
        for column in measured:
            amounts[column].append(_amount(table, row, column))
    first, last = _period(when, settings) if dated else (settings.first, settings.last)
    if sum(cases) > MOST_CASES:
        raise _too_large(table.file, sum(cases), "cases", MOST_CASES)
    units, moment = 1, np.zeros(len(when), np.int64)
    if not settings.model.spatial and first is not None and last is not None:
        units, moment = last - first + 1, np.array(when, np.int64) - first
    if units > MOST_UNITS:
        raise _too_large(table.file, units, "days", MOST_UNITS)
    cell = np.array(where, np.int64) * units + moment
    shape = len(index), units

    def summed(each: list[float] | list[int]) -> Floats:
        weights = np.array(each, np.float64)
        found = np.bincount(cell, weights=weights, minlength=shape[0] * units)
        return found.astype(np.float64).reshape(shape)

    by_column = {column: summed(amounts[column]) for column in measured}
    return ScanEvents(
        file=table.file,
        first=first,
        last=last,
        cases=summed(cases).astype(np.int64),
        expected=by_column.get("expected"),
        population=by_column.get("population"),
        controls=by_column.get("controls"),
    )


def read_knox_events(path: Path) -> KnoxEvents:
    """Read `x_m,y_m,date`.

    Raises ProblemError: those of `read_table`, forbidden_column and bad_value.
    """
    table = read_table(path, _KNOX_COLUMNS, max_rows=MOST_KNOX_EVENTS)
    refuse_forbidden(table.file, table.ignored)
    points = [[_coordinate(table, row, name, 1e9) for name in ("x", "y")] for row in table.rows]
    days = [day(table, row, "date").toordinal() for row in table.rows]
    return KnoxEvents(points=np.array(points, np.float64), days=np.array(days, np.float64))


def _id(table: Table, row: Row) -> str:
    if not 0 < len(row["id"]) <= ID_CHARACTERS:
        raise table.bad_value(row, "id", "10001; rw-07")
    return row["id"]


def _place(table: Table, row: Row, index: dict[str, int], file: str) -> int:
    found = index.get(row["id"])
    if found is None:
        raise refuse(
            "unknown_location",
            file=table.file,
            line=row.line,
            value=shown(row["id"]),
            locations=file,
        )
    return found


def _coordinate(table: Table, row: Row, name: str, most: float) -> float:
    return _number(table, row, name, -most, most, f"−{most:g} … {most:g}")


def _amount(table: Table, row: Row, name: str) -> float:
    return _number(table, row, name, 0, 1e12, "0 … 1e12")


_NUMBER = re.compile(r"[+-]?[0-9]{1,13}(?:[.,][0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
"""With an exponent, as programs write what they computed."""


def _number(table: Table, row: Row, name: str, low: float, high: float, expected: str) -> float:
    text = row[name]
    value = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan
    if not low <= value <= high:
        raise table.bad_value(row, name, expected)
    return value


def _unit(table: Table, row: Row, settings: ScanFile) -> int:
    """Within the study, as far as it has ends."""
    unit = settings.time_unit
    text = row["date"]
    if unit is TimeUnit.YEAR and len(text) == 4 and text.isascii() and text.isdigit():
        found = int(text)
    else:
        found = unit_of(day(table, row, "date"), unit)
    low, high = settings.first, settings.last
    if (low is not None and found < low) or (high is not None and found > high):
        ends = ["…" if end is None else unit_text(end, unit) for end in (low, high)]
        raise table.bad_value(row, "date", f"study_start {ends[0]} … study_end {ends[1]}")
    return found


def _period(when: list[int], settings: ScanFile) -> tuple[int, int]:
    first = min(when) if settings.first is None else settings.first
    last = max(when) if settings.last is None else settings.last
    return first, last


_WHAT: dict[str, Both] = {
    "locations": Both("lokasi", "locations"),
    "days": Both("hari atau tahun", "days or years"),
    "cases": Both("kasus", "cases"),
}


def _too_large(file: str, count: int, what: str, limit: int) -> ProblemError:
    return refuse("scan_too_large", file=file, count=count, what=_WHAT[what], limit=limit)
