"""Places from CSV lists and GeoJSON points."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from sejuk.files import kinds
from sejuk.files.kinds import kind_of
from sejuk.files.places import PlaceFile, read_places
from sejuk.files.reasons import FILE_REASONS
from sejuk.model.district import PlacePoint
from sejuk.problems import ProblemError

HEAD = "id;nama;jenis;lon;lat;rawan;buka;tutup\n"
ENGLISH = "id,name,kind,lon,lat,rawan,opens,closes\n"
SHUFFLED = "\ufeffLAT, Lon ,Nama,Jenis,ID,Rawan,Jam Buka,Jam Tutup\n"


def from_csv(tmp_path: Path, text: str) -> PlaceFile:
    path = tmp_path / "titik.csv"
    path.write_text(text, encoding="utf-8")
    return read_places(path)


def from_geojson(tmp_path: Path, *features: object) -> PlaceFile:
    path = tmp_path / "titik.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return read_places(path)


def point(*, at: object = (106.8, -6.1), **properties: object) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": at}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_real_points_of_interest(shared: Path) -> None:
    read = read_places(shared / "geo" / "johar_baru_poi_osm.geojson")
    # 79 in ../shared/data/geo/README.md; the kinds counted by `amenity` and `office`:
    # three clinics and a hospital are one kind, 13 points have neither tag.
    assert Counter(place.kind for place in read.places) == {
        "police": 1,
        "office": 6,
        "clinic": 4,
        "worship": 32,
        "school": 23,
        "other": 13,
    }
    assert read.dropped_columns == ("religion",)
    assert read.unknown_kinds == 13
    for word in ("islam", "muslim", "christian", "Residential", "addr"):
        assert word not in repr(read)
        assert word.casefold() not in {place.kind for place in read.places}


FULL = PlacePoint(
    id="p1", name="Pasar Contoh", kind="market", lon=106.8456, lat=-6.1754, rawan=True,
    opens=18 * 60, closes=5 * 60 + 30,
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "p1;Pasar Contoh;pasar;106.8456;-6.1754;ya;18.00;05:30",
        HEAD + "p1;Pasar Contoh;PASAR;106,8456;-6,1754;1;18:00;5.30",
        ENGLISH + "p1,Pasar Contoh,market,106.8456,-6.1754,true,18.00,5.30",
        SHUFFLED + "-6.1754,106.8456, Pasar  Contoh ,Pasar,p1,YA,18.00,05.30\n\n",
    ],
)
def test_one_place_in_many_dresses(tmp_path: Path, text: str) -> None:
    read = from_csv(tmp_path, text)
    assert read.places == (FULL,)
    assert (read.unknown_kinds, read.dropped_columns, read.left_out) == (0, (), ())


def test_short_list(tmp_path: Path) -> None:
    (place,) = from_csv(tmp_path, "nama,jenis,lon,lat\n,Balai Warga,106.8,-6.1").places
    assert place == PlacePoint(id=None, name=None, kind="other", lon=106.8, lat=-6.1)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("p1;A;pos;timur;-6.1;;;", "lon", "timur"),
        ("p1;A;pos;;-6.1;;;", "lon", ""),
        ("p1;A;pos;1068.1;-6.1;;;", "lon", "1068.1"),
        ("p1;A;pos;106.8;-610;;;", "lat", "-610"),
        ("p1;A;pos;106.8;-6.1;mungkin;;", "rawan", "mungkin"),
        ("p1;A;pos;106.8;-6.1;;25.00;26.00", "buka", "25.00"),
        ("p1;A;pos;106.8;-6.1;;08.00;sore", "tutup", "sore"),
        ("p1;A;pos;106.8;-6.1;;08.00;", "tutup", ""),
        ("p1;A;pos;106.8;-6.1;;;17.00", "buka", ""),
        ("p1;A;pos;106.8;-6.1;;08.00;08.00", "tutup", "08.00"),
        ("p1;A;pos;" + "9" * 90 + ";-6.1;;;", "lon", "9" * 39 + "…"),
    ],
)
def test_bad_cells(tmp_path: Path, line: str, column: str, value: str) -> None:
    with pytest.raises(ProblemError) as caught:
        from_csv(tmp_path, HEAD + "p0;A;pos;106.8;-6.1;;;\n" + line)
    problem = caught.value
    assert problem.code == "bad_value"
    assert {k: problem.facts[k] for k in ("file", "line", "column", "value")} == {
        "file": "titik.csv",
        "line": 3,
        "column": column,
        "value": value,
    }
    assert problem.facts["expected"]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("coordinates_swapped", "p1;A;pos;-6.1;106.8;;;"),
        ("coordinates_not_degrees", "p1;A;pos;705300;9317000;;;\np2;B;pos;705400;9317100;;;"),
        ("duplicate_id", "p1;A;pos;106.8;-6.1;;;\np1;B;pos;106.8;-6.2;;;"),
        ("file_without_rows", ""),
        ("ragged_line", "p1;A;pos"),
    ],
)
def test_bad_lists(tmp_path: Path, code: str, rows: str) -> None:
    with pytest.raises(ProblemError) as caught:
        from_csv(tmp_path, HEAD + rows)
    assert caught.value.code == code


def test_forbidden_columns_of_a_list(tmp_path: Path) -> None:
    text = "nama,jenis,lon,lat,agama,partai_pemenang,warna\nA,pos,106.8,-6.1,rhs1,rhs2,rhs3"
    read = from_csv(tmp_path, text)
    assert read.dropped_columns == ("agama", "partai_pemenang")
    assert "rhs" not in repr(read)


def test_geojson_properties(tmp_path: Path) -> None:
    read = from_geojson(
        tmp_path,
        point(id=7, name="A", amenity="police", religion="rhs", addr="rhs", vote_share=0.5),
        point(nama="B", jenis="Pos Ronda", rawan=True, buka="18.00", tutup="05.00"),
        point(name="C", type="Place of Worship - rhs"),
        point(name="D", type="Residential", amenity="place_of_worship"),
        point(name="E", type="Residential"),
        point(name="F", kind="school", rawan="tidak"),
    )
    assert [place.kind for place in read.places] == [
        *("police", "post", "worship", "worship", "other", "school"),
    ]
    assert [place.id for place in read.places] == ["7", None, None, None, None, None]
    b = read.places[1]
    assert (b.name, b.rawan, b.opens, b.closes) == ("B", True, 1080, 300)
    assert read.dropped_columns == ("religion", "vote_share")
    assert read.unknown_kinds == 1
    assert "rhs" not in repr(read)


def test_other_geometries_are_left_out(tmp_path: Path) -> None:
    lines = point() | {"geometry": {"type": "LineString", "coordinates": []}}
    read = from_geojson(tmp_path, lines, point(), point() | {"geometry": None})
    assert {note.reason for note in read.left_out} <= FILE_REASONS.keys()
    assert [(note.id, note.reason) for note in read.left_out] == [
        *(("0", "not_a_point"), ("2", "no_geometry")),
    ]


@pytest.mark.parametrize(
    ("code", "features"),
    [
        ("no_places", []),
        ("bad_geometry", [point(at=["a", "b"])]),
        ("bad_geometry", [point(at=None)]),
        ("coordinates_swapped", [point(at=[-6.1, 106.8])]),
        ("coordinates_not_degrees", [point(at=[705_300, 9_317_000])]),
        ("duplicate_id", [point(id=1), point(id="1")]),
        ("bad_property", [point(rawan="mungkin")]),
        ("bad_property", [point(buka="pagi", tutup="05.00")]),
        ("bad_property", [point(buka="08.00")]),
    ],
)
def test_refused_geojson(tmp_path: Path, code: str, features: list[object]) -> None:
    with pytest.raises(ProblemError) as caught:
        from_geojson(tmp_path, *features)
    assert caught.value.code == code
    for language in ("id", "en"):
        assert "{" not in caught.value.what(language) + caught.value.do(language)


def test_unknown_kind_of_file(tmp_path: Path) -> None:
    path = tmp_path / "titik.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(ProblemError) as caught:
        read_places(path)
    assert caught.value.code == "file_kind_unknown"


def test_kinds_know_no_faith() -> None:
    data = (Path(kinds.__file__).parent / "data" / "kinds.toml").read_text(encoding="utf-8")
    for word in ("islam", "muslim", "masjid", "mosque", "gereja", "church", "christ", "kristen",
                 "katolik", "pura", "vihara", "hindu", "buddh", "kelenteng", "temple"):  # fmt: skip
        assert word not in data
    assert kind_of({"amenity": "place_of_worship"}) == "worship"
    assert kind_of({"amenity": "bench"}) is None
    assert kind_of({"amenity": None, "office": 3}) is None
