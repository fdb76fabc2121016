"""The tangent plane against straight lines through the Earth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.geo.plane import plane_at

AXIS, FLAT = 6_378_137.0, 1 / 298.257_223_563


def through_the_earth(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres of the chord on WGS84; 4 km of it are 0.07 mm shorter than the arc (s³/24R²)."""

    def point(lon: float, lat: float) -> np.ndarray:
        lam, phi = np.radians([lon, lat])
        squared = FLAT * (2 - FLAT)
        n = AXIS / np.sqrt(1 - squared * np.sin(phi) ** 2)
        return np.array(
            [
                n * np.cos(phi) * np.cos(lam),
                n * np.cos(phi) * np.sin(lam),
                n * (1 - squared) * np.sin(phi),
            ]
        )

    return float(np.linalg.norm(point(*a) - point(*b)))


@pytest.mark.parametrize("lat", [-6.18, 0.0, 5.5, -10.9])
def test_a_district_is_right_to_a_hundred_thousandth(lat: float) -> None:
    # docs/decisions/0003: −0.0004 % on the district; 2 km each way from its middle.
    plane = plane_at(106.85, lat)
    for east, north in ((0.018, 0.0), (0.0, 0.018), (0.013, -0.013), (-0.018, 0.018)):
        far = (106.85 + east, lat + north)
        true = through_the_earth((106.85 - east, lat - north), far)
        flat = np.hypot(*(plane.metres(*far) - plane.metres(106.85 - east, lat - north)))
        assert flat == pytest.approx(true, rel=1e-5)


@given(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_there_and_back(east: float, north: float) -> None:
    plane = plane_at(106.85, -6.18)
    point = (106.85 + east, -6.18 + north)
    assert plane.degrees(plane.metres(*point)) == pytest.approx(point, abs=1e-12)
