"""A draft order: with a plan that was chosen from a planning, or with one made elsewhere."""

from __future__ import annotations

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.app.orders.paper import Checked, Paper, check_paper
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.model.kinds.papers import OrderDrafted
from sejuk.problems import refuse
from sejuk.store.documents import keep_document
from sejuk.store.record import Writing


@allowed("plan.upload")
def upload_plan(call: Call, wish: Paper) -> OrderRow:
    """A draft with this plan. Raises `not_a_plan`, `district_unknown`, `not_your_area`."""
    checked = check_paper(call.record.folder, wish)
    if checked.plan.rotation is not None and "replanned" in checked.plan.notes:
        # The note lets crews go where the rotation left out; here only a revision may say so.
        raise refuse("not_a_plan", detail="replanned")
    with call.record.writing(now=call.now) as writing:
        return order_row(writing.connection, draft_order(call, writing, wish, checked))


def draft_order(call: Call, writing: Writing, paper: Paper, checked: Checked) -> str:
    """The id of the draft. Raises `not_your_area`. Part of use cases that are marked."""
    require_area(call.actor, checked.plan.district)
    shift = checked.plan.shift
    number, until = checked.tni_request()
    order = f"o-{shift.date.isoformat()}-{chance(6)}"
    body = OrderDrafted(
        order=order,
        area=checked.plan.district,
        plan=keep_document(writing.connection, msgspec.json.encode(paper), call.now_ms),
        begins=shift.at(0),
        ends=shift.at(shift.seconds),
        agencies=checked.agencies(),
        tni_request=number,
        tni_until=until,
    )
    writing.happen(body, author=call.actor.account)
    return order
