"""What an account is shown of the record, entry by entry, from a cursor on.

A cursor is a life of the record and a position in it. After a restore, positions mean other
entries: a cursor of an earlier life starts again, and ids make of it a union of sets.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.sync.kinds import PARTS, SEES
from sejuk.model.event import Entry, Fix, Part, Seal
from sejuk.model.role import AccountRole, covers
from sejuk.store.forgotten import left_out_positions
from sejuk.store.papers import (
    Place,
    area_of_paper,
    areas_of_accounts,
    find_directive,
    receipts_of_directive,
)

Cursor = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._:-]{1,64}\.[0-9]{1,18}$")]

AREA_KINDS = frozenset(
    {
        "operation_opened",
        "order_drafted",
        "task_opened",
        "directive_written",
        "alarm_raised",
        "warnings_sought",
        "early_warning_raised",
        "concern_opened",
        "planning_begun",
        "rotation_drawn",
        "effect_read",
        "duty_taken",
        "handover_offered",
        "claim_opened",
        "answer_drafted",
        "objection_made",
    }
)
"""Kinds whose `area` is a part of the chain of command."""
PAPER_KINDS = {
    "operation_stepped": "operation",
    "order_stepped": "order",
    "order_revised": "order",
    "draw_committed": "order",
    "draw_revealed": "order",
    "rotation_revealed": "rotation",
    "task_stepped": "task",
    "alarm_stepped": "alarm",
    "early_warning_grew": "early_warning",
    "early_warning_stepped": "early_warning",
    "concern_stepped": "concern",
    "concern_passed": "concern",
    "concern_answered": "concern",
    "concern_merged": "concern",
    "concern_visit_planned": "concern",
    "concern_visited": "concern",
    "planning_stepped": "planning",
    "handover_stepped": "handover",
    "claim_assessed": "claim",
    "claim_stepped": "claim",
    "sighting_linked": "claim",
    "sighting_split": "claim",
    "evidence_added": "claim",
    "evidence_withdrawn": "claim",
    "answer_stepped": "answer",
    "answer_spread": "answer",
    "answer_feedback": "answer",
    "objection_stepped": "objection",
}
"""Kinds that happen where their paper is, whoever steps it: a clock, or a command with a wider
area. All others happen where their author is."""

_TEXTS = msgspec.json.Decoder(dict[str, str])
_FIXES = msgspec.json.Decoder(tuple[Fix, ...])
_PHOTOS = msgspec.json.Decoder(tuple[str, ...])


class _Area(msgspec.Struct):
    area: str


class _Stepped(msgspec.Struct):
    directive: str
    recipient: str


class Seen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry as an account is shown it: sealed parts only for those who may, while they last."""

    position: int
    id: UUID
    device: str
    seq: int
    kind: str
    body: dict[str, Any] | None
    """None: of a kind that this version does not know."""
    occurred_at: datetime
    """By the device's clock."""
    corrected_at: datetime
    """By the server's, as well as is known."""
    received_at: datetime
    author: str
    patrol: str | None
    texts: dict[str, str]
    fixes: tuple[Fix, ...]
    photos: tuple[str, ...]
    seals: tuple[Seal, ...]


class Tail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    entries: tuple[Seen, ...]
    cursor: Cursor
    more: bool


@allowed("record.tail")
def tail(call: Call, cursor: Cursor | None, limit: int) -> Tail:
    """Up to `limit` entries of the role's kinds after the cursor, and of them what may be seen."""
    return see(call, cursor, limit)


def see(call: Call, cursor: Cursor | None, limit: int) -> Tail:
    """The same, as part of another use case."""
    role = call.actor.role
    with call.record.looking(now=call.now) as view:
        after = position_of(call.record.life, cursor)
        entries, upto = view.read(after=after, limit=limit, kinds=SEES[role])
        areas = areas_of_accounts(view.connection, {entry.author for entry in entries})
        areas |= _areas_of_papers(view.connection, entries)
        shown = _shown(call, view.connection, entries, areas)
        parts = view.sealed_parts(shown, PARTS[role])
    return Tail(
        entries=tuple(_seen(entry, parts) for entry in shown),
        cursor=f"{call.record.life}.{upto}",
        more=len(entries) == limit,
    )


def see_between(
    call: Call, after: int, since: datetime, until: datetime, kinds: frozenset[str], limit: int
) -> Tail:
    """The same of some kinds that came between two moments, as part of another use case."""
    with call.record.looking(now=call.now) as view:
        entries, upto = view.between(
            after=after, since=since, until=until, kinds=kinds, limit=limit
        )
        areas = areas_of_accounts(view.connection, {entry.author for entry in entries})
        areas |= _areas_of_papers(view.connection, entries)
        shown = _shown(call, view.connection, entries, areas)
        parts = view.sealed_parts(shown, PARTS[call.actor.role])
    return Tail(
        entries=tuple(_seen(entry, parts) for entry in shown),
        cursor=f"{call.record.life}.{upto}",
        more=len(entries) == limit,
    )


def position_of(life: str, cursor: Cursor | None) -> int:
    """Where a cursor points in this life of the record; 0 for one of another."""
    named, _, position = (cursor or "").rpartition(".")
    return int(position) if named == life else 0


def _shown(
    call: Call, connection: Place, entries: list[Entry], areas: dict[str, str]
) -> list[Entry]:
    """What this account may see. What was no matter of the rumour desk is gone for all but those
    who check the log (guarantee G8)."""
    heard = [entry.position for entry in entries if entry.kind == "heard"]
    audits = call.actor.role == AccountRole.AUDITOR
    gone = frozenset[int]() if audits else left_out_positions(connection, heard)
    return [
        entry
        for entry in entries
        if entry.position not in gone and _for_account(call, connection, entry, areas)
    ]


def _for_account(call: Call, connection: Place, entry: Entry, areas: dict[str, str]) -> bool:
    if entry.kind == "directive_stepped" and call.actor.role != AccountRole.AUDITOR:
        return call.actor.account in {entry.author, *_followers(connection, entry)}
    if entry.kind in AREA_KINDS:
        area = msgspec.json.decode(entry.body, type=_Area).area
        return covers(call.actor.area, area)
    return covers(call.actor.area, areas.get(str(entry.id)) or areas.get(entry.author, ""))


def _followers(connection: Place, entry: Entry) -> set[str]:
    """Who may ask how far a directive has come with its recipient: who wrote or gave it, too."""
    stepped = msgspec.json.decode(entry.body, type=_Stepped)
    directive = find_directive(connection, stepped.directive)
    receipts = receipts_of_directive(connection, stepped.directive)
    givers = {r.passed_by for r in receipts if r.recipient == stepped.recipient}
    return {stepped.recipient, *givers, *([directive.writer] if directive else [])}


def _areas_of_papers(connection: Place, entries: list[Entry]) -> dict[str, str]:
    """Id of an entry → area of the paper that it steps."""
    found = {}
    for entry in entries:
        if entry.kind in PAPER_KINDS:
            what = PAPER_KINDS[entry.kind]
            paper = msgspec.json.decode(entry.body)[what]
            area = area_of_paper(connection, what, paper)
            if area is not None:
                found[str(entry.id)] = area
    return found


def _seen(entry: Entry, parts: dict[tuple[int, Part], bytes]) -> Seen:
    texts = parts.get((entry.position, Part.TEXTS)) if _texts_are_for_all(entry) else None
    fixes = parts.get((entry.position, Part.FIXES))
    photos = parts.get((entry.position, Part.PHOTOS))
    return Seen(
        position=entry.position,
        id=entry.id,
        device=entry.device,
        seq=entry.seq,
        kind=entry.kind,
        body=msgspec.json.decode(entry.body),
        occurred_at=entry.occurred_at,
        corrected_at=entry.corrected_at,
        received_at=entry.received_at,
        author=entry.author,
        patrol=entry.patrol,
        texts=_TEXTS.decode(texts) if texts else {},
        fixes=_FIXES.decode(fixes) if fixes else (),
        photos=_PHOTOS.decode(photos) if photos else (),
        seals=entry.seals,
    )


def _texts_are_for_all(entry: Entry) -> bool:
    """A directive is read where it is addressed (`directive.list`), and nowhere else."""
    return entry.kind != "directive_written"
