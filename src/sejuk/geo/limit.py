"""No more places than a district may have."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from sejuk.geo.corners import PLACES_AT_LEAST
from sejuk.geo.spots import Spot
from sejuk.model.district import LeftOut
from sejuk.model.place import PlaceKind

MOST_PLACES = 250
MOST_PER_NEIGHBOURHOOD = 3

_OURS = frozenset({PlaceKind.JUNCTION, PlaceKind.STREET})
_BORDERS = frozenset({PlaceKind.BORDER})
_POSTS = frozenset({PlaceKind.POLICE, PlaceKind.OFFICE, PlaceKind.POST})
_POINTS = frozenset(PlaceKind) - _OURS - _BORDERS - _POSTS

_STEPS = ((_OURS, 1), (_BORDERS, 1), (_POINTS, 1), (_OURS, 0), (_POINTS, 0))
"""What is dropped one after the other, and how many places of its own a neighbourhood keeps."""


class Limited(msgspec.Struct, frozen=True, kw_only=True):
    spots: list[Spot]
    left_out: list[LeftOut]


def limited(spots: Sequence[Spot], neighbourhoods: int) -> Limited:
    """Drop places beyond max(250, 3 a neighbourhood): junctions, then borders, then points.

    Every neighbourhood keeps two places, and one of its own for as long as there are others
    to drop. Evenly: junctions and points each time from the neighbourhood with the most places,
    borders from the two that have the most borders, and there the one nearest to another place.
    Junctions go unreported, since the input named none.
    """
    most = max(MOST_PLACES, MOST_PER_NEIGHBOURHOOD * neighbourhoods)
    gone = _surplus(spots, len(spots) - most)
    named = [spots[i] for i in gone if spots[i].kind not in _OURS]
    return Limited(
        spots=[spot for i, spot in enumerate(spots) if i not in gone],
        left_out=[
            LeftOut(
                what="border" if spot.kind is PlaceKind.BORDER else "place",
                id=spot.id,
                reason="over_limit",
                detail=spot.name,
            )
            for spot in named
        ],
    )


def _surplus(spots: Sequence[Spot], over: int) -> dict[int, None]:
    """Positions to drop, in the order of dropping."""
    gone: dict[int, None] = {}
    if over <= 0:
        return gone
    points = np.array([(s.x, s.y) for s in spots])
    gaps = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    a = np.array([s.areas[0] for s in spots])
    b = np.array([s.areas[-1] for s in spots])
    alone = a == b
    places = np.bincount(np.concatenate([a, b[~alone]]))
    own = np.bincount(a[alone], minlength=len(places))
    there = np.ones(len(spots), bool)
    for kinds, own_least in _STEPS:
        of_kind = np.array([s.kind in kinds for s in spots])
        while len(gone) < over:
            may = there & of_kind & (np.minimum(places[a], places[b]) > PLACES_AT_LEAST)
            may &= ~alone | (own[a] > own_least)
            if not may.any():
                break
            crowd = places - own if kinds is _BORDERS else places
            fullness = np.where(may, np.minimum(crowd[a], crowd[b]), -1)
            some = np.flatnonzero(fullness == fullness.max())
            drop = int(some[np.argmin(gaps[some].min(axis=1))])
            gone[drop] = None
            there[drop] = False
            gaps[:, drop] = np.inf
            places[list(spots[drop].areas)] -= 1
            own[a[drop]] -= alone[drop]
    return gone
