"""Numbers, times and dates as Indonesians and English readers write them.

Indonesian: `22.00`, `1,5`, `1.250`, `Kamis, 28 November 2024`; English: `22:00`, `1.5`,
`1,250`, `Thursday, 28 November 2024`. `language` is `id` or `en` throughout.
"""

from __future__ import annotations

from datetime import date, datetime

from sejuk.model.time import Shift

LANGUAGES = ("id", "en")

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
MINUS = "−"


def number(value: float, language: str, digits: int | None = None) -> str:
    """Grouped by thousands; without `digits` at most one decimal, none where it is whole."""
    if digits is None:
        digits = 0 if round(value, 1) == round(value) else 1
    text = f"{abs(value):,.{digits}f}"
    if language == "id":
        text = text.translate({ord(","): ".", ord("."): ","})
    negative = value < 0 and any(c in "123456789" for c in text)
    return MINUS + text if negative else text


def signed(value: float, language: str, digits: int | None = None) -> str:
    """A difference: `+3`, `−1,5`, `±0`."""
    text = number(value, language, digits)
    if not any(c in "123456789" for c in text):
        return "±0"
    return text if text.startswith(MINUS) else f"+{text}"


def clock(moment: datetime, language: str) -> str:
    """`22.05`; rounded down to the minute, as a watch shows it."""
    return f"{moment:%H.%M}" if language == "id" else f"{moment:%H:%M}"


def hours(shift: Shift, language: str) -> str:
    """`22.00–01.00 WIB`."""
    begins, ends = shift.at(0), shift.at(shift.seconds)
    return f"{clock(begins, language)}–{clock(ends, language)} {shift.zone_label}"


def long_date(day: date, language: str) -> str:
    """`Kamis, 28 November 2024`."""
    return (
        f"{DAYS[language][day.weekday()]}, {day.day} {MONTHS[language][day.month - 1]} {day.year}"
    )


def short_date(day: date, language: str) -> str:
    """`Kam 28 Nov`, for narrow table heads."""
    return f"{DAYS[language][day.weekday()][:3]} {day.day} {MONTHS[language][day.month - 1][:3]}"
