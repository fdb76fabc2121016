"""`sejuk sense tension`: a district's tension from a file of reports."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sejuk.app.context import Progress, clock
from sejuk.cycle import sense_district
from sejuk.files.calendar import read_calendar
from sejuk.files.district import load_district
from sejuk.files.incidents import incident_kinds
from sejuk.files.reports import ReadReports, read_reports
from sejuk.model.report import Occasion, Signals
from sejuk.sensing.tension import Sensed


class SenseOptions(msgspec.Struct, frozen=True, kw_only=True):
    district: Path
    reports: Path
    calendar: Path | None = None
    at: datetime | None = None
    """The moment as of which to look; None: now."""


class SensedFile(msgspec.Struct, frozen=True, kw_only=True):
    district: str
    at: datetime
    read: ReadReports
    sensed: Sensed


def sense_tension(options: SenseOptions, progress: Progress) -> SensedFile:
    """Read, link, sense. Raises what `load_district`, `read_reports`, `read_calendar` raise."""
    progress("read", 0.0)
    district = load_district(options.district)
    now = clock()
    at = options.at or now
    occasions: tuple[Occasion, ...] = ()
    if options.calendar is not None:
        occasions = read_calendar(options.calendar, district.zone)
    read = read_reports(options.reports, district, max(now, at))
    progress("sense", 0.5)
    sensed = sense_district(
        district, Signals(reports=read.reports), incident_kinds(), at, occasions=occasions
    )
    progress("sense", 1.0)
    return SensedFile(district=district.name, at=at, read=read, sensed=sensed)


def tension_json(found: SensedFile) -> bytes:
    """All of it: areas with their terms, and what was left out of the file, by reason."""
    sensed, read = found.sensed, found.read
    page = {
        "format": "sejuk tension 1",
        "district": found.district,
        "at": found.at,
        "reference_per_day": sensed.reference,
        "areas": [
            {
                "area": area.area,
                "tension": area.mean,
                "low": area.low,
                "high": area.high,
                "level": area.level,
                "rise_probability": area.rise_probability,
                "incidents": area.incidents,
                "thin": area.thin,
                "terms": {term.code: term.amount for term in area.terms},
            }
            for area in sensed.areas
        ],
        "incidents": len(sensed.incidents),
        "reports": {
            "rows": read.rows,
            "repeated": read.repeated,
            "outside": read.outside + sensed.outside,
            "later": sensed.later,
            "refuted": sensed.refuted,
            "without_weight": sensed.without_weight,
            "counted": read.rows - read.repeated - read.outside - sensed.left_out,
        },
        "ignored_columns": read.ignored,
        "outages": sensed.outages,
        "weeks": {"neighbourhoods": sensed.neighbourhoods, "borders": sensed.borders},
    }
    return msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n"
