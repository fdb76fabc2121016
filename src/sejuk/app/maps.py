"""The districts of this server, and their maps for whoever draws them."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.districts import district_folders
from sejuk.model.district import District
from sejuk.model.role import covers, meets
from sejuk.problems import refuse


class DistrictRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    """For addresses; everywhere else a district is called by its name."""
    name: str
    zone: str
    credit: str
    vintage: str
    synthetic: bool
    police_post: str
    neighbourhoods: int
    places: int


class DistrictMap(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes
    """GeoJSON, gzip."""
    tag: str
    """Differs when the map does."""


@allowed("district.list")
def list_districts(call: Call) -> tuple[DistrictRow, ...]:
    """Those of the actor's area, by the names of their folders."""
    found = district_folders(call.record.folder)
    return tuple(
        DistrictRow(
            id=path.name,
            name=district.name,
            zone=district.zone,
            credit=district.source.credit,
            vintage=district.source.vintage,
            synthetic=district.source.synthetic,
            police_post=district.police_post,
            neighbourhoods=len(district.neighbourhoods),
            places=len(district.places),
        )
        for path, district in found
        if meets(call.actor.area, district.name)
    )


@allowed("district.map")
def district_map(call: Call, id_: str) -> DistrictMap:
    """Raises `district_unknown`, `not_your_area`."""
    for path, district in district_folders(call.record.folder):
        if path.name == id_:
            if not covers(district.name, call.actor.area):  # whose ward lies in it sees it all
                require_area(call.actor, district.name)
            return _drawn(id_, district)
    raise refuse("district_unknown", name=id_, known="–")


@lru_cache(maxsize=64)
def _drawn(id_: str, district: District) -> DistrictMap:
    """Once for each district that was loaded: it is compared by identity."""
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.reporting.district_map import district_geojson  # noqa: PLC0415

    content = district_geojson(id_, district)
    tag = hashlib.sha256(content).hexdigest()[:32]
    return DistrictMap(content=gzip.compress(content, 6, mtime=0), tag=tag)
