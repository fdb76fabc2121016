"""The space-time permutation scan: needs nothing but counts, no population, no model of a usual day.

Kulldorff, Heffernan, Hartman, Assunção & Mostashari (2005), "A space–time permutation scan statistic
for disease outbreak detection". Expected in a zone and window: the zone's cases of all days times the
window's cases everywhere, over all cases (eq. 1). By chance: days shuffled over the cases.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.clusters import ScanResult, best_of_centres, clusters_of
from sejuk.sensing.scan.null import Shuffle
from sejuk.sensing.scan.replicates import replicate_maxima
from sejuk.sensing.scan.score import Family, Score
from sejuk.sensing.scan.search import Search, nest
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.windows import Windows, windows_of
from sejuk.sensing.scan.zones import Zones, first_of_each, within, zone_sums

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WINDOWS_AT_ONCE = 256
"""A retrospective scan has thousands; so many fit the nearer memories of a core."""


def scan(
    counts: Ints,
    zones: Zones,
    settings: ScanSettings,
    seed: int,
    executor: Executor | None = None,
) -> ScanResult:
    """Clusters in space and time, the most likely one first.

    Args:
        counts: [locations, days] cases, the last day last.
        zones: any nested family.
        seed: equal ones bring equal results, with any executor.
        executor: of threads, over which replicates are spread.
    """
    windows = windows_of(counts.shape[1], settings)
    by_location, by_day = counts.sum(axis=1), counts.sum(axis=0)
    cases = int(by_day.sum())
    kept = within(zones, by_location, settings.max_cases_fraction * cases)
    if not len(windows) or not len(kept.members) or not cases:
        return ScanResult(clusters=(), maxima=np.zeros(settings.replicates), zones=0)
    score = Score(family=Family.CONDITIONAL, cases=cases)
    in_zone = zone_sums(kept, by_location)
    in_window = windows.sums(by_day)
    found = best_of_centres(
        kept,
        windows,
        windows.sums(counts),
        lambda these: in_zone[these, None] * in_window / cases,
        score,
        settings.min_cases,
    )
    maxima = _maxima(counts, kept, in_zone, windows, settings, score, seed, executor)
    return ScanResult(
        clusters=clusters_of(kept, windows, found, maxima),
        maxima=maxima,
        zones=int(first_of_each(kept).sum()),
    )


def _maxima(
    counts: Ints,
    zones: Zones,
    in_zone: Ints,
    windows: Windows,
    settings: ScanSettings,
    score: Score,
    seed: int,
    executor: Executor | None,
) -> Floats:
    """Some windows after others: a replicate's maximum is the highest of all."""
    days = counts.sum(axis=0)
    begin = int(windows.first.min())
    null = _shuffle(counts, begin)
    # Zones with as many cases have the same expectations: a row for each number there is.
    totals, rows = np.unique(in_zone, return_inverse=True)
    nested = nest(zones, rows.reshape(-1), len(totals))
    highest = np.zeros(settings.replicates)
    for at in range(0, len(windows), WINDOWS_AT_ONCE):
        part = windows.part(slice(at, at + WINDOWS_AT_ONCE))
        search = Search(
            locations=len(counts),
            days=counts.shape[1] - begin,
            nest=nested,
            windows=Windows(first=part.first - begin, last=part.last - begin),
            expected=totals[:, None] * part.sums(days) / score.cases,
            score=score,
            most=null.most,
            min_cases=settings.min_cases,
        )
        found = replicate_maxima(
            null,
            search,
            replicates=settings.replicates,
            seed=seed,
            engine=settings.engine,
            executor=executor,
        )
        highest = np.maximum(highest, found)
    return highest


def _shuffle(counts: Ints, begin: int) -> Shuffle:
    """Of all cases only those are drawn whose day, from `begin` on, lies in some window."""
    locations = np.arange(len(counts), dtype=np.uint32)
    recent = counts[:, begin:].sum(axis=0)
    days = np.arange(len(recent), dtype=np.uint32)
    return Shuffle(
        slots=np.repeat(locations, counts.sum(axis=1)),
        days=np.repeat(days[::-1], recent[::-1]),
    )
