"""How many concerns were about the conduct of officers, in four weeks, for those who oversee them.

Everybody knows how many concerns there were in a published week. So a count of some of them gives
away the rest: it may be told only where both could be, and where neither follows for any week
(`disclosure.py`). Blocks of four weeks begin with the first published week and share no day, so
that no two bundles can be subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec
import numpy as np

from sejuk.disclosure import LEAST, Ints, Table, is_safe, with_totals

WEEKS = 4
DAYS = WEEKS * 7
CONDUCT, OTHER, TOTAL = 0, 1, 2
"""Rows of the table."""


class ConductCount(msgspec.Struct, frozen=True, kw_only=True):
    """Of the concerns that became known on the days first … the day before `until`."""

    first: date
    until: date
    about_conduct: int | None
    """None: withheld, because it or another number would be small."""


def conduct_counts(
    first: date, until: date, known: Iterable[tuple[date, bool]]
) -> Iterator[ConductCount]:
    """One count for each whole block.

    Args:
        first: day with which the first block begins.
        until: day up to which weeks are published.
        known: of each concern the day on which it became known, and whether it is about conduct.
    """
    blocks = max(0, (until - first).days // DAYS)
    counts = np.zeros((blocks, 2, 1, DAYS), np.int64)
    for day, about_conduct in known:
        block, place = divmod((day - first).days, DAYS)
        if 0 <= block < blocks:
            counts[block, CONDUCT if about_conduct else OTHER, 0, place] += 1
    for number, cells in enumerate(counts):
        begins = first + timedelta(days=DAYS * number)
        weeks = [_table(cells, 7 * week, 7 * week + 7, TOTAL) for week in range(WEEKS)]
        told = int(cells[0].sum())
        is_told = told >= LEAST and is_safe(cells, [*weeks, _table(cells, 0, DAYS, CONDUCT)])
        yield ConductCount(
            first=begins,
            until=begins + timedelta(days=DAYS),
            about_conduct=told if is_told else None,
        )


def _table(cells: Ints, first: int, until: int, row: int) -> Table:
    """What is known of some days: one of the sums, where it is not small."""
    full = with_totals(cells[:, :, first:until].sum(axis=2))
    shown = np.zeros(full.shape, np.bool_)
    shown[row] = full[row] >= LEAST
    return Table(first=first, until=until, values=np.where(shown, full, 0), shown=shown)
