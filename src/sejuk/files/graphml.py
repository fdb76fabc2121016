"""The GraphML that OSMnx's `save_graphml` writes: every street once per direction."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from sejuk.files.source import MAP_MEGABYTES, read_text
from sejuk.files.streets import NO_HIGHWAY, access_tags, oneway, tag_text
from sejuk.files.xml import parse_xml
from sejuk.model.district import RoadLine
from sejuk.model.place import LonLat
from sejuk.problems import ProblemError, refuse

_WKT = re.compile(r"\s*LINESTRING\s*(?:Z\s*)?\((?P<points>[^()]*)\)\s*", re.IGNORECASE)


class _Graph(msgspec.Struct, kw_only=True):
    """What the file says, keys resolved to attribute names."""

    directed: bool = True
    nodes: dict[str, dict[str, str]] = {}
    edges: list[tuple[str, str, dict[str, str]]] = []


class _Edge(msgspec.Struct, frozen=True, kw_only=True):
    ends: tuple[str, str]
    coords: tuple[LonLat, ...]
    data: dict[str, str]


def read_graphml(path: Path) -> tuple[RoadLine, ...]:
    """Street lines with node ids: the ends have the file's, shape points negative ones.

    An edge whose twin runs the other way becomes one line open both ways; an edge without
    one is `oneway=yes`. Raises ProblemError: those of `read_text`, not_graphml, xml_entities,
    file_truncated.
    """
    graph = _parse(path.name, read_text(path, MAP_MEGABYTES))
    points = {node: _point(path.name, data) for node, data in graph.nodes.items()}
    ids = _whole_ids(graph.nodes)
    fresh = count(min(0, *ids.values()) - 1, -1) if ids else count(-1, -1)
    lines = []
    for edge, both in _streets(list(_edges(path.name, graph, points)), directed=graph.directed):
        inner = (next(fresh) for _ in edge.coords[1:-1])
        lines.append(
            RoadLine(
                highway=tag_text(edge.data.get("highway")) or NO_HIGHWAY,
                coords=edge.coords,
                name=tag_text(edge.data.get("name")),
                oneway=None if both else "yes",
                tags=access_tags(edge.data),
                nodes=(ids[edge.ends[0]], *inner, ids[edge.ends[1]]),
            )
        )
    return tuple(lines)


def _streets(edges: list[_Edge], *, directed: bool) -> Iterator[tuple[_Edge, bool]]:
    """Each street once, with whether it may be used both ways."""
    if not directed:
        yield from ((edge, oneway(edge.data.get("oneway")) != "yes") for edge in edges)
        return
    waiting: dict[tuple[tuple[str, str], tuple[LonLat, ...]], list[int]] = {}
    both = [False] * len(edges)
    twin = [False] * len(edges)
    for i, edge in enumerate(edges):
        back = ((edge.ends[1], edge.ends[0]), edge.coords[::-1])
        partners = waiting.get(back)
        if partners:
            both[partners.pop()] = True
            twin[i] = True
        else:
            waiting.setdefault((edge.ends, edge.coords), []).append(i)
    yield from ((edge, both[i]) for i, edge in enumerate(edges) if not twin[i])


def _edges(file: str, graph: _Graph, points: dict[str, LonLat]) -> Iterator[_Edge]:
    for source, target, data in graph.edges:
        if source not in points or target not in points:
            raise refuse("not_graphml", file=file)
        shape = _shape(file, data["geometry"]) if data.get("geometry") else ()
        coords = (points[source], *shape[1:-1], points[target])
        if len(set(coords)) > 1:
            yield _Edge(ends=(source, target), coords=coords, data=data)


def _shape(file: str, wkt: str) -> tuple[LonLat, ...]:
    match = _WKT.fullmatch(wkt)
    if not match:
        raise refuse("not_graphml", file=file)
    return tuple(_lon_lat(file, *point.split()[:2]) for point in match["points"].split(","))


def _point(file: str, data: dict[str, str]) -> LonLat:
    return _lon_lat(file, data.get("x", ""), data.get("y", ""))


def _lon_lat(file: str, lon: str = "", lat: str = "") -> LonLat:
    try:
        point = float(lon), float(lat)
    except ValueError:
        raise refuse("not_graphml", file=file) from None
    if not all(map(math.isfinite, point)):
        raise refuse("not_graphml", file=file)
    return point


def _whole_ids(nodes: dict[str, dict[str, str]]) -> dict[str, int]:
    """OSM node ids as numbers; names of any other form are numbered in the file's order."""
    if all(re.fullmatch(r"-?[0-9]{1,18}", node) for node in nodes):
        ids = {node: int(node) for node in nodes}
        if len(set(ids.values())) == len(ids):
            return ids
    return {node: i for i, node in enumerate(nodes)}


def _parse(file: str, text: str) -> _Graph:
    graph = _Graph()
    names: dict[str, str] = {}
    inside: list[dict[str, str]] = []
    key: list[str] = []
    seen_root = False

    def broken() -> ProblemError:
        return refuse("not_graphml", file=file)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal seen_root
        if not seen_root and tag != "graphml":
            raise broken()
        seen_root = True
        match tag:
            case "key":
                names[attributes.get("id", "")] = attributes.get("attr.name", "")
            case "graph":
                graph.directed = attributes.get("edgedefault") != "undirected"
            case "node":
                inside.append(graph.nodes.setdefault(attributes.get("id", ""), {}))
            case "edge":
                inside.append({})
                ends = attributes.get("source", ""), attributes.get("target", "")
                graph.edges.append((*ends, inside[-1]))
            case "data":
                key.append(names.get(attributes.get("key", ""), ""))

    def end(tag: str, content: str) -> None:
        if tag in {"node", "edge"}:
            inside.pop()
        elif tag == "data":
            name = key.pop()
            if inside and name:
                inside[-1][name] = content.strip()

    parse_xml(file, text, start=start, end=end, broken="not_graphml")
    return graph
