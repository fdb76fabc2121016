"""Seconds and memory of the nightly scan, in kernels, in numpy and by a plain rival; how they grow.

    python benchmarks/scan.py [--json] [--repeats 3] [--quick] [--plot FILE.svg]

The prospective permutation scan of 500 locations by chance in a square, 180 days, 40 cases a day,
windows of 1–14 days, circles with up to half of all cases, 999 replicates, after compiling. Every
size is measured in a process of its own: seconds by the clock with two threads, seconds of CPU, and
the peak of memory beside that of a process that only loaded the same modules.

The rival is what one writes first in numpy: for each replicate the counts of all zones and windows
by cumulative sums, and a logarithm for each of them. It finds the same maxima, which is checked.
Seconds of SaTScan are not of this run: it is not here.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from sejuk.reporting.plot import Series, plot  # needs the line above
from sejuk.sensing.knox import KnoxBands, knox
from sejuk.sensing.scan.null import streams
from sejuk.sensing.scan.permutation import scan, shuffled_days
from sejuk.sensing.scan.plain import drawn
from sejuk.sensing.scan.settings import Engine, ScanSettings
from sejuk.sensing.scan.zones import Distance, Zones, circles, within

TARGET = {"locations": 500, "days": 180, "cases_a_day": 40, "window": 14, "replicates": 999}
GROWTH: dict[str, tuple[int, ...]] = {
    "locations": (125, 250, 500, 1000, 2000),
    "days": (45, 90, 180, 360, 720),
    "cases_a_day": (10, 20, 40, 80, 160),
    "replicates": (99, 249, 999, 1999, 3999),
}
RIVAL_REPLICATES = 20
KNOX = {"events": 5000, "replicates": 499}

Size = dict[str, int]
Row = dict[str, Any]
Ints = NDArray[np.int64]


def main() -> None:
    """Measure, print, plot."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="no growth")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", help="a size, in this process")
    asked = parser.parse_args()
    if asked.one:
        one = json.loads(asked.one)
        print(json.dumps(WAYS[one.pop("way")](one)))
        return
    result = measured(asked.repeats, quick=asked.quick)
    if asked.plot:
        asked.plot.write_text(growth_plot(result["growth"]))
    if asked.json:
        print(json.dumps(result, indent=2))
    else:
        _print(result)


def measured(repeats: int, *, quick: bool) -> Row:
    """Everything; the least of `repeats` runs, as another process can only add to it."""
    result: Row = {"cores": os.cpu_count(), "load_average": round(os.getloadavg()[0], 2)}
    result["target"] = TARGET
    for way in ("kernels", "numpy", "rival", "street", "retrospective", "knox"):
        times = repeats if way in {"kernels", "street"} else 1
        result[way] = _least([_apart(way, TARGET) for _ in range(times)])
        _say(f"{way}: {result[way]}")
    per = result["kernels"]["cpu_seconds"] / TARGET["replicates"]
    result["rival_over_kernels_cpu"] = round(result["rival"]["cpu_seconds_a_replicate"] / per, 1)
    result["growth"] = {} if quick else {k: _grown(k, sizes) for k, sizes in GROWTH.items()}
    result["load_average_at_the_end"] = round(os.getloadavg()[0], 2)
    return result


def _grown(name: str, sizes: tuple[int, ...]) -> list[Row]:
    rows = []
    for size in sizes:
        rows.append({name: size, **_apart("kernels", TARGET | {name: size})})
        _say(str(rows[-1]))
    return rows


def _least(rows: list[Row]) -> Row:
    """Of each figure; of seconds the median too, which other processes have a part in."""
    least = {key: min(row[key] for row in rows) for key in rows[0]}
    times = [key for key in least if key.endswith("seconds")]
    return least | {f"{key}_median": float(np.median([row[key] for row in rows])) for key in times}


def _apart(way: str, size: Size) -> Row:
    command = [sys.executable, __file__, "--one", json.dumps(size | {"way": way})]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cost(work: Callable[[], object]) -> Row:
    before, cpu, clock = _peak(), time.process_time(), time.perf_counter()
    work()
    return {
        "seconds": round(time.perf_counter() - clock, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "megabytes": round(_peak()),
        "megabytes_before": round(before),
    }


def _data(size: Size) -> tuple[Ints, Zones]:
    rng = np.random.default_rng(7)
    rate = size["cases_a_day"] / size["locations"]
    counts = rng.poisson(rate, (size["locations"], size["days"])).astype(np.int64)
    return counts, circles(rng.random((size["locations"], 2)), Distance.CARTESIAN)


def _street_data(size: Size) -> tuple[Ints, Zones]:
    """At most 15 members, as the nightly job has them."""
    counts, _ = _data(size)
    points = np.random.default_rng(7).random((size["locations"], 2))
    return counts, circles(points, Distance.CARTESIAN, max_members=15)


def _ours(
    size: Size,
    engine: Engine,
    data: Callable[[Size], tuple[Ints, Zones]],
    *,
    retrospective: bool = False,
) -> Row:
    small = {"locations": 20, "days": 30, "cases_a_day": 4}
    settings = ScanSettings(
        max_window=size["window"],
        replicates=size["replicates"],
        engine=engine,
        retrospective=retrospective,
    )
    scan(*_data(small), settings, 0)  # compiles, or loads what is kept
    counts, zones = data(size)
    with ThreadPoolExecutor(2) as threads:
        return _cost(lambda: scan(counts, zones, settings, 1, threads))


def _rival(size: Size) -> Row:
    """Of some replicates; the same as ours, which must have the same maxima."""
    counts, zones = _data(size)
    settings = ScanSettings(max_window=size["window"], replicates=RIVAL_REPLICATES)
    ours = scan(counts, zones, settings, 1).maxima
    theirs: list[float] = []
    cost = _cost(lambda: theirs.extend(_plain_maxima(counts, zones, size["window"])))
    if not np.allclose(ours, theirs, atol=1e-9):
        sys.exit("the rival finds other maxima")
    a_replicate = cost["cpu_seconds"] / RIVAL_REPLICATES
    return cost | {"replicates": RIVAL_REPLICATES, "cpu_seconds_a_replicate": round(a_replicate, 4)}


def _plain_maxima(counts: Ints, zones: Zones, window: int) -> list[float]:
    by_location, by_day = counts.sum(axis=1), counts.sum(axis=0)
    cases = int(by_day.sum())
    kept = within(zones, by_location, cases / 2)
    ends = np.repeat(kept.starts[:-1], np.diff(kept.starts))

    def of_zones(each: Ints) -> Ints:
        sums = np.concatenate(
            [np.zeros((1, each.shape[1]), np.int64), each[kept.members].cumsum(0)]
        )
        return np.asarray(sums[1:] - sums[ends])

    in_window = by_day[::-1][:window].cumsum()
    expected = of_zones(by_location[:, None]) * in_window / cases
    null = shuffled_days(by_location, by_day, counts.shape[1] - window)
    found = []
    for recent in drawn(null, len(counts), window, streams(1, RIVAL_REPLICATES)):
        c = of_zones(recent[:, ::-1].cumsum(axis=1))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = c * np.log(c / expected) + (cases - c) * np.log(
                (cases - c) / (cases - expected)
            )
        found.append(float(np.where((c > expected) & (c >= 2), ratio, 0.0).max()))
    return found


def _knox(_: Size) -> Row:
    """Events by chance in 10 × 10 km over a year, four bands to 300 m."""
    rng = np.random.default_rng(7)
    points, days = rng.random((KNOX["events"], 2)) * 10_000, rng.integers(0, 365, KNOX["events"])
    bands = KnoxBands(space=(0, 100, 200, 300), time=(0, 7, 14, 21))
    replicates = KNOX["replicates"]
    return _cost(lambda: knox(points, days * 1.0, bands, replicates=replicates, seed=1)) | KNOX


WAYS: dict[str, Callable[[Size], Row]] = {
    "kernels": lambda size: _ours(size, Engine.KERNELS, _data),
    "numpy": lambda size: _ours(size, Engine.NUMPY, _data),
    "rival": _rival,
    "street": lambda size: _ours(size, Engine.KERNELS, _street_data),
    "retrospective": lambda size: _ours(
        size | {"replicates": 99}, Engine.KERNELS, _street_data, retrospective=True
    ),
    "knox": _knox,
}


def growth_plot(growth: dict[str, list[Row]]) -> str:
    """Seconds of CPU against the part of the target's size."""
    series = [
        Series(
            name=name.replace("_", " "),
            points=tuple((row[name] / TARGET[name], row["cpu_seconds"]) for row in rows),
            joined=True,
        )
        for name, rows in growth.items()
    ]
    return plot(series, x="times the target's size", y="seconds of CPU", log=True)


def _print(result: Row) -> None:
    for key, value in result.items():
        if key != "growth":
            print(f"{key}: {value}")
    for name, rows in result["growth"].items():
        for row in rows:
            cost = f"{row['cpu_seconds']:.2f} s of CPU, {row['megabytes']} MB"
            print(f"{name} {row[name]}: {cost}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
