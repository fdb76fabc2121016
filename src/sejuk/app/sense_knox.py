"""`sejuk sense knox`: how near in space and time pairs of events are, beside chance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.files.scan.events import read_knox_events
from sejuk.files.scan.settings import read_knox_settings
from sejuk.sensing.knox import KnoxBands, Metric, knox

Number = float | None


class KnoxPage(msgspec.Struct, frozen=True, kw_only=True):
    """Tables have a row for each band of space and a column for each band of time."""

    space_bands_m: tuple[float, ...]
    time_bands_days: tuple[float, ...]
    """Lower edges; the last band has no upper one."""
    events: int
    observed: tuple[tuple[int, ...], ...]
    expected: tuple[tuple[float, ...], ...]
    ratio: tuple[tuple[Number, ...], ...]
    """None where none are expected."""
    p: tuple[tuple[float, ...], ...]
    replicates: int
    seed: int


def knox_file(events: Path, settings: Path) -> KnoxPage:
    """The table. Raises ProblemError: those of the readers."""
    asked = read_knox_settings(settings)
    found = read_knox_events(events)
    bands = KnoxBands(space=asked.space, time=asked.time, metric=Metric(asked.metric.value))
    table = knox(found.points, found.days, bands, replicates=asked.replicates, seed=asked.seed)
    ratio = table.ratio
    return KnoxPage(
        space_bands_m=asked.space,
        time_bands_days=asked.time,
        events=len(found.days),
        observed=_rows(table.observed),
        expected=_rows(table.expected),
        ratio=tuple(tuple(None if np.isnan(r) else float(r) for r in row) for row in ratio),
        p=_rows(table.p),
        replicates=asked.replicates,
        seed=asked.seed,
    )


def _rows(table: NDArray[Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in table.tolist())
