"""From lon/lat to the map's own units, and back to metres for the scale bar."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import msgspec

from sejuk.model.district import District
from sejuk.model.place import LonLat

WIDTH = 800.0
HEIGHT_MAX = 1000.0
"""So that the map fits an A4 page between its margins: 190 × 237 mm."""
MARGIN = 26.0
METRES_PER_DEGREE = 111_320.0

Point = tuple[float, float]


class Projection(msgspec.Struct, frozen=True, kw_only=True):
    """Local tangent plane; x to the right, y down, from (0, 0) to (width, height)."""

    west: float
    north: float
    x_per_degree: float
    y_per_degree: float
    width: float
    height: float
    units_per_metre: float

    def point(self, lon: float, lat: float) -> Point:
        return (lon - self.west) * self.x_per_degree, (self.north - lat) * self.y_per_degree

    def line(self, coords: Iterable[LonLat]) -> list[Point]:
        return [self.point(lon, lat) for lon, lat in coords]


def fit(district: District) -> Projection:
    """The projection that shows all neighbourhoods and places of a district."""
    coords = [c for n in district.neighbourhoods for rings in n.rings for c in rings[0]]
    coords += [(p.lon, p.lat) for p in district.places]
    if not coords:
        coords = list(
            zip(district.network.lon.tolist(), district.network.lat.tolist(), strict=True)
        )
    west, east = min(c[0] for c in coords), max(c[0] for c in coords)
    south, north = min(c[1] for c in coords), max(c[1] for c in coords)
    across = math.cos(math.radians((south + north) / 2)) * METRES_PER_DEGREE
    metres_x = max((east - west) * across, 1.0)
    metres_y = max((north - south) * METRES_PER_DEGREE, 1.0)
    scale = min((WIDTH - 2 * MARGIN) / metres_x, (HEIGHT_MAX - 2 * MARGIN) / metres_y)
    width = WIDTH
    height = max(metres_y * scale + 2 * MARGIN, 0.5 * WIDTH)
    pad_x = (width - metres_x * scale) / 2
    pad_y = (height - metres_y * scale) / 2
    x_per_degree, y_per_degree = across * scale, METRES_PER_DEGREE * scale
    return Projection(
        west=west - pad_x / x_per_degree,
        north=north + pad_y / y_per_degree,
        x_per_degree=x_per_degree,
        y_per_degree=y_per_degree,
        width=width,
        height=round(height, 1),
        units_per_metre=scale,
    )


def scale_bar(projection: Projection) -> tuple[int, float]:
    """Metres of the bar (1, 2 or 5 × 10ⁿ, at most a quarter of the width) and its width in %."""
    limit = projection.width / 4 / projection.units_per_metre
    step = 10 ** math.floor(math.log10(limit))
    metres = max(step * f for f in (1, 2, 5) if step * f <= limit)
    return round(metres), 100 * metres * projection.units_per_metre / projection.width


def path_data(points: Sequence[Point], *, close: bool = False) -> str:
    """SVG path data to a tenth of a unit, relative so that it stays small."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    text = f"M{_tenth(x)} {_tenth(y)}"
    moves = []
    for nx, ny in tenths[1:]:
        if (nx, ny) != (x, y):
            moves.append(f"{_tenth(nx - x)} {_tenth(ny - y)}")
        x, y = nx, ny
    return text + ("l" + " ".join(moves) if moves else "h0") + ("z" if close else "")


def _tenth(tenths: int) -> str:
    text = f"{tenths / 10:.1f}".removesuffix(".0")
    return text if text != "-0" else "0"
