"""`sejuk evaluate`, from two tables to a sheet that says what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import check_refused, check_refused_as_json, done, sejuk

HEAD = "area,night,block,stratum,probability,assigned,delivered,vetoed\n"
SIX = "abcdef"


def design(blocks: int = 6, nights: int = 3, veto: str = "") -> str:
    """Areas a, c, e in even blocks, b, d, f in odd ones; all visits were made."""
    rows = []
    for block in range(blocks):
        for n in range(nights):
            day = f"2024-12-{1 + nights * block + n:02}"
            for k, area in enumerate(SIX):
                yes = "ya" if (k + block) % 2 == 0 else "tidak"
                rows.append(f"{area},{day},{block},Melati,0.5,{yes},{yes},")
    return HEAD + "\n".join(rows) + "\n" + veto


def outcomes(drawn: int, undrawn: int) -> str:
    """On the first night of each of six blocks so many reports from each area, by its lot."""
    rows = [
        f"{area},2024-12-{1 + 3 * block:02},warga,{drawn if (k + block) % 2 == 0 else undrawn}"
        for block in range(6)
        for k, area in enumerate(SIX)
    ]
    found = "a,2024-12-01,temuan patroli,9\nz,2024-12-01,warga,4\nb,2024-12-02,media,1\n"
    return "area;night;origin;count\n".replace(";", ",") + "\n".join(rows) + "\n" + found


def run(folder: Path, design_text: str, outcome_text: str, *more: object) -> tuple[object, ...]:
    (folder / "rancangan.csv").write_text(design_text)
    (folder / "laporan.csv").write_text(outcome_text)
    files = "--design", folder / "rancangan.csv", "--outcomes", folder / "laporan.csv"
    return "evaluate", *files, *more


def test_a_clear_difference_from_files(tmp_path: Path) -> None:
    """18 area-blocks each: 18 reports against 54; what is not residents' is left out, 9 + 1, and so
    is an area that took no part, 4."""
    page = done(*run(tmp_path, design(), outcomes(1, 3), "--json")).json()
    sheet = page["sheet"]
    assert page["verdict"] == "fewer"
    assert sheet["effect"]["ratio"] == pytest.approx(1 / 3)
    assert sheet["left_out"] == {"other_origins": 10, "outside": 4}
    assert sheet["delivery"]["drawn_visited"] == sheet["delivery"]["drawn_due"] == 54
    assert sheet["redraws"] == 1999
    assert "berhasil" in page["sentences"][0]["id"]


def test_no_difference_is_no_success(tmp_path: Path) -> None:
    text = done(*run(tmp_path, design(), outcomes(2, 2))).out
    assert "Belum dapat disimpulkan" in text
    assert "It cannot be settled yet" in text
    assert "berhasil" not in text
    assert "10 laporan yang bukan dari warga" in text


def test_more_reports_are_said_as_plainly(tmp_path: Path) -> None:
    text = done(*run(tmp_path, design(), outcomes(3, 1))).out
    assert "justru lebih banyak" in text
    assert "berhasil" not in text


def test_equal_files_and_seed_give_equal_bytes(tmp_path: Path) -> None:
    call = run(tmp_path, design(), outcomes(1, 2), "--json")
    assert done(*call).out == done(*call).out
    other = done(*call, "--seed", 7).json()
    assert other["sheet"]["seed"] == 7


def test_one_row_for_each_report_and_kinds_and_neighbours(tmp_path: Path) -> None:
    """Indonesian headings, no counts: three reports, of which one is a complaint."""
    reports = (
        "wilayah;malam;asal;jenis\na;2024-12-01;warga;gangguan\na;2024-12-01;warga;\n"
        "b;2024-12-02;warga;keluhan\n"
    )
    (tmp_path / "tetangga.csv").write_text("area,neighbour\na,b\nb,a\nb,c\n")
    call = run(tmp_path, design(), reports, "--neighbours", tmp_path / "tetangga.csv")
    sheet = done(*call, "--json").json()["sheet"]
    assert sheet["drawn"]["reports"] + sheet["undrawn"]["reports"] == 2
    assert sheet["harms"][0]["undrawn"]["reports"] == 1
    assert sheet["exposure"]["own"]["area_nights"] <= 54
    assert "Wilayah tetangga" in done(*call).out


GOOD = outcomes(1, 1)
ROW = "a,2024-12-01,0,Melati,0.5,ya,ya,\n"


@pytest.mark.parametrize(
    ("design_text", "outcome_text", "code"),
    [
        (HEAD.replace("stratum,", "") + "a,2024-12-01,0,0.5,ya,ya,\n", GOOD, "missing_column"),
        (design().replace("0.5", "0.9"), GOOD, "bad_value"),
        (design().replace("0.5", "half"), GOOD, "bad_value"),
        (design().replace(",ya,ya,", ",ya,,"), GOOD, "bad_value"),
        (design() + ROW, GOOD, "design_cell_twice"),
        (design().replace("a,2024-12-01,0,M", "a,2024-12-01,0,N"), GOOD, "design_block_mixed"),
        (design().replace("tidak", "ya"), GOOD, "design_not_drawn"),
        (design(veto="g,2024-12-01,0,Melati,,ya,ya,ya\n"), GOOD, "design_vetoed_drawn"),
        (HEAD + ROW, GOOD, "design_nothing_to_compare"),
        (HEAD.replace("vetoed", "agama") + ROW, GOOD, "forbidden_column"),
        (design(), GOOD.replace("warga", "tetangga"), "bad_value"),
        (design(), GOOD.replace("2024-12-01", "1 Des"), "bad_value"),
        (design(), GOOD.replace("count", "partai"), "forbidden_column"),
        (design(), "area,night,origin\n", "file_without_rows"),
    ],
)  # fmt: skip
def test_bad_files_are_refused(
    tmp_path: Path, design_text: str, outcome_text: str, code: str
) -> None:
    call = run(tmp_path, design_text, outcome_text)
    check_refused(sejuk(*call), code)
    check_refused_as_json(sejuk(*call, "--json"), code)


@pytest.mark.parametrize(
    ("pairs", "code"), [("a,z\n", "neighbour_unknown"), ("a,a\n", "bad_value")]
)
def test_bad_neighbours_are_refused(tmp_path: Path, pairs: str, code: str) -> None:
    (tmp_path / "tetangga.csv").write_text("area,neighbour\n" + pairs)
    call = run(tmp_path, design(), GOOD, "--neighbours", tmp_path / "tetangga.csv")
    check_refused(sejuk(*call), code)


def test_a_vetoed_area_is_told(tmp_path: Path) -> None:
    veto = "g,2024-12-01,0,Melati,,tidak,tidak,ya\n"
    text = done(*run(tmp_path, design(veto=veto), GOOD)).out
    assert "sebelum undian: 1 wilayah" in text
