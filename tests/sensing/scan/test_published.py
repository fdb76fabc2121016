"""What SaTScan and scanstatistics published for two data sets, from the files of ../shared."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sejuk.sensing.scan.baseline import trend_baseline
from sejuk.sensing.scan.clusters import Cluster, ScanResult
from sejuk.sensing.scan.permutation import scan
from sejuk.sensing.scan.poisson import scan_expected
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.zones import circles

FIRST = date(2001, 11, 1)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def fever(shared: Path) -> Path:
    return shared / "bench" / "scan" / "nycfever"


@pytest.fixture
def brain(shared: Path) -> Path:
    return shared / "bench" / "scan" / "nmbrain"


def fever_scan(
    folder: Path, *, retrospective: bool, replicates: int
) -> tuple[list[int], ScanResult]:
    places = rows(folder / "locations.csv")
    ids = [int(row["location_id"]) for row in places]
    counts = np.zeros((len(ids), 24), np.int64)
    for row in rows(folder / "events.csv"):
        day = (date.fromisoformat(row["date"]) - FIRST).days
        counts[ids.index(int(row["location_id"])), day] += int(row["cases"])
    assert counts.shape[0] == 192
    assert counts.sum() == 194
    zones = circles([(float(r["lat"]), float(r["lon"])) for r in places], max_radius=3)
    settings = ScanSettings(max_window=7, retrospective=retrospective, replicates=replicates)
    return ids, scan(counts, zones, settings, seed=1)


@pytest.mark.parametrize("when", ["prospective", "retrospective"])
def test_new_york_fever(fever: Path, when: str) -> None:
    published = json.loads((fever / "expected.json").read_text())[when]["clusters"]
    ids, result = fever_scan(fever, retrospective=when == "retrospective", replicates=2999)
    # Those that tie are in SaTScan's order as well.
    for known, found in zip(published, result.clusters, strict=False):
        assert [ids[m] for m in found.members] == known["location_ids"]
        assert found.radius == pytest.approx(known["radius_km"], abs=0.05)
        assert str(date.fromordinal(FIRST.toordinal() + found.first)) == known["start"]
        assert str(date.fromordinal(FIRST.toordinal() + found.last)) == known["end"]
        assert found.observed == known["observed"]
        assert found.expected == pytest.approx(known["expected"], abs=0.005)
        assert found.llr == pytest.approx(known["llr"], abs=1e-5)
        low, high = known["p"].get("accept", _around(known["p"]["satscan_9_4_4"]))
        assert low <= found.p <= high
    assert len(result.clusters) >= len(published)
    weaker = result.clusters[len(published) :]
    assert all(c.llr <= published[-1]["llr"] + 1e-6 for c in weaker)


def _around(p: float) -> tuple[float, float]:
    """Five deviations of SaTScan's rank among 999 and ours among 2,999 together."""
    deviation = (p * (1 - p) * (1 / 999 + 1 / 2999)) ** 0.5
    return p - 5 * deviation - 0.001, p + 5 * deviation + 0.001


def test_new_york_fever_by_gumbel(fever: Path) -> None:
    # SaTScan's 9,999 replicates rank the first cluster of the retrospective scan at 0.0067.
    _, result = fever_scan(fever, retrospective=True, replicates=999)
    assert result.clusters[0].gumbel_p == pytest.approx(0.0067, abs=0.003)


def brain_scan(folder: Path, replicates: int) -> tuple[list[str], ScanResult, NDArray[np.float64]]:
    counties = [r for r in rows(folder / "counties.csv") if r["county"] != "cibola"]
    names = [r["county"] for r in counties]
    years = range(1973, 1990)
    counts, people = np.zeros((len(names), len(years))), np.zeros((len(names), len(years)))
    for row in rows(folder / "county_year.csv"):
        if int(row["year"]) in years:
            at = names.index(row["county"]), years.index(int(row["year"]))
            counts[at], people[at] = float(row["count"]), float(row["population"])
    expected, beta = trend_baseline(counts, people, np.array(years, float), before=13)
    zones = circles(
        [(float(r["seat_lat"]), float(r["seat_long"])) for r in counties], max_members=15
    )
    settings = ScanSettings(max_window=4, min_cases=1, replicates=replicates)
    found = scan_expected(counts[:, 13:].astype(int), expected[:, 13:], zones, settings, seed=1)
    return names, found, beta


def test_new_mexico_brain_cancer(brain: Path) -> None:
    page: dict[str, Any] = json.loads((brain / "expected.json").read_text())
    published, recomputed = page["published"], page["recomputed_by_us"]
    names, result, beta = brain_scan(brain, 2999)
    assert beta == pytest.approx(recomputed["glm_coefficients"], rel=1e-7)
    assert len(names) == published["n_locations"]
    assert result.zones == published["n_zones"]
    best: Cluster = result.clusters[0]
    assert sorted(names[m] for m in best.members) == published["mlc_counties"]
    assert [1 + m for m in sorted(best.members)] == published[
        "mlc_location_numbers_alphabetical_1based"
    ]
    assert best.last - best.first + 1 == published["mlc_duration_years"]
    assert best.llr == pytest.approx(recomputed["score"], abs=1e-5)
    assert best.observed == recomputed["observed"]
    assert best.expected == pytest.approx(recomputed["expected"], abs=5e-4)
    low, high = published["accept_p"]
    assert low <= best.p <= high
    assert best.gumbel_p == pytest.approx(published["gumbel_p"], abs=0.003)
