"""A clock that runs faster than time, for showing a night in minutes; and then as fast as time."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

from sejuk.app.context import clock


class FastClock:
    """Shows real time until `start`; from then on `speed` times as fast, until `ends`."""

    def __init__(self) -> None:
        self.speed = 1.0
        self._begun: datetime | None = None
        self._since = 0.0
        self._ends = timedelta.max
        self._lock = threading.Lock()

    def start(self, speed: float, ends: datetime) -> None:
        """From now on, until the clock itself shows `ends`."""
        with self._lock:
            begun = clock()
            self._ends, self._since = ends - begun, time.monotonic()
            self.speed, self._begun = speed, begun

    def now(self) -> datetime:
        """In UTC. It never goes back."""
        with self._lock:
            return self._now()

    def _now(self) -> datetime:
        if self._begun is None:
            return clock()
        real = timedelta(seconds=time.monotonic() - self._since)
        if real < self._ends / self.speed:
            return self._begun + real * self.speed
        # Once the night is over, sessions and alarms go by real time again.
        self.speed, rest = 1.0, real - self._ends / self.speed
        self._begun += self._ends
        self._since += (real - rest).total_seconds()
        self._ends = timedelta.max
        return self._begun + rest
