"""Orders as people look at them."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sejuk.app.access import CREW, allowed, require_area
from sejuk.app.call import Call
from sejuk.app.orders.paper import Paper
from sejuk.model.event import from_ms
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole, covers
from sejuk.operations.order import OrderState
from sejuk.problems import refuse
from sejuk.store.documents import read_document
from sejuk.store.papers import Place, find_order, orders, signatures, versions

MOST = 200
OUT = frozenset({OrderState.RELEASED, OrderState.UNDER_WAY, OrderState.DONE})
"""What crews and public relations see: not drafts that nobody has signed."""
_BLIND = CREW | {AccountRole.PUBLIC_RELATIONS}
"""Who is not told what a rotation left out: whoever knows would stay away from such places, or go
there all the same. Where crews do go they must know."""
_INSIDE = frozenset(
    {
        AccountRole.DUTY_OFFICER,
        AccountRole.APPROVER,
        AccountRole.SUPERIOR_COMMAND,
        AccountRole.AUDITOR,
    }
)


class Signature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    agency: Agency
    account: str
    at: datetime
    plan: str
    """SHA-256 of the paper that was signed."""


class OrderRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    order: str
    area: str
    state: str
    begins: datetime
    ends: datetime
    agencies: tuple[Agency, ...]
    """Those that contribute people, and so must sign."""
    signatures: tuple[Signature, ...]
    operation: str | None
    tni_request: str | None
    tni_until: date | None
    number: str | None
    """Of the written order."""
    plan: str
    """SHA-256 of the paper."""
    version: int
    """1, and one more for each revision."""
    position: int


class OrderPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    order: OrderRow
    plan: msgspec.Raw
    """As `plan.json`; for crews and public relations without the rotation and what it left out."""


@allowed("order.list")
def list_orders(call: Call) -> tuple[OrderRow, ...]:
    """Those of the actor's area that the actor's role sees, the newest first."""
    states = None if call.actor.role in _INSIDE else OUT
    with call.record.reading() as connection:
        newest = orders(connection, call.actor.area, MOST, states)
        return tuple(order_row(connection, row.order) for row in newest)


@allowed("order.read")
def read_order(call: Call, order: str) -> OrderPlan:
    """The order with its plan. Raises `order_unknown`, `not_your_area`."""
    with call.record.reading() as connection:
        row = order_row(connection, order)
        content = read_document(connection, row.plan)
    _require_shown(call, row)
    if content is None:
        raise refuse("order_unknown", order=order)
    return OrderPlan(order=row, plan=_told(call, msgspec.json.decode(content, type=Paper).plan))


class VersionRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    plan: str
    """SHA-256 of the paper."""
    based_on: str | None
    planning: str | None
    """That made it; None: the first one."""
    changed: int | None
    kept: int | None
    by: str
    at: datetime


@allowed("order.read")
def list_versions(call: Call, order: str) -> tuple[VersionRow, ...]:
    """The plans that the order had, the first one first. Raises as `read_order`."""
    with call.record.reading() as connection:
        row = order_row(connection, order)
        found = versions(connection, order)
    _require_shown(call, row)
    return tuple(
        VersionRow(
            version=version.version,
            plan=version.plan,
            based_on=version.based_on,
            planning=version.planning,
            changed=version.changed,
            kept=version.kept,
            by=version.author,
            at=from_ms(version.made_ms),
        )
        for version in found
    )


@allowed("order.read")
def read_version(call: Call, order: str, plan: str) -> OrderPlan:
    """The order with one of its plans. Raises as `read_order`."""
    with call.record.reading() as connection:
        row = order_row(connection, order)
        is_one = any(version.plan == plan for version in versions(connection, order))
        content = read_document(connection, plan) if is_one else None
    _require_shown(call, row)
    if content is None:
        raise refuse("order_unknown", order=order)
    return OrderPlan(order=row, plan=_told(call, msgspec.json.decode(content, type=Paper).plan))


def _told(call: Call, plan: msgspec.Raw) -> msgspec.Raw:
    """The plan as the actor's role may know it."""
    if call.actor.role not in _BLIND:
        return plan
    parts = msgspec.json.decode(plan)
    if parts.get("rotation") is None:
        return plan
    # Places that the draw closed stand among those without a visit; those drawn, among the misses.
    told = {
        **parts,
        "rotation": None,
        "uncovered": [],
        "unmet": [row for row in parts.get("unmet", ()) if row["what"] != "extra"],
    }
    if told.get("draw") is not None:
        told["draw"] = {**told["draw"], "missed": []}
    return msgspec.Raw(msgspec.json.encode(told))


def order_row(connection: Place, order: str) -> OrderRow:
    """One order as it is in this transaction. Raises `order_unknown`."""
    row = find_order(connection, order)
    if row is None:
        raise refuse("order_unknown", order=order)
    return OrderRow(
        order=row.order,
        area=row.area,
        state=row.state,
        begins=from_ms(row.begins_ms),
        ends=from_ms(row.ends_ms),
        agencies=tuple(Agency(a) for a in row.agencies.split(",") if a),
        signatures=tuple(
            Signature(
                agency=Agency(s.agency), account=s.account, at=from_ms(s.signed_ms), plan=s.plan
            )
            for s in signatures(connection, order)
        ),
        operation=row.operation,
        tni_request=row.tni_request,
        tni_until=row.tni_until,
        number=row.number,
        plan=row.plan,
        version=row.version,
        position=row.position,
    )


def _require_shown(call: Call, row: OrderRow) -> None:
    require_area(call.actor, row.area)
    if not _shown(call, row):
        raise refuse("order_unknown", order=row.order)


def _shown(call: Call, row: OrderRow) -> bool:
    inside = call.actor.role in _INSIDE
    return covers(call.actor.area, row.area) and (inside or row.state in OUT)
