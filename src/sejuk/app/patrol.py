"""What a crew takes along: tonight's order, routes, places and a map, for hours without a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.concerns.visits import FollowUp, follow_ups
from sejuk.app.districts import district_named
from sejuk.app.messages.choose import MessageWords, messages_of_night, tension_of, words_of
from sejuk.app.orders.paper import Paper
from sejuk.app.orders.read import OrderRow, list_orders
from sejuk.files.messages import calm_messages
from sejuk.model.district import District
from sejuk.model.force import Agency, Mode
from sejuk.model.plan import Plan, Route, StopKind
from sejuk.operations.duty import REMIND_MINUTES, REPORT_MINUTES
from sejuk.operations.order import OrderState
from sejuk.reporting.data import plan_from_json
from sejuk.store.documents import read_document

UNITS = 100_000
"""Of a degree: about a metre on the equator."""
FENCE_M = 40
"""Half a street block of median length, and what a phone is off by between houses."""
DWELL_MINUTES = 3
"""Inside a fence, before the app says that the crew has arrived."""
WAIT_MINUTES = 10
"""For the others of a rendezvous or joint visit; then a crew may go on."""

Line = tuple[int, ...]
"""lon, lat of the first point, then differences, in units of 1/100,000 degree."""
Count = Annotated[int, msgspec.Meta(ge=0)]


class PatrolPeople(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    agency: Agency
    people: Count


class PatrolStop(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    place: str
    kind: StopKind
    arrive: datetime
    leave: datetime
    meets: tuple[str, ...]
    """Ids of the other crews."""


class PatrolRoute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    crew: str
    mode: Mode
    people: tuple[PatrolPeople, ...]
    depart: datetime
    back: datetime
    start_post: str
    end_post: str
    stops: tuple[PatrolStop, ...]


class PatrolPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    name: str
    kind: str
    lon: float
    lat: float
    area: str
    """Id of its neighbourhood, or `a|b` of a border."""
    area_name: str
    messages: tuple[str, ...]
    """Ids of the calm messages for its residents tonight, the first to say first."""


class PatrolMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    credit: str
    vintage: str
    synthetic: bool
    streets: tuple[Line, ...]
    areas: tuple[Line, ...]
    """Outer rings of the neighbourhoods."""


class PatrolRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    fence_m: Count = FENCE_M
    dwell_minutes: Count = DWELL_MINUTES
    wait_minutes: Count = WAIT_MINUTES
    report_minutes: Count = REPORT_MINUTES
    remind_minutes: Count = REMIND_MINUTES


class Patrol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the released order that begins next, or is under way."""

    order: OrderRow
    district: str
    zone: str
    routes: tuple[PatrolRoute, ...]
    follow_ups: tuple[FollowUp, ...]
    """What residents asked for, and somebody is to see to tonight."""
    messages: tuple[MessageWords, ...]
    """All that any place has tonight."""
    places: tuple[PatrolPlace, ...]
    map: PatrolMap
    rules: PatrolRules = PatrolRules()


class PatrolAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    patrol: Patrol | None
    """None: nothing is released."""
    server_ms: int


LIVING = (OrderState.UNDER_WAY, OrderState.RELEASED)


@allowed("patrol.read")
def read_patrol(call: Call) -> PatrolAnswer:
    """Raises `district_unknown`."""
    living = [row for row in list_orders(call) if row.state in LIVING and row.ends > call.now]
    if not living:
        return PatrolAnswer(patrol=None, server_ms=call.now_ms)
    order = min(living, key=lambda row: (LIVING.index(OrderState(row.state)), row.begins))
    with call.record.reading() as connection:
        content = read_document(connection, order.plan)
        visits = follow_ups(connection, order.area)
    paper = msgspec.json.decode(content or b"", type=Paper)
    plan = plan_from_json(bytes(paper.plan))
    district = district_named(call.record.folder, plan.district)
    names = {area.id: area.name for area in district.neighbourhoods}
    day = plan.shift.date
    chosen = messages_of_night(call.record, district, day, tension_of(paper))
    wanted = {code for codes in chosen.values() for code in codes}
    patrol = Patrol(
        order=order,
        district=plan.district,
        zone=plan.shift.zone,
        routes=tuple(_route(plan, route) for route in plan.routes),
        follow_ups=visits,
        messages=tuple(words_of(one) for one in calm_messages() if one.code in wanted),
        places=tuple(
            PatrolPlace(
                id=place.id,
                name=place.name,
                kind=place.kind,
                lon=round(place.lon, 6),
                lat=round(place.lat, 6),
                area=place.area_id,
                area_name=" / ".join(names[area] for area in place.neighbourhoods),
                messages=chosen.get(place.area_id, ()),
            )
            for place in district.places
        ),
        map=_map(district),
    )
    return PatrolAnswer(patrol=patrol, server_ms=call.now_ms)


def _route(plan: Plan, route: Route) -> PatrolRoute:
    at = plan.shift.at
    return PatrolRoute(
        crew=route.crew.id,
        mode=route.crew.mode,
        people=tuple(PatrolPeople(agency=m.agency, people=m.people) for m in route.crew.members),
        depart=at(route.depart),
        back=at(route.back),
        start_post=route.crew.start_post,
        end_post=route.crew.end_post,
        stops=tuple(
            PatrolStop(
                place=stop.place,
                kind=stop.kind,
                arrive=at(stop.arrive),
                leave=at(stop.leave),
                meets=stop.meets,
            )
            for stop in route.stops
        ),
    )


def _map(district: District) -> PatrolMap:
    net = district.network
    bounds = zip(net.shape_start[:-1], net.shape_start[1:], strict=True)
    streets = tuple(
        _line(net.shape_lon[a:b].tolist(), net.shape_lat[a:b].tolist()) for a, b in bounds
    )
    rings = [polygon[0] for area in district.neighbourhoods for polygon in area.rings]
    areas = tuple(_line([lon for lon, _ in ring], [lat for _, lat in ring]) for ring in rings)
    source = district.source
    return PatrolMap(
        credit=source.credit,
        vintage=source.vintage,
        synthetic=source.synthetic,
        streets=streets,
        areas=areas,
    )


def _line(lon: Sequence[float], lat: Sequence[float]) -> Line:
    """Differences of rounded points, so that no error adds up."""
    line, before = [], (0, 0)
    for x, y in zip(lon, lat, strict=True):
        point = (round(x * UNITS), round(y * UNITS))
        line += [point[0] - before[0], point[1] - before[1]]
        before = point
    return tuple(line)
