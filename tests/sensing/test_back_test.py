"""One day ahead on a real stream: better than plain means, and as sure as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.tension import back_test, read_stream


@pytest.mark.parametrize("cell", [1000.0, 1500.0])
def test_chicago(shared: Path, cell: float) -> None:
    """Targets of sensing; the figures as measured stand in `docs/explanation/tension.md`."""
    events = shared / "events" / "chicago_residential_burglary_2016_feb_dec.csv"
    found: dict[str, Any] = back_test(read_stream(events, cell))
    assert found["better_than_mean"] > 0
    assert found["better_than_week"] > 0
    assert 75 <= found["covered_80_percent"] <= 88
    # Near repeats of burglaries are real (Townsley, Homel & Chaseling 2003), and are found.
    assert found["echo"] > 0
