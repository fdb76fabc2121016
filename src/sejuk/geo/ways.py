"""The streets between stops, for maps, tracks and for what is passed on the way."""

from __future__ import annotations

from collections.abc import Iterable

from sejuk.geo.paths import StreetPath, paths_between
from sejuk.model.district import District
from sejuk.model.force import MODES, Mode
from sejuk.model.settings import PlanningSettings

Leg = tuple[Mode, str, str]
"""Mode, place left, place reached."""


def ways(
    district: District, legs: Iterable[Leg], settings: PlanningSettings
) -> dict[Leg, StreetPath]:
    """The street path of each leg, as the travel times count it."""
    wanted = sorted(set(legs))
    nodes = {place.id: place.node for place in district.places}
    found: dict[Leg, StreetPath] = {}
    for mode in MODES:
        mine = [leg for leg in wanted if leg[0] is mode]
        pairs = [(nodes[a], nodes[b]) for _, a, b in mine]
        if mine:
            paths = paths_between(district.network, mode, pairs, settings)
            found |= dict(zip(mine, paths, strict=True))
    return found
