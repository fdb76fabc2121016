"""Occasions on which more is expected: a preset, a CSV, or an iCalendar file (RFC 5545)."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import msgspec

from sejuk.files.cells import number
from sejuk.files.forbidden import refuse_forbidden
from sejuk.files.source import clean_name, read_text, shown
from sejuk.files.table import Column, Row, Table, read_table
from sejuk.model.report import Occasion
from sejuk.problems import ProblemError, refuse

PRESETS = ("jakarta-2024",)
MOST_FACTOR = 10.0
USUAL_FACTOR = 1.2
"""Of an event of an iCalendar file that has no X-SEJUK-FACTOR."""

_DATE = "2024-11-27"
_COLUMNS = (
    Column(name="name", headings=("nama", "name", "peristiwa", "occasion")),
    Column(name="first", headings=("mulai", "first", "from", "tanggal", "date")),
    Column(name="last", headings=("sampai", "last", "to"), required=False),
    Column(name="factor", headings=("faktor", "factor")),
    Column(name="area", headings=("wilayah", "area", "id_wilayah", "area_id"), required=False),
)


def read_calendar(path: Path, zone: str) -> tuple[Occasion, ...]:
    """Occasions of a preset's name, or of a `.csv` or `.ics` file.

    In CSV `nama,mulai,sampai,faktor,wilayah`, both days included. In iCalendar each event is an
    occasion of the whole district; X-SEJUK-FACTOR says how much more is expected.

    Args:
        zone: of the district, for events with hours.

    Raises ProblemError: those of `read_table`, `forbidden_column`, `bad_value`,
    `calendar_unreadable`.
    """
    if str(path) in PRESETS:
        return preset_calendar(str(path))
    if path.suffix.casefold() == ".ics":
        return _from_icalendar(path, zone)
    table = read_table(path, _COLUMNS)
    refuse_forbidden(table.file, table.ignored)
    return tuple(_occasion(table, row) for row in table.rows)


def preset_calendar(name: str) -> tuple[Occasion, ...]:
    """One of PRESETS."""
    file = files("sejuk.files") / "data" / f"calendar_{name.replace('-', '_')}.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["occasion"]
    return tuple(msgspec.convert(row, Occasion) for row in rows)


def _occasion(table: Table, row: Row) -> Occasion:
    first = _date(table, row, "first")
    last = _date(table, row, "last") if row["last"] else first
    if last < first:
        raise table.bad_value(row, "last", f"{first} …")
    factor = number(table, row, "factor", low=0, high=MOST_FACTOR, expected=f"0 … {MOST_FACTOR:g}")
    return Occasion(
        name=clean_name(row["name"]) or "?",
        first=first,
        last=last,
        factor=factor,
        area=row["area"] or None,
    )


def _date(table: Table, row: Row, name: str) -> date:
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise table.bad_value(row, name, _DATE) from None


def _from_icalendar(path: Path, zone: str) -> tuple[Occasion, ...]:
    text = read_text(path, max_megabytes=5)
    try:
        calendar = icalendar.Calendar.from_ical(text)
        events = calendar.walk("VEVENT")
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise _unreadable(path, str(error)) from None
    if not events:
        raise _unreadable(path, "VEVENT?")
    return tuple(_event(path, event, ZoneInfo(zone)) for event in events)


def _event(path: Path, event: icalendar.Component, zone: ZoneInfo) -> Occasion:
    name = clean_name(str(event.get("summary", ""))) or "?"
    if "RRULE" in event or "RDATE" in event:
        raise _unreadable(path, f"{name}: RRULE")
    try:
        first = _local(event.decoded("dtstart"), zone)
        last = _last(event, first, zone)
        factor = float(str(event.get("x-sejuk-factor", USUAL_FACTOR)))
    except (KeyError, ValueError, TypeError) as error:
        raise _unreadable(path, f"{name}: {error}") from None
    if not 0 <= factor <= MOST_FACTOR:
        raise _unreadable(path, f"{name}: X-SEJUK-FACTOR 0 … {MOST_FACTOR:g}")
    return Occasion(name=name, first=first, last=max(last, first), factor=factor)


def _last(event: icalendar.Component, first: date, zone: ZoneInfo) -> date:
    """DTEND is the first moment, or day, that is no part of the event (RFC 5545, 3.6.1)."""
    if "DURATION" in event:
        end = event.decoded("dtstart") + event.decoded("duration")
    elif "DTEND" in event:
        end = event.decoded("dtend")
    else:
        return first
    if isinstance(end, datetime):
        return _local(end - timedelta(seconds=1), zone)
    return _local(end, zone) - timedelta(days=1)


def _local(moment: object, zone: ZoneInfo) -> date:
    """The district's date; a time without a zone is the district's own."""
    if isinstance(moment, datetime):
        return (moment.astimezone(zone) if moment.tzinfo else moment).date()
    if isinstance(moment, date):
        return moment
    raise TypeError(type(moment).__name__)


def _unreadable(path: Path, detail: str) -> ProblemError:
    return refuse("calendar_unreadable", file=path.name, detail=shown(detail))
