"""The detector's threshold for a budget of false alarms: so many days to one, on average.

If rates were known, R[d] − d would be a martingale, and a threshold of A days would keep the budget
of A days. It would waste most of it, since R jumps past the threshold, on average to two or three
times of it; and rates are not known, which takes away more than that where incidents are few. So
days without any rise are simulated from tonight's baseline, rates drawn from their posterior, and
the threshold is the least that keeps the budget in them.
"""

from __future__ import annotations

from concurrent.futures import Executor

import msgspec
import numpy as np

from sejuk.sensing.detector import RISES, Usual, log_ratios, zone_usual
from sejuk.sensing.zones import Floats, Whole, ZoneSets

try:
    from sejuk.sensing import threshold_kernel
except (ImportError, RuntimeError):
    # numba is not to be had for this Python or machine, or has nowhere to keep kernels.
    HAS_KERNELS = False
else:
    HAS_KERNELS = True

RUNS = 250
"""Each lasts as long as the budget, so that two in three have their alarm: the mean time to one is
then known to 8 %."""
AT_ONCE = 25
"""Runs that a thread takes."""
ENOUGH = 30
"""Budgets that R is followed up to: no threshold is higher."""


class Quiet(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Simulated days on which nothing rises: incident i of run r and day d is in area
    `area[i]`, for i from start[r · days + d] on."""

    runs: int
    days: int
    start: Whole
    """[runs · days + 1]"""
    area: Whole


def threshold_for(
    budget_days: float,
    usual: Usual,
    zones: ZoneSets,
    rng: np.random.Generator,
    *,
    runs: int = RUNS,
    kernels: bool = HAS_KERNELS,
    executor: Executor | None = None,
) -> float:
    """The least threshold with which an alarm comes every `budget_days` or less often.

    Args:
        usual: of one day, [areas, 1]; outages do not matter.
        kernels: compiled; the result is the same without, and takes longer.
        executor: of threads, over which runs are spread; the result does not depend on it.
    """
    usual = msgspec.structs.replace(usual, open=np.ones_like(usual.open))
    quiet = quiet_days(usual, runs, int(np.ceil(budget_days)), rng)
    # No zone has more incidents than a day has.
    tables = tables_of(usual, zones, most=int(np.diff(quiet.start).max(initial=0)))
    enough = ENOUGH * budget_days
    if kernels:
        return _least(compiled_peaks(quiet, tables, enough, executor), budget_days)
    return _least(peaks_in_numpy(quiet, zones, tables, enough), budget_days)


def quiet_days(usual: Usual, runs: int, days: int, rng: np.random.Generator) -> Quiet:
    """Each run has rates of its own from the posterior, for what is known of them."""
    mean, variance = usual.mean[:, 0], usual.variance[:, 0]
    known = mean > 0
    scale = np.where(known, variance / np.where(known, mean, 1.0), 0.0)
    shape = np.where(scale > 0, mean / np.where(scale > 0, scale, 1.0), 1.0)
    drawn = rng.gamma(np.broadcast_to(shape, (runs, len(mean)))) * scale
    rates = np.where(scale > 0, drawn, mean)
    told = rng.poisson(np.repeat(rates.sum(axis=1), days))
    upto = np.cumsum(rates, axis=1)
    run_of = np.repeat(np.arange(runs), told.reshape(runs, days).sum(axis=1))
    point = rng.random(len(run_of)) * upto[run_of, -1]
    area = np.empty(len(run_of), np.int64)
    for run in range(runs):
        mine = slice(*np.searchsorted(run_of, [run, run + 1]))
        area[mine] = np.searchsorted(upto[run], point[mine], side="right")
    return Quiet(
        runs=runs,
        days=days,
        start=np.concatenate([[0], np.cumsum(told)]).astype(np.int64),
        area=np.minimum(area, len(mean) - 1),
    )


class Tables(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """L of every zone and rise for each count that can come up, and the zones of each area."""

    ratio: Floats
    """[zones, rises, counts] L."""
    zone_start: Whole
    """[areas + 1]"""
    zone: Whole
    """Zones that hold area a: zone[zone_start[a]] … zone[zone_start[a + 1] - 1]."""


def tables_of(
    usual: Usual, zones: ZoneSets, *, most: int, rises: tuple[float, ...] = RISES
) -> Tables:
    """For a day like `usual`, [areas, 1], and counts up to `most`."""
    told = np.broadcast_to(np.arange(most + 1.0), (len(zones), most + 1))
    order = np.argsort(zones.member, kind="stable")
    zone = np.repeat(np.arange(len(zones)), np.diff(zones.start))[order]
    sizes = np.bincount(zones.member, minlength=zones.areas)
    return Tables(
        ratio=np.exp(log_ratios(told, zone_usual(usual, zones), rises)),
        zone_start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        zone=zone.astype(np.int64),
    )


def compiled_peaks(
    quiet: Quiet, tables: Tables, enough: float, executor: Executor | None = None
) -> Floats:
    """[runs, days] the highest R so far; inf from the day on which it is at least `enough`."""
    zones, rises, counts = tables.ratio.shape
    ratio = tables.ratio.reshape(zones * rises, counts)
    gain = np.ascontiguousarray((ratio / ratio[:, :1]).T)

    def part(first: int) -> Floats:
        return threshold_kernel.peaks(
            first,
            min(first + AT_ONCE, quiet.runs),
            quiet.days,
            quiet.start,
            quiet.area,
            tables.zone_start,
            tables.zone,
            np.ascontiguousarray(ratio[:, 0]),
            gain,
            rises,
            enough,
        )

    parts = range(0, quiet.runs, AT_ONCE)
    return np.concatenate(list(executor.map(part, parts) if executor else map(part, parts)))


def peaks_in_numpy(quiet: Quiet, zones: ZoneSets, tables: Tables, enough: float) -> Floats:
    """The same, all runs at once."""
    count, rises, _ = tables.ratio.shape
    state = np.zeros((quiet.runs, count, rises))
    found = np.full((quiet.runs, quiet.days), np.inf)
    highest = np.zeros(quiet.runs)
    which_zone, which_rise = np.arange(count)[:, None], np.arange(rises)
    for day in range(quiet.days):
        told = np.zeros((zones.areas, quiet.runs))
        for run in range(quiet.runs):
            begin = run * quiet.days + day
            np.add.at(told[:, run], quiet.area[quiet.start[begin] : quiet.start[begin + 1]], 1.0)
        in_zone = zones.total(told).astype(np.int64).T
        state = (1.0 + state) * tables.ratio[which_zone, which_rise, in_zone[:, :, None]]
        highest = np.maximum(highest, state.mean(axis=(1, 2)))
        found[:, day] = highest
    return np.where(found >= enough, np.inf, found)


def _least(peaks: Floats, budget_days: float) -> float:
    """The least threshold whose runs give no more than one alarm in `budget_days`.

    Each run ends with its first alarm: by the next one the baseline has learned better rates.

    Alarms come at random and independent of how long none came, so that their rate is alarms
    divided by days watched, runs that saw none included (Epstein & Sobel 1953).
    """
    low, high = 0.0, ENOUGH * budget_days
    for _ in range(60):
        middle = (low + high) / 2
        passed = peaks >= middle
        alarms = int(passed.any(axis=1).sum())
        watched = int(np.where(passed.any(axis=1), passed.argmax(axis=1) + 1, peaks.shape[1]).sum())
        if alarms == 0 or watched / alarms >= budget_days:
            high = middle
        else:
            low = middle
    return high
