"""What sensing is given: reports, claims, effort and outages, without anybody in them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from sejuk.model.claim import Harm, Intake
from sejuk.model.exploration import Exploration
from sejuk.model.kinds.field import Origin


class Verification(StrEnum):
    """What somebody who went there found; a refuted report counts for nothing."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One message about one thing at one place and time."""

    id: str = ""
    """Of the event or row it came from; "" where nobody will ask which it was."""
    what: str
    """Kind of incident."""
    origin: Origin
    area: str
    """Neighbourhood id, or `a|b` for a border."""
    node: int | None = None
    """The street node it was snapped to (guarantee G2); None: it is known by its area alone."""
    happened: datetime
    """By the server's clock, as well as is known."""
    received: datetime
    """Before this nobody could know of it."""
    severity: int | None = None
    """1–5 as told; None: as its kind usually is."""
    verification: Verification = Verification.UNVERIFIED


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A claim was heard in an area. By whom, and of whom, there is no field for."""

    area: str
    claim: str | None
    """Id of the claim; None while it is not matched to one."""
    heard: datetime
    received: datetime
    linked: datetime | None = None
    """When it was matched; None: it was from the beginning."""
    intake: Intake = Intake.CREW
    """What patrols hear is measured by how long they listened."""

    def claim_at(self, moment: datetime) -> str | None:
        """As it was known at a moment."""
        return self.claim if self.linked is None or self.linked <= moment else None


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """What harm a claim could do, as somebody at the desk found; a later one takes its place."""

    claim: str
    harm: Harm
    received: datetime
    """Before this nobody knew of it."""


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """How long patrols were in an area on a day: the exposure of what they found there."""

    area: str
    day: date
    minutes: float
    received: datetime
    """Before this nobody could know of it."""


class Lot(msgspec.Struct, frozen=True, kw_only=True):
    """Where a released order sent crews because a lot fell there, whatever was known (G3)."""

    day: date
    """On which its shift began, as efforts count days."""
    exploration: Exploration
    received: datetime
    """When the order was released."""


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """A source was silent: that nothing was told does not mean that nothing happened."""

    origin: Origin | None
    """None: all of them."""
    area: str | None
    """None: everywhere."""
    begins: datetime
    ends: datetime


class Signals(msgspec.Struct, frozen=True, kw_only=True):
    """All that tension is made from."""

    reports: tuple[Report, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    """Of the claims that were seen."""
    efforts: tuple[Effort, ...] = ()
    lots: tuple[Lot, ...] = ()
    outages: tuple[Outage, ...] = ()


class IncidentKind(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of report weighs, and what it is taken together with."""

    severity: int
    """1–5; 0 for what is no threat, such as a lawful assembly (guarantee G7)."""
    group: str = ""
    """Reports of one group may tell of the same incident; kinds without a group stand alone."""


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What happened once, however many told of it."""

    id: str
    """Of its first report."""
    group: str
    severity: int
    """The highest that a report of it gives."""
    origin: Origin
    """Of the report that was received first: who made it known."""
    area: str
    node: int | None
    began: datetime
    """When the first report says it happened."""
    known: datetime
    """When the first report was received."""
    reports: int
    """How credible it is, not how much there was."""


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """Days on which more is expected than on others: counting, a verdict, a big match."""

    name: str
    first: date
    last: date
    """Both included."""
    factor: float
    """Times the usual rate of incidents; at least 0."""
    area: str | None = None
    """None: the whole district."""
