"""Street lines from GeoJSON and from OSMnx GraphML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sejuk.files.reasons import FILE_REASONS
from sejuk.files.roads import read_road_file, read_roads
from sejuk.problems import ProblemError

A, B, C = [106.80, -6.10], [106.81, -6.10], [106.82, -6.11]


def line(coordinates: object, kind: str = "LineString", **properties: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def written(path: Path, *features: object) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def check_refused(path: Path, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_roads(path)
    assert caught.value.code == code
    for language in ("id", "en"):
        assert "{" not in caught.value.what(language) + caught.value.do(language)


@pytest.mark.parametrize(
    # Counts from ../shared/data/geo/README.md.
    ("name", "lines"),
    [("johar_baru", 252), ("jakarta_pusat", 2_359)],
)
def test_real_roads(shared: Path, name: str, lines: int) -> None:
    read = read_road_file(shared / "geo" / f"{name}_roads_osm2012.geojson")
    assert len(read.lines) == lines
    assert read.ignored == {}
    assert {street.oneway for street in read.lines} == {None, "yes", "no", "-1"}
    assert all(street.nodes is None for street in read.lines)


def test_only_known_tags_are_kept(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.geojson",
        line(
            [A, B],
            highway="residential",
            name="Gang  Melati ",
            oneway="-1",
            lanes=2.0,
            motorcycle="no",
            surface="asphalt",
            owner="Pak Contoh",
        ),
    )
    (street,) = read_roads(path)
    assert street.coords == ((106.80, -6.10), (106.81, -6.10))
    assert (street.highway, street.name, street.oneway) == ("residential", "Gang Melati", "-1")
    assert street.tags == {"lanes": "2", "motorcycle": "no"}


def test_what_is_no_street_is_counted(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.json",
        line([[A, B], [B, C]], "MultiLineString"),
        line(A, "Point", highway="crossing"),
        line([A, B], waterway="river"),
        line([A, A], highway="service"),
        {"type": "Feature", "properties": None, "geometry": None},
        line([A, B, C], railway="abandoned", highway="path"),
    )
    read = read_road_file(path)
    assert [street.highway for street in read.lines] == ["road", "road", "path"]
    assert read.ignored == {"not_a_line": 1, "not_a_street": 1, "no_length": 1, "no_geometry": 1}
    assert read.ignored.keys() <= FILE_REASONS.keys()


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        *((True, "yes"), (False, "no"), ("True", "yes"), ("False", "no"), (1, "yes"), (0, "no")),
        *((None, None), ("", None), ("yes", "yes"), ("reversible", "reversible")),
        *((-1, "-1"), (["yes", "no"], "yes"), ("['yes', 'no']", "yes")),
    ],
)
def test_oneway_as_programs_write_it(tmp_path: Path, written_as: object, read_as: object) -> None:
    (street,) = read_roads(written(tmp_path / "a.json", line([A, B], oneway=written_as)))
    assert street.oneway == read_as


def test_tags_packed_by_gdal(tmp_path: Path) -> None:
    packed = '"oneway"=>"yes","bus"=>"designated","source"=>"survei"'
    path = written(tmp_path / "a.json", line([A, B], highway="service", other_tags=packed))
    (street,) = read_roads(path)
    assert street.oneway == "yes"
    assert street.tags == {"bus": "designated"}


def test_edges_that_osmnx_wrote_per_direction(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.json",
        line([A, B], oneway=False, reversed=False),
        line([B, A], oneway=False, reversed=True),
        line([B, C], oneway=True, reversed=False),
        line([C, B], oneway=True, reversed=False),
    )
    read = read_road_file(path)
    assert [street.oneway for street in read.lines] == ["no", "yes", "yes"]
    assert read.ignored == {"twin": 1}
    assert read.ignored.keys() <= FILE_REASONS.keys()


def test_heights_are_left_away(tmp_path: Path) -> None:
    (street,) = read_roads(written(tmp_path / "a.json", line([[*A, 7.5], [*B, 8]])))
    assert street.coords == ((106.80, -6.10), (106.81, -6.10))


def test_refused_geojson(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    whole = written(path, line([A, B], highway="primary")).read_text()
    for cut in (1, 30, len(whole) // 2, len(whole) - 1):
        path.write_text(whole[:cut])
        check_refused(path, "file_truncated")
    for text in ("halo", "[1, 2]", "7", '{"type": "Topology"}', whole + "x", "[" * 100_000):
        path.write_text(text)
        check_refused(path, "not_geojson")
    path.write_text('{"type": "FeatureCollection", "features": [7]}')
    check_refused(path, "not_geojson")
    check_refused(written(path), "no_streets")
    check_refused(written(path, line(A, "Point")), "no_streets")
    for broken in (None, 7, "x", [7], [["106", "-6"]], [[106.8]], [[True, False]], [None, A]):
        check_refused(written(path, line(broken)), "bad_geometry")
    check_refused(written(path, line([A, B], "Circle")), "bad_geometry")
    check_refused(tmp_path / "b.geojson", "file_missing")
    (tmp_path / "c.shp").write_text("x")
    check_refused(tmp_path / "c.shp", "file_kind_unknown")


def test_coordinates_are_degrees_in_the_right_order(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    check_refused(written(path, line([A[::-1], B[::-1]])), "coordinates_swapped")
    # UTM zone 48 south, metres
    check_refused(written(path, line([[705_300, 9_317_000], [705_400, 9_317_000]])),
                  "coordinates_not_degrees")  # fmt: skip
    # One bad point is enough.
    check_refused(written(path, line([A, B]), line([A, [106.8, -610]])), "coordinates_not_degrees")


GRAPHML = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d9" for="edge" attr.name="geometry" attr.type="string" />
<key id="d8" for="edge" attr.name="reversed" attr.type="string" />
<key id="d7" for="edge" attr.name="oneway" attr.type="string" />
<key id="d6" for="edge" attr.name="name" attr.type="string" />
<key id="d5" for="edge" attr.name="highway" attr.type="string" />
<key id="d2" for="node" attr.name="x" attr.type="string" />
<key id="d1" for="node" attr.name="y" attr.type="string" />
<key id="d0" for="graph" attr.name="crs" attr.type="string" />
<graph edgedefault="{default}"><data key="d0">epsg:4326</data>
<node id="101"><data key="d1">-6.10</data><data key="d2">106.80</data></node>
<node id="102"><data key="d1">-6.10</data><data key="d2">106.81</data></node>
<node id="103"><data key="d1">-6.11</data><data key="d2">106.82</data></node>
{edges}
</graph></graphml>
"""


def edge(source: int, target: int, key: int = 0, **data: str) -> str:
    keys = {"highway": "d5", "name": "d6", "oneway": "d7", "reversed": "d8", "geometry": "d9"}
    inner = "".join(f'<data key="{keys[k]}">{v}</data>' for k, v in data.items())
    return f'<edge source="{source}" target="{target}" id="{key}">{inner}</edge>'


def graphml(path: Path, *edges: str, default: str = "directed") -> Path:
    path.write_text(GRAPHML.format(edges="\n".join(edges), default=default))
    return path


BEND = "LINESTRING (106.80 -6.10, 106.805 -6.101, 106.81 -6.10)"
BEND_BACK = "LINESTRING (106.81 -6.10, 106.805 -6.101, 106.80 -6.10)"


def test_graphml_twins_become_one_street(tmp_path: Path) -> None:
    path = graphml(
        tmp_path / "a.graphml",
        edge(101, 102, highway="residential", name="Jalan Satu", oneway="False", reversed="False"),
        edge(101, 102, 1, highway="['service', 'alley']", geometry=BEND, oneway="False"),
        edge(102, 101, highway="residential", name="Jalan Satu", oneway="False", reversed="True"),
        edge(102, 101, 1, highway="['service', 'alley']", geometry=BEND_BACK, oneway="False"),
        edge(102, 103, highway="primary", name='["Jalan Ma\'mur", "Dua"]', oneway="True"),
    )
    plain, bent, single = read_roads(path)
    assert (plain.highway, plain.name, plain.oneway) == ("residential", "Jalan Satu", None)
    assert plain.nodes == (101, 102)
    assert (bent.highway, bent.oneway) == ("service", None)
    assert bent.nodes == (101, -1, 102)
    assert bent.coords == ((106.80, -6.10), (106.805, -6.101), (106.81, -6.10))
    assert (single.oneway, single.name, single.nodes) == ("yes", "Jalan Ma'mur", (102, 103))


def test_graphml_opposite_one_ways_with_their_own_shapes_stay_two(tmp_path: Path) -> None:
    other_lane = "LINESTRING (106.81 -6.10, 106.805 -6.102, 106.80 -6.10)"
    path = graphml(
        tmp_path / "a.graphml", edge(101, 102, geometry=BEND), edge(102, 101, geometry=other_lane)
    )
    first, second = read_roads(path)
    assert first.oneway == second.oneway == "yes"
    assert first.nodes == (101, -1, 102)
    assert second.nodes == (102, -2, 101)


def test_undirected_graphml_goes_by_its_tag(tmp_path: Path) -> None:
    path = graphml(
        tmp_path / "a.graphml",
        edge(101, 102, oneway="True"),
        edge(102, 103, oneway="False"),
        default="undirected",
    )
    assert [street.oneway for street in read_roads(path)] == ["yes", None]


LAUGHS = "".join(
    f'<!ENTITY l{i} "{"&l" * 9}{i - 1};">' if i else '<!ENTITY l0 "lol">' for i in range(9)
)


def test_refused_graphml(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    whole = graphml(path, edge(101, 102)).read_text()
    for cut in (20, 60, len(whole) // 2, len(whole) - 5):
        path.write_text(whole[:cut])
        check_refused(path, "file_truncated")
    for text in ("halo", "<a/>", "{}", whole + "<b/>", "<graphml>" * 100, "<graphml><a></b>"):
        path.write_text(text)
        check_refused(path, "not_graphml")
    path.write_text("<graphml/>")
    check_refused(path, "no_streets")
    check_refused(graphml(path), "no_streets")
    check_refused(graphml(path, edge(101, 999)), "not_graphml")
    for wkt in ("POINT (1 2)", "LINESTRING (a b, c d)", "LINESTRING ()", "LINESTRING (1, 2)",
                "LINESTRING (nan 1, 2 3)"):  # fmt: skip
        check_refused(graphml(path, edge(101, 102, geometry=wkt)), "not_graphml")
    path.write_text(f"<!DOCTYPE g [{LAUGHS}]><graphml>&l8;</graphml>")
    check_refused(path, "xml_entities")
    path.write_text('<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/hosts">]><graphml>&x;</graphml>')
    check_refused(path, "xml_entities")
    projected = whole.replace("106.8", "7053").replace("-6.1", "93170")
    path.write_text(projected)
    check_refused(path, "coordinates_not_degrees")
