"""The clock of a turn: it stands until it is set, and never goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sejuk.app.demo_night.step_clock import StepClock

FOUR = datetime(2024, 11, 28, 9, tzinfo=UTC)


def test_a_step_clock() -> None:
    clock = StepClock(FOUR)
    assert (clock.now(), clock.now()) == (FOUR, FOUR)
    clock.set(FOUR + timedelta(hours=1))
    clock.set(FOUR)
    assert clock.now() == FOUR + timedelta(hours=1)
