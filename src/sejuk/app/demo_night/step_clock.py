"""A clock that stands until it is set, for a night as fast as it computes."""

from __future__ import annotations

from datetime import datetime


class StepClock:
    """Read by the threads of a server, set by one. It never goes back."""

    def __init__(self, at: datetime) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def set(self, at: datetime) -> None:
        """To this moment, unless it is over."""
        self._now = max(self._now, at)
