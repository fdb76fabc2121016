"""A street with a few corners."""

from __future__ import annotations

import numpy as np

from sejuk.model.district import StreetNetwork

NODES = 12


def street(step_m: float = 50.0) -> StreetNetwork:
    """Twelve corners in a row."""
    at = np.arange(NODES, dtype=np.float64)
    node = np.arange(NODES, dtype=np.int32)
    legs = NODES - 1
    return StreetNetwork(
        lon=np.asarray(at * 1e-4, np.float64),
        lat=np.zeros(NODES),
        tail=node[:-1],
        head=node[1:],
        length_m=np.full(legs, step_m),
        forward=np.full(legs, 7, np.uint8),
        backward=np.full(legs, 7, np.uint8),
        street=np.zeros(legs, np.int32),
        highway=np.zeros(legs, np.int32),
        shape_start=(2 * np.arange(legs + 1)).astype(np.int32),
        shape_lon=np.asarray(np.repeat(at, 2)[1:-1] * 1e-4, np.float64),
        shape_lat=np.zeros(2 * legs),
        street_names=("Jalan Melati",),
        highway_names=("residential",),
    )
