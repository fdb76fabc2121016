"""Which areas of a district are sensed."""

from __future__ import annotations

from sejuk.model.district import District


def areas_of(district: District) -> frozenset[str]:
    """Ids of its neighbourhoods, and of the borders that have places."""
    hoods = {hood.id for hood in district.neighbourhoods}
    return frozenset(hoods | {place.area_id for place in district.places})
