"""Street lines from GeoJSON or from a GraphML that OSMnx saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sejuk.files.geojson import Feature, check_degrees, parts, positions, read_features
from sejuk.files.graphml import read_graphml
from sejuk.files.source import check_file
from sejuk.files.streets import (
    NO_HIGHWAY,
    OTHER_LINES,
    access_tags,
    oneway,
    tag_text,
    unpacked,
)
from sejuk.model.district import RoadLine
from sejuk.model.place import LonLat
from sejuk.problems import refuse

ROAD_FILES = (".geojson", ".json", ".graphml")


class RoadFile(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[RoadLine, ...]
    ignored: dict[str, int]
    """Reason (a code of FILE_REASONS) → lines or features not read."""


def read_roads(path: Path) -> tuple[RoadLine, ...]:
    """The street lines of a .geojson, .json or .graphml file, in the file's order.

    Raises ProblemError: file_missing, file_kind_unknown, no_streets, coordinates_swapped,
    coordinates_not_degrees and those of the format.
    """
    return read_road_file(path).lines


def read_road_file(path: Path) -> RoadFile:
    """As `read_roads`, with the count of what was not read as a street."""
    kind = path.suffix.casefold()
    if kind not in ROAD_FILES:
        check_file(path, max_megabytes=1_000_000)
        raise refuse("file_kind_unknown", file=path.name, expected=", ".join(ROAD_FILES))
    ignored: Counter[str] = Counter()
    lines = read_graphml(path) if kind == ".graphml" else tuple(_geojson(path, ignored))
    if not lines:
        raise refuse("no_streets", file=path.name)
    check_degrees(path.name, (point for line in lines for point in line.coords))
    return RoadFile(lines=lines, ignored=dict(ignored))


def _geojson(path: Path, ignored: Counter[str]) -> Iterator[RoadLine]:
    two_way: set[tuple[LonLat, ...]] = set()
    for feature in read_features(path):
        tags = unpacked(feature.properties)
        highway = tag_text(tags.get("highway"))
        if feature.kind is None:
            ignored["no_geometry"] += 1
        elif feature.kind not in {"LineString", "MultiLineString"}:
            ignored["not_a_line"] += 1
        elif highway is None and any(tag_text(tags.get(key)) for key in OTHER_LINES):
            ignored["not_a_street"] += 1
        else:
            for coords in _coordinates(path.name, feature):
                direction = oneway(tags.get("oneway"))
                if len(set(coords)) < 2:
                    ignored["no_length"] += 1
                    continue
                if "reversed" in tags and direction != "yes":
                    # OSMnx writes the edges of a two-way street once per direction.
                    if coords[::-1] in two_way:
                        two_way.remove(coords[::-1])
                        ignored["twin"] += 1
                        continue
                    two_way.add(coords)
                yield RoadLine(
                    highway=highway or NO_HIGHWAY,
                    coords=coords,
                    name=tag_text(tags.get("name")),
                    oneway=direction,
                    tags=access_tags(tags),
                )


def _coordinates(file: str, feature: Feature) -> Iterator[tuple[LonLat, ...]]:
    if feature.kind == "LineString":
        yield positions(file, feature, feature.coordinates)
    else:
        for part in parts(file, feature, feature.coordinates):
            yield positions(file, feature, part)
