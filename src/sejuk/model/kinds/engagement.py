"""What residents ask for and what becomes of it; calm messages that were given.

A concern has an owner, a due date and an answer, and nobody who asked. Who holds its ticket can
read the answer; the record has the ticket's digest only.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from sejuk.model.ids import AreaId, CrewId, Digest, PaperId, PlaceId
from sejuk.model.kinds.body import Body

Number = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class ConcernSource(StrEnum):
    """By which way a concern came in."""

    CREW = "crew"
    PUBLIC = "public"
    """The public form."""
    OFFICE = "office"
    """Typed in the operations room: a call, a letter, a visit to the post."""


class ConcernOpened(Body, frozen=True, kw_only=True, tag="concern_opened"):
    """By the program, of a crew's report and under its id; or in the office; or by the form."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    concern: PaperId
    number: Number
    """1, 2, 3 … in the district; what people call it by."""
    what: PaperId
    """Kind of concern, from the table of kinds."""
    area: AreaId
    """The district."""
    neighbourhood: AreaId
    place: PlaceId | None = None
    owner: PaperId
    due: date
    """By the district's clock; the day is the owner's until it is over."""
    source: ConcernSource
    ticket: Digest | None = None
    """Of the ticket that was given out; None: none was."""


class ConcernStepped(Body, frozen=True, kw_only=True, tag="concern_stepped"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"reason"})
    concern: PaperId
    step: PaperId
    state: PaperId
    owner: PaperId | None = None
    due: date | None = None
    """Where the step sets them."""


class ConcernPassed(Body, frozen=True, kw_only=True, tag="concern_passed"):
    """Another institution is to do it; the owner stays who asks after it."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"reason"})
    concern: PaperId
    step: PaperId
    state: PaperId
    institution: PaperId
    due: date


class ConcernAnswered(Body, frozen=True, kw_only=True, tag="concern_answered"):
    """The answer is public: its text is kept under its digest, as it was checked."""

    concern: PaperId
    step: PaperId
    state: PaperId
    answer: Digest


class ConcernMerged(Body, frozen=True, kw_only=True, tag="concern_merged"):
    """It is the same as another; its ticket tells what becomes of that one."""

    concern: PaperId
    step: PaperId
    state: PaperId
    into: PaperId


class ConcernVisitPlanned(Body, frozen=True, kw_only=True, tag="concern_visit_planned"):
    """A crew is to come by: tonight's plan will hold the place."""

    concern: PaperId
    task: PaperId
    place: PlaceId


class ConcernVisited(Body, frozen=True, kw_only=True, tag="concern_visited"):
    """By the program, when the task of its visit is over."""

    concern: PaperId
    task: PaperId
    done: bool


class FollowedUp(Body, frozen=True, kw_only=True, tag="followed_up"):
    """A crew says at the place whether it did what a follow-up visit was for."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    task: PaperId
    place: PlaceId
    done: bool
    crew: CrewId | None = None


class MessageGiven(Body, frozen=True, kw_only=True, tag="message_given"):
    """A calm message was passed on at a place; to how many, `talked` says."""

    message: PaperId
    area: AreaId
    place: PlaceId
    crew: CrewId | None = None


EngagementBody = (
    ConcernOpened
    | ConcernStepped
    | ConcernPassed
    | ConcernAnswered
    | ConcernMerged
    | ConcernVisitPlanned
    | ConcernVisited
    | FollowedUp
    | MessageGiven
)
