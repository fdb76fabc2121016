"""Windows: the runs of days that are looked at."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.settings import ScanSettings

Ints = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.float64)


class Windows(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Ordered by length, then by first day: of equally good windows the first one is taken."""

    first: Ints
    last: Ints
    """[windows] days, both included."""

    def __len__(self) -> int:
        return len(self.first)

    def part(self, these: slice) -> Windows:
        return Windows(first=self.first[these], last=self.last[these])

    def from_day(self, day: int) -> Windows:
        """The same, where that day is the first."""
        return Windows(first=self.first - day, last=self.last - day)

    def sums(self, by_day: NDArray[Number]) -> NDArray[Number]:
        """[…, windows] from […, days]."""
        upto = np.zeros((*by_day.shape[:-1], by_day.shape[-1] + 1), by_day.dtype)
        np.cumsum(by_day, axis=-1, out=upto[..., 1:])
        return np.asarray(upto[..., self.last + 1] - upto[..., self.first])


def windows_of(days: int, settings: ScanSettings) -> Windows:
    """Of a study of so many days; none when it is shorter than the shortest window."""
    pairs = [
        (last - length + 1, last)
        for length in range(settings.min_window, min(settings.max_window, days) + 1)
        for last in (range(length - 1, days) if settings.retrospective else (days - 1,))
    ]
    first, last = np.array(pairs, np.int64).reshape(-1, 2).T
    return Windows(first=first, last=last)
