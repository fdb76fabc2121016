"""Tension per neighbourhood and border."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.tension import check_areas, read_tension, unknown_areas
from sejuk.model.district import District
from sejuk.model.values import AreaTension, Tension
from sejuk.problems import ProblemError


def read(folder: Path, text: str) -> Tension:
    path = folder / "suhu.csv"
    path.write_text(text, encoding="utf-8")
    return read_tension(path)


def test_neighbourhoods_and_borders(tmp_path: Path) -> None:
    tension = read(tmp_path, "id_wilayah,suhu,bawah,atas\n7,62.5,50,70\n10|9,80,,\nb | a,0,0,100\n")
    assert tension.areas == (
        AreaTension(area="7", mean=62.5, low=50, high=70),
        AreaTension(area="9|10", mean=80),  # lower number first
        AreaTension(area="a|b", mean=0, low=0, high=100),
    )
    assert tension.of("9|10", 50) == 80
    assert tension.of("1", 50) == 50


def test_english_headings_and_decimal_commas(tmp_path: Path) -> None:
    assert read(tmp_path, "area_id;tension\n3;41,5\n").areas == (AreaTension(area="3", mean=41.5),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id_wilayah,suhu\n3,101\n", "bad_value"),
        ("id_wilayah,suhu\n3,-1\n", "bad_value"),
        ("id_wilayah,suhu\n3,nan\n", "bad_value"),
        ("id_wilayah,suhu\n3,\n", "bad_value"),
        ("id_wilayah,suhu\n,50\n", "bad_value"),
        ("id_wilayah,suhu\n3|,50\n", "bad_value"),
        ("id_wilayah,suhu\n3|3,50\n", "bad_value"),
        ("id_wilayah,suhu\n1|2|3,50\n", "bad_value"),
        ("id_wilayah,suhu,bawah,atas\n3,50,60,70\n", "bad_value"),
        ("id_wilayah,suhu,bawah,atas\n3,50,40,45\n", "bad_value"),
        ("id_wilayah,suhu\n3,50\n3,60\n", "duplicate_id"),
        ("id_wilayah,suhu\n3|7,50\n7|3,60\n", "duplicate_id"),
        ("id_wilayah\n3\n", "missing_column"),
        ("id_wilayah,suhu,agama\n3,50,x\n", "forbidden_column"),
        ("id_wilayah,suhu,Jumlah_Suara\n3,50,x\n", "forbidden_column"),
        ("id_wilayah,suhu,party\n3,50,x\n", "forbidden_column"),
        ("id_wilayah,suhu,suku\n3,50,x\n", "forbidden_column"),
        (f"id_wilayah,suhu\n{'9' * 5000},50\n", "bad_value"),
    ],
)
def test_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read(tmp_path, text)
    assert caught.value.code == code
    assert len(caught.value.what("id")) < 200


def test_areas_must_be_in_the_district(hamlet: District) -> None:
    rows = ("0", "2", "0|1", "0|9", "rw 5")
    tension = Tension(areas=tuple(AreaTension(area=area, mean=50) for area in rows))
    assert unknown_areas(tension, hamlet) == ("0|9", "rw 5")
    with pytest.raises(ProblemError) as caught:
        check_areas(tension, hamlet, "suhu.csv")
    assert caught.value.code == "unknown_area"
    assert "0|9, rw 5" in caught.value.what("id")
    assert "0, 1, 2" in caught.value.do("id")
    check_areas(Tension(areas=tension.areas[:3]), hamlet, "suhu.csv")


_cells = st.one_of(
    st.integers(-5, 120).map(str),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ab: f"{ab[0]}|{ab[1]}"),
    st.text(max_size=5),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(rows=st.lists(st.lists(_cells, min_size=4, max_size=4), min_size=1, max_size=4))
def test_any_text_is_read_or_is_a_problem(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "suhu.csv"
    text = "id_wilayah;suhu;bawah;atas\n" + "\n".join(";".join(row) for row in rows)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        tension = read_tension(path)
    except ProblemError as problem:
        assert problem.what("id")  # noqa: PT017 — either outcome is right
        assert problem.do("en")  # noqa: PT017
    else:
        for row in tension.areas:
            assert 0 <= row.mean <= 100
            assert row.low is None or row.low <= row.mean
            assert row.high is None or row.mean <= row.high
