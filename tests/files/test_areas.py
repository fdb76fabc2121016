"""Neighbourhood polygons: ids, names, population, and what is never kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sejuk.files.areas import AreaFile, read_areas
from sejuk.files.reasons import FILE_REASONS
from sejuk.model.district import AreaShape
from sejuk.problems import ProblemError

SQUARE = [[106.80, -6.10], [106.81, -6.10], [106.81, -6.11], [106.80, -6.11], [106.80, -6.10]]


def area(
    coordinates: object = None, kind: str = "Polygon", **properties: object
) -> dict[str, object]:
    """A feature; `feature_id` becomes the feature's own id, all else a property."""
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    feature: dict[str, object] = {"type": "Feature", "geometry": geometry}
    if "feature_id" in properties:
        feature["id"] = properties.pop("feature_id")
    return feature | {"properties": properties}


def read(tmp_path: Path, *features: object) -> AreaFile:
    path = tmp_path / "rw.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return read_areas(path)


def only(tmp_path: Path, feature: object) -> AreaShape:
    (shape,) = read(tmp_path, feature).areas
    return shape


def check_refused(tmp_path: Path, code: str, *features: object) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read(tmp_path, *features)
    assert caught.value.code == code
    for language in ("id", "en"):
        assert "{" not in caught.value.what(language) + caught.value.do(language)
    return caught.value


@pytest.mark.parametrize(
    # Counts from ../shared/data/geo/README.md; unnumbered ones counted in the file itself.
    ("name", "areas", "unnumbered", "pairs"),
    [("johar_baru", 39, 1, 39), ("jakarta_pusat", 393, 15, 382)],
)
def test_real_neighbourhoods(
    shared: Path, name: str, areas: int, unnumbered: int, pairs: int
) -> None:
    read = read_areas(shared / "geo" / f"{name}_rw_osm2012.geojson")
    assert [a.id for a in read.areas] == [str(i) for i in range(areas)]
    assert sum(a.name.startswith("Tanpa nomor RW, ") for a in read.areas) == unnumbered
    assert len({(a.ward, a.name) for a in read.areas}) == pairs
    assert read.dropped_columns == ()
    assert all(ring[0] == ring[-1] for a in read.areas for rings in a.rings for ring in rings)


def test_real_wards_stand_as_areas_too(shared: Path) -> None:
    read = read_areas(shared / "geo" / "johar_baru_kelurahan_bps2020.geojson")
    assert {a.name for a in read.areas} == {"Galur", "Johar Baru", "Kampung Rawa", "Tanah Tinggi"}
    assert {a.district for a in read.areas} == {"Johar Baru"}


@pytest.mark.parametrize(
    ("properties", "name", "ward"),
    [
        ({"rw": "RW 05", "kel_name": "KAMPUNG CONTOH"}, "RW 05 Kampung Contoh", "Kampung Contoh"),
        ({"RW": "5", "Kelurahan": "Contoh"}, "RW 05 Contoh", "Contoh"),
        ({"rw": 12, "ward": "contoh"}, "RW 12 Contoh", "Contoh"),
        ({"rw": 7.0, "village": "McContoh"}, "RW 07 McContoh", "McContoh"),
        ({"rw": "RW.003", "kelurahan": "Contoh"}, "RW 03 Contoh", "Contoh"),
        ({"rw": "", "kel_name": "MA'MUR BARU"}, "Tanpa nomor RW, Ma'mur Baru", "Ma'mur Baru"),
        ({"rw": None, "kel_name": "CONTOH"}, "Tanpa nomor RW, Contoh", "Contoh"),
        ({"rw": "-"}, "Tanpa nomor RW", ""),
        ({"nama": "Sektor Timur", "ward": "Contoh"}, "Sektor Timur", "Contoh"),
        ({"village": "CONTOH"}, "Contoh", "Contoh"),
        ({}, "Wilayah 0", ""),
    ],
)
def test_names(tmp_path: Path, properties: dict[str, object], name: str, ward: str) -> None:
    shape = only(tmp_path, area(None, "Polygon", **properties))
    assert (shape.name, shape.ward) == (name, ward)


def test_ids(tmp_path: Path) -> None:
    features = [area(feature_id="luar", id="dalam"), area(feature_id="luar"), area(id=17), area()]
    assert [shape.id for shape in read(tmp_path, *features).areas] == ["dalam", "luar", "17", "3"]
    check_refused(tmp_path, "duplicate_id", area(id="a"), area(feature_id="a"))
    # An id that another area has by its position
    check_refused(tmp_path, "duplicate_id", area(id="1"), area())
    # `a|b` names a border
    check_refused(tmp_path, "bad_property", area(id="a|b"))


@pytest.mark.parametrize(
    ("value", "population"),
    [(1200, 1200), (1200.0, 1200), ("1200", 1200), (None, None), ("", None)],
)
def test_population(tmp_path: Path, value: object, population: int | None) -> None:
    assert only(tmp_path, area(population=value)).population == population
    assert only(tmp_path, area(Jumlah_Penduduk=value)).population == population


@pytest.mark.parametrize("value", [-5, 12.5, "banyak", "1.200", True, [3], 10**8])
def test_population_must_be_a_count(tmp_path: Path, value: object) -> None:
    problem = check_refused(tmp_path, "bad_property", area(), area(penduduk=value))
    assert (problem.facts["feature"], problem.facts["column"]) == (2, "penduduk")


def test_faith_party_ethnicity_and_votes_are_dropped(tmp_path: Path) -> None:
    secret = {
        "religion": "rahasia1",
        "Agama_Mayoritas": "rahasia2",
        "party": "rahasia3",
        "jumlah_suara": 987_654,
        "suku": "rahasia4",
        "catatan": "rahasia5",
    }
    read_file = read(tmp_path, area(None, "Polygon", **secret), area(rw="RW 01", vote="rahasia6"))
    assert read_file.dropped_columns == (
        *("religion", "Agama_Mayoritas", "party", "jumlah_suara", "suku", "vote"),
    )
    assert [note.id for note in read_file.left_out] == list(read_file.dropped_columns)
    assert "rahasia" not in repr(read_file)
    assert "987654" not in repr(read_file)


def test_shapes(tmp_path: Path) -> None:
    # Unclosed: closed here. A hole and a self-crossing ring: kept for geo to judge.
    hole = [[106.802, -6.102], [106.804, -6.102], [106.804, -6.104], [106.802, -6.102]]
    crossed = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]
    assert len(only(tmp_path, area([SQUARE[:-1]])).rings[0][0]) == 5
    assert len(only(tmp_path, area([SQUARE, hole])).rings[0]) == 2
    assert len(only(tmp_path, area([[SQUARE], [crossed]], "MultiPolygon")).rings) == 2


def test_features_without_shape_are_left_out(tmp_path: Path) -> None:
    empty = area() | {"geometry": None}
    read_file = read(tmp_path, area([]), area(), empty, area([[SQUARE[0], SQUARE[1], SQUARE[0]]]))
    assert [shape.id for shape in read_file.areas] == ["1"]
    assert {note.reason for note in read_file.left_out} <= FILE_REASONS.keys()
    assert [(note.id, note.reason) for note in read_file.left_out] == [
        *(("0", "no_geometry"), ("2", "no_geometry"), ("3", "no_geometry")),
    ]
    check_refused(tmp_path, "no_areas", empty)
    check_refused(tmp_path, "no_areas")


def test_refusals(tmp_path: Path) -> None:
    problem = check_refused(tmp_path, "areas_not_polygons", area(), area(SQUARE, "LineString"))
    assert problem.facts["feature"] == 2
    check_refused(tmp_path, "areas_not_polygons", area(SQUARE[0], "Point"))
    for broken in (7, [7], [[7]], [[["a", "b"]]], {"a": 1}):
        check_refused(tmp_path, "bad_geometry", area(broken))
    swapped = [[lat, lon] for lon, lat in SQUARE]
    check_refused(tmp_path, "coordinates_swapped", area([swapped]))
    metres = [[705_300, 9_317_000], [705_400, 9_317_000], [705_400, 9_317_100]]
    check_refused(tmp_path, "coordinates_not_degrees", area(), area([metres]))
