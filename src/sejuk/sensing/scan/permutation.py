"""The space-time permutation scan: needs counts alone, no population, no model of a usual day.

Kulldorff, Heffernan, Hartman, Assunção & Mostashari (2005), "A space–time permutation scan
statistic for disease outbreak detection". Expected in a zone and window: the zone's cases of all
days times the window's cases everywhere, over all cases (eq. 1–2). By chance: days shuffled over
the cases.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.clusters import ScanResult
from sejuk.sensing.scan.null import Shuffle
from sejuk.sensing.scan.run import Study, scanned
from sejuk.sensing.scan.score import Family, Score
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.windows import Windows, windows_of
from sejuk.sensing.scan.zones import Zones, within, zone_sums

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
        zones: any nested family; none with more than `max_fraction` of all cases is looked at.
        seed: equal ones bring equal results, with any executor.
        executor: of threads, over which replicates are spread; not one that runs this very call.
    """
    counts = np.asarray(counts, np.int64)
    by_location, by_day = counts.sum(axis=1), counts.sum(axis=0)
    cases = int(by_day.sum())
    windows = windows_of(counts.shape[1], settings)
    kept = within(zones, by_location, settings.max_fraction * cases)
    # Zones with as many cases have the same expectations: a row for each number there is.
    totals, rows = np.unique(zone_sums(kept, by_location), return_inverse=True)

    def expected(asked: Ints, inside: Windows) -> Floats:
        return np.asarray(totals[asked, None] * inside.sums(by_day) / max(cases, 1))

    begins = int(windows.first.min(initial=counts.shape[1]))
    study = Study(
        zones=kept,
        windows=windows,
        counts=counts,
        expected=expected,
        rows=rows.reshape(-1),
        distinct=len(totals),
        score=Score(family=Family.CONDITIONAL, cases=cases),
        null=shuffled_days(by_location, by_day, begins),
        null_begins=begins,
    )
    return scanned(study, settings, seed, executor)


def shuffled_days(by_location: Ints, by_day: Ints, begins: int) -> Shuffle:
    """Of all cases only those are drawn whose day lies in some window; the others' locations make
    no difference. The last day's come first."""
    days = np.arange(len(by_day) - begins, dtype=np.uint32)
    return Shuffle(
        slots=np.repeat(np.arange(len(by_location), dtype=np.uint32), by_location),
        days=np.repeat(days[::-1], by_day[begins:][::-1]),
    )
