"""What happens in the operations room: plans are asked for, the watch is handed over."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from sejuk.model.ids import AreaId, Author, Digest, PaperId
from sejuk.model.kinds.body import Body


class PlanningKind(StrEnum):
    TONIGHT = "tonight"
    """A new order."""
    EDIT = "edit"
    """A draft, with stops pinned, moved or banned."""
    REST = "rest"
    """The rest of a night that is under way."""


class PlanningBegun(Body, frozen=True, kw_only=True, tag="planning_begun"):
    """Somebody asked for a plan. What was asked is kept under its digest."""

    planning: PaperId
    what: PlanningKind
    area: AreaId
    wish: Digest
    order: PaperId | None = None
    based_on: Digest | None = None
    """The plan that is changed."""
    commitment: Digest | None = None
    """SHA-256(seed ‖ salt) of the draw, before anything is drawn; None: nothing is."""


class PlanningStepped(Body, frozen=True, kw_only=True, tag="planning_stepped"):
    planning: PaperId
    step: PaperId
    state: PaperId
    result: Digest | None = None
    """The options that were worked out, or the problem that stood in the way."""
    option: PaperId | None = None
    """The one that was chosen."""


class DutyTaken(Body, frozen=True, kw_only=True, tag="duty_taken"):
    """Whoever wrote this has the watch in this area, which nobody had."""

    area: AreaId


class HandoverOffered(Body, frozen=True, kw_only=True, tag="handover_offered"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    handover: PaperId
    area: AreaId
    recipient: Author


class HandoverStepped(Body, frozen=True, kw_only=True, tag="handover_stepped"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"reason"})
    handover: PaperId
    step: PaperId
    state: PaperId


RoomBody = PlanningBegun | PlanningStepped | DutyTaken | HandoverOffered | HandoverStepped
