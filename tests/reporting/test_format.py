"""Numbers, times and dates in both manners."""

from __future__ import annotations

from datetime import date, time

import pytest

from sejuk.model.time import Shift
from sejuk.reporting.format import clock, hours, long_date, number, short_date, signed


@pytest.mark.parametrize(
    ("value", "digits", "indonesian", "english"),
    [
        (0, None, "0", "0"),
        (1.5, None, "1,5", "1.5"),
        (2.0, None, "2", "2"),
        (2.04, None, "2", "2"),
        (1234567.25, 2, "1.234.567,25", "1,234,567.25"),
        (-0.04, None, "0", "0"),
        (-1.5, None, "−1,5", "−1.5"),
        (61.5, 0, "62", "62"),
    ],
)
def test_number(value: float, digits: int | None, indonesian: str, english: str) -> None:
    assert number(value, "id", digits) == indonesian
    assert number(value, "en", digits) == english


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "+3"), (-2.5, "−2,5"), (0, "±0"), (0.01, "±0"), (-0.01, "±0")]
)
def test_signed(value: float, shown: str) -> None:
    assert signed(value, "id") == shown


def test_glossary_examples() -> None:
    """`22.00 WIB` and `Kamis, 28 November 2024` are the glossary's own."""
    shift = Shift(date=date(2024, 11, 28), start=time(22), end=time(1))
    assert hours(shift, "id") == "22.00–01.00 WIB"
    assert hours(shift, "en") == "22:00–01:00 WIB"
    assert long_date(shift.date, "id") == "Kamis, 28 November 2024"
    assert long_date(shift.date, "en") == "Thursday, 28 November 2024"
    assert short_date(shift.date, "id") == "Kam 28 Nov"
    assert clock(shift.at(7500), "id") == "00.05"


@pytest.mark.parametrize(("zone", "label"), [("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")])
def test_other_zones(zone: str, label: str) -> None:
    shift = Shift(date=date(2024, 11, 28), start=time(22), end=time(1), zone=zone)
    assert hours(shift, "id").endswith(label)
