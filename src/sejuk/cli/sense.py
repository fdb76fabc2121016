"""`sejuk sense`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.options import AsJson
from sejuk.cli.talk import give, progress_on_stderr
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.sense_tension import SensedFile


def tension_command(
    *,
    district: Annotated[
        Path, Parameter(name="--district", help="Folder wilayah. A district's folder.")
    ],
    reports: Annotated[
        Path, Parameter(name="--reports", help="Laporan (CSV). Reports of residents and others.")
    ],
    calendar: Annotated[
        Path | None,
        Parameter(
            name="--calendar",
            help="Hari penting: CSV, iCalendar (.ics), jakarta-2024. Days that matter.",
        ),
    ] = None,
    at: Annotated[
        str | None,
        Parameter(
            name="--at",
            help="Saat yang dilihat, 2024-11-28T22:00+07:00; bawaan: kini. As of; default: now.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Suhu setiap RW dan batas, dengan alasannya. Tension of each area, with its reasons."""
    from sejuk.app.sense_tension import SenseOptions, sense_tension, tension_json

    options = SenseOptions(
        district=district,
        reports=reports,
        calendar=calendar,
        at=None if at is None else read_moment(at),
    )
    with progress_on_stderr() as progress:
        found = sense_tension(options, progress)
    give(tension_json(found) if as_json else table(found))


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
