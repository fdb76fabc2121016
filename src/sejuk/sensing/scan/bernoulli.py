"""The Bernoulli scan, purely spatial: cases among people of whom each is one or is not.

Kulldorff & Nagarwalla (1995), "Spatial disease clusters: detection and inference". By chance: the
same number of cases, drawn among all people.
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


def scan_bernoulli(
    cases: Ints,
    controls: Ints,
    zones: Zones,
    settings: ScanSettings,
    seed: int,
    executor: Executor | None = None,
) -> ScanResult:
    """Clusters in space, the most likely one first; none where nobody or everybody is a case.

    Args:
        cases: [locations]
        controls: [locations] who are no case.
        zones: any nested family; none with more than `max_fraction` of all people is looked at.
    """
    counts = np.asarray(cases, np.int64)[:, None]
    people = counts[:, 0] + np.asarray(controls, np.int64)
    total, everybody = int(counts.sum()), int(people.sum())
    kept = within(zones, people, settings.max_fraction * everybody)
    totals, rows = np.unique(zone_sums(kept, people), return_inverse=True)

    def expected(asked: Ints, _: Windows) -> Floats:
        return np.asarray(totals[asked, None] * (total / max(everybody, 1)))

    some = 0 < total < everybody
    study = Study(
        zones=kept,
        windows=windows_of(1 if some else 0, ScanSettings(max_window=1)),
        counts=counts,
        expected=expected,
        rows=rows.reshape(-1),
        distinct=len(totals),
        score=Score(family=Family.BERNOULLI, cases=total, population=everybody),
        null=Shuffle(
            slots=np.repeat(np.arange(len(people), dtype=np.uint32), people),
            days=np.zeros(total, np.uint32),
        ),
        null_begins=0,
    )
    return scanned(study, settings, seed, executor)
