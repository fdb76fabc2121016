"""A district: neighbourhoods, places, streets and the times between places."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.force import MODES, Mode
from sejuk.model.place import LonLat, Neighbourhood, Place

UNREACHABLE = np.iinfo(np.int32).max
"""Travel time between places that a mode cannot join."""

MODE_BIT = {mode: 1 << i for i, mode in enumerate(MODES)}


class RoadLine(msgspec.Struct, frozen=True, kw_only=True):
    """One street line as read from a file, before noding."""

    highway: str
    coords: tuple[LonLat, ...]
    name: str | None = None
    oneway: str | None = None
    """The OSM value as text: yes, no, -1, … or None."""
    tags: dict[str, str] = {}
    """Other OSM tags that decide access (access, bus, psv, foot, motorcycle, …)."""
    nodes: tuple[int, ...] | None = None
    """Node ids of the file, one per coordinate; None: lines meet where coordinates are equal."""


class AreaShape(msgspec.Struct, frozen=True, kw_only=True):
    """One neighbourhood polygon as read from a file, with its whitelisted properties."""

    id: str
    name: str
    ward: str
    district: str | None
    rings: tuple[tuple[tuple[LonLat, ...], ...], ...]
    population: int | None = None


class PlacePoint(msgspec.Struct, frozen=True, kw_only=True):
    """One place as read from a file, with its whitelisted properties."""

    id: str | None
    name: str | None
    kind: str
    """A value of PlaceKind."""
    lon: float
    lat: float
    rawan: bool = False
    opens: int | None = None
    closes: int | None = None


class StreetNetwork(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Streets as a directed multigraph in arrays; n nodes, m edges (each stored once)."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    """[n]"""
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    """[m]"""
    length_m: NDArray[np.float64]
    """[m]"""
    forward: NDArray[np.uint8]
    backward: NDArray[np.uint8]
    """[m] bits of `MODE_BIT`: which modes may go tail→head and head→tail."""
    street: NDArray[np.int32]
    """[m] index into `street_names`, -1 without a name."""
    highway: NDArray[np.int32]
    """[m] index into `highway_names`."""
    shape_start: NDArray[np.int32]
    """[m + 1] edge e runs through shape points shape_start[e] … shape_start[e + 1] - 1, from its
    tail to its head, both included."""
    shape_lon: NDArray[np.float64]
    shape_lat: NDArray[np.float64]
    street_names: tuple[str, ...]
    highway_names: tuple[str, ...]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the map comes from; shown on every map and printed plan."""

    credit: str
    """`© OpenStreetMap contributors` for real streets."""
    vintage: str
    """Year or month of the data, as shown."""
    synthetic: bool = False


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the input that the district does not hold, and why."""

    what: str
    """`place`, `street`, `column`, `neighbourhood`."""
    id: str
    reason: str
    """A code of `BUILD_REASONS` in geo."""
    detail: str = ""


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the input; printed after a build and kept with the district."""

    lines_read: int
    lines_dropped: dict[str, int]
    """Reason → number of street lines left out."""
    nodes: int
    edges: int
    street_km: float
    nodes_kept: dict[str, int]
    """Mode → nodes in its largest strongly connected part."""
    km_kept: dict[str, float]
    """Mode → street-km whose two ends are both in that part."""
    walk_in: dict[str, int]
    """Mode → places reached by walking the last metres from that part."""
    left_out: tuple[LeftOut, ...]
    cells: bool
    """True when no areas were given and the network's extent was cut into cells."""
    population: str
    """`given`, `estimated` or `unknown`."""


class District(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    name: str
    zone: str
    """IANA time zone, `Asia/Jakarta`."""
    source: Source
    neighbourhoods: tuple[Neighbourhood, ...]
    places: tuple[Place, ...]
    network: StreetNetwork
    travel: NDArray[np.int32]
    """[modes, places, places] whole seconds, in the order of MODES; UNREACHABLE where none."""
    report: BuildReport
    police_post: str
    """Place id from which crews start unless the roster says otherwise."""

    def area_ids(self) -> frozenset[str]:
        """What is sensed: its neighbourhoods, and the borders that have places."""
        hoods = {hood.id for hood in self.neighbourhoods}
        return frozenset(hoods | {place.area_id for place in self.places})

    def place_index(self) -> dict[str, int]:
        return {place.id: i for i, place in enumerate(self.places)}

    def seconds(self, mode: Mode) -> NDArray[np.int32]:
        """Travel times of one mode, [places, places]."""
        seconds: NDArray[np.int32] = self.travel[MODES.index(mode)]
        return seconds
