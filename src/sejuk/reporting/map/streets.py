"""Streets on the map, by class: wide and dark for main roads, thin for lanes."""

from __future__ import annotations

from sejuk.model.district import District
from sejuk.reporting.map.projection import Projection, path_data

CLASS_OF = {
    **dict.fromkeys(("motorway", "trunk", "primary"), "main"),
    **dict.fromkeys(("secondary", "tertiary"), "middle"),
    **dict.fromkeys(("footway", "path", "steps", "pedestrian", "cycleway", "track"), "lane"),
}
CLASSES = ("lane", "small", "middle", "main")
"""In the order in which they are drawn; a street of any other kind is `small`."""


def streets(district: District, projection: Projection) -> dict[str, str]:
    """Class → path data of its streets that come within the sheet."""
    data = dict.fromkeys(CLASSES, "")
    network = district.network
    lon, lat = network.shape_lon.tolist(), network.shape_lat.tolist()
    kinds = [street_class(name) for name in network.highway_names]
    bounds = zip(network.shape_start[:-1].tolist(), network.shape_start[1:].tolist(), strict=True)
    for (start, stop), highway in zip(bounds, network.highway.tolist(), strict=True):
        line = projection.line(zip(lon[start:stop], lat[start:stop], strict=True))
        if len(line) > 1 and _on_sheet(line, projection):
            data[kinds[highway] if highway >= 0 else "small"] += path_data(line)
    return data


def street_class(highway: str) -> str:
    """Class of an OSM `highway` value; links count as their road."""
    return CLASS_OF.get(highway.removesuffix("_link"), "small")


def _on_sheet(line: list[tuple[float, float]], projection: Projection) -> bool:
    xs, ys = [p[0] for p in line], [p[1] for p in line]
    return (
        max(xs) >= 0
        and min(xs) <= projection.width
        and max(ys) >= 0
        and min(ys) <= projection.height
    )
