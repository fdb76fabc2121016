"""One step in the life of an order: submit, sign, return, release, set out, finish, withdraw."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from sejuk.app.access import allowed_step, require_area
from sejuk.app.call import Call
from sejuk.app.operations import running_operation
from sejuk.app.orders.crews import crews_out
from sejuk.app.orders.draw import commit_draw
from sejuk.app.orders.paper import Checked, Paper, check_paper
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.model.ids import Reference
from sejuk.model.kinds.papers import OrderStepped
from sejuk.operations.cycle import step
from sejuk.operations.order import ORDER, OrderCase
from sejuk.problems import refuse
from sejuk.store.documents import read_document

Words = Annotated[str, msgspec.Meta(max_length=1000)]

ENTERED_AT = frozenset({"submit", "release"})
"""Steps at which the numbers of papers are entered."""
CHECKED_AT = frozenset({"submit", "release"})
"""Steps at which the checker looks at the plan."""


class OrderWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Words = ""
    """For `return` and `withdraw`."""
    plan: str | None = None
    """SHA-256 of the paper that was looked at; another one is refused."""
    number: Reference | None = None
    """Of the written order; for `submit` and `release`, which needs it."""
    tni_request: Reference | None = None
    tni_until: date | None = None
    """The request for soldiers, where the strength does not name it; for the same steps."""


@allowed_step(ORDER)
def step_order(call: Call, event: str, order: str, wish: OrderWish) -> OrderRow:
    """Raises `order_unknown`, `not_your_area`, `changed_meanwhile`, and those of its life cycle."""
    checked = _checked(call, order)
    with call.record.writing(now=call.now) as writing:
        row = order_row(writing.connection, order)
        if wish.plan is not None and wish.plan != row.plan:
            raise refuse("changed_meanwhile", thing=ORDER.words)
        operation = running_operation(writing.connection, row.area, call.now)
        zone = checked.plan.shift.begins.tzinfo
        entered = wish if event in ENTERED_AT else OrderWish()
        case = OrderCase(
            now=call.now,
            begins=row.begins.astimezone(zone),
            ends=row.ends.astimezone(zone),
            crews=tuple(route.crew for route in checked.plan.routes),
            broken_rules=len(checked.broken) if event in CHECKED_AT else 0,
            signed=frozenset(signature.agency for signature in row.signatures),
            agency=call.actor.agency,
            operation_runs=operation is not None,
            operation_expires=operation.expires if operation else None,
            tni_request=entered.tni_request or row.tni_request or "",
            tni_until=entered.tni_until or row.tni_until,
            number=entered.number or row.number or "",
            crews_out=crews_out(writing.connection, row, checked.plan),
            reason=wish.reason,
        )
        state = step(ORDER, row.state, event, by=call.actor.role, case=case)
        body = OrderStepped(
            order=order,
            step=event,
            state=state,
            agency=call.actor.agency,
            operation=operation.operation if operation and event == "release" else None,
            number=entered.number,
            tni_request=entered.tni_request,
            tni_until=entered.tni_until,
        )
        texts = {"reason": wish.reason} if wish.reason.strip() else None
        writing.happen(body, author=call.actor.account, texts=texts)
        if event == "release":
            commit_draw(writing, order, checked.plan)
        return order_row(writing.connection, order)


def _checked(call: Call, order: str) -> Checked:
    """Read and checked before the transaction, which must not take long: a paper never changes."""
    with call.record.reading() as connection:
        row = order_row(connection, order)
        content = read_document(connection, row.plan)
    require_area(call.actor, row.area)
    if content is None:
        raise refuse("order_unknown", order=order)
    return check_paper(call.record.folder, msgspec.json.decode(content, type=Paper))
