"""CSV as people save it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sejuk.files.cells import choice, clock, number, whole, yes_no
from sejuk.files.table import Column, Table, read_table
from sejuk.problems import ProblemError

COLUMNS = (
    Column(name="area", headings=("id_wilayah", "area")),
    Column(name="tension", headings=("suhu", "tension")),
    Column(name="note", headings=("catatan", "note"), required=False),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "suhu.csv"


def read(path: Path, text: str, max_rows: int = 100) -> Table:
    path.write_bytes(text.encode())
    return read_table(path, COLUMNS, max_rows=max_rows)


def check_refused(path: Path, text: str, code: str, **facts: object) -> None:
    with pytest.raises(ProblemError) as caught:
        read(path, text, max_rows=3)
    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()
    for language in ("id", "en"):
        assert "{" not in caught.value.what(language) + caught.value.do(language)


@pytest.mark.parametrize(
    "text",
    [
        "id_wilayah,suhu\n7,50\n",
        "id_wilayah;suhu\r\n7;50\r\n",
        "id_wilayah\tsuhu\n7\t50",
        "\ufeffid_wilayah;suhu\n7;50",
        "sep=;\nid_wilayah;suhu\n7;50",
        " ID Wilayah ; SUHU \n 7 ; 50 ",
        "area,tension\n7,50",
        "tension,area\n50,7",
        '"id_wilayah","suhu"\n"7","50"',
        "\n\nid_wilayah;suhu;;\n\n7;50;;\n;;;\n",
        "id_wilayah,suhu\r7,50\r",
    ],
)
def test_one_table_in_many_dresses(path: Path, text: str) -> None:
    table = read(path, text)
    assert [row.cells for row in table.rows] == [{"area": "7", "tension": "50", "note": ""}]
    assert table.present == {"area", "tension"}


def test_lines_are_those_of_the_file(path: Path) -> None:
    table = read(path, 'id_wilayah;suhu;catatan\n\n1;50;"dua\nbaris"\n2;60;\n')
    assert [row.line for row in table.rows] == [3, 5]
    assert [row.line for row in read(path, "sep=,\narea,suhu\n1,2\n").rows] == [3]


def test_unknown_columns_are_named_not_kept(path: Path) -> None:
    table = read(path, "id_wilayah,warna,suhu\n7,biru,50")
    assert table.ignored == ("warna",)
    assert "biru" not in repr(table)


def test_refusals(path: Path) -> None:
    head = "id_wilayah,suhu\n"
    check_refused(path, "id_wilayah\n7", "missing_column", column="suhu")
    check_refused(path, "id_wilayah,suhu,area\n7,5,8", "duplicate_column", column="area")
    check_refused(path, head, "file_without_rows")
    check_refused(path, head + "\n , \n", "file_without_rows")
    check_refused(path, head + "7,50\n8\n", "ragged_line", line=3, cells=1, columns=2)
    check_refused(path, head + "7,50,60\n", "ragged_line", line=2, cells=3)
    check_refused(path, head + '7,"50', "file_truncated")
    check_refused(path, head + '7,"5"0', "bad_quotes", line=2)
    check_refused(path, head + "7,5\x000", "control_characters", line=2, character="U+0000")
    check_refused(path, head + "7,\u202e50", "control_characters", line=2)
    check_refused(path, head + "7,50\n" * 4, "too_many_rows", limit=3)
    check_refused(path, head + "7," + "5" * 200_000, "cell_too_long", line=2)


def cell(path: Path, text: str) -> Table:
    return read(path, f'id_wilayah;suhu;catatan\n7;"{text}";x')


@pytest.mark.parametrize(
    ("text", "value"), [("50", 50.0), ("50,5", 50.5), ("0.25", 0.25), ("-1", -1.0), ("+3", 3.0)]
)
def test_number(path: Path, text: str, value: float) -> None:
    table = cell(path, text)
    assert number(table, table.rows[0], "tension", low=-5, high=100, expected="x") == value


@pytest.mark.parametrize(
    "text", ["", "abc", "1e3", "nan", "inf", "1.000,5", "101", "-6", "5 0", "٥", "1_0", "0x1"]
)
def test_no_number(path: Path, text: str) -> None:
    table = cell(path, text)
    with pytest.raises(ProblemError) as caught:
        number(table, table.rows[0], "tension", low=-5, high=100, expected="0 … 100")
    assert caught.value.code == "bad_value"
    assert caught.value.facts == {
        "file": "suhu.csv",
        "line": 2,
        "column": "suhu",
        "value": text,
        "expected": "0 … 100",
    }


def test_other_cells(path: Path) -> None:
    def row(text: str) -> tuple[Table, str]:
        return cell(path, text), "tension"

    def ask(reader: object, text: str, *args: object, **limits: object) -> object:
        assert callable(reader)
        table, name = row(text)
        try:
            return reader(table, table.rows[0], name, *args, **limits)
        except ProblemError as problem:
            return problem.code

    assert ask(whole, "12", low=1, high=20) == 12
    for wrong in ("0", "21", "1.000", "-3", "1,5", "", "²"):
        assert ask(whole, wrong, low=1, high=20) == "bad_value"
    for text, minutes in [("21.30", 1290), ("21:30", 1290), ("0.00", 0), ("24.00", 1440)]:
        assert ask(clock, text) == minutes
    assert ask(clock, "") is None
    for wrong in ("24.01", "9.60", "9", "21.3", "jam 9", "-1.00"):
        assert ask(clock, wrong) == "bad_value"
    for yes in ("ya", "YA", "1", "true", "yes"):
        assert ask(yes_no, yes) is True
    for no in ("tidak", "0", "False", ""):
        assert ask(yes_no, no) is False
    assert ask(yes_no, "mungkin") == "bad_value"
    words = {"satpol_pp": 1}
    assert ask(choice, " Satpol PP", words, "satpol_pp") == 1
    assert ask(choice, "hansip", words, "satpol_pp") == "bad_value"
