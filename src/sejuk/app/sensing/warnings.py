"""Early warnings: listed, read with their incidents, decided on by a named person, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.sync.kinds import PARTS
from sejuk.model.event import Part, body_of, from_ms, to_ms
from sejuk.model.kinds.field import Origin, Reported
from sejuk.model.kinds.warning import EarlyWarningStepped, WarningCause
from sejuk.operations.cycle import step
from sejuk.operations.early_warning import EARLY_WARNING, EarlyWarningCase, EarlyWarningState
from sejuk.problems import refuse
from sejuk.store.accounts import find_account
from sejuk.store.early_warnings import (
    early_warnings,
    early_warnings_since,
    find_early_warning,
    last_sought,
    steps_of_early_warnings,
)
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Looking

MOST = 200
RECORD_DAYS = 90
MONTH_DAYS = 30
ShortText = Annotated[str, msgspec.Meta(max_length=500)]

_TEXTS = msgspec.json.Decoder(dict[str, str])
_WORDS = msgspec.json.Decoder(tuple[str, ...])


class EarlyWarningWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: ShortText = ""
    """Who decides: a name and rank, as typed."""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    """For `decline`; to `confirm` it may be left out."""


class EarlyWarningStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of it, and by whom."""

    step: str
    """`raise`, or a step of its life."""
    at: datetime
    author: str
    office: str
    """Of that account; the account itself for the program."""
    observed: int | None
    """Incidents, where the step brought new facts."""
    name: str | None
    reason: str | None
    """As typed; None once they have ended, or for who may not read them."""


class EarlyWarningRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    early_warning: str
    area: str
    """The district."""
    cause: WarningCause
    stream: str
    areas: tuple[str, ...]
    raised_at: datetime
    since: date
    until: date
    observed: int
    expected: float
    false_alarm_days: float | None
    recurrence_days: float | None
    p: float | None
    state: str
    steps: tuple[EarlyWarningStep, ...]
    position: int


class WarnedIncident(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An incident of a warning, by the report that made it known."""

    incident: str
    what: str
    origin: Origin
    area: str
    happened: datetime
    received: datetime


class EarlyWarningDetail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    early_warning: EarlyWarningRow
    incidents: tuple[WarnedIncident, ...]
    """As they happened."""


class Tally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    raised: int
    confirmed: int
    declined: int
    """By the last decision on each."""
    undecided: int


class RecordOfWarnings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How good they have been, and how many chance alone would have brought."""

    days: int
    rises: Tally
    severe: Tally
    """Outside the budget."""
    false_alarm_days: float | None
    """The budget: while nothing rises, one in so many days; None: rises are not looked for."""
    by_chance_a_month: float | None
    """What the budget comes to in thirty days."""
    sought: date | None
    """The last day on which they were sought; None: never."""


@allowed("early_warning.list")
def list_early_warnings(call: Call) -> tuple[EarlyWarningRow, ...]:
    """Those of the actor's area, the one that changed last first."""
    with call.record.looking(now=call.now) as view:
        rows = early_warnings(view.connection, call.actor.area, MOST)
        return _rows(call, view, rows)


@allowed("early_warning.list")
def read_early_warning(call: Call, warning: str) -> EarlyWarningDetail:
    """With its incidents. Raises `early_warning_unknown`, `not_your_area`."""
    with call.record.looking(now=call.now) as view:
        row = _found(view.connection, warning)
        require_area(call.actor, row.area)
        (shown,) = _rows(call, view, [row])
        return EarlyWarningDetail(early_warning=shown, incidents=_incidents(view, row))


@allowed_step(EARLY_WARNING)
def step_early_warning(
    call: Call, event: str, warning: str, wish: EarlyWarningWish
) -> EarlyWarningRow:
    """Raises `early_warning_unknown`, `not_your_area`, and the problems of its life cycle."""
    with call.record.writing(now=call.now) as writing:
        row = _found(writing.connection, warning)
        require_area(call.actor, row.area)
        case = EarlyWarningCase(
            today=call.now.date(), until=row.until, by_name=wish.name, reason=wish.reason
        )
        state = step(EARLY_WARNING, row.state, event, by=call.actor.role, case=case)
        texts = {name: text for name in wish.__struct_fields__ if (text := getattr(wish, name))}
        body = EarlyWarningStepped(early_warning=warning, step=event, state=state)
        writing.happen(body, author=call.actor.account, texts=texts or None)
    with call.record.looking(now=call.now) as view:
        (shown,) = _rows(call, view, [_found(view.connection, warning)])
    return shown


@allowed("early_warning.list")
def record_of_warnings(call: Call, district: str) -> RecordOfWarnings:
    """Of the last ninety days. Raises `not_your_area`, `district_unknown`."""
    require_area(call.actor, district)
    zone = ZoneInfo(district_named(call.record.folder, district).zone)
    today = call.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = to_ms(today - timedelta(days=RECORD_DAYS))
    with call.record.reading() as connection:
        rows = early_warnings_since(connection, district, since)
        sought = last_sought(connection, district)
    budget = sought.false_alarm_days if sought else None
    return RecordOfWarnings(
        days=RECORD_DAYS,
        rises=_tally(row for row in rows if row.cause == WarningCause.RISE),
        severe=_tally(row for row in rows if row.cause == WarningCause.SEVERE),
        false_alarm_days=budget,
        by_chance_a_month=None if budget is None else MONTH_DAYS / budget,
        sought=sought.day if sought else None,
    )


def _tally(rows: Iterable[PaperRow]) -> Tally:
    decided = [row.decided for row in rows]
    return Tally(
        raised=len(decided),
        confirmed=decided.count(EarlyWarningState.CONFIRMED),
        declined=decided.count(EarlyWarningState.DECLINED),
        undecided=decided.count(None),
    )


def _found(place: Place, warning: str) -> PaperRow:
    row = find_early_warning(place, warning)
    if row is None:
        raise refuse("early_warning_unknown", early_warning=warning)
    return row


def _rows(call: Call, view: Looking, rows: Sequence[PaperRow]) -> tuple[EarlyWarningRow, ...]:
    steps = steps_of_early_warnings(view.connection, [row.early_warning for row in rows])
    entries = view.entries([row.position for row in steps])
    parts = PARTS[call.actor.role] & {Part.TEXTS}
    sealed = view.sealed_parts(list(entries.values()), parts)
    said = {position: _TEXTS.decode(texts) for (position, _), texts in sealed.items()}
    offices = {author: _office(view.connection, author) for author in {s.author for s in steps}}
    told: dict[str, list[EarlyWarningStep]] = {}
    for row in steps:
        told.setdefault(row.early_warning, []).append(
            EarlyWarningStep(
                step=row.step,
                at=from_ms(row.at_ms),
                author=row.author,
                office=offices[row.author],
                observed=row.observed,
                name=said.get(row.position, {}).get("name"),
                reason=said.get(row.position, {}).get("reason"),
            )
        )
    return tuple(_row(row, tuple(told.get(row.early_warning, ()))) for row in rows)


def _row(row: PaperRow, steps: tuple[EarlyWarningStep, ...]) -> EarlyWarningRow:
    return EarlyWarningRow(
        early_warning=row.early_warning,
        area=row.area,
        cause=WarningCause(row.cause),
        stream=row.stream,
        areas=_WORDS.decode(row.areas),
        raised_at=from_ms(row.raised_ms),
        since=row.since,
        until=row.until,
        observed=len(_WORDS.decode(row.incidents)),
        expected=row.expected,
        false_alarm_days=row.false_alarm_days,
        recurrence_days=row.recurrence_days,
        p=row.p,
        state=row.state,
        steps=steps,
        position=row.position,
    )


def _office(place: Place, account: str) -> str:
    found = find_account(place, account)
    return found.actor.name if found else account


def _incidents(view: Looking, row: PaperRow) -> tuple[WarnedIncident, ...]:
    """An incident has the id of the event that made it known."""
    found = []
    for entry in view.with_ids(_ids(_WORDS.decode(row.incidents))):
        body = body_of(entry)
        if isinstance(body, Reported):
            found.append(
                WarnedIncident(
                    incident=str(entry.id),
                    what=body.what,
                    origin=body.origin,
                    area=body.area,
                    happened=min(entry.corrected_at, entry.received_at),
                    received=entry.received_at,
                )
            )
    return tuple(sorted(found, key=lambda incident: (incident.happened, incident.incident)))


def _ids(words: Iterable[str]) -> list[UUID]:
    """Those that are ids of events."""
    found = []
    for word in words:
        try:
            found.append(UUID(word))
        except ValueError:  # of a file, not of the record
            continue
    return found
