"""How the detector behaves on streams whose truth is known: false alarms, delay, place; and rivals.

    python -m benchmarks.detection [--json] [--years N] [--runs N] [--processes N]
    python -m benchmarks.detection --scan RUNS [--processes N]

A town of 100 neighbourhoods, eight incidents a day, 1.5 reports each, through the product's own
linking, baseline and detector. On null streams nothing rises; every alarm is false. A rise adds
incidents to five areas, from a day on. Thresholds are renewed every half year of the stream, as
of that day. Rivals see the same counts, in the same zones, each with the threshold that gives it
the budget on the null streams of the run. `--scan` compares with SaTScan's rule alone, a
permutation scan every night: two incidents a day more in a block of areas, and null years, one for
each ten runs.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from benchmarks.surveillance import ears_c2, farrington, seven_days
from sejuk.model.kinds.field import Origin
from sejuk.model.report import IncidentKind, Outage, Report, Signals
from sejuk.sensing.baseline import baselines
from sejuk.sensing.days import Days
from sejuk.sensing.detector import Usual, detect
from sejuk.sensing.ground import Ground
from sejuk.sensing.incidents import LinkParams, link
from sejuk.sensing.repeats import with_repeats
from sejuk.sensing.scan.permutation import scan
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.zones import Zones, street_zones
from sejuk.sensing.streams import separate
from sejuk.sensing.threshold import threshold_for
from sejuk.sensing.watch import Stream, WatchParams, streams_of
from sejuk.sensing.zones import ZoneSets, sets_of

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SIDE, SPACING = 10, 224.0
"""Neighbourhoods of five hectares, as in Johar Baru."""
A_DAY = 8.0
RISING = 5
BUDGET = 91.0
LEARNING = 180
"""Days before the first that is watched."""
RENEWED = 182
EVENTS = Path(__file__).parent.parent.parent / "shared" / "data" / "events"
KIND, GROUP = "perkelahian", "bentrokan"
KINDS = {KIND: IncidentKind(severity=4, group=GROUP)}
NOW = datetime(2024, 11, 28, 22, tzinfo=UTC)
PARAMS = WatchParams(false_alarm_days=BUDGET)


class Town(msgspec.Struct, frozen=True, eq=False):
    ground: Ground
    metres: Floats
    at: Floats
    zones: Zones
    sets: ZoneSets


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What is told beside the incidents themselves."""

    name: str
    reports_each: float = 1.5
    linked: bool = True
    uneven: bool = False
    """Rates of areas differ (Gamma of shape 2)."""
    found_a_day: float = 0.0
    """Discoveries by patrols that keep to ten areas."""
    outages: bool = False
    """Nobody is told anything on three days of each month, and in ten areas on seven others."""
    repeats: float = 0.0
    """Incidents that each one brings within a week."""


class Rise(msgspec.Struct, frozen=True, kw_only=True):
    a_day: float
    shape: str = "block"
    """`block`: an area and its nearest ones; `border`: along a line."""
    scanned: bool = False
    """SaTScan's rule looks at it too."""


NULLS = (
    Story(name="plain"),
    Story(name="uneven areas", uneven=True),
    Story(name="patrols focus on ten areas", found_a_day=4.0),
    Story(name="outages", outages=True),
    Story(name="near repeats, 0.2 each", repeats=0.2),
    Story(name="duplicates not linked", linked=False),
)
RISES = (
    (Story(name="plain"), Rise(a_day=0.5)),
    (Story(name="plain"), Rise(a_day=1.0)),
    (Story(name="plain"), Rise(a_day=2.0)),
    (Story(name="plain"), Rise(a_day=3.0)),
    (Story(name="plain"), Rise(a_day=2.0, shape="border")),
    (Story(name="plain"), Rise(a_day=3.0, shape="border")),
    (Story(name="uneven areas", uneven=True), Rise(a_day=2.0)),
    (Story(name="patrols focus on ten areas", found_a_day=4.0), Rise(a_day=2.0)),
    (Story(name="outages", outages=True), Rise(a_day=2.0)),
    (Story(name="near repeats, 0.2 each", repeats=0.2), Rise(a_day=2.0)),
)


def town() -> Town:
    """The same for all runs: neighbourhoods on a shaken grid, streets a quarter longer than air."""
    rng = np.random.default_rng(5)
    grid = np.array([(i % SIDE, i // SIDE) for i in range(SIDE * SIDE)], float)
    at = grid * SPACING + rng.uniform(-60, 60, grid.shape)
    metres = 1.25 * np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    beside = ((metres < 350) & ~np.eye(len(at), dtype=bool)).astype(float)
    ground = Ground(
        areas=tuple(str(a) for a in range(len(at))),
        border=np.zeros(len(at), bool),
        neighbours=beside / beside.sum(axis=1, keepdims=True),
    )
    zones = street_zones(metres)
    return Town(ground, metres, at, zones, sets_of(zones))


class Told(msgspec.Struct, frozen=True, eq=False):
    stream: Stream
    rising: Whole
    """Areas of the rise; none on a null stream."""


def told(where: Town, story: Story, days: int, seed: int, rise: Rise | None, start: int) -> Told:
    """A stream of so many days, from `start` on with the rise, through the product's pipeline."""
    rng = np.random.default_rng([seed, 77])
    areas = len(where.at)
    rates = rng.gamma(2.0, 0.5, areas) if story.uneven else np.ones(areas)
    rates *= A_DAY * (1 - story.repeats) / rates.sum()
    counts = rng.poisson(rates[:, None], (areas, days))
    rising = _rising(where, rise, rng) if rise else np.zeros(0, np.int64)
    if rise:
        counts[rising, start:] += rng.poisson(rise.a_day / RISING, (RISING, days - start))
    area, day = (
        np.repeat(index, counts.ravel()) for index in np.indices(counts.shape).reshape(2, -1)
    )
    if story.repeats:
        area, day = _repeated(where, area, day, days, story.repeats, rng)
    outages = _outages(where, days, rng) if story.outages else ()
    reports = _reports(area, day, days, story, rng)
    reports = [r for r in reports if not any(_silenced(r, outage) for outage in outages)]
    signals = Signals(reports=tuple(reports), outages=outages)
    linked = PARAMS.link if story.linked else LinkParams(metres=0.0, hours=-1.0)
    incidents = link(separate(signals, where.ground, KINDS, NOW).told, where.ground, KINDS, linked)
    span = Days(now=NOW, zone="Asia/Jakarta", count=days)
    (stream,) = streams_of(incidents, signals, where.ground, span, [GROUP], (), PARAMS)
    return Told(stream, rising)


def _rising(where: Town, rise: Rise, rng: np.random.Generator) -> Whole:
    centre = int(rng.integers(len(where.at)))
    if rise.shape == "block":
        return np.argsort(where.metres[centre], kind="stable")[:RISING]
    turn = rng.uniform(0, np.pi)
    along, across = _turned(where.at - where.at[centre], turn)
    return np.argsort(np.hypot(along, 3 * across), kind="stable")[:RISING]


def _turned(at: Floats, turn: float) -> tuple[Floats, Floats]:
    along = at @ np.array([np.cos(turn), np.sin(turn)])
    across = at @ np.array([-np.sin(turn), np.cos(turn)])
    return along, across


def _repeated(
    where: Town, area: Whole, day: Whole, days: int, rate: float, rng: np.random.Generator
) -> tuple[Whole, Whole]:
    """Generation after generation; six in ten in the same area, the others next to it."""
    all_areas, all_days = [area], [day]
    while len(area):
        born = np.repeat(np.arange(len(area)), rng.poisson(rate, len(area)))
        beside = np.array(
            [rng.choice(len(where.at), p=where.ground.neighbours[a]) for a in area[born]]
        )
        area = np.where(rng.random(len(born)) < 0.6, area[born], beside.astype(np.int64))
        day = day[born] + 1 + rng.integers(0, 7, len(born))
        area, day = area[day < days], day[day < days]
        all_areas.append(area)
        all_days.append(day)
    return np.concatenate(all_areas), np.concatenate(all_days)


def _outages(where: Town, days: int, rng: np.random.Generator) -> tuple[Outage, ...]:
    begin = NOW - timedelta(days=days)
    found = []
    for month in range(0, days - 30, 30):
        first = begin + timedelta(days=month + int(rng.integers(20)))
        found.append(Outage(origin=None, area=None, begins=first, ends=first + timedelta(days=3)))
        for area in rng.choice(len(where.at), 10, replace=False):
            first = begin + timedelta(days=month + int(rng.integers(20)))
            ends = first + timedelta(days=7)
            found.append(Outage(origin=None, area=str(area), begins=first, ends=ends))
    return tuple(found)


def _silenced(report: Report, outage: Outage) -> bool:
    here = outage.area is None or outage.area == report.area
    return here and outage.begins <= report.happened < outage.ends


def _reports(
    area: Whole, day: Whole, days: int, story: Story, rng: np.random.Generator
) -> list[Report]:
    begin = NOW - timedelta(days=days)
    hour = 24 * (day + rng.random(len(day)))
    tellers = 1 + rng.poisson(story.reports_each - 1, len(day))
    each = np.repeat(np.arange(len(day)), tellers)
    first = np.concatenate([[True], each[1:] != each[:-1]])
    when = hour[each] + np.where(first, 0.0, rng.uniform(0, 2, len(each)))
    found = [
        _report(f"r{i}", int(area[e]), begin + timedelta(hours=float(h)), Origin.RESIDENT)
        for i, (e, h) in enumerate(zip(each, when, strict=True))
        if h < 24 * days
    ]
    patrolled = rng.choice(SIDE * SIDE, 10, replace=False)
    for i in range(rng.poisson(story.found_a_day * days)):
        moment = begin + timedelta(days=float(rng.uniform(0, days)))
        found.append(_report(f"d{i}", int(rng.choice(patrolled)), moment, Origin.DISCOVERED))
    return found


def _report(name: str, area: int, moment: datetime, origin: Origin) -> Report:
    return Report(
        id=name, what=KIND, origin=origin, area=str(area), happened=moment, received=moment
    )


class Alarm(msgspec.Struct, frozen=True):
    day: int
    areas: frozenset[int]


Method = Callable[[Town, Stream], list[Alarm]]


def ours(where: Town, stream: Stream) -> list[Alarm]:
    """The product's detector."""
    days = stream.counts.shape[1]
    limit = np.zeros(days)
    for begin in range(LEARNING, days, RENEWED):
        day = slice(begin, begin + 1)
        usual = Usual(
            mean=stream.usual.mean[:, day],
            variance=stream.usual.variance[:, day],
            open=stream.usual.open[:, day],
        )
        rng = np.random.default_rng(PARAMS.seed)
        limit[begin : begin + RENEWED] = threshold_for(BUDGET, usual, where.sets, rng)
    found = detect(stream.counts, stream.usual, where.sets, limit, first=LEARNING).detections
    return [Alarm(d.day, frozenset(d.areas.tolist())) for d in found]


RIVALS = {"EARS-C2": ears_c2, "Farrington": farrington, "7-day count": seven_days}


def highest(where: Town, stream: Stream, score: Callable[[Floats], Floats]) -> tuple[Floats, Whole]:
    """[days] the highest score of any zone, and that zone."""
    scores = score(where.sets.total(stream.counts))
    return scores.max(axis=0), scores.argmax(axis=0)


def over(limit: float, score: Floats) -> list[int]:
    """Days of alarms, with a week of silence after each."""
    days, free = [], LEARNING
    for day in range(LEARNING, len(score)):
        if day >= free and score[day] >= limit:
            days.append(day)
            free = day + 8
    return days


def calibrated(scores: Sequence[Floats]) -> float:
    """The least limit that keeps the budget on these null streams."""
    watched = sum(len(score) - LEARNING for score in scores)
    low, high = 0.0, max(float(score[LEARNING:].max()) for score in scores) + 1e-9
    for _ in range(40):
        middle = (low + high) / 2
        alarms = sum(len(over(middle, score)) for score in scores)
        low, high = (low, middle) if alarms * BUDGET <= watched else (middle, high)
    return high


def by_scan(where: Town, stream: Stream, first: int, last: int) -> list[Alarm]:
    """SaTScan's rule: a permutation scan every night, an alarm where chance brings one as strong
    in no fewer days than the budget; a week of silence after it."""
    found, free = [], first
    for day in range(first, last):
        if day < free:
            continue
        counts = stream.counts[:, max(0, day - 179) : day + 1].astype(np.int64)
        clusters = scan(counts, where.zones, ScanSettings(max_window=14), day).clusters
        if clusters and clusters[0].recurrence >= BUDGET:
            found.append(Alarm(day, frozenset(clusters[0].members)))
            free = day + 8
    return found


class Null(msgspec.Struct, frozen=True, eq=False):
    alarms: int
    scores: dict[str, Floats]


def null_year(where: Town, story: Story, seed: int) -> Null:
    """Half a year to learn, and a year in which every alarm is false."""
    stream = told(where, story, LEARNING + 365, seed, None, 0).stream
    scores = {name: highest(where, stream, score)[0] for name, score in RIVALS.items()}
    return Null(len(ours(where, stream)), scores)


class Caught(msgspec.Struct, frozen=True):
    """Days from the first of the rise to the night that told of it, counting both; 0: not within
    a fortnight. Jaccard index of the areas named and those that rose."""

    days: int
    alike: float


def rising_run(
    where: Town,
    story: Story,
    rise: Rise,
    limits: dict[str, float],
    seed: int,
) -> dict[str, Caught]:
    """One town with one rise, seen by every method."""
    start = LEARNING + 60 + seed % 7
    made = told(where, story, start + 14, 10_000 + seed, rise, start)
    alarms = {"sejuk": ours(where, made.stream)}
    for name, limit in limits.items():
        score, zone = highest(where, made.stream, RIVALS[name])
        days = over(limit, score)
        alarms[name] = [Alarm(d, frozenset(where.sets.of(int(zone[d])).tolist())) for d in days]
    if rise.scanned:
        alarms["nightly scan"] = by_scan(where, made.stream, start, start + 14)
    rising = frozenset(made.rising.tolist())
    return {name: _caught(found, rising, start) for name, found in alarms.items()}


def _caught(alarms: list[Alarm], rising: frozenset[int], start: int) -> Caught:
    for alarm in alarms:
        if alarm.day >= start and alarm.areas & rising:
            alike = len(alarm.areas & rising) / len(alarm.areas | rising)
            return Caught(alarm.day - start + 1, alike)
    return Caught(0, 0.0)


def on_chicago() -> dict[str, float]:
    """Alarms on a real stream, of which nobody knows what was a rise: burglaries by square km."""
    begin = date(2016, 2, 1)
    with (EVENTS / "chicago_residential_burglary_2016_feb_dec.csv").open(encoding="utf-8") as file:
        rows = [(float(r["x_m"]), float(r["y_m"]), r["date"]) for r in csv.DictReader(file)]
    cell = np.array([(x // 1000, y // 1000) for x, y, _ in rows])
    day = np.array([(date.fromisoformat(d) - begin).days for _, _, d in rows])
    at, area = np.unique(cell, axis=0, return_inverse=True)
    counts = np.zeros((len(at), int(day.max()) + 1))
    np.add.at(counts, (area.reshape(-1), day), 1.0)
    metres = 1000 * np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    beside = ((metres < 1100) & (metres > 0)).astype(float)
    beside /= np.maximum(beside.sum(axis=1, keepdims=True), 1)
    heard = np.ones_like(counts)
    weekday = (begin.weekday() + np.arange(counts.shape[1])) % 7
    known = baselines(counts, heard, beside, weekday, PARAMS.baseline)
    scale = known.factor / known.rate
    repeats = with_repeats(counts, known.shape * scale, heard, beside, counts.shape[1])
    sets = sets_of(street_zones(metres, most_metres=2300))
    first = 90
    found = {}
    for name, mean in (("independent", known.shape * scale), ("with_repeats", repeats.mean)):
        usual = Usual(mean=mean, variance=known.shape * scale**2, open=heard)
        middle = Usual(
            mean=(known.shape * scale)[:, 200:201],
            variance=(known.shape * scale**2)[:, 200:201],
            open=heard[:, :1],
        )
        limit = threshold_for(BUDGET, middle, sets, np.random.default_rng(PARAMS.seed))
        found[name] = float(len(detect(counts, usual, sets, limit, first=first).detections))
    days = counts.shape[1] - first
    return found | {"repeats_each": repeats.rate, "days": days, "budget": days / BUDGET}


def falsely(alarms: int, years: float) -> dict[str, float]:
    """Alarms a year with the exact 95 % limits of a Poisson mean (Garwood 1936)."""
    low = chi2.ppf(0.025, 2 * alarms) / 2 if alarms else 0.0
    high = chi2.ppf(0.975, 2 * alarms + 2) / 2
    budget = 365 / BUDGET
    return {
        "alarms": alarms,
        "years": years,
        "a_year": alarms / years,
        "budget_a_year": budget,
        "of_budget": alarms / years / budget,
        "low": low / years / budget,
        "high": high / years / budget,
    }


def summary(caught: Sequence[Caught]) -> dict[str, float | None]:
    """Of one method over all runs."""
    found = [c for c in caught if c.days]
    delays = [c.days or 99 for c in caught]
    return {
        "within_7_days": sum(0 < c.days <= 7 for c in caught) / len(caught),
        "median_days": median(delays) if median(delays) < 99 else None,
        "jaccard": sum(c.alike for c in found) / len(found) if found else None,
    }


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser()
    options.add_argument("--json", action="store_true")
    options.add_argument("--years", type=int, default=100)
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--processes", type=int, default=os.cpu_count())
    options.add_argument("--scan", type=int, default=0)
    asked = options.parse_args()
    where = town()
    if asked.scan:
        json.dump(beside_scan(where, asked.scan, asked.processes), sys.stdout, indent=2)
        return
    false_alarms: dict[str, dict[str, float]] = {}
    rises: list[dict[str, object]] = []
    with ProcessPoolExecutor(asked.processes) as pool:
        limits: dict[str, float] = {}
        for story in NULLS:
            nulls = list(pool.map(partial(null_year, where, story), range(asked.years)))
            found = falsely(sum(n.alarms for n in nulls), asked.years)
            false_alarms[story.name] = found
            if not limits:
                limits = {name: calibrated([n.scores[name] for n in nulls]) for name in RIVALS}
            _say(
                f"{story.name}: {found['of_budget']:.2f} of the budget, "
                f"at most {found['high']:.2f} (95 %)"
            )
        for story, rise in RISES:
            run = partial(rising_run, where, story, rise, limits)
            row = summaries(list(pool.map(run, range(asked.runs))))
            rises.append(
                {"story": story.name, "a_day": rise.a_day, "shape": rise.shape, "methods": row}
            )
            _say(
                f"+{rise.a_day} a day, {rise.shape}, {story.name}: "
                + "; ".join(
                    f"{name} {one['within_7_days']:.0%} in a week, median {one['median_days']}, "
                    f"Jaccard {one['jaccard'] or 0:.2f}"
                    for name, one in row.items()
                )
            )
    figures = {"budget_days": BUDGET, "false_alarms": false_alarms, "rises": rises}
    if EVENTS.is_dir():
        figures["chicago"] = on_chicago()
        _say(f"Chicago: {figures['chicago']}")
    if asked.json:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def beside_scan(where: Town, runs: int, processes: int) -> dict[str, object]:
    """Ours and SaTScan's rule on the same towns, at +2 in a block; false alarms of its rule."""
    story, rise = next((s, r) for s, r in RISES if r.a_day == 2.0)
    seen = msgspec.structs.replace(rise, scanned=True)
    with ProcessPoolExecutor(processes) as pool:
        caught = list(pool.map(partial(rising_run, where, story, seen, {}), range(runs)))
        years = runs // 10
        alarms = sum(pool.map(partial(scanned_year, where, story), range(years)))
    return {"rise": summaries(caught), "false_alarms": falsely(alarms, years)}


def scanned_year(where: Town, story: Story, seed: int) -> int:
    """Alarms of SaTScan's rule in a year in which every alarm is false."""
    last = LEARNING + 365
    return len(by_scan(where, told(where, story, last, seed, None, 0).stream, LEARNING, last))


def summaries(caught: Sequence[dict[str, Caught]]) -> dict[str, dict[str, float | None]]:
    """Of each method."""
    return {name: summary([one[name] for one in caught]) for name in caught[0]}


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
