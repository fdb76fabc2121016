"""What crews do and see in the field."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from sejuk.model.claim import Channel, Intake
from sejuk.model.ids import AreaId, CrewId, Digest, PaperId, PlaceCode, PlaceId
from sejuk.model.kinds.body import Body
from sejuk.model.place import PlaceKind


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


class Presence(StrEnum):
    """How it is known that a crew is at a place."""

    DWELL = "dwell"
    """It stayed inside the place's fence."""
    CODE = "code"
    """It scanned the code that changes there."""
    HAND = "hand"
    """It says so."""


class Heading(Body, frozen=True, kw_only=True, tag="heading"):
    """On the way to a place; those who wait there are shown it."""

    place: PlaceId
    crew: CrewId | None = None


class Arrived(Body, frozen=True, kw_only=True, tag="arrived"):
    place: PlaceId
    crew: CrewId | None = None
    by: Presence | None = None
    """None: as older apps say it."""
    code: PlaceCode | None = None
    """What was scanned; checked when it comes in."""


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


class Mood(StrEnum):
    """The mood of a place, in the words of the four levels of tension."""

    SEJUK = "sejuk"
    HANGAT = "hangat"
    PERHATIAN = "perhatian"
    PANAS = "panas"


class Observed(Body, frozen=True, kw_only=True, tag="observed"):
    """How a place looks: its mood, and three signs of daily life. None: could not be seen."""

    place: PlaceId
    mood: Mood
    crew: CrewId | None = None
    stalls_open: bool | None = None
    people_outside: bool | None = None
    traffic_usual: bool | None = None


class MeetingEnded(Body, frozen=True, kw_only=True, tag="meeting_ended"):
    """A rendezvous or joint visit is over for this crew: all came, or it was let go."""

    place: PlaceId
    met: bool
    waited_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)]
    crew: CrewId | None = None


class BreakBegun(Body, frozen=True, kw_only=True, tag="break_begun"):
    crew: CrewId | None = None


class BreakEnded(Body, frozen=True, kw_only=True, tag="break_ended"):
    crew: CrewId | None = None


People = Annotated[int, msgspec.Meta(ge=0, le=99)]


class CrewChanged(Body, frozen=True, kw_only=True, tag="crew_changed"):
    """How many of each agency are with the crew from now on."""

    crew: CrewId
    polri: People = 0
    tni: People = 0
    satpol_pp: People = 0
    dishub: People = 0


class AllWell(Body, frozen=True, kw_only=True, tag="all_well"):
    """A crew says that it is well; any report of its own says so too."""

    crew: CrewId | None = None


class Origin(StrEnum):
    """Who made a report possible; never mixed up."""

    RESIDENT = "resident"
    DISPATCHED = "dispatched"
    DISCOVERED = "discovered"
    AGENCY = "agency"
    MEDIA = "media"


class Reported(Body, frozen=True, kw_only=True, tag="reported"):
    """One message about one thing at one place and time: what residents ask for, too; never who."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    HAS_PHOTOS: ClassVar[bool] = True
    what: PaperId
    """Kind of incident, from the table of kinds."""
    origin: Origin
    area: AreaId
    place: PlaceId | None = None
    crew: CrewId | None = None
    ticket: Digest | None = None
    """Of the ticket by which a resident can ask for the answer; its text is on paper alone."""


Repeats = Annotated[int, msgspec.Meta(ge=0, le=999)]


class Heard(Body, frozen=True, kw_only=True, tag="heard"):
    """A claim was heard at an area and in a channel; never by whom, and never of whom."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"claim"})
    area: AreaId
    channel: Channel
    claim: PaperId | None = None
    """An answered claim that it is, as whoever heard it says; the desk may split it off again."""
    place_kind: PlaceKind | None = None
    repeated: Repeats | None = None
    """How many repeated it there; None: nobody counted."""
    intake: Intake = Intake.CREW
    district: AreaId | None = None
    """Whose map has the area, where that does not follow from whose account it is."""
    ticket: Digest | None = None
    """SHA-256 of the code by which whoever told it anonymously may ask for the answer."""


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
    | Heading
    | Arrived
    | Left
    | Observed
    | Talked
    | MeetingEnded
    | BreakBegun
    | BreakEnded
    | CrewChanged
    | AllWell
    | Reported
    | Heard
    | Noted
)
