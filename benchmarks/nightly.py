"""What sensing costs each night: linking, tension, detector and scan of a whole city, by size.

    python benchmarks/nightly.py [--json] [--areas 40,126,500] [--days 365]

Reports of three groups of kinds, eight incidents a day for each hundred areas, 1.5 reports each,
and a rise that the detector finds, so that the scan runs too. Seconds are CPU seconds of this
process and seconds of the clock, after everything is compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import numpy as np

from sejuk.files.incidents import incident_kinds
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Report, Signals
from sejuk.sensing.ground import Ground
from sejuk.sensing.scan.zones import Zones, street_zones
from sejuk.sensing.tension import sense
from sejuk.sensing.watch import watch

NOW = datetime(2024, 11, 28, 22, tzinfo=UTC)
SPACING = 224.0
WHAT = ("perkelahian", "pencurian", "petasan")


def town(areas: int) -> tuple[Ground, Zones]:
    """Neighbourhoods of five hectares on a grid, with zones by street."""
    side = int(np.ceil(np.sqrt(areas)))
    at = np.array([(i % side, i // side) for i in range(areas)]) * SPACING
    metres = 1.25 * np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    beside = ((metres < 350) & (metres > 0)).astype(float)
    ground = Ground(
        areas=tuple(str(a) for a in range(areas)),
        border=np.zeros(areas, bool),
        neighbours=beside / beside.sum(axis=1, keepdims=True),
    )
    return ground, street_zones(metres)


def signals(areas: int, days: int, seed: int) -> Signals:
    """With a rise of six a day in five areas over the last three days."""
    rng = np.random.default_rng(seed)
    usual = rng.poisson(0.08 * areas * days)
    ago = np.concatenate([rng.uniform(0, days, usual), rng.uniform(0, 3, 18)])
    where = np.concatenate([rng.integers(0, areas, usual), rng.integers(0, 5, 18)])
    found = []
    for i, (days_ago, area) in enumerate(zip(ago, where, strict=True)):
        what = WHAT[0] if i >= usual else WHAT[int(rng.integers(3))]
        for copy in range(1 + int(rng.poisson(0.5))):
            when = NOW - timedelta(days=float(days_ago)) + timedelta(minutes=copy)
            found.append(
                Report(
                    id=f"r{i}-{copy}",
                    what=what,
                    origin=Origin.RESIDENT,
                    area=str(area),
                    happened=min(when, NOW),
                    received=min(when, NOW),
                )
            )
    return Signals(reports=tuple(found))


def measured(areas: int, days: int) -> dict[str, float]:
    """One night of a town of so many areas."""
    ground, zones = town(areas)
    told, kinds = signals(areas, days, areas), incident_kinds()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        spent = {"areas": float(areas), "days": float(days), "reports": float(len(told.reports))}
        for name in ("tension", "watch"):
            cpu, clock = time.process_time(), time.perf_counter()
            if name == "tension":
                sense(told, ground, kinds, NOW)
            else:
                warned = watch(told, ground, zones, kinds, NOW, executor=threads)
                spent["warnings"] = float(len(warned))
            spent[f"{name}_cpu"] = time.process_time() - cpu
            spent[f"{name}_clock"] = time.perf_counter() - clock
    spent["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent


def main() -> None:
    """Compiles on a small town, then measures."""
    options = argparse.ArgumentParser()
    options.add_argument("--json", action="store_true")
    options.add_argument("--areas", default="40,126,500")
    options.add_argument("--days", type=int, default=365)
    asked = options.parse_args()
    measured(30, 60)
    rows = [measured(int(areas), asked.days) for areas in asked.areas.split(",")]
    if asked.json:
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return
    for row in rows:
        print("  ".join(f"{name} {value:.2f}" for name, value in row.items()))


if __name__ == "__main__":
    main()
