"""The weekly review: its sums are those of its nights, it fits two pages, it claims no effect."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.night import NightFacts, Share
from sejuk.model.week_account import AreaWeek, ConcernsWeek, WarningsWeek, WeekAccount
from sejuk.operations.account import account_of
from sejuk.reporting.papers.review import CHANGES, changes, review_pdf, review_words, shade
from tests.reporting.nights import DISTRICT, any_night, facts


def area(number: int = 1, **more: object) -> AreaWeek:
    hood = DISTRICT.neighbourhoods[number % 6]
    fields: dict[str, object] = {
        "id": str(number),
        "title": hood.name,
        "rings": hood.rings,
        "visits": 2,
        "before": 3,
        "minutes": 55.0,
        "per_1000": None,
        "gap_days": 1,
    }
    return AreaWeek(**{**fields, **more})  # type: ignore[arg-type]


def week(*nights: NightFacts, **more: object) -> WeekAccount:
    fields: dict[str, object] = {
        "district": "Kampung Contoh",
        "synthetic": True,
        "first": date(2024, 11, 25),
        "nights": tuple(map(account_of, nights)),
        "areas": tuple(area(n) for n in range(6)),
        "concerns": ConcernsWeek(came=0, followed_up=0, answered=0, overdue=0),
        "claims": Share(done=0, of=0),
        "heard": 0,
        "warnings": WarningsWeek(raised=0, confirmed=0, declined=0),
    }
    return WeekAccount(**{**fields, **more})  # type: ignore[arg-type]


@settings(max_examples=20)
@given(st.lists(any_night, max_size=4))
def test_the_sums_are_those_of_the_nights(nights: list[NightFacts]) -> None:
    found = week(*nights)
    words = review_words(found)
    rows, sums = words["nights"], words["sums"]
    assert isinstance(rows, list)
    assert isinstance(sums, list)
    for column in (1, 3, 5, 6):
        each = [int(str(row[column])) for row in rows if isinstance(row, list)]
        assert int(str(sums[column])) == sum(each)
    assert len(rows) == len(nights)
    assert sums[2] == f"{found.points.done}/{found.points.of}"


def test_it_names_what_fell_short_and_leaves_the_rest_to_people() -> None:
    found = week(
        facts(),
        areas=(area(1, gap_days=None), area(2, gap_days=8), area(3, gap_days=7)),
        concerns=ConcernsWeek(came=3, followed_up=2, answered=1, overdue=1),
    )
    told = tuple(changes(found))
    assert len(told) == CHANGES
    assert "RW 02 Lor dan RW 03 Lor." in told[0]
    assert told[1].startswith("1 keluhan lewat tenggat")
    assert told[2].startswith("4 dari 4 titik")
    assert all("[diisi]" in line for line in told)
    assert tuple(changes(week())) == ("[diisi]",) * CHANGES


@pytest.mark.parametrize(
    ("visits", "index"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (99, 4)]
)
def test_shades(visits: int, index: int) -> None:
    assert shade(visits) == index


def test_it_claims_no_effect() -> None:
    words = msgspec.json.encode(review_words(week(facts()))).decode()
    assert "belum dapat disimpulkan" in words
    assert "berhasil" not in words.lower()


def test_a_large_district_and_seven_nights_fit_two_pages() -> None:
    """99 neighbourhoods with long names."""
    areas = tuple(area(n, title=f"RW {n} Kelurahan Kampung Rawa Selatan") for n in range(99))
    pdf = review_pdf(week(*[facts()] * 7, areas=areas))
    assert pdf == review_pdf(week(*[facts()] * 7, areas=areas))
    assert re.findall(rb"/Count (\d+)", pdf) == [b"2"]
