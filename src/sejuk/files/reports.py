"""Reports as a CSV, of up to two million rows: what happened where, and when it became known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from sejuk.files.forbidden import refuse_forbidden
from sejuk.files.moments import TIME, parsed
from sejuk.files.source import heading_key, shown
from sejuk.files.table import Column, Heading, read_lines
from sejuk.geo.snap import NOWHERE, snap_of
from sejuk.model.district import District
from sejuk.model.kinds.field import Origin
from sejuk.model.place import border_id
from sejuk.model.report import Report, Verification
from sejuk.problems import refuse

MAX_ROWS, MAX_MEGABYTES = 2_000_000, 400
AHEAD = timedelta(minutes=10)
"""Clocks differ: so much later than now, or than it was received, is no mistake yet."""

_COLUMNS = (
    Column(name="id", headings=("id", "nomor", "number")),
    Column(name="happened", headings=("waktu", "happened", "time", "kejadian")),
    Column(name="received", headings=("diterima", "received"), required=False),
    Column(name="what", headings=("jenis", "what", "kind", "category")),
    Column(name="severity", headings=("keparahan", "severity"), required=False),
    Column(name="origin", headings=("asal", "origin", "source")),
    Column(name="area", headings=("wilayah", "area", "id_wilayah", "area_id"), required=False),
    Column(name="lat", headings=("lat", "lintang", "latitude"), required=False),
    Column(name="lon", headings=("lon", "bujur", "longitude", "lng"), required=False),
    Column(name="verification", headings=("verifikasi", "verification"), required=False),
)

ORIGINS = {
    **{origin.value: origin for origin in Origin},
    "warga": Origin.RESIDENT,
    "instansi": Origin.AGENCY,
    "petugas_dispatch": Origin.DISPATCHED,
    "dispatch": Origin.DISPATCHED,
    "temuan_patroli": Origin.DISCOVERED,
    "temuan": Origin.DISCOVERED,
}
_VERIFICATIONS = {
    **{verification.value: verification for verification in Verification},
    "": Verification.UNVERIFIED,
    "belum": Verification.UNVERIFIED,
    "benar": Verification.CONFIRMED,
    "tidak_benar": Verification.REFUTED,
}
ORIGIN_WORDS, _VERIFICATION_WORDS = ", ".join(Origin), ", ".join(Verification)
_SEVERITIES = {"": None, **{str(n): n for n in range(1, 6)}}

T = TypeVar("T")


class ReadReports(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds, and what of it was left out."""

    reports: tuple[Report, ...]
    rows: int
    repeated: int
    """Rows that say the very same as an earlier one."""
    outside: int
    """Rows whose coordinates lie outside of the district's streets and areas."""
    ignored: tuple[str, ...]
    """Headings of columns that nobody reads."""


def read_reports(path: Path, district: District, latest: datetime) -> ReadReports:
    """Read `id,waktu,diterima,jenis,keparahan,asal,wilayah|lat,lon,verifikasi`.

    Times have a zone: that of the district, or UTC. Without `diterima` it was known at once.
    Coordinates are snapped to the nearest street node and not kept (guarantee G2). Areas that the
    district does not have are kept, and left out and counted by `sense`.

    Args:
        latest: now, or the moment of a replay that lies after it.

    Raises ProblemError: those of `read_lines`, `forbidden_column`, `bad_value`, `duplicate_id`,
    `time_without_zone`, `wrong_zone`, `date_in_future`, `received_before`, `reports_outside`.
    """
    heading, lines = read_lines(path, _COLUMNS, max_rows=MAX_ROWS, max_megabytes=MAX_MEGABYTES)
    refuse_forbidden(heading.file, heading.ignored)
    _check_place_columns(heading)
    reader = _Reader(heading, district.zone, latest)
    for line, cells in lines:
        reader.read(line, cells)
    return _placed(reader, district)


class _Row(msgspec.Struct, frozen=True, gc=False):
    """A row that may still need its node."""

    id: str
    what: str
    origin: Origin
    area: str
    happened: datetime
    received: datetime
    severity: int | None
    verification: Verification


class _Reader:
    """Rows as they come; words that were met before are not looked up again."""

    def __init__(self, heading: Heading, zone: str, latest: datetime) -> None:
        self._heading = heading
        self._zone = ZoneInfo(zone)
        self._latest = latest + AHEAD
        self._at = heading.position
        self._known: dict[tuple[str, str], object] = {}
        self._seen: dict[str, int] = {}
        self.rows: list[_Row] = []
        self.places: list[tuple[float, float]] = []
        """Longitude and latitude of those rows that have no area, in their order."""
        self.read_rows = self.repeated = 0

    @property
    def heading(self) -> Heading:
        return self._heading

    def read(self, line: int, cells: list[str]) -> None:
        self.read_rows += 1
        if self._is_repeated(line, cells):
            return
        happened = self._moment(line, "happened", self._cell(cells, "happened"))
        told = self._cell(cells, "received")
        received = self._moment(line, "received", told) if told else happened
        if happened > received + AHEAD:
            raise refuse(
                "received_before",
                file=self._heading.file,
                line=line,
                happened=shown(self._cell(cells, "happened")),
                received=shown(told),
            )
        area = self._word(line, cells, "area", _area, "7; 3|7")
        if not area:
            self.places.append(self._place(line, cells))
        self.rows.append(
            _Row(
                self._cell(cells, "id"),
                self._word(line, cells, "what", _kind, "tawuran"),
                self._word(line, cells, "origin", _origin, ORIGIN_WORDS),
                area,
                happened,
                received,
                self._word(line, cells, "severity", _SEVERITIES.__getitem__, "1 … 5"),
                self._word(line, cells, "verification", _verification, _VERIFICATION_WORDS),
            )
        )

    def _cell(self, cells: list[str], name: str) -> str:
        return cells[self._at[name]] if name in self._at else ""

    def _word(
        self, line: int, cells: list[str], name: str, find: Callable[[str], T], expected: str
    ) -> T:
        """What `find` makes of a cell. A KeyError or ValueError of it is a bad value."""
        text = self._cell(cells, name)
        key = (name, text)
        if key not in self._known:
            try:
                self._known[key] = find(text)
            except (KeyError, ValueError):
                raise self._heading.bad_value(line, name, text, expected) from None
        return self._known[key]  # type: ignore[return-value]  # made by the same `find`

    def _is_repeated(self, line: int, cells: list[str]) -> bool:
        """Refuses an id that says two things."""
        id_ = self._cell(cells, "id")
        if not id_:
            raise self._heading.bad_value(line, "id", id_, "1, 2, …")
        says = hash(tuple(cells))
        before = self._seen.setdefault(id_, says)
        if len(self._seen) + self.repeated == self.read_rows:
            return False
        if before != says:
            raise refuse("duplicate_id", file=self._heading.file, id=shown(id_))
        self.repeated += 1
        return True

    def _moment(self, line: int, name: str, text: str) -> datetime:
        moment = parsed(text)
        if moment is None:
            raise self._heading.bad_value(line, name, text, TIME)
        offset = moment.utcoffset()
        if offset is None:
            raise refuse("time_without_zone", **self._where(line, name, text), expected=TIME)
        if offset and offset != moment.replace(tzinfo=self._zone).utcoffset():
            raise refuse("wrong_zone", **self._where(line, name, text), zone=self._zone.key)
        if moment > self._latest:
            raise refuse("date_in_future", **self._where(line, name, text))
        return moment.astimezone(UTC)

    def _where(self, line: int, name: str, text: str) -> dict[str, object]:
        return {
            "file": self._heading.file,
            "line": line,
            "column": self._heading.headings[name],
            "value": shown(text),
        }

    def _place(self, line: int, cells: list[str]) -> tuple[float, float]:
        lon = self._degrees(line, "lon", self._cell(cells, "lon"), 180.0)
        return lon, self._degrees(line, "lat", self._cell(cells, "lat"), 90.0)

    def _degrees(self, line: int, name: str, text: str, most: float) -> float:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = most + 1
        if not -most <= value <= most:
            raise self._heading.bad_value(line, name, text, f"-{most:g} … {most:g}")
        return value


def _check_place_columns(heading: Heading) -> None:
    """An area, or both coordinates."""
    names = heading.position
    if "area" not in names and not {"lat", "lon"} <= names.keys():
        missing = "wilayah" if names.keys().isdisjoint({"lat", "lon"}) else "lat, lon"
        raise refuse("missing_column", file=heading.file, column=missing)


def _placed(reader: _Reader, district: District) -> ReadReports:
    """Coordinates become nodes, and are forgotten."""
    nodes: list[int | None] = []
    areas: list[str | None] = []
    if reader.places:
        lon, lat = np.array(reader.places).T
        snap = snap_of(district)
        found = snap.nearest_nodes(lon, lat).tolist()
        nodes = [None if node == NOWHERE else node for node in found]
        areas = snap.areas(lon, lat)
    place = iter(zip(nodes, areas, strict=True))
    reports: list[Report] = []
    for row in reader.rows:
        node, area = (None, row.area) if row.area else next(place)
        if area is not None:
            reports.append(
                Report(
                    id=row.id,
                    what=row.what,
                    origin=row.origin,
                    area=area,
                    node=node,
                    happened=row.happened,
                    received=row.received,
                    severity=row.severity,
                    verification=row.verification,
                )
            )
    known = {hood.id for hood in district.neighbourhoods}
    if not any(known.issuperset(area.split("|")) for area in {r.area for r in reports}):
        raise refuse(
            "reports_outside",
            file=reader.heading.file,
            district=shown(district.name),
            known=", ".join(shown(hood.id) for hood in district.neighbourhoods[:3]),
        )
    return ReadReports(
        reports=tuple(reports),
        rows=reader.read_rows,
        repeated=reader.repeated,
        outside=len(reader.rows) - len(reports),
        ignored=reader.heading.ignored,
    )


def _area(text: str) -> str:
    """The id as the district writes it; "" where there is none. ValueError for anything else."""
    sides = [side.strip() for side in text.split("|")]
    if len(sides) == 1:
        return sides[0]
    first, second = sides
    if not first or not second or first == second:
        raise ValueError(text)
    return border_id(first, second)


def _kind(text: str) -> str:
    kind = "-".join(text.casefold().split())
    if not kind:
        raise ValueError(text)
    return kind


def _origin(text: str) -> Origin:
    return ORIGINS[heading_key(text)]


def _verification(text: str) -> Verification:
    return _VERIFICATIONS[heading_key(text)]
