"""Tension on a real stream, against plain means; how long it takes; a million reports.

    python benchmarks/tension.py EVENTS.csv --district DIR --json

EVENTS.csv has `x_m,y_m,date`, one row for each incident: Chicago's residential burglaries of 2016,
for one. Cells of a grid stand for areas, and what is forecast is the count of each cell on the next
day. All forecasts are negative binomials of what was known before that day:

- sejuk: baseline, last week and near repeats; what it learns of weeks it learns from the first half
  of the days, and it is scored on the second.
- mean: all days up to then, Gamma(0.5 + count, days + 0.5/overall mean).
- week: the same of the last seven days alone.

The 80 % interval covers by its randomised PIT: of counts that are mostly 0 no plain interval can
have 80 %. The plain one is printed beside it.

With a district, a file of a million reports near its places, 1.5 for each incident, is read and
linked.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.cycle import ground_of
from sejuk.files.district import load_district
from sejuk.files.incidents import incident_kinds
from sejuk.files.reports import read_reports
from sejuk.model.district import District
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Report, Signals
from sejuk.sensing.counts import Counts
from sejuk.sensing.excess import Fitted
from sejuk.sensing.ground import ground
from sejuk.sensing.incidents import LinkParams, link
from sejuk.sensing.predictive import log_score, randomised_pit
from sejuk.sensing.rates import RatesParams, forecasts
from sejuk.sensing.streams import separate
from sejuk.sensing.tension import sense

Floats = NDArray[np.float64]

YEAR_END = datetime(2024, 11, 28, 15, 0, tzinfo=UTC)
FIRST = 60
"""Day from which on forecasts are made at all."""
ECHO_M = 300.0


class Stream(msgspec.Struct, frozen=True, eq=False):
    """Incidents of the areas of a grid, day by day."""

    counts: Floats
    near: Floats
    """[cells, days]"""
    neighbours: Floats
    reach: Floats
    """[cells, cells]"""
    weekdays: NDArray[np.int64]
    """[days + 1]"""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("events", type=Path)
    arguments.add_argument("--cells", type=float, nargs="*", default=[1000.0, 1500.0])
    arguments.add_argument("--district", type=Path)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    found: dict[str, list[dict[str, object]]] = {
        "cells": [back_test(read_stream(given.events, cell)) for cell in given.cells],
        "speed": [speed()],
    }
    if given.district:
        found["reading"] = [reading(load_district(given.district), given.rows)]
    for cell, page in zip(given.cells, found["cells"], strict=True):
        page["metres"] = cell
    if given.json:
        sys.stdout.write(json.dumps(found, indent=1) + "\n")
        return
    for page in chain.from_iterable(found.values()):
        sys.stdout.write("  ".join(f"{key} {value}" for key, value in page.items()) + "\n")


def read_stream(path: Path, cell: float) -> Stream:
    """Cells of `cell` metres that had an incident at all, and what lies near them."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    at = np.array([(float(r["x_m"]), float(r["y_m"])) for r in rows])
    at -= at.min(axis=0)
    days = [date.fromisoformat(r["date"]) for r in rows]
    day = np.array([(d - min(days)).days for d in days])
    count = int(day.max()) + 1
    keys, which = np.unique((at // cell).astype(int), axis=0, return_inverse=True)
    counts = np.zeros((len(keys), count))
    np.add.at(counts, (which, day), 1.0)
    apart = np.abs(keys[:, None] - keys[None]).max(axis=2)
    beside = (apart == 1).astype(float)
    near = np.zeros_like(counts)
    outside = np.maximum(keys[:, None] * cell - at, at - (keys[:, None] + 1) * cell)
    close = np.hypot(*np.maximum(outside, 0.0).transpose(2, 0, 1)) <= ECHO_M
    close[which, np.arange(len(at))] = False
    cells, incident = np.nonzero(close)
    np.add.at(near, (cells, day[incident]), 1.0)
    # The part of a cell that lies within 300 m of the next one: a strip, or a quarter of a disc.
    part = ECHO_M / cell
    corner = np.abs(keys[:, None] - keys[None]).sum(axis=2) == 2
    reach = np.where(apart == 1, np.where(corner, np.pi / 4 * part**2, part), 0.0)
    first = min(days).weekday()
    return Stream(
        counts=counts,
        near=near,
        neighbours=beside / np.maximum(beside.sum(axis=1, keepdims=True), 1.0),
        reach=reach,
        weekdays=(first + np.arange(count + 1)) % 7,
    )


def back_test(stream: Stream) -> dict[str, object]:
    """Log scores in nats a day of all cells, and what the interval covers."""
    counts = stream.counts
    cells, days = counts.shape
    half = (FIRST + days) // 2
    how = learn(stream, half)
    _, found = forecasts(
        as_counts(stream), stream.neighbours, stream.reach, stream.weekdays, RatesParams(), how
    )
    late = slice(half, days)
    ours = (found.shape[:, late], found.shape[:, late] / found.mean[:, late])
    mean, week = rivals(counts, late)
    scores = {
        name: float(log_score(counts[:, late], *model).sum() / (days - half))
        for name, model in (("sejuk", ours), ("mean", mean), ("week", week))
    }
    pit = randomised_pit(
        counts[:, late], *ours, np.random.default_rng(0).random((cells, days - half))
    )
    plain = randomised_pit(counts[:, late], *ours, np.ones_like(pit))
    below = randomised_pit(counts[:, late], *ours, np.zeros_like(pit))
    return {
        "areas": cells,
        "days_scored": days - half,
        "incidents_a_day": round(float(counts.sum() / days), 2),
        **{f"log_score_{name}": round(score, 4) for name, score in scores.items()},
        "better_than_mean": round(scores["sejuk"] - scores["mean"], 4),
        "better_than_week": round(scores["sejuk"] - scores["week"], 4),
        "covered_80_percent": round(100 * float((np.abs(pit - 0.5) <= 0.4).mean()), 2),
        "covered_by_plain_interval_percent": round(
            100 * float(((plain >= 0.1) & (below <= 0.9)).mean()), 2
        ),
        "strength": how.strength,
        "echo": how.echo,
    }


def learn(stream: Stream, half: int) -> Fitted:
    """What weeks are like, from the days before `half`."""
    early = msgspec.structs.replace(
        stream, counts=stream.counts[:, :half], near=stream.near[:, :half]
    )
    weekdays = stream.weekdays[: half + 1]
    how, _ = forecasts(as_counts(early), stream.neighbours, stream.reach, weekdays, RatesParams())
    return how


def as_counts(stream: Stream) -> Counts:
    """The stream as residents would have told it, without outages or occasions."""
    cells, days = stream.counts.shape
    return Counts(
        told=stream.counts,
        found=np.zeros_like(stream.counts),
        near=stream.near,
        open=np.ones((cells, days + 1)),
        minutes=np.zeros((cells, days + 1)),
        evidence=stream.counts.astype(np.int64),
        dispersion=np.ones(cells),
    )


def rivals(counts: Floats, late: slice) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Shape and rate of the plain mean and of the last seven days, day by day."""
    sums = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
    day = np.arange(late.start, late.stop)
    overall = sums[:, day].sum(axis=0) / day / len(counts)
    prior = 0.5 / overall
    week = sums[:, day] - sums[:, day - 7]
    whole = np.ones((len(counts), 1))
    return (0.5 + sums[:, day], whole * (day + prior)), (0.5 + week, whole * (7 + prior))


def speed(areas: int = 500, days: int = 365) -> dict[str, object]:
    """CPU seconds of one look at two reports a day for ten areas, from reports to levels."""
    now = YEAR_END
    rng = np.random.default_rng(1)
    count = areas * days // 5
    ago = rng.random(count) * days
    area = rng.integers(0, areas, count)
    reports = tuple(
        Report(
            id=str(i),
            what="pencurian",
            origin=Origin.RESIDENT,
            area=str(a),
            happened=now - timedelta(days=float(t)),
            received=now - timedelta(days=float(t)),
        )
        for i, (a, t) in enumerate(zip(area.tolist(), ago.tolist(), strict=True))
    )
    where = ground([str(a) for a in range(areas)])
    sense(Signals(reports=reports[:100]), where, incident_kinds(), now)  # compiles
    before = time.process_time()
    sense(Signals(reports=reports), where, incident_kinds(), now)
    sensed = time.process_time()
    link(reports, where, incident_kinds(), LinkParams())
    linked = time.process_time()
    return {
        "areas": areas,
        "days": days,
        "reports": count,
        "cpu_seconds": round(sensed - before, 3),
        "cpu_seconds_link_of_these": round(linked - sensed, 3),
    }


def reading(district: District, rows: int) -> dict[str, object]:
    """CPU seconds to read and link a file of reports of one year, and the memory at its highest."""
    where, kinds = ground_of(district), incident_kinds()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "laporan.csv"
        write_reports(file, district, rows, sorted(k for k, v in kinds.items() if v.severity))
        before = time.process_time()
        read = read_reports(file, district, YEAR_END)
        reads = time.process_time()
        told = separate(Signals(reports=read.reports), where, kinds, YEAR_END).told
        incidents = link(told, where, kinds, LinkParams())
        linked = time.process_time()
    return {
        "rows": read.rows,
        "reports": len(read.reports),
        "incidents": len(incidents),
        "cpu_seconds_read": round(reads - before, 1),
        "cpu_seconds_link": round(linked - reads, 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def write_reports(file: Path, district: District, rows: int, kinds: list[str]) -> None:
    """Incidents anywhere near the places, told once, twice or three times within two hours."""
    rng = np.random.default_rng(2)
    lon = np.array([p.lon for p in district.places])
    lat = np.array([p.lat for p in district.places])
    place = rng.integers(0, len(lon), rows)
    minutes = rng.integers(0, 365 * 24 * 60, rows)
    again = rng.random(rows) < 1 / 3  # the same as the row before, told later
    source = np.maximum.accumulate(np.where(again, 0, np.arange(rows)))
    place, what = place[source], rng.integers(0, len(kinds), rows)[source]
    shift = rng.normal(0, 3e-4, (2, rows))
    delay = np.where(again, rng.integers(0, 120, rows), 0)
    with file.open("w", encoding="utf-8") as out:
        out.write("id,waktu,diterima,jenis,keparahan,asal,lat,lon\n")
        for i in range(rows):
            happened = YEAR_END - timedelta(minutes=int(minutes[source[i]]) + 240 - int(delay[i]))
            received = happened + timedelta(minutes=7)
            at = f"{lat[place[i]] + shift[0, i]:.6f},{lon[place[i]] + shift[1, i]:.6f}"
            out.write(f"{i},{happened:%Y-%m-%dT%H:%M:00}+00:00,{received:%Y-%m-%dT%H:%M:00}+00:00,")
            out.write(f"{kinds[what[i]]},{i % 5 + 1},warga,{at}\n")


if __name__ == "__main__":
    main()
