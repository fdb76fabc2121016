"""Counts of concerns about officers; that they give no small one away: `test_g02_…`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sejuk.engagement.conduct import DAYS, conduct_counts

BEGINS = date(2024, 11, 25)
Known = list[tuple[date, bool]]


def known(*weeks: tuple[int, int]) -> Known:
    """Of each week so many about conduct, and so many others, on its first day."""
    return [
        (BEGINS + timedelta(weeks=week), about)
        for week, (conduct, others) in enumerate(weeks)
        for about, count in ((True, conduct), (False, others))
        for _ in range(count)
    ]


def told(concerns: Known, weeks: int = 4) -> list[int | None]:
    until = BEGINS + timedelta(weeks=weeks)
    return [one.about_conduct for one in conduct_counts(BEGINS, until, concerns)]


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ([(6, 7)], 6),
        ([(2, 9), (1, 8), (3, 9), (2, 7)], 8),  # of a week alone each would be small
        ([(4, 20)], None),  # small itself
        ([(9, 1)], None),  # the week's total, 10, is public: at least 10 − 9 were others
        ([(9, 0), (0, 1)], 9),  # of the other week no total is public: it may have had the nine
        ([], None),
    ],
)
def test_what_is_told(weeks: list[tuple[int, int]], expected: int | None) -> None:
    assert told(known(*weeks)) == [expected]


def test_only_whole_blocks_and_each_day_once() -> None:
    concerns = known(*[(6, 7)] * 9)
    assert told(concerns, weeks=3) == []
    assert told(concerns, weeks=9) == [24, 24]
    blocks = list(conduct_counts(BEGINS, BEGINS + timedelta(weeks=9), concerns))
    assert blocks[0].until == blocks[1].first == BEGINS + timedelta(days=DAYS)
