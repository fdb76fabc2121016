"""Whatever scans and Knox tables are given: values or a problem, nothing else escapes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.scan.events import read_knox_events, read_locations, read_scan_events
from sejuk.files.scan.settings import (
    KNOX_KEYS,
    SCAN_KEYS,
    DistanceKind,
    read_knox_settings,
    read_scan_settings,
)
from sejuk.problems import ProblemError

FUZZ = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PLACES = "location_id,lat,lon,population\nA,-6.1,106.8,10\nB,-6.2,106.9,0\n"
EVENTS = "location_id,cases,date,expected\nA,1,2024-11-01,0.5\nB,2,2024-11-09,1e-3\n"
KNOX = "x_m,y_m,date\n0,0,2024-11-01\n30.5,40,2024-11-03\n"

odd = st.sampled_from(
    ["", "-1", "nan", "inf", "1e999", "9" * 30, "2024-02-30", "0001-01-01", "9999-12-31", '"', "٣"]
)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    odd,
    st.lists(st.one_of(st.integers(-2, 9), odd), max_size=4),
    st.sampled_from(["1 year", "1 day", "cartesian", "[0,1) [1,inf)", "2024-11-01", "2024"]),
)


def attempt(reader: Callable[[], object]) -> None:
    with contextlib.suppress(ProblemError):
        reader()


@FUZZ
@given(st.dictionaries(st.sampled_from([*SCAN_KEYS, *KNOX_KEYS, "x"]), values, max_size=5))
def test_settings(tmp_path: Path, given_settings: dict[str, object]) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(given_settings))
    attempt(lambda: read_scan_settings(path))
    attempt(lambda: read_knox_settings(path))


@FUZZ
@given(
    which=st.sampled_from([PLACES, EVENTS, KNOX]),
    cell=st.integers(0, 11),
    text=st.one_of(odd, st.text(max_size=8)),
    unit=st.sampled_from(["1 day", "1 year"]),
)
def test_tables(tmp_path: Path, which: str, cell: int, text: str, unit: str) -> None:
    lines = [line.split(",") for line in which.splitlines()]
    row = lines[cell % len(lines)]
    row[cell // len(lines) % len(row)] = text
    spoilt = tmp_path / "spoilt.csv"
    spoilt.write_text("\n".join(map(",".join, lines)), encoding="utf-8", errors="replace")
    (tmp_path / "places.csv").write_text(PLACES)
    (tmp_path / "s.json").write_text(json.dumps({"time_unit": unit}))
    asked = read_scan_settings(tmp_path / "s.json")
    places = read_locations(tmp_path / "places.csv", DistanceKind.GREAT_CIRCLE)
    attempt(lambda: read_locations(spoilt, DistanceKind.CARTESIAN))
    attempt(lambda: read_scan_events(spoilt, places, asked))
    attempt(lambda: read_knox_events(spoilt))
