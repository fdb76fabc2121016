"""Which sightings belong to an area of the chain of command."""

from __future__ import annotations

from collections.abc import Iterable

from sejuk.model.role import covers, meets
from sejuk.store.papers import PaperRow, Place, areas_of_accounts

MOST_WAITING = 5000
"""Sightings that wait for a claim, of all areas, that are looked through."""


def sightings_here(place: Place, rows: Iterable[PaperRow], area: str) -> list[PaperRow]:
    """Those of an area: by the district that they name, else by the account that sent them.

    A neighbourhood `7` is another place in another district, so that its id alone says nothing; and
    a phone cannot name a district that its account is not of.
    """
    rows = list(rows)
    areas = areas_of_accounts(place, {row.author for row in rows})
    return [row for row in rows if _is_here(row.district, areas.get(row.author), area)]


def _is_here(named: str | None, of_account: str | None, area: str) -> bool:
    if named is not None and covers(of_account or "", named):
        return meets(named, area)
    return of_account is not None and meets(of_account, area)
