"""The week's figures for the public: counted by the day on which something became known.

Once a week, whole weeks, each once: no two tables of a group share a day, so that there is nothing
to subtract. Within a table `disclosure.py` withholds what is small and what would give it away.

Each group parts its events in two, so that its rows and columns add up to something: a table of
unlike things has totals that mean nothing, and two tables of which one is never above the other
(concerns received, concerns answered) say more together than either does alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec
import numpy as np

from sejuk.disclosure import Table, publish
from sejuk.engagement.weeks import WEEK
from sejuk.model.public_page import Figures, Group, GroupTable, Row

OUTCOME_DAYS: dict[Group, int] = {Group.VISITS: 0, Group.CONCERNS: 7, Group.CLAIMS: 7}
"""Days after which it is known on which side something falls: the table of a week tells of events
that became known so much earlier."""
NOWHERE = ""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One event, as far as it is counted."""

    day: date
    """On which it became known, by the district's clock."""
    area: str
    is_with: bool
    """With a dialogue, or answered in time."""


def days_of(group: Group, week: date) -> tuple[date, date]:
    """The days, first and one after the last, that the week's table of a group counts."""
    ago = timedelta(days=OUTCOME_DAYS[group])
    return week - ago, week - ago + WEEK


def week_figures(
    district: str,
    week: date,
    areas: Sequence[str],
    known: Mapping[Group, Iterable[Known]],
    earlier: Sequence[Figures] = (),
) -> Figures:
    """What may be published of the week that begins on this Monday.

    Args:
        areas: ids of the neighbourhoods; events elsewhere are counted together.
        known: events of each group; those of other days do not count.
        earlier: what was published of this district before.

    Raises ValueError for a week that shares days with one of `earlier`.
    """
    if week.weekday() != 0:
        raise ValueError("a week begins on a Monday")
    if any(one.first < week + WEEK and week < one.until for one in earlier):
        raise ValueError("a day is published once")
    rows = (*areas, NOWHERE)
    tables = tuple(_table(group, week, rows, known.get(group, ())) for group in Group)
    return Figures(district=district, first=week, until=week + WEEK, areas=rows, groups=tables)


def _table(group: Group, week: date, areas: Sequence[str], known: Iterable[Known]) -> GroupTable:
    first, until = days_of(group, week)
    row_of = {area: n for n, area in enumerate(areas)}
    counts = np.zeros((len(areas), 2, 7), np.int64)
    for one in known:
        if first <= one.day < until:
            row = row_of.get(one.area, row_of[NOWHERE])
            counts[row, 0 if one.is_with else 1, (one.day - first).days] += 1
    rows = _rows(publish(counts, 0, 7))
    return GroupTable(group=group, first=first, until=until, rows=rows)


def _rows(table: Table) -> tuple[Row, ...]:
    def number(row: int, column: int) -> int | None:
        return int(table.values[row, column]) if table.shown[row, column] else None

    return tuple(
        (number(row, 0), number(row, 1), number(row, 2)) for row in range(len(table.values))
    )
