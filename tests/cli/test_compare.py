"""`sejuk compare`: its JSON has one shape, and the real night only where it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import NIGHT, content, done, sejuk_apart

RATIOS = {"priority_place_blocks", "neighbourhoods", "visits", "places"}
FIGURES = RATIOS | {"dwell_minutes", "travel_minutes", "longest_gap_minutes", "objective"}
REAL_NIGHT = ("--preset", "quick", "--date", "2025-05-01")


def check_shape(page: object, kinds: set[str]) -> None:
    """`{"plans": {kind: {figure: {median, min, max}}}, "ratio": the same}`, ordered figures."""
    assert isinstance(page, dict)
    assert list(page) == ["plans", "ratio"]
    assert set(page["plans"]) == kinds | {"sejuk"}
    assert set(page["ratio"]) == kinds
    for part, figures in (("plans", FIGURES), ("ratio", RATIOS)):
        for found in page[part].values():
            assert set(found) == figures
            for spread in found.values():
                assert list(spread) == ["median", "min", "max"]
                if spread["median"] is not None:
                    assert spread["min"] <= spread["median"] <= spread["max"]


@pytest.mark.soak
def test_on_johar_baru_the_real_night_is_built_in(johar_baru: Path) -> None:
    answer = sejuk_apart(
        *("compare", johar_baru, *REAL_NIGHT, "--json", "--weights-seeds", 2), env={}
    )
    assert answer.code == 0, answer.err
    assert "Warning" not in answer.err
    page = answer.json()
    check_shape(page, {"named", "filled", "single", "manual"})
    # Eight legs, of which the first is also the last: one 12-minute stop at each of eight.
    assert page["plans"]["named"]["visits"]["max"] <= 8
    assert page["ratio"]["named"]["visits"]["median"] >= 3  # the goal, for these people


def test_elsewhere_there_is_no_present_plan_until_one_is_given(
    tmp_path: Path, melati: Path
) -> None:
    check_shape(done("compare", melati, *NIGHT, "--json").json(), {"single", "manual"})
    present = tmp_path / "rute.csv"
    present.write_text("titik\nPasar Melati\nJalan Mawar 3\nsekolah\n")
    page = done("compare", melati, *NIGHT, "--json", "--present", present).json()
    check_shape(page, {"named", "filled", "single", "manual"})
    assert page["plans"]["named"]["visits"]["median"] == 3


@pytest.mark.soak
def test_random_weights_do_not_depend_on_the_processes(
    melati: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = done("compare", melati, *NIGHT, "--json", "--weights-seeds", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    alone = done("compare", melati, *NIGHT, "--json", "--weights-seeds", 2)
    assert many.out == alone.out
    spread = many.json()["plans"]["sejuk"]["objective"]
    assert spread["min"] < spread["max"]


def test_writes_the_page_with_the_comparison(tmp_path: Path, melati: Path) -> None:
    out = tmp_path / "hasil"
    answer = done("compare", melati, *NIGHT, "--weights-seeds", 2, "--json", "--out", out)
    files = content(out)
    assert {"rencana.html", "perbandingan.json", "plan.json"} <= set(files)
    assert json.loads(files["perbandingan.json"]) == answer.json()


def test_without_json_a_table(melati: Path) -> None:
    answer = done("compare", melati, *NIGHT)
    assert [line.split()[0] for line in answer.out.splitlines()[1:4]] == [
        *("single", "manual", "sejuk"),
    ]
    assert "contoh kuat pers" in answer.err
