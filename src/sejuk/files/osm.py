"""Streets and places from OSM extracts (PBF, XML); the only importer of osmium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sejuk.files.geojson import check_degrees
from sejuk.files.kinds import kind_of
from sejuk.files.source import OSM_MEGABYTES, check_file, clean_name
from sejuk.files.streets import NO_HIGHWAY, access_tags, oneway
from sejuk.model.district import PlacePoint, RoadLine
from sejuk.model.place import LonLat, PlaceKind
from sejuk.problems import refuse

if TYPE_CHECKING:
    import osmium

FORMATS = {
    ".osm.pbf": "pbf",
    ".pbf": "pbf",
    ".osm.gz": "osm.gz",
    ".osm.bz2": "osm.bz2",
    ".osm": "osm",
}
"""Ending of the file's name → osmium's name of the format."""

PLACE_KEYS = ("amenity", "office", "shop")

# gzip and bzip2 say "read close failed" and "read failed: -7" when their stream ends early.
_CUT_OFF = re.compile("EOF|truncat|no element found|unclosed|read close failed|read failed: -7")


class _Way(msgspec.Struct, frozen=True, kw_only=True):
    """A plain copy of a way; osmium's own object dies with its buffer."""

    tags: dict[str, str]
    nodes: tuple[tuple[int, LonLat | None], ...]
    """Node id and location; None where the extract leaves the node out."""


def read_osm(path: Path) -> tuple[RoadLine, ...]:
    """Every way with a `highway`, with its node ids, in the file's order.

    A way that leaves the extract is cut where its nodes are missing. Raises ProblemError:
    file_missing, file_kind_unknown, file_empty, file_too_large, file_truncated, not_osm,
    no_streets, coordinates_swapped, coordinates_not_degrees.
    """
    with _opened(path) as source:
        import osmium  # noqa: PLC0415 - heavy, and not needed by `sejuk --help`

        found = (
            osmium.FileProcessor(source, osmium.osm.NODE | osmium.osm.WAY)
            .with_locations()
            .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
            .with_filter(osmium.filter.KeyFilter("highway"))
        )
        ways = [_copy(way) for way in found if isinstance(way, osmium.osm.Way)]
    lines = tuple(line for way in ways for line in _lines(way))
    if not lines:
        raise refuse("no_streets", file=path.name)
    check_degrees(path.name, (point for line in lines for point in line.coords))
    return lines


def read_osm_points(path: Path) -> tuple[PlacePoint, ...]:
    """Nodes that map to a kind of place; buildings drawn as ways are not read.

    Raises ProblemError as `read_osm`, without no_streets: an extract may hold no such node.
    """
    with _opened(path) as source:
        import osmium  # noqa: PLC0415 - as above

        found = osmium.FileProcessor(source, osmium.osm.NODE).with_filter(
            osmium.filter.KeyFilter(*PLACE_KEYS)
        )
        places = [_place(node) for node in found if isinstance(node, osmium.osm.Node)]
    return tuple(place for place in places if place is not None)


@contextmanager
def _opened(path: Path) -> Iterator[osmium.io.File]:
    """The file for osmium, whose complaints become problems."""
    check_file(path, OSM_MEGABYTES)
    ending = next((e for e in FORMATS if path.name.casefold().endswith(e)), None)
    if ending is None:
        raise refuse("file_kind_unknown", file=path.name, expected=", ".join(FORMATS))
    import osmium  # noqa: PLC0415 - as above

    try:
        yield osmium.io.File(str(path), FORMATS[ending])
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        code = "file_truncated" if _CUT_OFF.search(str(error)) else "not_osm"
        raise refuse(code, file=path.name) from None


def _copy(way: osmium.osm.Way) -> _Way:
    return _Way(
        tags={tag.k: tag.v for tag in way.tags},
        nodes=tuple(
            (node.ref, (node.lon, node.lat) if node.location.valid() else None)
            for node in way.nodes
        ),
    )


def _lines(way: _Way) -> Iterator[RoadLine]:
    for present, run in groupby(way.nodes, key=lambda node: node[1] is not None):
        nodes = tuple(run)
        coords = tuple(point for _, point in nodes if point is not None)
        if present and len(set(coords)) > 1:
            yield RoadLine(
                highway=clean_name(way.tags["highway"]) or NO_HIGHWAY,
                coords=coords,
                name=clean_name(way.tags.get("name")),
                oneway=oneway(way.tags.get("oneway")),
                tags=access_tags(way.tags),
                nodes=tuple(node for node, _ in nodes),
            )


def _place(node: osmium.osm.Node) -> PlacePoint | None:
    kind = kind_of({key: node.tags.get(key) for key in PLACE_KEYS})
    if kind in {None, PlaceKind.OTHER} or not node.location.valid():
        return None
    return PlacePoint(
        id=f"n{node.id}",
        name=clean_name(node.tags.get("name")),
        kind=str(kind),
        lon=node.location.lon,
        lat=node.location.lat,
    )
