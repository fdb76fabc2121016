"""The settings of `sejuk sense scan` and `sejuk sense knox`: see docs/reference/scan.md."""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from pathlib import Path

import msgspec

from sejuk.files.scan.values import Values, edges, read_values

MOST_REPLICATES = 99_999
MOST_SEED = 2**32 - 1
MOST_WINDOW = 3660
FURTHEST = 1e9


class Model(StrEnum):
    PERMUTATION_PROSPECTIVE = "space-time permutation, prospective"
    PERMUTATION_RETROSPECTIVE = "space-time permutation, retrospective"
    POISSON = "discrete poisson, purely spatial"
    BERNOULLI = "bernoulli, purely spatial"
    EXPECTATION = "expectation-based poisson, prospective"

    @property
    def spatial(self) -> bool:
        return self in {Model.POISSON, Model.BERNOULLI}

    @property
    def permutation(self) -> bool:
        return self in {Model.PERMUTATION_PROSPECTIVE, Model.PERMUTATION_RETROSPECTIVE}


class DistanceKind(StrEnum):
    GREAT_CIRCLE = "great circle"
    CARTESIAN = "cartesian"


class EngineKind(StrEnum):
    FASTEST = "fastest"
    KERNELS = "kernels"
    NUMPY = "numpy"


class TimeUnit(StrEnum):
    DAY = "1 day"
    YEAR = "1 year"


class MetricKind(StrEnum):
    MANHATTAN = "manhattan"
    EUCLIDEAN = "euclidean"


class ScanFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a scan's settings file says, defaults filled in."""

    file: str
    model: Model
    distance: DistanceKind
    time_unit: TimeUnit
    first: int | None
    last: int | None
    """Of the study, as `unit_of` counts; None: of the events."""
    max_radius_km: float
    max_members: int | None
    max_cases_fraction: float | None
    max_population_fraction: float | None
    min_window: int
    max_window: int
    min_cases: int
    replicates: int
    seed: int
    engine: EngineKind


class KnoxFile(msgspec.Struct, frozen=True, kw_only=True):
    file: str
    metric: MetricKind
    space: tuple[float, ...]
    time: tuple[float, ...]
    replicates: int
    seed: int


SCAN_KEYS = (
    *("model", "distance", "study_start", "study_end", "time_unit", "max_radius_km"),
    *("max_members", "max_cases_fraction", "max_population_fraction", "min_window_days"),
    *("max_window_days", "min_cases", "high_rates_only", "replicates", "mc_reps", "seed"),
    *("engine", "circles", "secondary_rule"),
)
"""`mc_reps` is SaTScan's word for replicates; `circles` and `secondary_rule` are notes."""
KNOX_KEYS = ("distance", "space_bands_m", "time_bands_days", "replicates", "seed", "null")
"""`null` is a note."""


def read_scan_settings(path: Path) -> ScanFile:
    """Raises ProblemError: those of `read_values`, and bad_setting."""
    values = read_values(path, SCAN_KEYS)
    values.only_true("high_rates_only")
    unit = values.choice("time_unit", TimeUnit, TimeUnit.DAY)
    first, last = _end(values, "study_start", unit), _end(values, "study_end", unit)
    if first is not None and last is not None and first > last:
        raise values.wrong("study_end", f"≥ study_start ({values.given['study_start']})")
    shortest = values.whole("min_window_days", 1, 1, MOST_WINDOW)
    longest = values.whole("max_window_days", max(14, shortest), 1, MOST_WINDOW)
    if shortest > longest:
        raise values.wrong("min_window_days", f"≤ max_window_days ({longest})")
    return ScanFile(
        file=values.file,
        model=values.choice("model", Model, Model.PERMUTATION_PROSPECTIVE),
        distance=values.choice("distance", DistanceKind, DistanceKind.GREAT_CIRCLE),
        time_unit=unit,
        first=first,
        last=last,
        max_radius_km=values.number("max_radius_km", math.inf, 0, FURTHEST),
        max_members=values.whole("max_members", 0, 1, 10**6) if values.has("max_members") else None,
        max_cases_fraction=_fraction(values, "max_cases_fraction"),
        max_population_fraction=_fraction(values, "max_population_fraction"),
        min_window=shortest,
        max_window=longest,
        min_cases=values.whole("min_cases", 2, 1, 10**6),
        replicates=_replicates(values),
        seed=values.whole("seed", 0, 0, MOST_SEED),
        engine=values.choice("engine", EngineKind, EngineKind.FASTEST),
    )


def read_knox_settings(path: Path) -> KnoxFile:
    """Raises ProblemError: those of `read_values`, and bad_setting."""
    values = read_values(path, KNOX_KEYS)
    return KnoxFile(
        file=values.file,
        metric=values.choice("distance", MetricKind, MetricKind.EUCLIDEAN),
        space=edges(values, "space_bands_m"),
        time=edges(values, "time_bands_days"),
        replicates=_replicates(values),
        seed=values.whole("seed", 0, 0, MOST_SEED),
    )


def unit_of(day: date, unit: TimeUnit) -> int:
    """Days are counted from the year 1, years as they are."""
    return day.toordinal() if unit is TimeUnit.DAY else day.year


def unit_text(number: int, unit: TimeUnit) -> str:
    """`2001-11-24`, or `1989`."""
    return date.fromordinal(number).isoformat() if unit is TimeUnit.DAY else f"{number:04d}"


def _end(values: Values, key: str, unit: TimeUnit) -> int | None:
    if unit is TimeUnit.YEAR:
        return values.year(key)
    day = values.day(key)
    return None if day is None else day.toordinal()


def _fraction(values: Values, key: str) -> float | None:
    """Above 0, at most 1."""
    if not values.has(key):
        return None
    found = values.number(key, 0.5, 0, 1)
    if found == 0:
        raise values.wrong(key, "0.01 … 1")
    return found


def _replicates(values: Values) -> int:
    if values.has("mc_reps") and values.has("replicates"):
        raise values.wrong("mc_reps", "replicates")
    key = "mc_reps" if values.has("mc_reps") else "replicates"
    return values.whole(key, 999, 0, MOST_REPLICATES)
