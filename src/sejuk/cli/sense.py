"""`sejuk sense tension` and `sejuk sense alarms`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.options import AsJson
from sejuk.cli.talk import give, progress_on_stderr
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.sense_alarms import WarnedFile
    from sejuk.app.sense_tension import SensedFile, SenseOptions


DistrictFolder = Annotated[
    Path, Parameter(name="--district", help="Folder wilayah. A district's folder.")
]
ReportsFile = Annotated[
    Path, Parameter(name="--reports", help="Laporan (CSV). Reports of residents and others.")
]
CalendarFile = Annotated[
    Path | None,
    Parameter(
        name="--calendar",
        help="Hari penting: CSV, iCalendar (.ics), jakarta-2024. Days that matter.",
    ),
]
AtText = Annotated[
    str | None,
    Parameter(
        name="--at",
        help="Saat yang dilihat, 2024-11-28T22:00+07:00; bawaan: kini. As of; default: now.",
    ),
]


def tension_command(
    *,
    district: DistrictFolder,
    reports: ReportsFile,
    calendar: CalendarFile = None,
    at: AtText = None,
    as_json: AsJson = False,
) -> None:
    """Suhu setiap RW dan batas, dengan alasannya. Tension of each area, with its reasons."""
    from sejuk.app.sense_tension import sense_tension, tension_json

    options = _options(district, reports, calendar, at)
    with progress_on_stderr() as progress:
        found = sense_tension(options, progress)
    give(tension_json(found) if as_json else table(found))


def alarms_command(
    *,
    district: DistrictFolder,
    reports: ReportsFile,
    calendar: CalendarFile = None,
    at: AtText = None,
    as_json: AsJson = False,
) -> None:
    """Peringatan dini, dengan anggaran kelirunya. Early warnings, and how often they may err."""
    from sejuk.app.sense_alarms import alarms_json, sense_alarms

    options = _options(district, reports, calendar, at)
    with progress_on_stderr() as progress:
        found = sense_alarms(options, progress)
    give(alarms_json(found) if as_json else warnings_table(found))


def _options(district: Path, reports: Path, calendar: Path | None, at: str | None) -> SenseOptions:
    from sejuk.app.sense_tension import SenseOptions

    return SenseOptions(
        district=district,
        reports=reports,
        calendar=calendar,
        at=None if at is None else read_moment(at),
    )


def read_moment(text: str) -> datetime:
    """`2024-11-28T22:00+07:00`. Raises `bad_option`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1970 <= found.year <= 2999:
        expected = "2024-11-28T22:00+07:00"
        raise refuse("bad_option", option="--at", value=text[:40], expected=expected)
    return found


def table(found: SensedFile) -> str:
    """A row for each area, the warmest first, and what was left out."""
    areas = sorted(found.sensed.areas, key=lambda a: (-a.mean, a.area))
    lines = [f"{'wilayah':>12} {'suhu':>5} {'80 %':>9} {'tingkat':>10}  kejadian  karena"]
    for area in areas:
        reasons = ", ".join(f"{term.code} {term.amount:+.1f}" for term in area.terms)
        thin = " data tipis" if area.thin else ""
        between = f"{area.low:.0f}–{area.high:.0f}"
        lines.append(
            f"{area.area:>12} {area.mean:>5.1f} {between:>9} {area.level:>10} "
            f"{area.incidents:>9}  {reasons}{thin}"
        )
    sensed, read = found.sensed, found.read
    lines.append(
        f"{read.rows} baris, {len(sensed.incidents)} kejadian; tidak ikut / left out: "
        f"{read.repeated} sama / repeated, {read.outside + sensed.outside} di luar / outside, "
        f"{sensed.later} belum diketahui / not known yet, {sensed.refuted} tidak benar / refuted, "
        f"{sensed.without_weight} tanpa bobot / without weight"
    )
    return "\n".join(lines)


def warnings_table(found: WarnedFile) -> str:
    """A line for each warning, what endangers lives first, and the budget."""
    lines = [
        f"Bahaya jiwa / severity 5: {one.stream} di {', '.join(one.areas)}, {one.since}"
        for one in found.severe
    ]
    for one in found.rises:
        scan = "" if one.p is None else f"; pemindaian p = {one.p:.3f}"
        lines.append(
            f"Peringatan dini: {one.stream} di {', '.join(one.areas)}, {one.since} – {one.until}: "
            f"{one.observed} kejadian, biasanya {one.expected:.1f}{scan}"
        )
    if not lines:
        lines.append("Tidak ada peringatan dini. No early warning.")
    lines.append(
        f"Anggaran: satu peringatan keliru tiap {found.false_alarm_days:.0f} hari. "
        f"One false warning in {found.false_alarm_days:.0f} days."
    )
    return "\n".join(lines)
