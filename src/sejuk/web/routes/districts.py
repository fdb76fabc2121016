"""Districts and their maps."""

from __future__ import annotations

from sejuk.app.maps import DistrictRow, district_map, list_districts
from sejuk.web.endpoint import Endpoint, Media, Visit
from sejuk.web.kept import kept

GEOJSON = "application/geo+json"


def _map(visit: Visit) -> Media:
    found = district_map(visit.call, visit.path["district"])
    return kept(b"", found.content, GEOJSON, found.tag, visit.headers)


DISTRICTS = (
    Endpoint(
        method="GET",
        path="/districts",
        does="The districts that are planned for here.",
        verb="district.list",
        run=lambda v: list_districts(v.call),
        gives=tuple[DistrictRow, ...],
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/districts/{district}/map",
        does="Streets, neighbourhoods and places as GeoJSON; with `ETag`.",
        verb="district.map",
        run=_map,
        gives=bytes,
        gives_media=GEOJSON,
        problems=("district_unknown", "not_your_area"),
        kept=True,
        writes=False,
    ),
)
