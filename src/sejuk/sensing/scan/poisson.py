"""Scans against expectations that are known: from a population, or from a baseline of each day."""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sejuk.sensing.scan.clusters import ScanResult
from sejuk.sensing.scan.null import Null, spread
from sejuk.sensing.scan.run import Study, scanned
from sejuk.sensing.scan.score import Family, Score
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.windows import Windows, windows_of
from sejuk.sensing.scan.zones import Zones, within, zone_sums

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def scan_expected(
    counts: Ints,
    expected: ArrayLike,
    zones: Zones,
    settings: ScanSettings,
    seed: int,
    executor: Executor | None = None,
) -> ScanResult:
    """The expectation-based Poisson scan: Neill (2009), "Expectation-based scan statistics for
    monitoring spatial time series data", section 3.

    Args:
        counts: [locations, days] cases; no more days than the longest window are needed.
        expected: [locations, days] how many there would be as usual.
        zones: any nested family; all of them are looked at, whatever `max_fraction` says.

    Raises ValueError where there are cases and none are expected.
    """
    counts, usual = np.asarray(counts, np.int64), np.asarray(expected, np.float64)
    windows = windows_of(counts.shape[1], settings)
    begins = int(windows.first.min(initial=counts.shape[1]))
    recent = usual[:, begins:]
    _check(counts[:, begins:], recent)
    study = _study(
        zones,
        windows,
        counts,
        usual,
        score=Score(family=Family.EXPECTATION),
        null=spread(recent),
        null_begins=begins,
    )
    return scanned(study, settings, seed, executor)


def scan_population(
    cases: Ints,
    population: ArrayLike,
    zones: Zones,
    settings: ScanSettings,
    seed: int,
    executor: Executor | None = None,
) -> ScanResult:
    """The discrete Poisson scan, purely spatial: Kulldorff (1997), "A spatial scan statistic".

    Expected is each location's share of the population in all cases; replicates have as many cases.

    Args:
        cases: [locations] of the whole study.
        population: [locations] at least 0.
        zones: any nested family; none with more than `max_fraction` of the population is looked at.

    Raises ValueError where there are cases and no population.
    """
    counts = np.asarray(cases, np.int64)[:, None]
    people = np.asarray(population, np.float64)
    total = int(counts.sum())
    # Nobody at all: then nothing is expected, and any case is refused.
    rate = total / float(people.sum()) if people.sum() > 0 else 0.0
    expected = np.asarray(people * rate, np.float64)[:, None]
    _check(counts, expected)
    whole = ScanSettings(max_window=1)  # one window: the study
    study = _study(
        within(zones, people, settings.max_fraction * float(people.sum())),
        windows_of(1 if total else 0, whole),
        counts,
        expected,
        score=Score(family=Family.CONDITIONAL, cases=total),
        null=spread(expected, total),
        null_begins=0,
    )
    return scanned(study, settings, seed, executor)


def _check(counts: Ints, expected: Floats) -> None:
    if not (expected >= 0).all():
        raise ValueError("expectations must be numbers, at least 0")
    if counts[expected == 0].any():
        raise ValueError("there are cases where none are expected")


def _study(
    zones: Zones,
    windows: Windows,
    counts: Ints,
    expected: Floats,
    *,
    score: Score,
    null: Null,
    null_begins: int,
) -> Study:
    by_zone = zone_sums(zones, expected)

    def of_rows(rows: Ints, inside: Windows) -> Floats:
        return inside.sums(by_zone[rows])

    return Study(
        zones=zones,
        windows=windows,
        counts=counts,
        expected=of_rows,
        rows=np.arange(len(by_zone)),
        distinct=len(by_zone),
        score=score,
        null=null,
        null_begins=null_begins,
    )
