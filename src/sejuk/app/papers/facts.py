"""What the record says of a night, gathered for its papers: nobody's words, and no positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.districts import district_named
from sejuk.app.orders.crews import AFTER, BEFORE, acts_of
from sejuk.app.orders.paper import Paper
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.app.rumours.here import sightings_here
from sejuk.files.concerns import concern_table
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.model.event import Entry, from_ms, to_ms
from sejuk.model.force import Agency
from sejuk.model.kinds.field import CrewChanged, Mood, Origin
from sejuk.model.night import (
    AlarmSeen,
    ClaimHeard,
    ConcernSeen,
    CrewStrength,
    NightAct,
    NightFacts,
    OrderPaper,
    Signed,
)
from sejuk.model.place import PlaceKind
from sejuk.model.plan import Plan
from sejuk.model.role import meets
from sejuk.operations.alarm import AlarmState
from sejuk.operations.concern import NO_CONCERN, ConcernState
from sejuk.operations.order import OrderState
from sejuk.problems import refuse
from sejuk.reporting.data import plan_from_json
from sejuk.reporting.names import short_name
from sejuk.store.claims import find_claim, sightings_heard_between
from sejuk.store.concerns import concerns_since
from sejuk.store.documents import read_document
from sejuk.store.forgotten import left_out_positions
from sejuk.store.messages import messages_given
from sejuk.store.papers import (
    PaperRow,
    Place,
    alarms_between,
    area_of_row,
    areas_of_accounts,
    find_operation,
    orders,
    versions,
)
from sejuk.store.projections.messages import MOST_RESIDENTS
from sejuk.store.record import Looking, Record

BEGUN = (OrderState.UNDER_WAY, OrderState.DONE)
"""There is something to tell of the night."""
LATE = timedelta(days=2)
"""So late a phone's backlog may come in and still be told of its night."""
UNNAMED = frozenset(
    {PlaceKind.BORDER, PlaceKind.JUNCTION, PlaceKind.STREET, PlaceKind.OTHER, PlaceKind.POLICE}
)
"""Of these no text for the public makes a point: none is to be known as a place of trouble."""
MOST_ORDERS, MOST_CHANGES = 200, 2000


class OrderOnPaper(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """An order with what its papers need beside it."""

    paper: OrderPaper
    plan: Plan
    district: District


def order_on_paper(record: Record, order: str | None) -> OrderOnPaper:
    """Of one order; without an id of the one that changed last.

    Raises `order_unknown`, `no_order_yet`, `district_unknown`.
    """
    with record.reading() as connection:
        return _on_paper(connection, record, _order_row(connection, order, ()))


def night_facts(record: Record, order: str | None, now: datetime) -> NightFacts:
    """Of one night that has begun; without an id of the last such night.

    Raises `order_unknown`, `no_order_yet`, `night_not_begun`, `district_unknown`.
    """
    with record.looking(now=now) as view:
        place = view.connection
        row = _order_row(place, order, BEGUN)
        if row.state not in BEGUN:
            raise refuse("night_not_begun", order=row.order)
        found = _on_paper(place, record, row)
        zone = ZoneInfo(found.district.zone)
        return NightFacts(
            paper=found.paper,
            plan=found.plan,
            titles=titles_of(found.district),
            wards=tuple((h.id, h.ward, short_name(h)) for h in found.district.neighbourhoods),
            around={p.id: p.neighbourhoods for p in found.district.places},
            landmarks=frozenset(p.id for p in found.district.places if p.kind not in UNNAMED),
            acts=_acts(view, row, found.plan, zone),
            changes=_changes(view, row, found.plan, zone),
            concerns=_concerns(place, row),
            claims=_claims(place, row),
            messages=_messages(place, row),
            alarms=_alarms(place, row, zone),
            concern_kinds=frozenset(concern_table().kinds),
            gathering_kinds=frozenset(k for k, v in incident_kinds().items() if not v.severity),
        )


def titles_of(district: District) -> dict[str, str]:
    """Place or neighbourhood → as it is shown."""
    hoods = {hood.id: hood.name for hood in district.neighbourhoods}
    return hoods | {place.id: place.name for place in district.places}


def _order_row(place: Place, order: str | None, states: Sequence[str]) -> OrderRow:
    if order is not None:
        return order_row(place, order)
    for row in orders(place, "", MOST_ORDERS):
        if not states or row.state in states:
            return order_row(place, row.order)
    raise refuse("no_order_yet")


def _on_paper(place: Place, record: Record, row: OrderRow) -> OrderOnPaper:
    content = read_document(place, row.plan)
    if content is None:
        raise refuse("order_unknown", order=row.order)
    plan = plan_from_json(bytes(msgspec.json.decode(content, type=Paper).plan))
    district = district_named(record.folder, plan.district)
    zone = ZoneInfo(district.zone)
    operation = find_operation(place, row.operation) if row.operation else None
    return OrderOnPaper(
        paper=OrderPaper(
            id=row.order,
            number=row.number,
            state=row.state,
            version=row.version,
            signed=tuple(
                Signed(agency=one.agency, at=one.at.astimezone(zone), earlier=one.plan != row.plan)
                for one in row.signatures
            ),
            legal_basis=tuple(operation.legal_basis.splitlines()) if operation else (),
            expires=from_ms(operation.expires_ms).astimezone(zone) if operation else None,
            tni_request=row.tni_request,
            tni_until=row.tni_until,
        ),
        plan=plan,
        district=district,
    )


def _acts(view: Looking, row: OrderRow, plan: Plan, zone: ZoneInfo) -> tuple[NightAct, ...]:
    rows = acts_of(view.connection, row, plan)
    # Opinion, criticism and satire are no report (guarantee G8).
    gone = left_out_positions(view.connection, [act.position for act in rows])
    rows = [act for act in rows if act.position not in gone]
    entries = view.entries([act.position for act in rows if act.kind in {"reported", "observed"}])
    return tuple(_act(act, entries.get(act.position), zone) for act in rows)


def _act(act: PaperRow, entry: Entry | None, zone: ZoneInfo) -> NightAct:
    body: dict[str, Any] = (msgspec.json.decode(entry.body) or {}) if entry else {}
    return NightAct(
        kind=act.kind,
        at=from_ms(act.at_ms).astimezone(zone),
        crew=act.crew or act.author,
        place=act.place,
        area=act.area,
        residents=min(max(act.residents or 0, 0), MOST_RESIDENTS),
        what=body.get("what"),
        origin=Origin(body["origin"]) if "origin" in body else None,
        mood=Mood(body["mood"]) if "mood" in body else None,
    )


def _changes(view: Looking, row: OrderRow, plan: Plan, zone: ZoneInfo) -> tuple[CrewStrength, ...]:
    """By time, within the hours of the night."""
    crews = {route.crew.id for route in plan.routes}
    first, last = row.begins - BEFORE, row.ends + AFTER
    # A plan comes before its night; what a phone's clock says is looked at below.
    made = from_ms(versions(view.connection, row.order)[0].made_ms)
    entries, _ = view.between(
        after=0, since=made, until=last + LATE, kinds=("crew_changed",), limit=MOST_CHANGES
    )
    found = []
    for entry in entries:
        body = msgspec.json.decode(entry.body, type=CrewChanged)
        of_order = entry.patrol == row.order or entry.patrol is None or entry.patrol in crews
        if body.crew in crews and of_order and first <= entry.corrected_at <= last:
            count = {agency: int(getattr(body, agency.value)) for agency in Agency}
            at = entry.corrected_at.astimezone(zone)
            found.append(CrewStrength(crew=body.crew, at=at, count=count))
    return tuple(sorted(found, key=lambda change: change.at))


def _concerns(place: Place, row: OrderRow) -> tuple[ConcernSeen, ...]:
    """Of the district, that were said in the hours of the night."""
    first, last = _hours(row)
    return tuple(
        ConcernSeen(
            number=concern.number,
            what=concern.what,
            followed_up=concern.state != ConcernState.RECEIVED,
        )
        for concern in concerns_since(place, first)
        if concern.area == row.area
        and concern.opened_ms <= last
        and concern.state not in NO_CONCERN
    )


def _claims(place: Place, row: OrderRow) -> tuple[ClaimHeard, ...]:
    """Heard in the district in the hours of the night; what is out of scope is none."""
    first, last = _hours(row)
    rows = sightings_heard_between(place, first, last)
    counted = Counter(sighting.claim for sighting in sightings_here(place, rows, row.area))
    found = []
    for claim, times in sorted(counted.items(), key=lambda pair: pair[0] or ""):
        known = find_claim(place, claim) if claim else None
        answered = known is not None and known.answered_ms is not None
        found.append(ClaimHeard(claim=claim, times=times, answered=answered))
    return tuple(found)


def _messages(place: Place, row: OrderRow) -> int:
    first, last = _hours(row)
    given = [one for one in messages_given(place, first) if one.at_ms <= last]
    areas = areas_of_accounts(place, {one.author for one in given})
    return sum(meets(areas[g.author], row.area) for g in given if g.author in areas)


def _alarms(place: Place, row: OrderRow, zone: ZoneInfo) -> tuple[AlarmSeen, ...]:
    first, last = _hours(row)
    return tuple(
        AlarmSeen(
            cause=alarm.cause,
            crew=alarm.crew,
            at=from_ms(alarm.raised_ms).astimezone(zone),
            closed=alarm.state == AlarmState.CLOSED,
        )
        for alarm in alarms_between(place, "", first, last)
        if meets(area_of_row(place, alarm), row.area)
    )


def _hours(row: OrderRow) -> tuple[int, int]:
    return to_ms(row.begins - BEFORE), to_ms(row.ends + AFTER)
