"""`sejuk sense scan`: clusters in a table of events, as SaTScan would find them."""

from __future__ import annotations

import os
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.files.scan.events import ScanEvents, ScanLocations, read_locations, read_scan_events
from sejuk.files.scan.settings import (
    EngineKind,
    Model,
    ScanFile,
    read_scan_settings,
    unit_text,
)
from sejuk.files.source import shown
from sejuk.problems import Both, refuse
from sejuk.sensing.scan.baseline import trend_baseline
from sejuk.sensing.scan.bernoulli import scan_bernoulli
from sejuk.sensing.scan.clusters import Cluster, ScanResult
from sejuk.sensing.scan.permutation import scan
from sejuk.sensing.scan.poisson import scan_expected, scan_population
from sejuk.sensing.scan.replicates import HAS_KERNELS
from sejuk.sensing.scan.settings import Engine, ScanSettings
from sejuk.sensing.scan.zones import Distance, Zones, circles, within

Floats = NDArray[np.float64]


class FoundCluster(msgspec.Struct, frozen=True, kw_only=True):
    location_ids: tuple[str, ...]
    """The nearest to the centre first."""
    radius: float
    """Km on the sphere, else the coordinates' own unit."""
    start: str | None
    end: str | None
    """None: nothing has a date."""
    observed: int
    expected: float
    llr: float
    p: float
    gumbel_p: float | None
    recurrence: float | None
    """Of prospective scans: units of time in which chance brings one as strong."""


class FoundClusters(msgspec.Struct, frozen=True, kw_only=True):
    clusters: tuple[FoundCluster, ...]
    model: str
    zones: int
    """Different sets of locations that were looked at."""
    cases: int
    replicates: int
    seed: int


def scan_files(events: Path, locations: Path, settings: Path) -> FoundClusters:
    """The clusters, the most likely one first.

    Raises ProblemError: those of the readers, nothing_expected and baseline_not_fitted.
    """
    asked = read_scan_settings(settings)
    places = read_locations(locations, asked.distance)
    found = read_scan_events(events, places, asked)
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        result = _scanned(asked, places, found, threads)
    return FoundClusters(
        clusters=tuple(_cluster(one, asked, places, found) for one in result.clusters),
        model=asked.model.value,
        zones=result.zones,
        cases=int(found.cases.sum()),
        replicates=asked.replicates,
        seed=asked.seed,
    )


def _scanned(
    asked: ScanFile, places: ScanLocations, events: ScanEvents, threads: Executor
) -> ScanResult:
    if asked.engine is EngineKind.KERNELS and not HAS_KERNELS:
        raise refuse(
            "bad_setting", file=asked.file, key="engine", value="kernels", allowed="fastest; numpy"
        )
    settings = ScanSettings(
        min_window=asked.min_window,
        max_window=asked.max_window,
        min_cases=asked.min_cases,
        max_fraction=_fraction(asked),
        replicates=asked.replicates,
        retrospective=asked.model is Model.PERMUTATION_RETROSPECTIVE,
        engine=Engine(asked.engine.value),
    )
    zones = circles(
        places.points,
        Distance(asked.distance.value),
        max_radius=asked.max_radius_km,
        max_members=asked.max_members,
    )
    if asked.model.permutation:
        zones = _of_population(asked, places, zones)
        return scan(events.cases, zones, settings, asked.seed, threads)
    cases = events.cases[:, 0]
    if asked.model is Model.POISSON:
        people = _population(places, events)
        _check(places, events, events.cases, people[:, None], "population")
        return scan_population(cases, people, zones, settings, asked.seed, threads)
    if asked.model is Model.BERNOULLI:
        if events.controls is None:
            raise refuse("missing_column", file=events.file, column="controls")
        controls = np.rint(events.controls[:, 0]).astype(np.int64)
        return scan_bernoulli(cases, controls, zones, settings, asked.seed, threads)
    expected = _expected(asked, places, events)
    recent = slice(max(0, expected.shape[1] - asked.max_window), None)
    _check(places, events, events.cases[:, recent], expected[:, recent], "expected")
    zones = _of_population(asked, places, zones)
    if asked.max_cases_fraction is not None:
        usual = expected[:, recent].sum(axis=1)
        zones = within(zones, usual, asked.max_cases_fraction * float(usual.sum()))
    if len(zones.members) * asked.max_window > MOST_EXPECTED:
        zone_count = Both("zona kali jendela", "zones times windows")
        raise refuse(
            "scan_too_large",
            file=places.file,
            count=len(zones.members) * asked.max_window,
            what=zone_count,
            limit=MOST_EXPECTED,
        )
    return scan_expected(
        events.cases[:, recent], expected[:, recent], zones, settings, asked.seed, threads
    )


MOST_EXPECTED = 20_000_000
"""Expectations of zones and windows: each has its own in this model, and takes 40 bytes."""
HALF = 0.5
"""SaTScan's default of the largest zone."""


def _fraction(asked: ScanFile) -> float:
    """Of all cases for a permutation scan; where zones are limited by population, a zone's share of
    it is its share of expected cases as well, and the lower limit holds."""
    limits = [asked.max_cases_fraction]
    if not asked.model.permutation:
        limits.append(asked.max_population_fraction)
    return min((limit for limit in limits if limit is not None), default=HALF)


def _of_population(asked: ScanFile, places: ScanLocations, zones: Zones) -> Zones:
    """The zones within a limit that the model itself does not need."""
    if asked.max_population_fraction is None:
        return zones
    if places.population is None:
        raise refuse("missing_column", file=places.file, column="population")
    most = asked.max_population_fraction * float(places.population.sum())
    return within(zones, places.population, most)


def _population(places: ScanLocations, events: ScanEvents) -> Floats:
    """[locations] of the locations' file, else of the events'."""
    if places.population is not None:
        return places.population
    if events.population is not None:
        return events.population[:, 0]
    raise refuse("missing_column", file=places.file, column="population")


def _expected(asked: ScanFile, places: ScanLocations, events: ScanEvents) -> Floats:
    """[locations, units] as given, else fitted to what lies before the longest window."""
    if events.expected is not None:
        return events.expected
    units = events.cases.shape[1]
    population = events.population
    if population is None:
        if places.population is None:
            raise refuse("missing_column", file=events.file, column="expected")
        population = np.repeat(places.population[:, None], units, axis=1)
    _check(places, events, events.cases, population, "population")
    before = units - asked.max_window
    if before < 2:
        raise refuse("baseline_not_fitted", file=events.file)
    some = population.min(axis=1) > 0
    try:
        times = np.arange(units, dtype=np.float64)
        fitted, _ = trend_baseline(events.cases[some] * 1.0, population[some], times, before)
    except ValueError:
        raise refuse("baseline_not_fitted", file=events.file) from None
    expected = np.zeros(events.cases.shape)
    expected[some] = fitted
    return expected


def _check(
    places: ScanLocations, events: ScanEvents, cases: NDArray[np.int64], usual: Floats, column: str
) -> None:
    """Refuse cases where none can be."""
    where = np.nonzero((cases > 0) & (usual <= 0))[0]
    if len(where):
        raise refuse(
            "nothing_expected",
            file=events.file,
            location=shown(places.ids[where[0]]),
            column=column,
        )


def _cluster(
    one: Cluster, asked: ScanFile, places: ScanLocations, events: ScanEvents
) -> FoundCluster:
    first, last = events.first, events.last
    if asked.model is Model.EXPECTATION and first is not None and last is not None:
        first = max(first, last - asked.max_window + 1)
    if not asked.model.spatial and first is not None:
        first, last = first + one.first, first + one.last
    prospective = not asked.model.spatial and asked.model is not Model.PERMUTATION_RETROSPECTIVE
    return FoundCluster(
        location_ids=tuple(places.ids[member] for member in one.members),
        radius=one.radius,
        start=None if first is None else unit_text(first, asked.time_unit),
        end=None if last is None else unit_text(last, asked.time_unit),
        observed=one.observed,
        expected=one.expected,
        llr=one.llr,
        p=one.p,
        gumbel_p=one.gumbel_p,
        recurrence=one.recurrence if prospective else None,
    )
