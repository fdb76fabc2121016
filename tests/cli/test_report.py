"""`sejuk report`: papers from a record, a draft from a plan, and what is refused."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sejuk.files.district import load_district
from sejuk.reporting.data import plan_json
from tests.cli.command import check_refused, done, sejuk
from tests.reporting.conftest import night
from tests.store.diary import opened


@pytest.fixture
def plan(melati: Path, tmp_path: Path) -> Path:
    """A plan for the town, whose places it does not know: they stand as their ids."""
    file = tmp_path / "plan.json"
    name = load_district(melati).name
    file.write_bytes(plan_json(msgspec.structs.replace(night(), district=name)))
    return file


@pytest.mark.parametrize(("name", "begins"), [("sprin.pdf", b"%PDF"), ("sprin.DOCX", b"PK")])
def test_a_draft_order_from_a_plan(
    plan: Path, melati: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    out = tmp_path / name
    options = ("--plan", plan, "--district", melati, "--out", out)
    sheet = done("report", "order", *options, "--json").json()
    assert out.read_bytes().startswith(begins)
    assert "KONSEP" in sheet["mark"]
    assert [len(crew["rows"]) for crew in sheet["crews"]] == [4, 4]
    check_refused(sejuk("report", "order", *options), "file_exists")


def test_what_an_order_needs(plan: Path, melati: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    check_refused(sejuk("report", "order", "--out", out), "missing_option")
    check_refused(sejuk("report", "order", "--plan", plan, "--out", out), "missing_option")
    bad = tmp_path / "x.odt"
    options = ("--plan", plan, "--district", melati)
    check_refused(sejuk("report", "order", *options, "--out", bad), "bad_option")
    other = tmp_path / "lain.json"
    other.write_bytes(plan_json(night()))
    wrong = ("--plan", other, "--district", melati, "--out", out)
    check_refused(sejuk("report", "order", *wrong), "not_this_district")
    assert not out.exists()


@pytest.mark.parametrize("paper", ["activity", "release", "lhgk"])
def test_a_record_without_a_night(tmp_path: Path, paper: str) -> None:
    folder = tmp_path / "catatan"
    with opened(folder):
        pass
    check_refused(sejuk("report", paper, folder), "no_order_yet")
    check_refused(sejuk("report", paper, folder, "--order", "o-1"), "order_unknown")


@pytest.mark.parametrize(
    "text",
    ["[", "seat = 1", "seatt = 'x'", "letterhead = 'x'", "signs = {polisi = 'x'}", "seat = ''"],
)
def test_words_that_are_none(plan: Path, melati: Path, tmp_path: Path, text: str) -> None:
    words = tmp_path / "kata.toml"
    words.write_text(text)
    options = ("--plan", plan, "--district", melati, "--out", tmp_path / "x.pdf")
    answer = sejuk("report", "order", *options, "--words", words)
    check_refused(answer, "paper_words_malformed")


def test_own_words_take_the_place_of_ours(plan: Path, melati: Path, tmp_path: Path) -> None:
    words = tmp_path / "kata.toml"
    words.write_text('letterhead = ["Polsek {district} {x}"]\n[signs]\ntni = "Komandan"\n')
    options = ("--plan", plan, "--district", melati, "--out", tmp_path / "x.pdf")
    sheet = done("report", "order", *options, "--words", words, "--json").json()
    (line,) = sheet["letterhead"]
    assert line.endswith("{X}"), "nothing but the district is filled in"
    offices = [signed["office"] for signed in sheet["signatures"]]
    assert offices[1] == "Komandan"
    assert offices[0].startswith("Kapolsek"), "what is not given stays"
