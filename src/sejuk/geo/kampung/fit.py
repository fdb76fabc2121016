"""How near a drawn kampung comes to the real network's figures."""

from __future__ import annotations

import math

import numpy as np

from sejuk.geo.kampung.blocks import DISTRICT_M2
from sejuk.geo.kampung.flat import area_of
from sejuk.geo.kampung.growth import Town
from sejuk.geo.kampung.sheet import Sheet
from sejuk.geo.kampung.tally import tally

STREET_M = 28_000.0
JUNCTIONS = 69e-6 * DISTRICT_M2
EDGE_M = (34.0, 67.0, 214.0)
"""10th percentile, median and 90th percentile of street between two nodes."""
NEIGHBOURHOOD_M2, LARGEST_M2 = 5e4, 27e4
"""Median; the real district's largest has 26.7 ha."""


def misfit(town: Town, sheet: Sheet) -> float:
    """The largest deviation of any figure, as the logarithm of its ratio to the wanted one.

    Shares of node degrees need no look: `growth` counts the nodes out.
    """
    xy = [sheet.bend(at) for at in town.ground.xy]
    now = tally(town.ground, town.outlines, town.breaks, xy)
    low, median, high = np.percentile(now.lengths, (10, 50, 90))
    sizes = [area_of([xy[side.corner] for side in sides]) for sides in town.outlines]
    pairs = (
        (now.metres, STREET_M),
        (low, EDGE_M[0]),
        (median, EDGE_M[1]),
        (high, EDGE_M[2]),
        (now.junctions, JUNCTIONS),
        (float(np.median(sizes)), NEIGHBOURHOOD_M2),
        (max(*sizes, LARGEST_M2), LARGEST_M2),
    )
    return max(abs(math.log(got / wanted)) for got, wanted in pairs)
