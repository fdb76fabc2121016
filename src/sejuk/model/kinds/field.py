"""What crews do and see in the field."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from sejuk.model.ids import AreaId, CrewId, PaperId, PlaceId
from sejuk.model.kinds.body import Body


class RollCallOpened(Body, frozen=True, kw_only=True, tag="roll_call_opened"):
    """Apel: from here on, and until the closing one, this device may record positions."""

    crew: CrewId | None = None


class RollCallClosed(Body, frozen=True, kw_only=True, tag="roll_call_closed"):
    crew: CrewId | None = None


class Tracked(Body, frozen=True, kw_only=True, tag="tracked"):
    """Positions of a crew between its roll-calls."""

    HAS_FIXES: ClassVar[bool] = True
    crew: CrewId | None = None


class Sos(Body, frozen=True, kw_only=True, tag="sos"):
    """A crew needs help now. The one kind that may carry a position at any time."""

    HAS_FIXES: ClassVar[bool] = True
    crew: CrewId | None = None


class Arrived(Body, frozen=True, kw_only=True, tag="arrived"):
    place: PlaceId
    crew: CrewId | None = None


class Left(Body, frozen=True, kw_only=True, tag="left"):
    place: PlaceId
    crew: CrewId | None = None


class Talked(Body, frozen=True, kw_only=True, tag="talked"):
    """A dialogue with residents: how many, never who."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    HAS_PHOTOS: ClassVar[bool] = True
    place: PlaceId
    crew: CrewId | None = None
    residents: int = 0


class Origin(StrEnum):
    """Who made a report possible; never mixed up."""

    RESIDENT = "resident"
    DISPATCHED = "dispatched"
    DISCOVERED = "discovered"
    AGENCY = "agency"
    MEDIA = "media"


class Reported(Body, frozen=True, kw_only=True, tag="reported"):
    """One message about one thing at one place and time."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    HAS_PHOTOS: ClassVar[bool] = True
    what: PaperId
    """Kind of incident, from the table of kinds."""
    origin: Origin
    area: AreaId
    place: PlaceId | None = None


class Heard(Body, frozen=True, kw_only=True, tag="heard"):
    """A claim was heard at an area and in a channel; never by whom."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"claim"})
    area: AreaId
    channel: PaperId
    claim: PaperId | None = None


class Noted(Body, frozen=True, kw_only=True, tag="noted"):
    """A line in the duty log (buku mutasi)."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    HAS_PHOTOS: ClassVar[bool] = True
    place: PlaceId | None = None


FieldBody = (
    RollCallOpened
    | RollCallClosed
    | Tracked
    | Sos
    | Arrived
    | Left
    | Talked
    | Reported
    | Heard
    | Noted
)
