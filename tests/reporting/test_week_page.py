"""Several nights on one page."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from sejuk.model.district import District
from sejuk.model.plan import NeighbourhoodCover, Plan
from sejuk.reporting.week import area_rows, floor_met, week_page


def nights(plan: Plan, visits: list[list[int]]) -> tuple[Plan, ...]:
    """One plan per row of visits per neighbourhood."""
    return tuple(
        msgspec.structs.replace(
            plan,
            night=i,
            shift=msgspec.structs.replace(plan.shift, date=plan.shift.date + timedelta(days=i - 1)),
            cover=tuple(
                NeighbourhoodCover(id=str(h), visits=n, minutes=12.0 * n, passed=True)
                for h, n in enumerate(row, 1)
            ),
        )
        for i, row in enumerate(visits, 1)
    )


@pytest.mark.parametrize(
    ("visits", "met"),
    [
        ((1,), True),
        ((0,), False),
        ((0, 0, 1), True),
        ((1, 0, 0, 0, 0, 0, 0), True),
        ((1, 0, 0, 0, 0, 0, 0, 0), False),
        ((0, 0, 0, 1, 0, 0, 0, 0, 0, 0), True),
    ],
)
def test_floor_is_a_visit_in_every_seven_nights(visits: tuple[int, ...], met: bool) -> None:
    assert floor_met(visits) is met


def test_rows_count_visits_and_name_the_last(plan: Plan, district: District) -> None:
    rows = area_rows(nights(plan, [[1, 0, 0, 1, 1, 1], [2, 1, 0, 0, 0, 0]]), district)
    assert (rows[0].name, rows[0].ward, rows[0].visits, rows[0].total) == (
        "RW 01",
        "Lor",
        (1, 2),
        3,
    )
    assert rows[0].last.id == "Jum 29 Nov"
    assert rows[3].last.id == "Kam 28 Nov"
    assert rows[2].last.id == "belum"
    assert [r.floor_met for r in rows] == [True, True, False, True, True, True]


def test_page_links_each_night_and_counts_the_floor(plan: Plan, district: District) -> None:
    page = week_page(nights(plan, [[1, 0, 0, 1, 1, 1], [2, 1, 0, 0, 0, 0]]), district)
    assert 'href="malam-1/rencana.html"' in page
    assert 'href="malam-2/rencana.html"' in page
    assert "5 dari 6 RW dikunjungi paling sedikit sekali dalam 2 malam ini." in page
    assert "Kamis, 28 November 2024 – Jumat, 29 November 2024" in page


def test_page_takes_other_links(plan: Plan, district: District) -> None:
    page = week_page(nights(plan, [[1] * 6]), district, links=("a b/<i>.html",))
    assert 'href="a b/&lt;i&gt;.html"' in page
