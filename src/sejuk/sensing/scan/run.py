"""A scan of any model: what was observed, what chance brings, the clusters."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.clusters import Expected, ScanResult, best_of_centres, clusters_of
from sejuk.sensing.scan.null import Null
from sejuk.sensing.scan.replicates import replicate_maxima
from sejuk.sensing.scan.score import Score
from sejuk.sensing.scan.search import Nest, Search, nest
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.windows import Windows
from sejuk.sensing.scan.zones import Zones

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WINDOWS_AT_ONCE = 256
"""A retrospective scan has thousands; so many fit the nearer memories of a core."""


class Study(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a model makes of the data."""

    zones: Zones
    windows: Windows
    counts: Ints
    """[locations, days]"""
    expected: Expected
    rows: Ints
    """[positions] zones with one row have the same expectations."""
    distinct: int
    """How many rows there are."""
    score: Score
    null: Null
    null_begins: int
    """The day that is the first one of the null's."""


def scanned(
    study: Study, settings: ScanSettings, seed: int, executor: Executor | None = None
) -> ScanResult:
    """The clusters, the most likely one first."""
    if not len(study.windows) or not len(study.zones.members):
        return ScanResult(clusters=(), maxima=np.zeros(settings.replicates), zones=0)
    observed = partial(
        best_of_centres,
        study.zones,
        study.windows,
        study.windows.sums(study.counts),
        study.expected,
        study.rows,
        study.score,
        settings.min_cases,
    )
    beside = executor.submit(observed) if executor else None
    nested = nest(study.zones, study.rows, study.distinct)
    maxima = _maxima(study, nested, settings, seed, executor)
    found = beside.result() if beside else observed()
    clusters = clusters_of(study.zones, study.windows, found, maxima)
    return ScanResult(clusters=clusters, maxima=maxima, zones=nested.zones)


def _maxima(
    study: Study, nested: Nest, settings: ScanSettings, seed: int, executor: Executor | None
) -> Floats:
    """Some windows after others: a replicate's maximum is the highest of all."""
    highest = np.zeros(settings.replicates)
    rows = np.arange(study.distinct)
    for at in range(0, len(study.windows), WINDOWS_AT_ONCE):
        part = study.windows.part(slice(at, at + WINDOWS_AT_ONCE))
        search = Search(
            locations=len(study.counts),
            days=study.counts.shape[1] - study.null_begins,
            nest=nested,
            windows=part.from_day(study.null_begins),
            expected=study.expected(rows, part),
            score=study.score,
            most=study.null.most,
            min_cases=settings.min_cases,
        )
        found = replicate_maxima(
            study.null,
            search,
            replicates=settings.replicates,
            seed=seed,
            engine=settings.engine,
            executor=executor,
        )
        highest = np.maximum(highest, found)
    return highest
