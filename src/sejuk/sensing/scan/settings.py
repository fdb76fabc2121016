"""How a scan looks: which windows, what is too small or too large, how many replicates."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Engine(StrEnum):
    """What draws and searches the replicates; both find the same."""

    FASTEST = "fastest"
    """Kernels where numba is to be had, else numpy."""
    KERNELS = "kernels"
    NUMPY = "numpy"


class ScanSettings(msgspec.Struct, frozen=True, kw_only=True):
    """SaTScan's defaults, but for the longest window. Only more than expected is sought."""

    min_window: int = 1
    max_window: int = 14
    """Days (or whatever the columns of the counts are) of the shortest and longest window."""
    min_cases: int = 2
    """A cluster has at least so many."""
    max_fraction: float = 0.5
    """No zone has more than this of all cases, or of the population where there is one."""
    replicates: int = 999
    retrospective: bool = False
    """Windows may end on any day; otherwise on the last one alone."""
    engine: Engine = Engine.FASTEST

    def __post_init__(self) -> None:
        if not 1 <= self.min_window <= self.max_window:
            raise ValueError("windows must have 1 ≤ min_window ≤ max_window days")
        if self.min_cases < 1:
            raise ValueError("a cluster must have at least one case")
        if not 0 < self.max_fraction <= 1:
            raise ValueError("max_fraction must lie above 0 and not above 1")
        if self.replicates < 0:
            raise ValueError("replicates must not be negative")
