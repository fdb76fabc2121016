"""An order's plan in the forms that other programs read, and the calendar of what lies ahead."""

from __future__ import annotations

from contextlib import suppress

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.orders.read import list_orders, read_order
from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.operations.order import OrderState
from sejuk.problems import ProblemError, refuse
from sejuk.reporting.data import plan_from_json
from sejuk.reporting.sheet import plan_csv

DUTY = frozenset({OrderState.RELEASED, OrderState.UNDER_WAY})
"""Orders that bind somebody."""


@allowed("order.read")
def read_schedule(call: Call, order: str) -> bytes:
    """A line for each stop, as CSV. Raises `order_unknown`, `not_your_area`, `not_a_plan`,
    `district_unknown`."""
    return plan_csv(*_planned(call, order))


@allowed("order.read")
def read_calendar_of(call: Call, order: str) -> bytes:
    """An event for each stop, as iCalendar. Raises as `read_schedule`."""
    from sejuk.reporting.calendar import plan_calendar  # noqa: PLC0415 – icalendar, half a second

    return plan_calendar(*_planned(call, order))


@allowed("order.read")
def read_crew_route(call: Call, order: str, crew: str) -> bytes:
    """The way of one crew, as GPX. Raises as `read_schedule`, and `unknown_crew`."""
    from sejuk.app.plan_paths import ways_of  # noqa: PLC0415 – numerics
    from sejuk.reporting.gpx import crew_gpx  # noqa: PLC0415 – gpxpy

    plan, district = _planned(call, order)
    route = next((one for one in plan.routes if one.crew.id == crew), None)
    if route is None:
        known = ", ".join(one.crew.id for one in plan.routes)
        raise refuse("unknown_crew", crew=crew, crews=known)
    return crew_gpx(route, plan, district, ways_of(call.record.folder, plan)).encode()


@allowed("order.list")
def read_duty_calendar(call: Call) -> bytes:
    """All stops of the released orders of the actor's area that are not over, as iCalendar."""
    from sejuk.reporting.calendar import duty_calendar  # noqa: PLC0415 – the same

    ahead = [one for one in list_orders(call) if one.state in DUTY and one.ends > call.now]
    found = []
    for one in ahead:
        # One that cannot be read, of a district that was built again, must not hide the others.
        with suppress(ProblemError):
            found.append(_planned(call, one.order))
    return duty_calendar("Patroli", found)


def _planned(call: Call, order: str) -> tuple[Plan, District]:
    plan = plan_from_json(bytes(read_order(call, order).plan))
    district = district_named(call.record.folder, plan.district)
    known = {place.id for place in district.places}
    if any(stop.place not in known for route in plan.routes for stop in route.stops):
        # The district was built again, and the plan is of places that are not there any more.
        raise refuse("not_a_plan", detail="place")
    return plan, district
