"""Habitual routes: ids, names and streets on an invented hamlet; the built-in night."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.areas import read_areas
from sejuk.files.places import read_places
from sejuk.files.present import builtin_present, read_present
from sejuk.files.roads import read_roads
from sejuk.files.rules import street_rules
from sejuk.files.settings import planning_settings
from sejuk.geo.build import build_district
from sejuk.geo.legs import middle_of_street, westernmost_place
from sejuk.geo.names import fold_name, street_key
from sejuk.model.district import District, Source
from sejuk.model.values import PresentRoute
from sejuk.problems import ProblemError


def read(folder: Path, district: District, *legs: str) -> PresentRoute:
    path = folder / "rute_sekarang.csv"
    path.write_text("titik\n" + "\n".join(legs) + "\n", encoding="utf-8")
    return read_present(path, district)


def refused(folder: Path, district: District, leg: str) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read(folder, district, leg)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "folded", "street"),
    [
        ("Jl. Kenanga  Raya", "jl kenanga raya", "kenanga raya"),
        ("JALAN KENANGA-RAYA", "jalan kenanga raya", "kenanga raya"),
        ("Gg Melati 4", "gg melati 4", "melati 4"),
        ("Café Él_ite", "cafe el ite", "cafe el ite"),
        ("Jalan", "jalan", "jalan"),
        ("…", "", ""),
    ],
)
def test_names_are_folded(typed: str, folded: str, street: str) -> None:
    assert (fold_name(typed), street_key(typed)) == (folded, street)


@pytest.mark.parametrize(
    ("leg", "place"),
    [
        ("pasar", "pasar"),
        ("w2", "w2"),
        ("0|1", "0|1"),
        ("Pasar Kenari", "pasar"),
        ("PASAR  KENÁRI", "pasar"),
        # 3/5 of Jalan Melati lie inside, x = 0 … 3 steps; nearest to its middle, 1.5 steps,
        # is the market at 1.4, not the junction that has the street's name at 2.9.
        ("Jalan Melati", "pasar"),
        ("jl. melati", "pasar"),
        ("Melati", "pasar"),
        ("j1", "j1"),
    ],
)
def test_a_leg_is_an_id_a_place_or_a_street(
    tmp_path: Path, hamlet: District, leg: str, place: str
) -> None:
    (found,) = read(tmp_path, hamlet, leg).legs
    assert (found.name, found.place) == (leg, place)


def test_legs_keep_their_order(tmp_path: Path, hamlet: District) -> None:
    route = read(tmp_path, hamlet, "pos", "Melati", "w1", "pos")
    assert [leg.place for leg in route.legs] == ["pos", "pasar", "w1", "pos"]
    assert route.title == "rute_sekarang"


@pytest.mark.parametrize(
    ("leg", "code", "named"),
    [
        ("Warung Sudut", "ambiguous_name", "w1, w2"),
        ("Pasar Kenary", "unknown_leg", "“Pasar Kenari”"),
        ("zzzzzzzz", "unknown_leg", "“Pos Polisi”"),
        ("Gang Anggrek", "street_outside", "Kebun Sejuk"),
        ("???", "unknown_leg", "line 2"),
    ],
)
def test_refused_legs(tmp_path: Path, hamlet: District, leg: str, code: str, named: str) -> None:
    problem = refused(tmp_path, hamlet, leg)
    assert problem.code == code
    assert named in problem.what("en") + problem.do("en")


def test_the_middle_of_what_lies_inside(hamlet: District) -> None:
    middle = middle_of_street(hamlet, "Jalan Melati")
    assert middle is not None
    # 3 × 0.002° at 111,195 m a degree = 667 m; pieces of at most 10 m, so ± one piece.
    assert middle.metres == pytest.approx(667, abs=10)
    assert middle.lon == pytest.approx(0.003, abs=0.0001)
    assert middle_of_street(hamlet, "Gang Anggrek") is None
    assert middle_of_street(hamlet, "") is None


def test_a_hole_is_outside(hamlet: District) -> None:
    middle = hamlet.neighbourhoods[1]
    hole = ((0.0025, 0.0005), (0.0035, 0.0005), (0.0035, 0.0015), (0.0025, 0.0015))
    holed = msgspec.structs.replace(middle, rings=((middle.rings[0][0], hole),))
    areas = (hamlet.neighbourhoods[0], holed, hamlet.neighbourhoods[2])
    found = middle_of_street(msgspec.structs.replace(hamlet, neighbourhoods=areas), "Melati")
    assert found is not None
    # The hole takes 0.001° = 111 m of the 667 m.
    assert found.metres == pytest.approx(556, abs=20)


def test_the_west_edge_of_a_ward(hamlet: District) -> None:
    place = westernmost_place(hamlet, "kebun TIMUR")
    assert place is not None
    assert place.id == "0|1"  # a border belongs to both sides
    assert westernmost_place(hamlet, "Kebun Selatan") is None


def test_other_districts_have_no_built_in_night(hamlet: District) -> None:
    assert builtin_present(hamlet) is None


def test_where_the_map_knows_little_legs_are_left_out(hamlet: District) -> None:
    names = ("Letjen Suprapto", "Galur")
    network = msgspec.structs.replace(hamlet.network, street_names=names)
    johar = msgspec.structs.replace(hamlet, name="JOHAR BARU", network=network)
    route = builtin_present(johar)
    assert route is not None  # Letjen Suprapto took Jalan Melati's place; the rest is not there
    assert [(leg.name, leg.place) for leg in route.legs] == [("Letjen Suprapto", "pasar")]
    bare = msgspec.structs.replace(johar, network=hamlet.network)
    assert builtin_present(bare) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(leg=st.text(max_size=20))
def test_any_text_is_found_or_is_a_problem(tmp_path: Path, hamlet: District, leg: str) -> None:
    path = tmp_path / "rute.csv"
    path.write_bytes(("titik\n" + leg).encode("utf-8", "surrogatepass"))
    try:
        route = read_present(path, hamlet)
    except ProblemError as problem:
        assert problem.what("id")  # noqa: PT017 — either outcome is right
        assert problem.do("en")  # noqa: PT017
    else:
        assert {leg.place for leg in route.legs} <= set(hamlet.place_index())


@pytest.fixture(scope="module")
def johar_baru(shared: Path) -> District:
    return build_district(
        name="JOHAR BARU",
        roads=read_roads(shared / "geo" / "johar_baru_roads_osm2012.geojson"),
        areas=read_areas(shared / "geo" / "johar_baru_rw_osm2012.geojson").areas,
        points=read_places(shared / "geo" / "johar_baru_poi_osm.geojson").places,
        source=Source(credit="© OpenStreetMap contributors", vintage="2012"),
        zone="Asia/Jakarta",
        rules=street_rules(),
        settings=planning_settings(),
    )


def test_the_night_of_one_may_2025_on_the_real_map(johar_baru: District) -> None:
    route = builtin_present(johar_baru)
    assert route is not None
    # PLANNING.md: eight named legs in this order; five names have no exact match on the map.
    assert [leg.name for leg in route.legs] == [
        "Kramat Pulo Gundul",
        "Kramat Sentiong",
        "Kramat Jaya Baru",
        "Rawa Selatan",
        "Galur Raya",
        "Letjen Suprapto",
        "Tanah Tinggi IV",
        "Pasar Gaplok",
    ]
    stand_ins = [leg.name for leg in route.legs if leg.note]
    assert stand_ins == [
        "Kramat Jaya Baru",
        "Rawa Selatan",
        "Galur Raya",
        "Tanah Tinggi IV",
        "Pasar Gaplok",
    ]
    assert all(bool(leg.note) == bool(leg.note_en) for leg in route.legs)
    assert len({leg.place for leg in route.legs}) == 8
    index = johar_baru.place_index()
    at = {leg.name: johar_baru.places[index[leg.place]] for leg in route.legs}
    assert at["Kramat Jaya Baru"].name == "SMKN 8"
    wards = {area.id: area.ward.casefold() for area in johar_baru.neighbourhoods}
    assert "galur" in {wards[area] for area in at["Galur Raya"].neighbourhoods}
    assert "kampung rawa" in {wards[area] for area in at["Rawa Selatan"].neighbourhoods}
    tanah_tinggi = [
        place.lon
        for place in johar_baru.places
        if "tanah tinggi" in {wards[area] for area in place.neighbourhoods}
    ]
    assert at["Pasar Gaplok"].lon == min(tanah_tinggi)


@pytest.mark.parametrize(
    ("name", "metres"),
    [  # lengths inside the 39 neighbourhoods by shapely, in degrees × 111,000 (a separate run)
        ("Kramat Pulo Gundul", 617),
        ("Kramat Sentiong", 295),
        ("Letjen Suprapto", 2184),
        ("Tanah Tinggi 4", 426),
        ("Galur", 637),
        ("Rawa Selatan 1", 504),
        ("Kp Rawa Selatan 4", 680),
        ("Kampung Rawa Selatan", 119),
    ],
)
def test_street_metres_inside(johar_baru: District, name: str, metres: int) -> None:
    middle = middle_of_street(johar_baru, name)
    assert middle is not None
    assert middle.metres == pytest.approx(metres, rel=0.02, abs=12)
