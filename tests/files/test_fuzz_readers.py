"""Whatever a file holds, a reader gives values or a problem: nothing else ever escapes."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.areas import read_areas
from sejuk.files.osm import read_osm, read_osm_points
from sejuk.files.places import read_places
from sejuk.files.roads import read_roads
from sejuk.problems import ProblemError

READERS: dict[str, tuple[Callable[[Path], object], ...]] = {
    "a.geojson": (read_roads, read_areas, read_places),
    "a.graphml": (read_roads,),
    "a.csv": (read_places,),
    "a.osm": (read_osm, read_osm_points),
    "a.osm.pbf": (read_osm, read_osm_points),
    "a.osm.gz": (read_osm,),
}

FUZZ = settings(
    max_examples=150,
    # files are written; the machine's disk is not under test
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

CSV = "id;nama;jenis;lon;lat;rawan;buka;tutup\np1;A;pos;106,8;-6,1;ya;08.00;17.00\n"
GRAPHML = """<?xml version='1.0'?><graphml><key id="d0" attr.name="x"/><key id="d1" attr.name="y"/>
<key id="d2" attr.name="geometry"/><graph edgedefault="directed">
<node id="1"><data key="d0">106.8</data><data key="d1">-6.1</data></node>
<node id="2"><data key="d0">106.9</data><data key="d1">-6.1</data></node>
<edge source="1" target="2"><data key="d2">LINESTRING (106.8 -6.1, 106.9 -6.1)</data></edge>
</graph></graphml>"""
OSM = """<?xml version="1.0"?><osm version="0.6"><node id="1" lon="106.8" lat="-6.1"/>
<node id="2" lon="106.9" lat="-6.1"><tag k="amenity" v="police"/></node>
<way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way></osm>"""


def check_only_problems(folder: Path, name: str, raw: bytes) -> None:
    path = folder / name
    path.write_bytes(raw)
    for reader in READERS[name]:
        try:
            reader(path)
        except ProblemError as problem:
            for language in ("id", "en"):
                words = problem.what(language) + problem.do(language)
                # The longest template, a file's name and what it echoes.
                assert len(words) < 400
                assert "\n" not in words


@FUZZ
@pytest.mark.parametrize("name", READERS)
@given(raw=st.binary(max_size=300))
def test_random_bytes(tmp_path: Path, name: str, raw: bytes) -> None:
    check_only_problems(tmp_path, name, raw)


@FUZZ
@pytest.mark.parametrize(("name", "text"), [("a.csv", CSV), ("a.graphml", GRAPHML), ("a.osm", OSM)])
@given(data=st.data())
def test_mutated_text(tmp_path: Path, name: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    alphabet = st.sampled_from(string.printable + "\x00é٥\u202e<>&;\"'")
    raw = text[:start] + data.draw(st.text(alphabet, max_size=12)) + text[end:]
    check_only_problems(tmp_path, name, raw.encode())


@FUZZ
@given(keep=st.integers(0, 7_373), flip=st.integers(0, 7_372), mask=st.integers(0, 255))
def test_damaged_pbf(shared: Path, tmp_path: Path, keep: int, flip: int, mask: int) -> None:
    raw = bytearray((shared / "geo" / "johar_baru_osm2012.osm.pbf").read_bytes())
    raw[flip] ^= mask
    check_only_problems(tmp_path, "a.osm.pbf", bytes(raw[:keep] if mask % 2 else raw))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([106.8, -6.1, 1e300, -0.0])
    | st.text(max_size=8)
    | st.sampled_from(["Polygon", "Feature", "RW 01", "['a', 'b']", "08.00", "ya", "'"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=4)
            | st.sampled_from(["type", "coordinates", "geometry", "properties", "id", "agama"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(
    ["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"]
)
COORDINATES = st.recursive(
    st.lists(st.sampled_from([106.8, 106.9, -6.1, -6.2, 0, 9e5, None]), max_size=3),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)
PROPERTIES = st.dictionaries(
    st.sampled_from(
        (
            *("highway", "name", "oneway", "lanes", "other_tags", "rw", "kel_name", "population"),
            *("id", "jenis", "amenity", "type", "rawan", "buka", "tutup", "religion", "suara"),
        )
    ),
    JSON,
)
FEATURE = (
    st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "properties": PROPERTIES,
            "geometry": st.fixed_dictionaries({"type": KINDS, "coordinates": COORDINATES | JSON}),
        },
        optional={"id": JSON},
    )
    | JSON
)


@FUZZ
@given(features=st.lists(FEATURE, max_size=4) | JSON)
def test_mutated_geojson(tmp_path: Path, features: object) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    check_only_problems(tmp_path, "a.geojson", text.encode())


@FUZZ
@given(
    key=st.sampled_from(["religion", "Agama", "jumlah_suara", "party_share", "SUKU", "etnis"]),
    value=st.integers(10**6, 10**7) | st.text(st.sampled_from("xyz"), min_size=9, max_size=9),
)
def test_no_forbidden_value_survives(tmp_path: Path, key: str, value: int | str) -> None:
    path = tmp_path / "a.geojson"
    for reader, kind, coordinates in (
        (read_areas, "Polygon", [[[106.8, -6.1], [106.9, -6.1], [106.9, -6.2]]]),
        (read_places, "Point", [106.8, -6.1]),
        (read_roads, "LineString", [[106.8, -6.1], [106.9, -6.1]]),
    ):
        assert callable(reader)
        geometry = {"type": kind, "coordinates": coordinates}
        feature = {"type": "Feature", "properties": {key: value}, "geometry": geometry}
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        assert str(value) not in repr(reader(path))
