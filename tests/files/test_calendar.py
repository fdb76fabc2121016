"""Occasions: the preset, CSV, and iCalendar as calendars export it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sejuk.files.calendar import PRESETS, USUAL_FACTOR, preset_calendar, read_calendar
from sejuk.model.report import Occasion
from sejuk.problems import ProblemError

ZONE = "Asia/Jakarta"


def written(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def event(*lines: str) -> str:
    inner = "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inner}\r\nEND:VCALENDAR\r\n"


def test_jakarta_2024() -> None:
    """The dates of GLOSSARY.md, last lines."""
    days = {o.name: (o.first.isoformat(), o.last.isoformat()) for o in preset_calendar(PRESETS[0])}
    assert days == {
        "Hari tenang": ("2024-11-24", "2024-11-26"),
        "Pemungutan suara": ("2024-11-27", "2024-11-27"),
        "Rekapitulasi": ("2024-11-28", "2024-12-16"),
        "Pleno provinsi": ("2024-12-07", "2024-12-08"),
        "Pengajuan sengketa ke MK": ("2024-12-09", "2024-12-11"),
    }
    assert all(o.factor > 1 for o in preset_calendar(PRESETS[0]))
    assert read_calendar(Path("jakarta-2024"), ZONE) == preset_calendar(PRESETS[0])


def test_csv(tmp_path: Path) -> None:
    text = (
        "nama;mulai;sampai;faktor;wilayah\nPleno;2024-12-07;2024-12-08;1,5;\nPSU;2024-12-05;;2;7\n"
    )
    assert read_calendar(written(tmp_path, "k.csv", text), ZONE) == (
        Occasion(name="Pleno", first=date(2024, 12, 7), last=date(2024, 12, 8), factor=1.5),
        Occasion(name="PSU", first=date(2024, 12, 5), last=date(2024, 12, 5), factor=2, area="7"),
    )


@pytest.mark.parametrize(
    ("lines", "first", "last", "factor"),
    [
        # A day that ends where the next begins (RFC 5545, 3.6.1).
        (("DTSTART;VALUE=DATE:20241207", "DTEND;VALUE=DATE:20241209"), 7, 8, USUAL_FACTOR),
        (("DTSTART;VALUE=DATE:20241207",), 7, 7, USUAL_FACTOR),
        (("DTSTART;VALUE=DATE:20241207", "DURATION:P3D"), 7, 9, USUAL_FACTOR),
        # 18.00 UTC is the next day in Jakarta; midnight there ends the day before.
        (("DTSTART:20241207T180000Z", "DTEND:20241208T170000Z"), 8, 8, USUAL_FACTOR),
        (("DTSTART;VALUE=DATE:20241207", "X-SEJUK-FACTOR:2.5"), 7, 7, 2.5),
    ],
)
def test_icalendar(
    tmp_path: Path, lines: tuple[str, ...], first: int, last: int, factor: float
) -> None:
    file = written(tmp_path, "k.ics", event("UID:1", "SUMMARY:Pleno", *lines))
    (found,) = read_calendar(file, ZONE)
    assert found == Occasion(
        name="Pleno", first=date(2024, 12, first), last=date(2024, 12, last), factor=factor
    )


BAD = [
    ("k.csv", "nama,mulai,faktor\nx,kemarin,1\n", "bad_value"),
    ("k.csv", "nama,mulai,sampai,faktor\nx,2024-12-08,2024-12-07,1\n", "bad_value"),
    ("k.csv", "nama,mulai,faktor\nx,2024-12-08,11\n", "bad_value"),
    ("k.csv", "nama,mulai,faktor,partai\nx,2024-12-08,1,y\n", "forbidden_column"),
    ("k.ics", "ini bukan kalender\n", "calendar_unreadable"),
    ("k.ics", event("UID:1", "SUMMARY:tanpa tanggal"), "calendar_unreadable"),
    ("k.ics", event("DTSTART;VALUE=DATE:20241207", "RRULE:FREQ=DAILY"), "calendar_unreadable"),
    ("k.ics", event("DTSTART;VALUE=DATE:20241207", "X-SEJUK-FACTOR:99"), "calendar_unreadable"),
    ("k.ics", event("DTSTART;VALUE=DATE:20241207", "X-SEJUK-FACTOR:dua"), "calendar_unreadable"),
    ("k.ics", event("DTSTART:kemarin"), "calendar_unreadable"),
]


@pytest.mark.parametrize(("name", "text", "code"), BAD)
def test_refused(tmp_path: Path, name: str, text: str, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_calendar(written(tmp_path, name, text), ZONE)
    assert caught.value.code == code
