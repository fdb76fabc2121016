"""In which district a concern is, and what day it is there."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sejuk.app.districts import districts
from sejuk.model.role import meets
from sejuk.store.papers import PaperRow, Place, area_of_account, find_order

ELSEWHERE = "Asia/Jakarta"
"""The clock of a district whose map is gone."""


def district_of(place: Place, folder: Path, told: PaperRow) -> str | None:
    """Of a crew's report: that of its order, else of its author's area; None: more than one."""
    order = find_order(place, told.patrol) if told.patrol else None
    if order is not None:
        return str(order.area)
    area = area_of_account(place, told.author)
    found = [name for name in sorted(districts(folder)) if meets(area, name)]
    return found[0] if len(found) == 1 else None


def zone_of(folder: Path, district: str) -> ZoneInfo:
    """The district's zone."""
    known = districts(folder)
    return ZoneInfo(known[district].zone if district in known else ELSEWHERE)


def day_of(folder: Path, district: str, moment: datetime) -> date:
    """The district's date."""
    return moment.astimezone(zone_of(folder, district)).date()
