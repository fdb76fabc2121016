"""What happens in mid-shift and makes the rest of a night be planned anew."""

from __future__ import annotations

import msgspec


class Delay(msgspec.Struct, frozen=True, kw_only=True, tag="delay"):
    """A crew is behind its timetable."""

    crew: str
    minutes: int


class LostCrew(msgspec.Struct, frozen=True, kw_only=True, tag="lost_crew"):
    """A crew goes home or is needed elsewhere: it makes no further stop."""

    crew: str


class Incident(msgspec.Struct, frozen=True, kw_only=True, tag="incident"):
    """Something happened near a place: residents there are to be visited next."""

    place: str


class Wished(msgspec.Struct, frozen=True, kw_only=True, tag="wished"):
    """Nothing happened: a commander wants stops pinned, moved or banned."""


Change = Delay | LostCrew | Incident | Wished
