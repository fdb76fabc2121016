"""A local tangent plane: degrees to metres and back over one district.

Good to about 0.0004 % over a district and 0.01 % over a city; no projection library needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, sqrt

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from sejuk.model.place import LonLat

Metres = NDArray[np.float64]

_SEMI_MAJOR_M = 6_378_137.0
_ECCENTRICITY_SQUARED = 0.006_694_379_990_14
"""WGS84."""


class Plane(msgspec.Struct, frozen=True, kw_only=True):
    """Metres east and north of one point."""

    lon: float
    lat: float
    metres_per_lon: float
    metres_per_lat: float
    """Per degree, on the WGS84 ellipsoid at that point."""

    def metres(self, lon: ArrayLike, lat: ArrayLike) -> Metres:
        """[…, 2] metres east and north of the plane's point."""
        east = (np.asarray(lon, float) - self.lon) * self.metres_per_lon
        north = (np.asarray(lat, float) - self.lat) * self.metres_per_lat
        return np.stack([east, north], axis=-1)

    def degrees(self, metres: ArrayLike) -> Metres:
        """[…, 2] longitude and latitude of points given as metres east and north."""
        points = np.asarray(metres, float)
        lon = points[..., 0] / self.metres_per_lon + self.lon
        lat = points[..., 1] / self.metres_per_lat + self.lat
        return np.stack([lon, lat], axis=-1)


def plane_at(lon: float, lat: float) -> Plane:
    """The plane that touches the ellipsoid at one point.

    Radii of curvature: Snyder, Map Projections – A Working Manual (1987), eq. 4-18, 4-20.
    """
    bend = 1 - _ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    prime_vertical = _SEMI_MAJOR_M / sqrt(bend)
    meridian = _SEMI_MAJOR_M * (1 - _ECCENTRICITY_SQUARED) / bend**1.5
    return Plane(
        lon=lon,
        lat=lat,
        metres_per_lon=radians(1) * prime_vertical * cos(radians(lat)),
        metres_per_lat=radians(1) * meridian,
    )


def plane_over(points: Sequence[LonLat] | Metres) -> Plane:
    """The plane at the middle of the points' extent."""
    middle = (np.min(points, axis=0) + np.max(points, axis=0)) / 2
    return plane_at(float(middle[0]), float(middle[1]))
