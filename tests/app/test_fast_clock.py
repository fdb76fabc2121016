"""The clock of a demonstration: as fast as asked, never back, and at last as fast as time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sejuk.app.context import clock
from sejuk.app.demo_night.fast_clock import FastClock


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the machine's clock shows; to be changed by the test."""
    shown = [100.0]
    monkeypatch.setattr("sejuk.app.demo_night.fast_clock.time.monotonic", lambda: shown[0])
    return shown


def test_a_fast_clock(seconds: list[float]) -> None:
    fast = FastClock()
    assert abs(fast.now() - clock()) < timedelta(seconds=5)
    fast.start(60, clock() + timedelta(hours=3))
    begun = fast.now()
    seconds[0] += 60  # a minute is an hour
    assert abs(fast.now() - begun - timedelta(hours=1)) < timedelta(seconds=1)
    seconds[0] += 120
    end = fast.now()
    assert abs(end - begun - timedelta(hours=3)) < timedelta(seconds=1)
    seconds[0] += 60  # the night is over: a minute is a minute
    assert abs(fast.now() - end - timedelta(minutes=1)) < timedelta(seconds=1)
    assert fast.speed == 1.0
    seconds[0] += 60
    assert abs(fast.now() - end - timedelta(minutes=2)) < timedelta(seconds=1)


def test_a_slow_clock_jumps_nowhere(seconds: list[float]) -> None:
    slow = FastClock()
    slow.start(0.5, clock() + timedelta(minutes=1))
    begun = slow.now()
    seconds[0] += 119  # of two minutes that one takes
    assert abs(slow.now() - begun - timedelta(seconds=59.5)) < timedelta(seconds=0.5)
    seconds[0] += 2
    assert abs(slow.now() - begun - timedelta(seconds=61)) < timedelta(seconds=0.5)
