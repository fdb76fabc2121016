"""How far the growth of claims and their bursts can be trusted, as JSON.

    python benchmarks/growth.py [--json] [--runs N]

Growth: counts with a known slope, from series of 4 to 28 bins and means of 0.3 to 10 a bin, Poisson
and clumped (2 and 4 times its variance), falling, even and growing: how often the 95 % interval
holds the slope, and how often a claim is said to grow. Also on the real daily counts of fact-checks
of 2024 (`../shared/data/rumour`), which are clumped as life is: shuffled, so that nothing grows,
and thinned along a slope. The rival is the plain quasi-Poisson regression (no prior, normal
interval).

Bursts: on the same counts as they came, shuffled (all are false alarms), and with bursts put in.
The rival is EARS C2 (mean and 3 standard deviations of seven days, guard of two).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sejuk.rumours.bursts import BurstParams, bursts
from sejuk.rumours.growth import GrowthParams, Series, Trend, growth

Floats = NDArray[np.float64]

REAL = Path(__file__).parents[2] / "shared/data/rumour/mafindo_2024_daily_counts.csv"
BINS, MEANS, CLUMPED = (4, 7, 14, 28), (0.3, 1.0, 3.0, 10.0), (1.0, 2.0, 4.0)
CHANGES = (-2.0, 0.0, 1.5, 3.0)
"""Of the logarithm from the first bin to the last: times 0.14, 1, 4.5 and 20."""
Z95, Z95_ONE_SIDED = 1.96, 1.645
FLAT = GrowthParams(prior_sd=np.inf, prior_bins=1e-9)
WARM_UP = 30


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", action="store_true", help="there is no other form")
    arguments.add_argument("--runs", type=int, default=60, help="of each of the 192 settings")
    given = arguments.parse_args()
    before = time.process_time()
    figures: dict[str, object] = {"growth": simulated(given.runs)}
    if REAL.is_file():
        figures |= {"growth, real counts": real_growth(5 * given.runs), "bursts": real_bursts()}
    figures |= {"cpu_seconds": round(time.process_time() - before, 1), "load": os.getloadavg()[0]}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


class Tally:
    """Of series with a known slope."""

    def __init__(self) -> None:
        self.rows: list[tuple[bool, bool, bool, bool, bool]] = []

    def add(self, seen: Floats, slope: float) -> None:
        """One series, which may be of zeros: then it is not looked at."""
        if not seen.any():
            return
        found = growth(Series(seen=seen[None], exposure=np.ones((1, len(seen)))))
        low, high, grows = plain(seen)
        self.rows.append(
            (
                found.low <= slope <= found.high,
                found.trend is Trend.GROWING,
                low <= slope <= high,
                grows,
                found.thin,
            )
        )

    def __iadd__(self, other: Tally) -> Self:
        self.rows += other.rows
        return self

    def figures(self, *, even: bool) -> dict[str, float]:
        """Parts of the series; what is said to grow without growing is false."""
        ours, grows, theirs, theirs_grows, thin = np.mean(self.rows, axis=0)
        says = "false growing" if even else "growing"
        return {
            "covered": round(float(ours), 3),
            says: round(float(grows), 3),
            "covered, plain regression": round(float(theirs), 3),
            f"{says}, plain regression": round(float(theirs_grows), 3),
            "thin": round(float(thin), 3),
        }


def plain(seen: Floats) -> tuple[float, float, bool]:
    """The interval of a quasi-Poisson regression as textbooks have it, and whether it says
    growing: by Newton's steps, tied to statsmodels by tests of `growth`."""
    bins = np.arange(len(seen)) - (len(seen) - 1) / 2
    slope = 0.0
    for _ in range(30):
        part = np.exp(np.clip(slope * bins, -50, 50))
        due = seen.sum() * part / part.sum()
        middle = due @ bins / due.sum()
        spread = due @ (bins - middle) ** 2
        step = (seen @ bins - due @ bins) / max(spread, 1e-9)
        slope = float(np.clip(slope + np.clip(step, -1, 1), -20, 20))
        if abs(step) < 1e-8:
            break
    dispersion = ((seen - due) ** 2 / np.maximum(due, 1e-12)).sum() / max(len(seen) - 2, 1)
    error = float(np.sqrt(max(dispersion, 1e-12) / max(spread, 1e-9)))
    return slope - Z95 * error, slope + Z95 * error, slope - Z95_ONE_SIDED * error > 0


def clumped(rng: np.random.Generator, mean: Floats, dispersion: float) -> Floats:
    """Counts of that mean, and so many times its variance."""
    if dispersion > 1:
        mean = rng.gamma(mean / (dispersion - 1)) * (dispersion - 1)
    return np.asarray(rng.poisson(mean), np.float64)


def settings() -> Iterator[tuple[int, float, float, float]]:
    """Bins, mean, dispersion, change."""
    for bins in BINS:
        for mean in MEANS:
            for dispersion in CLUMPED:
                for change in CHANGES:
                    yield bins, mean, dispersion, change


def simulated(runs: int) -> dict[str, object]:
    """Over all, and by each of the settings' sides."""
    rng = np.random.default_rng(1)
    cells: dict[tuple[int, float, float, float], Tally] = {}
    for bins, mean, dispersion, change in settings():
        slope = change / (bins - 1)
        means = np.exp(slope * np.arange(bins))
        means *= mean / means.mean()
        tally = cells[bins, mean, dispersion, change] = Tally()
        for _ in range(runs):
            tally.add(clumped(rng, means, dispersion), slope)

    def over(side: int, value: float, *, even: bool) -> dict[str, float]:
        tally = Tally()
        for key, cell in cells.items():
            if key[side] == value and (key[3] == 0.0 or not even):
                tally += cell
        return tally.figures(even=even)

    names = {"bins": (0, BINS), "mean": (1, MEANS), "dispersion": (2, CLUMPED)}
    whole = Tally()
    for cell in cells.values():
        whole += cell
    worst = min(
        ((k, float(np.mean(c.rows, axis=0)[0])) for k, c in cells.items()), key=lambda kv: kv[1]
    )
    most_false = max(
        ((k, float(np.mean(c.rows, axis=0)[1])) for k, c in cells.items() if k[3] == 0.0),
        key=lambda kv: kv[1],
    )
    return {
        "all": whole.figures(even=False),
        **{
            f"{name} {value}": {
                "covered": over(side, value, even=False)["covered"],
                "covered, plain regression": over(side, value, even=False)[
                    "covered, plain regression"
                ],
                **{k: v for k, v in over(side, value, even=True).items() if "false" in k},
            }
            for name, (side, values) in names.items()
            for value in values
        },
        **{f"change {c}": over(3, c, even=c == 0.0) for c in CHANGES},
        "least covered (bins, mean, dispersion, change)": worst,
        "most falsely growing": most_false,
    }


def real_counts() -> dict[str, Floats]:
    """Category → a day of 2024 each."""
    with REAL.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        kind: np.array([float(row[kind]) for row in rows])
        for kind in ("politics", "scam", "others")
    }


def real_growth(runs: int) -> dict[str, object]:
    """Fourteen days drawn from the year's, each sighting kept with a probability that goes along
    the slope: even, and times 4.5."""
    rng = np.random.default_rng(2)
    figures: dict[str, object] = {}
    for change in (0.0, 1.5):
        tally = Tally()
        slope = change / 13
        keep = np.exp(slope * (np.arange(14) - 13))
        for counts in real_counts().values():
            for _ in range(runs // 3):
                days = rng.choice(counts, 14, replace=False).astype(np.int64)
                tally.add(np.asarray(rng.binomial(days, keep), np.float64), slope)
        figures[f"change {change}"] = tally.figures(even=change == 0.0)
    return figures


def c2(seen: Floats) -> NDArray[np.bool_]:
    """EARS C2 (Hutwagner et al. 2003), each day by days −9 … −3."""
    found = np.zeros(len(seen), bool)
    for b in range(9, len(seen)):
        before = seen[b - 9 : b - 2]
        found[b] = seen[b] > before.mean() + 3 * max(before.std(ddof=1), 0.5)
    return found


def real_bursts(runs: int = 15) -> dict[str, object]:
    """Of each category."""
    rng = np.random.default_rng(3)
    return {kind: _bursts_of(counts, rng, runs) for kind, counts in real_counts().items()}


def _bursts_of(counts: Floats, rng: np.random.Generator, runs: int) -> dict[str, float]:
    listened = np.ones(len(counts))
    by = BurstParams()
    as_came = bursts(counts, listened, by).burst
    # 2024 began on a Monday; the last day of each month of a leap year.
    ends = np.cumsum([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) - 1
    shuffled = [rng.permutation(counts) for _ in range(runs)]
    false = np.mean([bursts(s, listened, by).burst[WARM_UP:].mean() for s in shuffled])
    false_c2 = np.mean([c2(s)[WARM_UP:].mean() for s in shuffled])
    window = by.baseline + by.guard + 1
    found: dict[str, list[bool]] = {}
    for s in shuffled:
        for times in (3, 5, 10):
            for _ in range(10):
                at = int(rng.integers(window, len(s)))
                days = s[at - window + 1 : at + 1].copy()
                days[-1] += rng.poisson((times - 1) * counts.mean())
                ours, theirs = bursts(days, listened[:window], by).burst[-1], c2(days)[-1]
                found.setdefault(f"found of times {times}", []).append(bool(ours))
                found.setdefault(f"found of times {times}, C2", []).append(bool(theirs))
    return {
        "mean a day": round(float(counts.mean()), 2),
        "variance over mean": round(float(counts.var() / counts.mean()), 2),
        "bursts as it came": int(as_came[WARM_UP:].sum()),
        "of these at a month's end": int(as_came[ends].sum()),
        "false alarms a day": round(float(false), 4),
        "false alarms a day, C2": round(float(false_c2), 4),
        **{name: round(float(np.mean(hits)), 3) for name, hits in found.items()},
    }


if __name__ == "__main__":
    main()
