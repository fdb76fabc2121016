"""The ways of a plan along the streets, for maps: of an order, or of an option to choose."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.districts import district_named, district_path
from sejuk.app.orders.read import read_order, read_version
from sejuk.app.plannings.ask import read_option
from sejuk.model.force import Mode
from sejuk.model.place import LonLat
from sejuk.model.plan import Plan
from sejuk.problems import refuse

Ways = dict[tuple[Mode, str, str], tuple[LonLat, ...]]
"""Mode, from, to → the streets between them."""


class Paths(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes
    """GeoJSON."""
    tag: str
    """SHA-256 of the plan: its ways are as fixed as itself."""


@allowed("order.read")
def order_paths(call: Call, order: str, plan: str | None) -> Paths:
    """Of the order's plan, or of one that it had. Raises `order_unknown`, `not_your_area`."""
    found = read_version(call, order, plan) if plan else read_order(call, order)
    return _paths(call.record.folder, bytes(found.plan), plan or found.order.plan)


@allowed("planning.list")
def option_paths(call: Call, planning: str, option: str) -> Paths:
    """Of an option. Raises `planning_unknown`, `option_unknown`, `not_your_area`."""
    found = bytes(read_option(call, planning, option).plan)
    return _paths(call.record.folder, found, f"{planning}-{option}")


def _paths(folder: Path, plan: bytes, tag: str) -> Paths:
    return Paths(content=_drawn(folder, plan), tag=tag)


@lru_cache(maxsize=32)
def _drawn(folder: Path, content: bytes) -> bytes:
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.reporting.data import plan_from_json  # noqa: PLC0415
    from sejuk.reporting.geojson import plan_geojson  # noqa: PLC0415

    plan = plan_from_json(content)
    ways = ways_of(folder, plan)
    drawn = plan_geojson(plan, district_named(folder, plan.district), ways)
    return msgspec.json.format(drawn, indent=-1)


def ways_of(folder: Path, plan: Plan) -> Ways:
    """The streets between all stops of a plan. Raises `district_unknown`, `not_a_plan`."""
    from sejuk.app.gather import NightOptions, gather  # noqa: PLC0415 – numerics
    from sejuk.app.plan_night import street_paths  # noqa: PLC0415 – numerics

    options = NightOptions(
        district=district_path(folder, plan.district),
        date=plan.shift.date,
        start=plan.shift.start,
        end=plan.shift.end,
    )
    night = gather(options).night
    known = {place.id for place in night.district.places}
    if any(stop.place not in known for route in plan.routes for stop in route.stops):
        raise refuse("not_a_plan", detail="place")
    return street_paths(night, (plan,))
