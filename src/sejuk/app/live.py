"""A night as it runs: where each crew is, what it has done of its plan, what is reported.

A snapshot with the cursor from which the tail goes on. Positions come only to roles that may see
them, and only while the crew's roll-call is open (guarantee G13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from sejuk.app.access import allowed
from sejuk.app.alarms import AlarmRow, list_alarms
from sejuk.app.call import Call
from sejuk.app.orders.crews import acts_of, heard_of
from sejuk.app.orders.read import OrderRow, read_order
from sejuk.app.sync.kinds import PARTS, SEES
from sejuk.app.sync.tail import Cursor
from sejuk.app.tasks import TaskRow, list_tasks
from sejuk.model.event import Entry, Fix, Part, from_ms
from sejuk.model.kinds.field import Origin
from sejuk.model.plan import Plan, Route, StopKind
from sejuk.model.role import AccountRole
from sejuk.operations.alarm import AlarmState
from sejuk.operations.progress import Act, CrewState, Progress, progress_of
from sejuk.reporting.data import plan_from_json
from sejuk.store.forgotten import left_out_positions
from sejuk.store.papers import PaperRow
from sejuk.store.record import Looking

REPORTS = frozenset({"observed", "talked", "reported", "heard", "noted"})
MOST_REPORTS = 200

_TEXTS = msgspec.json.Decoder(dict[str, str])
_FIXES = msgspec.json.Decoder(tuple[Fix, ...])


class LiveStop(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    place: str
    kind: StopKind
    arrive: datetime
    start: datetime
    leave: datetime
    """As planned."""
    arrived_at: datetime | None
    left_at: datetime | None
    """As it was."""


class LiveCrew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    crew: str
    device: str | None
    author: str | None
    state: CrewState
    roll_call: str
    """none, open, closed."""
    fix: Fix | None
    seen_at: datetime | None
    next: int | None
    """Index of the stop that it is at or goes to."""
    late_minutes: float | None
    stops: tuple[LiveStop, ...]


class ReportRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody saw, heard or did, as it came in."""

    position: int
    at: datetime
    kind: str
    author: str
    crew: str | None
    place: str | None
    area: str | None
    what: str | None
    origin: Origin | None
    residents: int | None
    text: str | None
    """None once it has ended, or for who may not read it."""


class Live(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    order: OrderRow
    cursor: Cursor
    """From here the tail goes on."""
    server_ms: int
    """The server's clock, milliseconds since 1970."""
    speed: float
    """Its seconds in one; more in a demonstration."""
    crews: tuple[LiveCrew, ...]
    reports: tuple[ReportRow, ...]
    """The newest last."""
    alarms: tuple[AlarmRow, ...]
    """Those that are not closed."""
    tasks: tuple[TaskRow, ...]


@allowed("live.read")
def read_live(call: Call, order: str) -> Live:
    """The snapshot. Raises `order_unknown`, `not_your_area`."""
    found = read_order(call, order)
    plan = plan_from_json(bytes(found.plan))
    with call.record.looking(now=call.now) as view:
        heard = {row.crew: row for row in heard_of(view.connection, found.order, plan)}
        acts = acts_of(view.connection, found.order, plan)
        fixes = _fixes(view, heard.values()) if sees_positions(call.actor.role) else {}
        reports = report_rows(view, acts[-4 * MOST_REPORTS :], call.actor.role)[-MOST_REPORTS:]
        size = view.size()
    return Live(
        order=found.order,
        cursor=f"{call.record.life}.{size}",
        server_ms=call.now_ms,
        speed=call.speed,
        crews=tuple(
            _crew(plan, route, heard.get(route.crew.id), acts, fixes, call.now)
            for route in plan.routes
        ),
        reports=reports,
        alarms=tuple(alarm for alarm in list_alarms(call) if alarm.state != AlarmState.CLOSED),
        tasks=tuple(task for task in list_tasks(call) if task.order in {None, order}),
    )


def sees_positions(role: AccountRole) -> bool:
    """Who runs or commands the night, and nobody else."""
    return "tracked" in SEES[role] and Part.FIXES in PARTS[role]


def report_rows(
    view: Looking, acts: Sequence[PaperRow], role: AccountRole
) -> tuple[ReportRow, ...]:
    """Of these acts what this role may see, with their texts."""
    kinds = REPORTS & SEES[role]
    rows = [act for act in acts if act.kind in kinds]
    # Opinion, criticism and satire are no report (guarantee G8).
    gone = left_out_positions(view.connection, [row.position for row in rows])
    rows = [row for row in rows if row.position not in gone]
    entries = view.entries([row.position for row in rows])
    parts = view.sealed_parts(list(entries.values()), PARTS[role] & {Part.TEXTS})
    return tuple(
        _report(row, entries[row.position], parts.get((row.position, Part.TEXTS)))
        for row in rows
        if row.position in entries
    )


def _report(row: PaperRow, entry: Entry, texts: bytes | None) -> ReportRow:
    body: dict[str, Any] = msgspec.json.decode(entry.body) or {}
    said = _TEXTS.decode(texts) if texts else {}
    return ReportRow(
        position=row.position,
        at=from_ms(row.at_ms),
        kind=row.kind,
        author=row.author,
        crew=row.crew or row.patrol,
        place=row.place,
        area=row.area,
        what=body.get("what") or body.get("channel") or body.get("mood"),
        origin=Origin(body["origin"]) if "origin" in body else None,
        residents=row.residents,
        text=next(iter(said.values()), None),
    )


def _fixes(view: Looking, heard: Iterable[PaperRow]) -> dict[str, Fix]:
    """Device → newest position, of those whose roll-call is open."""
    rows = {r.fix_position: r for r in heard if r.roll_call == "open" and r.fix_position}
    entries = view.entries(list(rows))
    parts = view.sealed_parts(list(entries.values()), {Part.FIXES})
    found: dict[str, Fix] = {}
    for (position, _), content in parts.items():
        fixes = _FIXES.decode(content)
        if fixes:
            found[rows[position].device] = max(fixes, key=lambda fix: fix.at)
    return found


def _crew(
    plan: Plan,
    route: Route,
    heard: PaperRow | None,
    acts: Sequence[PaperRow],
    fixes: dict[str, Fix],
    now: datetime,
) -> LiveCrew:
    progress = crew_progress(plan, route, acts, now)
    return LiveCrew(
        crew=route.crew.id,
        device=heard.device if heard else None,
        author=heard.author if heard else None,
        state=progress.state,
        roll_call=heard.roll_call if heard else "none",
        fix=fixes.get(heard.device) if heard else None,
        seen_at=from_ms(heard.seen_ms) if heard else None,
        next=progress.next,
        late_minutes=None if progress.late is None else round(progress.late / 60, 1),
        stops=tuple(
            LiveStop(
                place=stop.place,
                kind=stop.kind,
                arrive=plan.shift.at(stop.arrive),
                start=plan.shift.at(stop.start),
                leave=plan.shift.at(stop.leave),
                arrived_at=None if made.arrived is None else plan.shift.at(made.arrived),
                left_at=None if made.left is None else plan.shift.at(made.left),
            )
            for stop, made in zip(route.stops, progress.made, strict=True)
        ),
    )


def crew_progress(plan: Plan, route: Route, acts: Sequence[PaperRow], now: datetime) -> Progress:
    """How far a crew is, from what it did."""
    begins = plan.shift.begins
    mine = [
        Act(
            kind=act.kind,
            place=act.place,
            at=int((from_ms(act.at_ms) - begins).total_seconds()),
        )
        for act in acts
        if act.crew == route.crew.id
    ]
    return progress_of(route, mine, int((now - begins).total_seconds()))
