"""The shift and its blocks. Inside a plan every time is whole seconds after the shift's start."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sejuk.problems import refuse

ZONE_LABEL = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """From `start` on `date` to `end`, which is the next day when it is not after `start`."""

    date: date
    start: time
    end: time
    zone: str = "Asia/Jakarta"

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise refuse("shift_of_zero_length", start=self.start.strftime("%H:%M"))

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.date, self.start, ZoneInfo(self.zone))

    @property
    def seconds(self) -> int:
        ends_on = self.date + timedelta(days=self.end <= self.start)
        ends = datetime.combine(ends_on, self.end, ZoneInfo(self.zone))
        return int((ends - self.begins).total_seconds())

    def at(self, seconds: int) -> datetime:
        """The local moment that lies so many seconds after the start."""
        return self.begins + timedelta(seconds=int(seconds))

    @property
    def zone_label(self) -> str:
        return ZONE_LABEL.get(self.zone, self.zone)


def block_bounds(
    shift_seconds: int, *, block_minutes: int, short_shift_minutes: int
) -> tuple[int, ...]:
    """Bounds of the blocks in seconds: halves of a short shift, else blocks of `block_minutes`.

    A remainder shorter than half a block joins the last one. PLANNING.md, defaults table.
    """
    if shift_seconds <= short_shift_minutes * 60:
        return (0, shift_seconds // 2, shift_seconds)
    block = block_minutes * 60
    whole, rest = divmod(shift_seconds, block)
    count = whole + (2 * rest >= block)
    return (*(i * block for i in range(max(count, 1))), shift_seconds)
