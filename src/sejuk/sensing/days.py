"""Days that end now: so that the last one is whole, and the next one is the 24 hours to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Incident

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

DAY = timedelta(days=1)


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """Day d of `count` begins (count − d) · 24 hours before `now`; day `count` is the one to come.

    Each is known by the date on which its middle lies.
    """

    now: datetime
    zone: str
    count: int

    def of(self, moments: Floats) -> Whole:
        """[…] day of each moment, given in seconds since 1970; below 0: before the first."""
        ago = (self.now.timestamp() - moments) / DAY.total_seconds()
        return np.asarray(self.count - 1 - np.floor(ago), np.int64)

    def of_date(self, day: date) -> int:
        """The day whose middle lies on that date."""
        return self.count - 1 - (self.date(self.count - 1) - day).days

    def date(self, index: int) -> date:
        """Of the middle of a day."""
        return (self.begins(index) + DAY / 2).astimezone(ZoneInfo(self.zone)).date()

    def begins(self, index: int) -> datetime:
        return self.now - DAY * (self.count - index)

    def weekdays(self) -> Whole:
        """[count + 1] 0 … 6, the day to come included."""
        first = self.date(0).weekday()
        return (first + np.arange(self.count + 1, dtype=np.int64)) % 7

    def overlap(self, begins: datetime, ends: datetime) -> Floats:
        """[count + 1] part of each day that lies between the two moments."""
        first = (begins - self.begins(0)) / DAY
        last = (ends - self.begins(0)) / DAY
        day = np.arange(self.count + 1)
        inside = np.minimum(last, day + 1) - np.maximum(first, day)
        return np.asarray(np.clip(inside, 0.0, 1.0), np.float64)


def days_known(incidents: Sequence[Incident], now: datetime, zone: str, most: int) -> Days:
    """Days since the first incident, no more than `most`: before it nobody may have listened."""
    first = min((incident.began for incident in incidents), default=now)
    return Days(now=now, zone=zone, count=min((now - first) // DAY + 1, most))
