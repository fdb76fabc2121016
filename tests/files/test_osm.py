"""OSM extracts: the same streets as in GeoJSON, with the file's own node ids."""

from __future__ import annotations

import bz2
import gzip
import math
import subprocess
import sys
from pathlib import Path

import pytest

from sejuk.files.osm import read_osm, read_osm_points
from sejuk.files.roads import read_roads
from sejuk.model.district import RoadLine
from sejuk.problems import ProblemError

XML = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lon="106.80" lat="-6.10"/>
 <node id="2" lon="106.81" lat="-6.10"/>
 <node id="4" lon="106.83" lat="-6.10"/>
 <node id="5" lon="106.84" lat="-6.10"/>
 <node id="6" lon="106.80" lat="-6.11"><tag k="amenity" v="marketplace"/>
  <tag k="name" v="Pasar Contoh"/><tag k="religion" v="x"/></node>
 <node id="7" lon="106.80" lat="-6.12"><tag k="amenity" v="bench"/></node>
 <way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="5"/>
  <tag k="highway" v="primary"/><tag k="oneway" v="-1"/><tag k="motorcycle" v="no"/>
  <tag k="surface" v="asphalt"/></way>
 <way id="10"><nd ref="1"/><nd ref="2"/><tag k="waterway" v="river"/></way>
 <way id="11"><nd ref="1"/><nd ref="3"/><tag k="highway" v="path"/></way>
</osm>
"""


def length(line: RoadLine) -> float:
    """Degrees along the line; both files share one place, so the unit does not matter."""
    return sum(math.dist(a, b) for a, b in zip(line.coords, line.coords[1:], strict=False))


def junctions(lines: tuple[RoadLine, ...]) -> dict[object, int]:
    """Point → lines that pass it: by node id where there is one, else by coordinate."""
    seen: dict[object, int] = {}
    for line in lines:
        for point in set(line.nodes or line.coords):
            seen[point] = seen.get(point, 0) + 1
    return seen


@pytest.mark.parametrize("name", ["johar_baru", "jakarta_pusat"])
def test_pbf_equals_geojson(shared: Path, name: str) -> None:
    pbf = read_osm(shared / "geo" / f"{name}_osm2012.osm.pbf")
    plain = read_roads(shared / "geo" / f"{name}_roads_osm2012.geojson")
    assert len(pbf) == len(plain)
    for a, b in zip(pbf, plain, strict=True):
        assert (a.highway, a.name, a.oneway, a.coords) == (b.highway, b.name, b.oneway, b.coords)
        assert length(a) == length(b)
    by_id, by_point = junctions(pbf), junctions(plain)
    assert sorted(by_id.values()) == sorted(by_point.values())
    where = {n: c for line in pbf for n, c in zip(line.nodes or (), line.coords, strict=True)}
    assert {
        where[node]: lines for node, lines in by_id.items() if isinstance(node, int)
    } == by_point


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.osm", XML.encode()),
        ("a.OSM", XML.encode()),
        ("a.osm.gz", gzip.compress(XML.encode(), mtime=0)),
        ("a.osm.bz2", bz2.compress(XML.encode())),
    ],
)
def test_xml_in_its_wrappings(tmp_path: Path, name: str, raw: bytes) -> None:
    first, second = read_osm(written(tmp_path / name, raw))
    # Node 3 is outside the extract: the way is cut there, never bridged.
    assert (first.nodes, second.nodes) == ((1, 2), (4, 5))
    assert first.coords == ((106.80, -6.10), (106.81, -6.10))
    assert (first.highway, first.oneway, first.tags) == ("primary", "-1", {"motorcycle": "no"})


def test_points(tmp_path: Path) -> None:
    (market,) = read_osm_points(written(tmp_path / "a.osm", XML.encode()))
    assert (market.id, market.name, market.kind) == ("n6", "Pasar Contoh", "market")


def check_refused(code: str, path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        read_osm(path)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("code", "name", "raw"),
    [
        ("file_empty", "a.osm.pbf", b""),
        ("not_osm", "a.osm.pbf", b"halo, ini bukan peta"),
        ("not_osm", "a.pbf", bytes(1000)),
        ("not_osm", "a.osm", b"halo"),
        ("not_osm", "a.osm", b"<gpx/>"),
        ("not_osm", "a.osm", XML.encode().replace(b'lon="106.80"', b'lon="barat"')),
        ("not_osm", "a.osm", XML.encode().replace(b'id="1"', b'id="satu"')),
        ("not_osm", "a.osm", b'<!DOCTYPE o [<!ENTITY a "b">]><osm version="0.6">&a;</osm>'),
        ("not_osm", "a.osm.gz", b"halo"),
        ("not_osm", "a.osm.bz2", b"halo"),
        ("file_truncated", "a.osm", XML.encode()[:500]),
        ("file_truncated", "a.osm.gz", gzip.compress(XML.encode(), mtime=0)[:100]),
        ("file_truncated", "a.osm.bz2", bz2.compress(XML.encode())[:100]),
        ("no_streets", "a.osm", b'<osm version="0.6"/>'),
        ("file_kind_unknown", "a.o5m", b"x"),
    ],
)
def test_refusals(tmp_path: Path, code: str, name: str, raw: bytes) -> None:
    check_refused(code, written(tmp_path / name, raw))


def test_missing_file(tmp_path: Path) -> None:
    check_refused("file_missing", tmp_path / "a.osm.pbf")


@pytest.mark.parametrize("keep", [10, 200, 3_000, -1])
def test_cut_pbf(shared: Path, tmp_path: Path, keep: int) -> None:
    raw = (shared / "geo" / "johar_baru_osm2012.osm.pbf").read_bytes()
    check_refused("file_truncated", written(tmp_path / "a.osm.pbf", raw[:keep]))


def test_osmium_is_imported_only_when_needed() -> None:
    code = "import sys, sejuk.files.osm; sys.exit('osmium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
