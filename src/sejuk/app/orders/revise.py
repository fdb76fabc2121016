"""Another plan for an order: a draft that was edited, or the rest of a night that is under way.

A running night is revised by the duty officer alone. The commanders signed who goes out, when and
under what; a revision keeps all of that, is checked like every plan, and cannot wait for four
signatures at midnight. They see it at once, and may withdraw the order. docs/decisions, 0029.
"""

from __future__ import annotations

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.operations import running_operation
from sejuk.app.orders.paper import Checked, Paper, check_paper
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.app.plannings.ask import apply_planning, option_of
from sejuk.model.ids import Digest, PaperId
from sejuk.model.kinds.papers import OrderRevised
from sejuk.model.plan import Plan
from sejuk.operations.cycle import step
from sejuk.operations.order import ORDER, OrderCase
from sejuk.problems import refuse
from sejuk.reporting.data import plan_from_json
from sejuk.store.documents import read_document
from sejuk.store.papers import Place


class Revision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    planning: PaperId
    based_on: Digest
    """The plan that the order has, as it was looked at; another one is refused."""


@allowed("order.revise")
def revise_order(call: Call, order: str, wish: Revision) -> OrderRow:
    """Raises `order_unknown`, `not_your_area`, `planning_unknown`, `planning_not_of_order`,
    `changed_meanwhile`, and those of its life cycle."""
    with call.record.reading() as connection:
        before = order_row(connection, order)
        require_area(call.actor, before.area)
        _, option = option_of(connection, wish.planning, order)
        old = _plan(connection, before.plan)
        content = read_document(connection, option.plan)
    if content is None:
        raise refuse("option_unknown")
    checked = check_paper(call.record.folder, msgspec.json.decode(content, type=Paper))
    with call.record.writing(now=call.now) as writing:
        row = order_row(writing.connection, order)
        if row.plan != wish.based_on:
            raise refuse("changed_meanwhile", thing=ORDER.words)
        planning, option = option_of(writing.connection, wish.planning, order)
        operation = running_operation(writing.connection, row.area, call.now)
        zone = checked.plan.shift.begins.tzinfo
        case = OrderCase(
            now=call.now,
            begins=row.begins.astimezone(zone),
            ends=row.ends.astimezone(zone),
            crews=tuple(route.crew for route in checked.plan.routes),
            broken_rules=len(checked.broken),
            operation_runs=operation is not None,
            operation_expires=operation.expires if operation else None,
            tni_request=row.tni_request or "",
            tni_until=row.tni_until,
            same_people=_same_people(old, checked),
        )
        step(ORDER, row.state, "revise", by=call.actor.role, case=case)
        body = OrderRevised(
            order=order,
            plan=option.plan,
            based_on=row.plan,
            planning=wish.planning,
            changed=option.changed or 0,
            kept=option.kept or 0,
        )
        writing.happen(body, author=call.actor.account)
        apply_planning(writing, planning, option.option, call.actor.account)
        return order_row(writing.connection, order)


def _plan(connection: Place, digest: str) -> Plan:
    content = read_document(connection, digest)
    if content is None:
        raise refuse("option_unknown")
    return plan_from_json(bytes(msgspec.json.decode(content, type=Paper).plan))


def _same_people(old: Plan, new: Checked) -> bool:
    crews = [route.crew for route in old.routes]
    return old.shift == new.plan.shift and crews == [route.crew for route in new.plan.routes]
