"""The load of a city's night, as `benchmarks/load.py` makes it; half an hour of it in the soak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.load import measure


@pytest.mark.soak
def test_a_short_night_loses_nothing(tmp_path: Path) -> None:
    """Twenty units for seconds: that the harness counts right, and no figure."""
    found = measure(tmp_path, units=20, seconds=6, ceiling_seconds=1)
    assert (found.refused, found.unacknowledged) == (0, 0)
    # The roll-calls, at least one fix each but for the last units, and observations.
    assert found.events >= 20 + 10
    assert found.live.count > 0


@pytest.mark.soak
def test_half_an_hour_of_a_city(tmp_path: Path, figure: Callable[[str], None]) -> None:
    """The figures are printed; what is asserted is no time, but that nothing is lost or leaks."""
    found = measure(tmp_path, units=200, seconds=1800)
    push, (before, after) = found.push, found.memory_mb
    figure(
        f"{found.units} units × 1 fix/10 s, 50 observations and 20 photos a minute, "
        f"{found.minutes:.0f} min: {found.events:,} events and {found.photos} photos acknowledged, "
        f"{found.unacknowledged} waiting, {found.refused} refused; "
        f"push p50 {push.p50:.0f}, p95 {push.p95:.0f}, p99 {push.p99:.0f} ms (target p95 300), "
        f"while the disk took p95 {found.disk.p95:.0f} ms and a bare timer was p95 "
        f"{found.wake.p95:.0f} ms late; live p95 {found.live.p95:.0f} ms; "
        f"memory {before:.0f} → {after:.0f} MB, {found.memory_growth:+.1%} (target 10 %); "
        f"server {found.server_cores:.2f} cores; "
        f"ceiling {found.ceiling_per_second:,.0f} durable events a second"
    )
    assert (found.refused, found.unacknowledged) == (0, 0)
    assert found.memory_growth <= 0.10
