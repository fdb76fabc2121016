"""Which weeks are over and to be published. Without numerics, which a server does not wait for."""

from __future__ import annotations

from datetime import date, timedelta

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks_due(begun: date, published_until: date | None, today: date) -> list[date]:
    """Mondays of the whole weeks that are over and not published yet, the first one first.

    Args:
        begun: the first day of the record.
        published_until: the Monday after the last week that was; None: none was.
    """
    first = monday(begun) if published_until is None else published_until
    count = max(0, (monday(today) - first).days // 7)
    return [first + n * WEEK for n in range(count)]
