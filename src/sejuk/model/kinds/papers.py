"""What becomes of papers that have a life cycle: operations, orders, tasks, directives, alarms.

Commands are carried out by the server, which writes these events when a command went through.
`step` and `state` are words of the tables in `operations`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sejuk.model.force import Agency
from sejuk.model.ids import (
    AreaId,
    Author,
    CrewId,
    DeviceId,
    Digest,
    PaperId,
    PlaceId,
    Reference,
    Salt,
)
from sejuk.model.kinds.body import Body, Moment


class OperationOpened(Body, frozen=True, kw_only=True, tag="operation_opened"):
    operation: PaperId
    area: AreaId
    legal_basis: tuple[Reference, ...]
    expires: Moment


class OperationStepped(Body, frozen=True, kw_only=True, tag="operation_stepped"):
    operation: PaperId
    step: PaperId
    state: PaperId
    expires: Moment | None = None
    """The new expiry, where the step sets one."""


class OrderDrafted(Body, frozen=True, kw_only=True, tag="order_drafted"):
    """A plan that may become an order. The plan itself is kept under its digest."""

    order: PaperId
    area: AreaId
    plan: Digest
    begins: Moment
    ends: Moment
    agencies: tuple[Agency, ...]
    """Those that contribute people."""
    tni_request: Reference | None = None
    tni_until: date | None = None


class OrderStepped(Body, frozen=True, kw_only=True, tag="order_stepped"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"reason"})
    order: PaperId
    step: PaperId
    state: PaperId
    agency: Agency | None = None
    """Of whoever did it; None: the program."""
    operation: PaperId | None = None
    """Under which it was released."""
    number: Reference | None = None
    """Of the written order (surat perintah)."""
    tni_request: Reference | None = None
    tni_until: date | None = None
    """Where the step enters them."""


class OrderRevised(Body, frozen=True, kw_only=True, tag="order_revised"):
    """The order has another plan from here on."""

    order: PaperId
    plan: Digest
    based_on: Digest
    """The plan it had."""
    planning: PaperId
    changed: int
    kept: int
    """Stops ahead that were dropped, moved or are new; that stay as they are."""


class DrawCommitted(Body, frozen=True, kw_only=True, tag="draw_committed"):
    """By the program, when an order is released whose plan was drawn by lot: with which seed."""

    order: PaperId
    commitment: Digest
    """SHA-256(seed ‖ salt)."""
    planning: PaperId | None = None
    """That drew it; None: it was drawn elsewhere, and whoever did so has the seed."""


class DrawRevealed(Body, frozen=True, kw_only=True, tag="draw_revealed"):
    """By the program, when the night is over: anybody can check the seed and draw again."""

    order: PaperId
    seed: Digest
    """32 bytes in lower-case hexadecimal."""
    salt: Salt


class TaskOpened(Body, frozen=True, kw_only=True, tag="task_opened"):
    task: PaperId
    what: PaperId
    """visit, joint, follow_up, facilitation: the vocabulary has no word for force."""
    area: AreaId
    place: PlaceId
    order: PaperId | None = None


class TaskStepped(Body, frozen=True, kw_only=True, tag="task_stepped"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"reason"})
    task: PaperId
    step: PaperId
    state: PaperId
    crew: CrewId | None = None


class DirectiveWritten(Body, frozen=True, kw_only=True, tag="directive_written"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"text"})
    directive: PaperId
    area: AreaId


class DirectiveStepped(Body, frozen=True, kw_only=True, tag="directive_stepped"):
    directive: PaperId
    recipient: Author
    step: PaperId
    state: PaperId


class AlarmCause(StrEnum):
    SOS = "sos"
    MISSED_REPORT = "missed_report"
    """A crew did not say in time that it is well."""


class AlarmRaised(Body, frozen=True, kw_only=True, tag="alarm_raised"):
    """By the program. An SOS raises its alarm by itself, under the id of its event."""

    alarm: PaperId
    cause: AlarmCause
    area: AreaId
    crew: CrewId | None = None


class AlarmStepped(Body, frozen=True, kw_only=True, tag="alarm_stepped"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"name", "service", "outcome"})
    alarm: PaperId
    step: PaperId
    state: PaperId


class ArrivalChecked(Body, frozen=True, kw_only=True, tag="arrival_checked"):
    """By the program: whether the code that a crew scanned was its place's, then."""

    arrival: PaperId
    """Id of the event."""
    place: PlaceId
    verdict: PaperId
    """`right`, `late`, `early` or `wrong`: see `operations/presence.py`."""


class OutboxImported(Body, frozen=True, kw_only=True, tag="outbox_imported"):
    """Somebody brought in another device's outbox as a file, and answers for it."""

    device: DeviceId
    events: int


PaperBody = (
    OperationOpened
    | OperationStepped
    | OrderDrafted
    | OrderStepped
    | OrderRevised
    | DrawCommitted
    | DrawRevealed
    | TaskOpened
    | TaskStepped
    | DirectiveWritten
    | DirectiveStepped
    | AlarmRaised
    | AlarmStepped
    | ArrivalChecked
    | OutboxImported
)
