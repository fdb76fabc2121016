"""A hamlet of three square neighbourhoods and two streets, all invented."""

from __future__ import annotations

import numpy as np
import pytest

from sejuk.model.district import BuildReport, District, Source, StreetNetwork
from sejuk.model.force import MODES
from sejuk.model.place import Neighbourhood, Place, PlaceKind

STEP = 0.002
"""Width of a neighbourhood in degrees, about 222 m at the equator."""


def square(number: int) -> Neighbourhood:
    west, east = number * STEP, (number + 1) * STEP
    ring = ((west, 0.0), (east, 0.0), (east, STEP), (west, STEP), (west, 0.0))
    return Neighbourhood(
        id=str(number),
        name=f"RW 0{number + 1} Melati",
        ward="Kebun Timur" if number else "Kebun Barat",
        rings=((ring,),),
        area_ha=4.9,
        residential_m=222.0,
    )


def place(key: str, name: str, kind: PlaceKind, lon: float, *areas: str) -> Place:
    return Place(id=key, name=name, kind=kind, lon=lon, lat=STEP / 2, node=0, neighbourhoods=areas)


@pytest.fixture
def hamlet() -> District:
    """Jalan Melati runs along the middle from x = 0 to 5 steps, so 3/5 of it lie inside.

    Gang Anggrek lies outside. Its nodes: 0 at x = 0, 1 at x = 5 steps, 2 and 3 outside.
    """
    middle = STEP / 2
    network = StreetNetwork(
        lon=np.array([0.0, 5 * STEP, 0.0, STEP]),
        lat=np.array([middle, middle, 5 * STEP, 5 * STEP]),
        tail=np.array([0, 2], np.int32),
        head=np.array([1, 3], np.int32),
        length_m=np.array([1112.0, 222.0]),
        forward=np.array([7, 7], np.uint8),
        backward=np.array([7, 7], np.uint8),
        street=np.array([0, 1], np.int32),
        highway=np.array([0, 0], np.int32),
        shape_start=np.array([0, 2, 4], np.int32),
        shape_lon=np.array([0.0, 5 * STEP, 0.0, STEP]),
        shape_lat=np.array([middle, middle, 5 * STEP, 5 * STEP]),
        street_names=("Jalan Melati", "Gang Anggrek"),
        highway_names=("residential",),
    )
    places = (
        place("pos", "Pos Polisi", PlaceKind.POLICE, 0.2 * STEP, "0"),
        place("pasar", "Pasar Kenari", PlaceKind.MARKET, 1.4 * STEP, "1"),
        place("w1", "Warung Sudut", PlaceKind.OTHER, 1.9 * STEP, "1"),
        place("w2", "Warung Sudut", PlaceKind.OTHER, 2.2 * STEP, "2"),
        place("j1", "Jalan Melati", PlaceKind.JUNCTION, 2.9 * STEP, "2"),
        place("0|1", "Batas RW 01 / RW 02", PlaceKind.BORDER, STEP, "0", "1"),
    )
    report = BuildReport(
        lines_read=2,
        lines_dropped={"motorway": 1, "busway": 2},
        nodes=4,
        edges=2,
        street_km=1.3,
        nodes_kept={"foot": 4},
        km_kept={"foot": 1.3},
        walk_in={},
        left_out=(),
        cells=False,
        population="unknown",
    )
    return District(
        name="Kebun Sejuk",
        zone="Asia/Jakarta",
        source=Source(credit="invented", vintage="2024", synthetic=True),
        neighbourhoods=tuple(square(n) for n in range(3)),
        places=places,
        network=network,
        travel=np.arange(len(MODES) * len(places) ** 2, dtype=np.int32).reshape(
            len(MODES), len(places), len(places)
        ),
        report=report,
        police_post="pos",
    )
