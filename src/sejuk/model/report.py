"""What sensing is given: reports and claims, without anybody in them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.model.kinds.field import Origin


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One message about one thing at one place and time."""

    what: str
    """Kind of incident."""
    origin: Origin
    area: str
    """Neighbourhood id, or `a|b` for a border."""
    happened: datetime
    """By the server's clock, as well as is known."""
    received: datetime
    """Before this nobody could know of it."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A claim was heard in an area. By whom, and of whom, there is no field for."""

    area: str
    claim: str | None
    """Id of the claim; None while it is not matched to one."""
    heard: datetime
    received: datetime


class Signals(msgspec.Struct, frozen=True, kw_only=True):
    """All that tension is made from."""

    reports: tuple[Report, ...] = ()
    sightings: tuple[Sighting, ...] = ()


class IncidentKind(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of report weighs."""

    severity: int
    """1–5; 0 for what is no threat, such as a lawful assembly (guarantee G7)."""
