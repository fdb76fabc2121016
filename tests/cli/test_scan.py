"""`sejuk sense scan` and `sejuk sense knox`, from files to clusters."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sejuk.files.scan import events as reader
from sejuk.files.scan.settings import KNOX_KEYS, SCAN_KEYS, read_knox_settings, read_scan_settings
from tests.cli.command import check_refused, check_refused_as_json, done, sejuk
from tests.sensing.scan import oracle

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "scan.md"
PLACES = "location_id,lat,lon,population\nA,0,0,10\nB,0,1,20\nC,0,5,30\n"
EVENTS = "location_id,cases,date\nA,1,2024-11-01\nB,2,2024-11-09\nA,2,2024-11-10\nC,3,2024-11-02\n"
CARTESIAN = {"distance": "cartesian", "replicates": 19}


def write(folder: Path, events: str, places: str, settings: object) -> tuple[object, ...]:
    """The arguments of `sejuk sense scan`."""
    (folder / "events.csv").write_text(events)
    (folder / "places.csv").write_text(places)
    text = settings if isinstance(settings, str) else json.dumps(settings)
    (folder / "settings.json").write_text(text)
    return (
        *("sense", "scan", folder / "events.csv"),
        *("--locations", folder / "places.csv", "--settings", folder / "settings.json"),
    )


def scanned(folder: Path, events: str, places: str, settings: object) -> Any:  # noqa: ANN401 – JSON
    return done(*write(folder, events, places, settings), "--json").json()


@pytest.mark.parametrize("when", ["prospective", "retrospective"])
def test_new_york_fever_from_its_own_settings(shared: Path, tmp_path: Path, when: str) -> None:
    """The settings of expected.json, but for its model and the prose about replicates."""
    folder = shared / "bench" / "scan" / "nycfever"
    page = json.loads((folder / "expected.json").read_text())
    asked = page["settings"] | {"model": f"space-time permutation, {when}", "mc_reps": 999}
    (tmp_path / "s.json").write_text(json.dumps(asked))
    found = done(
        *("sense", "scan", folder / "events.csv", "--locations", folder / "locations.csv"),
        *("--settings", tmp_path / "s.json", "--json"),
    ).json()
    for known, cluster in zip(page[when]["clusters"], found["clusters"], strict=False):
        assert cluster["location_ids"] == [str(i) for i in known["location_ids"]]
        for key in ("start", "end", "observed"):
            assert cluster[key] == known[key]
        assert cluster["llr"] == pytest.approx(known["llr"], abs=1e-5)
        low, high = known["p"].get("accept", (0.6, 1.0))
        assert low <= cluster["p"] <= high
    assert (found["cases"], found["replicates"]) == (page["totals"]["cases"], 999)


def test_new_mexico_with_a_fitted_baseline(shared: Path, tmp_path: Path) -> None:
    folder = shared / "bench" / "scan" / "nmbrain"
    page = json.loads((folder / "expected.json").read_text())
    counties = [line.split(",") for line in (folder / "counties.csv").read_text().splitlines()]
    places = "".join(f"{c[0]},{c[4]},{c[3]}\n" for c in counties[1:] if c[0] != "cibola")
    rows = [line.split(",") for line in (folder / "county_year.csv").read_text().splitlines()]
    events = "".join(f"{c},{n},{y},{p}\n" for y, c, p, n in rows[1:] if int(y) <= 1989)
    found = scanned(
        tmp_path,
        "location_id,cases,date,population\n" + events,
        "location_id,lat,lon\n" + places,
        {
            "model": "expectation-based Poisson, prospective",
            "time_unit": "1 year",
            "max_window_days": 4,
            "max_members": 15,
        },
    )
    best, published = found["clusters"][0], page["published"]
    assert found["zones"] == published["n_zones"]
    assert sorted(best["location_ids"]) == published["mlc_counties"]
    assert (best["start"], best["end"]) == ("1986", "1989")
    assert best["llr"] == pytest.approx(page["recomputed_by_us"]["score"], abs=1e-5)
    low, high = published["accept_p"]
    assert low <= best["p"] <= high


def test_chicago_burglary_from_its_own_settings(shared: Path, tmp_path: Path) -> None:
    folder = shared / "bench" / "scan" / "knox_chicago_burglary"
    page = json.loads((folder / "expected.json").read_text())
    (tmp_path / "s.json").write_text(json.dumps(page["settings"] | {"replicates": 199}))
    answer = done(
        "sense", "knox", folder / "events.csv", "--settings", tmp_path / "s.json", "--json"
    )
    assert answer.json()["observed"] == page["published_observed"]
    text = done("sense", "knox", folder / "events.csv", "--settings", tmp_path / "s.json").out
    assert "182194/" in text
    assert "[300, ∞)" in text


@pytest.mark.parametrize("distance", ["great circle", "cartesian"])
def test_spatial_poisson_from_files_is_that_of_brute_force(tmp_path: Path, distance: str) -> None:
    rng = np.random.default_rng(8)
    points = rng.uniform(-3, 3, (12, 2)).round(6)
    people, cases = rng.integers(50, 900, 12), rng.poisson(6, 12)
    places = "location_id,lat,lon,population\n" + "".join(
        f"p{i},{a},{b},{n}\n" for i, ((a, b), n) in enumerate(zip(points, people, strict=True))
    )
    events = "location_id,cases\n" + "".join(f"p{i},{n}\n" for i, n in enumerate(cases))
    asked = {"model": "discrete Poisson, purely spatial", "distance": distance}
    found = scanned(tmp_path, events, places, asked | {"max_population_fraction": 0.3})
    apart = oracle.cartesian if distance == "cartesian" else oracle.great_circle
    at = [tuple(p) for p in points.tolist()]
    zones = oracle.zones_of(at, apart, math.inf, people.tolist(), 0.3 * int(people.sum()))
    total = int(cases.sum())
    usual = people * (total / people.sum())
    expected = oracle.clusters(
        oracle.best_of_centres(
            zones,
            [range(1)],
            cases[:, None].tolist(),
            lambda members, _: float(usual[list(members)].sum()),
            lambda c, mu: oracle.permutation_ratio(c, mu, total),
            2,
        )
    )
    assert expected
    assert [c["location_ids"] for c in found["clusters"]] == [
        [f"p{m}" for m in e.members] for e in expected
    ]
    assert [c["llr"] for c in found["clusters"]] == pytest.approx([e.llr for e in expected])
    assert found["clusters"][0]["start"] is None


def test_an_expected_column_and_bernoulli(tmp_path: Path) -> None:
    events = "location_id,cases,date,expected\nA,9,2024-11-02,3\nB,1,2024-11-02,1e0\n"
    model = {"model": "expectation-based Poisson, prospective"} | CARTESIAN
    best = scanned(tmp_path, events, PLACES, model)["clusters"][0]
    # With 9 where 3 are expected the ratio is 9 ln 3 − 6.
    assert best["llr"] == pytest.approx(9 * math.log(3) - 6)
    assert (best["location_ids"], best["start"]) == (["A"], "2024-11-02")
    events = "location_id,cases,controls\nA,5,1\nB,1,9\nC,1,9\n"
    model = {"model": "Bernoulli, purely spatial"} | CARTESIAN
    best = scanned(tmp_path, events, PLACES, model)["clusters"][0]
    assert (best["location_ids"], best["observed"]) == (["A"], 5)
    # 6 of 26 people, 7 cases.
    assert best["expected"] == pytest.approx(7 * 6 / 26)


def test_a_limit_of_population_holds_in_every_model(tmp_path: Path) -> None:
    whole = scanned(tmp_path, EVENTS, PLACES, CARTESIAN | {"max_cases_fraction": 1.0})
    assert whole["zones"] == 6  # {A} {AB} {ABC} {B} {C} {BC}
    limited = CARTESIAN | {"max_cases_fraction": 1.0, "max_population_fraction": 0.5}
    # Of 60 people: A and B are 30, C alone is 30.
    assert scanned(tmp_path, EVENTS, PLACES, limited)["zones"] == 4


def test_the_same_bytes_twice_and_other_engine(tmp_path: Path) -> None:
    arguments = write(tmp_path, EVENTS, PLACES, CARTESIAN)
    first = done(*arguments, "--json")
    assert done(*arguments, "--json").out == first.out
    assert json.loads(first.out)["clusters"]
    numpy = scanned(tmp_path, EVENTS, PLACES, CARTESIAN | {"engine": "numpy"})
    assert [c["p"] for c in numpy["clusters"]] == [c["p"] for c in first.json()["clusters"]]


def test_for_people(tmp_path: Path) -> None:
    text = done(*write(tmp_path, EVENTS, PLACES, CARTESIAN)).out
    assert "8 kasus" in text
    assert re.search(r"^ 1 +2024-11-\d\d +2024-11-10 ", text, re.MULTILINE)
    nothing = "location_id,cases,date\nA,0,2024-11-01\n"
    assert "Tidak ada gugus." in done(*write(tmp_path, nothing, PLACES, CARTESIAN)).out


NOBODY = "location_id,lat,lon\nA,0,0\nB,0,1\nC,0,5\n"
HEAD = "location_id,cases,date\n"
POISSON = {"model": "discrete Poisson, purely spatial"}
EXPECTATION = {"model": "expectation-based Poisson, prospective"}
REFUSED: dict[str, tuple[str, str, str, object]] = {
    # A name for the row, then the code, events, places and settings.
    "location nobody knows": ("unknown_location", HEAD + "Z,1,2024-11-01\n", PLACES, {}),
    "outside the study": ("bad_value", EVENTS, PLACES, {"study_end": "2024-11-05"}),
    "before the study": ("bad_value", EVENTS, PLACES, {"study_start": "2024-11-02"}),
    "latitude outside": ("bad_value", EVENTS, PLACES.replace("A,0,0", "A,91,0"), {}),
    "longitude outside": ("bad_value", EVENTS, PLACES.replace("A,0,0", "A,0,181"), {}),
    "latitude that is none": ("bad_value", EVENTS, PLACES.replace("A,0,0", "A,nan,0"), {}),
    "an id twice": ("duplicate_id", EVENTS, PLACES + "A,1,1,5\n", {}),
    "no id": ("bad_value", EVENTS, PLACES + ",1,1,5\n", {}),
    "negative count": ("bad_value", HEAD + "A,-1,2024-11-01\n", PLACES, {}),
    "half a case": ("bad_value", HEAD + "A,1.5,2024-11-01\n", PLACES, {}),
    "a count that is none": ("bad_value", HEAD + "A,NaN,2024-11-01\n", PLACES, {}),
    "no day": ("bad_value", HEAD + "A,1,01/11/2024\n", PLACES, {}),
    "no events": ("file_without_rows", HEAD, PLACES, {}),
    "empty file": ("file_empty", "", PLACES, {}),
    "no locations": ("file_without_rows", EVENTS, "location_id,lat,lon\n", {}),
    "no column of dates": ("missing_column", "location_id,cases\nA,1\n", PLACES, {}),
    "party in events": (
        "forbidden_column",
        "location_id,cases,date,partai\nA,1,2024-11-01,x\n",
        PLACES,
        {},
    ),
    "faith in locations": ("forbidden_column", EVENTS, "location_id,lat,lon,agama\nA,0,0,x\n", {}),
    "unknown setting": ("unknown_setting", EVENTS, PLACES, {"max_radius": 3}),
    "unknown model": ("bad_setting", EVENTS, PLACES, {"model": "space-time permutation"}),
    "unknown distance": ("bad_setting", EVENTS, PLACES, {"distance": "chebyshev"}),
    "low rates": ("bad_setting", EVENTS, PLACES, {"high_rates_only": False}),
    "a radius that is none": ("bad_setting", EVENTS, PLACES, '{"max_radius_km": NaN}'),
    "a fraction above 1": ("bad_setting", EVENTS, PLACES, {"max_cases_fraction": 1.1}),
    "a fraction of 0": ("bad_setting", EVENTS, PLACES, {"max_population_fraction": 0}),
    "windows the wrong way": (
        "bad_setting",
        EVENTS,
        PLACES,
        {"min_window_days": 9, "max_window_days": 7},
    ),
    "a study the wrong way": (
        "bad_setting",
        EVENTS,
        PLACES,
        {"study_start": "2024-12-01", "study_end": "2024-11-01"},
    ),
    "yes is no number": ("bad_setting", EVENTS, PLACES, {"min_cases": True}),
    "replicates twice": ("bad_setting", EVENTS, PLACES, {"replicates": 9, "mc_reps": 9}),
    "a key twice": ("bad_setting", EVENTS, PLACES, '{"seed": 1, "seed": 2}'),
    "a year that is none": (
        "bad_setting",
        EVENTS,
        PLACES,
        {"time_unit": "1 year", "study_start": "20x4"},
    ),
    "no JSON": ("settings_not_json", EVENTS, PLACES, "max_radius_km = 3"),
    "no object": ("settings_not_json", EVENTS, PLACES, "[1, 2]"),
    "no population": ("missing_column", EVENTS, NOBODY, POISSON),
    "no controls": ("missing_column", EVENTS, PLACES, {"model": "Bernoulli, purely spatial"}),
    "no expectations": ("missing_column", EVENTS, NOBODY, EXPECTATION),
    "population limit, no population": (
        "missing_column",
        EVENTS,
        NOBODY,
        {"max_population_fraction": 0.5},
    ),
    "cases among nobody": (
        "nothing_expected",
        EVENTS,
        PLACES.replace("A,0,0,10", "A,0,0,0"),
        POISSON,
    ),
    "cases where none are expected": (
        "nothing_expected",
        "location_id,cases,date,expected\nA,1,2024-11-01,0\n",
        PLACES,
        EXPECTATION,
    ),
    "too short to fit": ("baseline_not_fitted", EVENTS, PLACES, EXPECTATION),
    "a study of centuries": ("scan_too_large", EVENTS + "A,1,1824-11-01\n", PLACES, {}),
    "millions of cases": ("scan_too_large", EVENTS + "A,5000001,2024-11-01\n", PLACES, {}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused(tmp_path: Path, name: str) -> None:
    code, events, places, settings = REFUSED[name]
    check_refused(sejuk(*write(tmp_path, events, places, settings)), code)
    check_refused_as_json(sejuk(*write(tmp_path, events, places, settings), "--json"), code)


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_EVENTS", 3)
    check_refused(sejuk(*write(tmp_path, EVENTS, PLACES, {})), "too_many_rows")
    monkeypatch.setattr(reader, "MOST_EVENTS", 4)
    done(*write(tmp_path, EVENTS, PLACES, CARTESIAN))
    monkeypatch.setattr(reader, "MOST_LOCATIONS", 2)
    check_refused(sejuk(*write(tmp_path, EVENTS, PLACES, {})), "scan_too_large")


BANDS = {"space_bands_m": [0, 100], "time_bands_days": "[0,7) [7,inf)"}
KNOX_EVENTS = "x_m,y_m,date\n0,0,2024-11-01\n30,40,2024-11-03\n500,0,2024-11-20\n"
KNOX_REFUSED: dict[str, tuple[str, str, object]] = {
    "no bands": ("bad_setting", KNOX_EVENTS, {}),
    "bands not from 0": ("bad_setting", KNOX_EVENTS, BANDS | {"space_bands_m": [1, 2]}),
    "bands that fall": ("bad_setting", KNOX_EVENTS, BANDS | {"space_bands_m": [0, 2, 1]}),
    "a band of words": ("bad_setting", KNOX_EVENTS, BANDS | {"space_bands_m": [0, "far"]}),
    "a gap": ("bad_setting", KNOX_EVENTS, BANDS | {"time_bands_days": "[0,7) [8,inf)"}),
    "bands that end": ("bad_setting", KNOX_EVENTS, BANDS | {"time_bands_days": "[0,7) [7,14)"}),
    "closed bands": ("bad_setting", KNOX_EVENTS, BANDS | {"time_bands_days": "[0,7] [7,inf)"}),
    "distance": ("bad_setting", KNOX_EVENTS, BANDS | {"distance": "great circle"}),
    "setting of a scan": ("unknown_setting", KNOX_EVENTS, BANDS | {"max_radius_km": 3}),
    "no date": ("bad_value", "x_m,y_m,date\n0,0,\n", BANDS),
    "no number": ("bad_value", "x_m,y_m,date\ninf,0,2024-11-01\n", BANDS),
    "no column": ("missing_column", "x_m,date\n0,2024-11-01\n", BANDS),
    "votes": ("forbidden_column", "x_m,y_m,date,suara\n0,0,2024-11-01,9\n", BANDS),
}


@pytest.mark.parametrize("name", KNOX_REFUSED)
def test_bad_input_of_a_knox_table(tmp_path: Path, name: str) -> None:
    code, events, settings = KNOX_REFUSED[name]
    (tmp_path / "e.csv").write_text(events)
    (tmp_path / "s.json").write_text(json.dumps(settings))
    check_refused(
        sejuk("sense", "knox", tmp_path / "e.csv", "--settings", tmp_path / "s.json"), code
    )


def test_a_small_knox_table(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(KNOX_EVENTS)
    (tmp_path / "s.json").write_text(json.dumps(BANDS | {"replicates": 9}))
    arguments = ("sense", "knox", tmp_path / "e.csv", "--settings", tmp_path / "s.json", "--json")
    found = done(*arguments).json()
    # One pair 50 m and two days apart; the two others are far in both.
    assert found["observed"] == [[1, 0], [0, 2]]
    assert found["expected"][0] == pytest.approx([1 / 3, 2 / 3])


def test_the_page_has_every_setting_with_its_default(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    scan, knox = text.split("## Knox tables")
    rows = {
        part: dict(
            re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]", section.replace(r"\|", ""), re.MULTILINE)
        )
        for part, section in (("scan", scan.split("## Settings of a scan")[1]), ("knox", knox))
    }
    assert tuple(rows["scan"]) == SCAN_KEYS
    assert tuple(rows["knox"]) == KNOX_KEYS
    path = tmp_path / "s.json"
    given = {
        k: json.loads(v.strip("`")) for k, v in rows["scan"].items() if re.match(r"[`\d]|true", v)
    }
    path.write_text("{}")
    plain = read_scan_settings(path)
    # The fraction that the page gives is the one that holds where none is given.
    given_fraction = given.pop("max_cases_fraction")
    path.write_text(json.dumps(given))
    assert read_scan_settings(path) == plain
    assert len(given) == 10
    path.write_text(json.dumps(BANDS))
    bare = read_knox_settings(path)
    given = {k: json.loads(v.strip("`")) for k, v in rows["knox"].items() if re.match(r"[`\d]", v)}
    path.write_text(json.dumps(BANDS | given))
    assert read_knox_settings(path) == bare
    half = scanned(tmp_path, EVENTS, PLACES, CARTESIAN | {"max_cases_fraction": given_fraction})
    assert scanned(tmp_path, EVENTS, PLACES, CARTESIAN)["zones"] == half["zones"] < 6
