"""`sejuk district build` and `sample`: the folder, the report, and columns that are never kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import NIGHT, content, done, sejuk_apart
from tests.cli.town import build_options, write_town

FILES = {"district.json", "network.npz", "travel.npz", "manifest.json"}


def test_writes_a_district_that_plan_reads(sample: Path, melati: Path) -> None:
    for folder in (sample, melati):
        assert set(content(folder)) == FILES
    page = json.loads((sample / "district.json").read_bytes())
    assert page["source"]["synthetic"] is True
    page = json.loads((melati / "district.json").read_bytes())
    assert page["name"] == "Melati"
    assert page["source"] == {
        "credit": "© OpenStreetMap contributors",
        "vintage": "2024",
        "synthetic": False,
    }


def test_equal_files_give_equal_bytes(tmp_path: Path, town: Path, melati: Path) -> None:
    out = tmp_path / "wilayah"
    answer = sejuk_apart(
        *("district", "build", *build_options(town), "--out", out), env={"PYTHONHASHSEED": "3"}
    )
    assert answer.code == 0, answer.err
    assert content(out) == content(melati)


def test_samples_of_equal_seeds_are_equal(tmp_path: Path, sample: Path) -> None:
    again = sejuk_apart("district", "sample", "--out", tmp_path / "a", env={"PYTHONHASHSEED": "5"})
    assert again.code == 0, again.err
    assert content(tmp_path / "a") == content(sample)
    other = done("district", "sample", "--seed", 1, "--out", tmp_path / "b", "--json").json()
    assert other["synthetic"] is True
    assert content(tmp_path / "b") != content(sample)


def test_json_report_on_stdout(tmp_path: Path, town: Path) -> None:
    answer = done("district", "build", *build_options(town), "--out", tmp_path / "w", "--json")
    page = answer.json()
    # Streets: 7 of 600 m each way, 8.4 km; 4 neighbourhoods share 4 sides.
    assert page["report"]["street_km"] == pytest.approx(8.4, rel=1e-3)
    assert page["neighbourhoods"] == 4
    assert page["borders"] == 4
    assert page["police_post"] == "pos"
    assert page["report"]["left_out"] == []
    assert "Membuat wilayah" in answer.err


def test_without_areas_the_district_is_cut_into_cells(tmp_path: Path, town: Path) -> None:
    out = tmp_path / "wilayah"
    answer = done("district", "build", "--roads", town / "jalan.geojson", "--out", out)
    assert "petak" in answer.err
    assert "cells of about 5 ha" in answer.err
    plan = done("plan", out, *NIGHT, "--json").json()
    assert "cells" in plan["notes"]


def test_the_year_of_the_map_is_taken_from_the_file_s_name(tmp_path: Path, town: Path) -> None:
    roads = tmp_path / "jalan_osm2019.geojson"
    roads.write_bytes((town / "jalan.geojson").read_bytes())
    done("district", "build", "--roads", roads, "--out", tmp_path / "w")
    assert json.loads((tmp_path / "w" / "district.json").read_bytes())["source"]["vintage"] == (
        "2019"
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [("agama", "xyzzy"), ("religion", "xyzzy"), ("jumlah_suara", "90125"), ("Partai", "xyzzy")],
)
def test_faith_and_votes_change_no_byte_of_a_plan(
    tmp_path: Path, melati: Path, column: str, value: str
) -> None:
    """G6: such columns of areas and places are dropped at load, and that is said."""
    town = write_town(tmp_path / "melati", extra=column, value=value)
    out = tmp_path / "wilayah"
    answer = done("district", "build", *build_options(town), "--out", out)
    assert answer.err.count(f"column {column}: ") == 2  # once for areas, once for places
    assert all(value.encode() not in data for data in content(out).values())
    report = json.loads((out / "district.json").read_bytes())
    plain = json.loads((melati / "district.json").read_bytes())
    del report["report"]["left_out"], plain["report"]["left_out"]
    assert report == plain
    plans = []
    for district in (out, melati):
        done("plan", district, *NIGHT, "--out", tmp_path / "hasil")
        plans.append({n: d for n, d in content(tmp_path / "hasil").items() if n != "run.json"})
    assert plans[0] == plans[1]
