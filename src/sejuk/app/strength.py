"""The strength of a night as the operations room enters it, and as the files know it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.orders.paper import CsvText, Paper, input_files
from sejuk.files.roster import example_roster, read_roster
from sejuk.model.event import from_ms
from sejuk.model.force import Agency, Mode, Role, Roster, RosterLine
from sejuk.model.ids import Reference
from sejuk.model.kinds.body import Moment
from sejuk.store.documents import read_document
from sejuk.store.papers import orders

HEADING = ("pilar", "peran", "jumlah", "kendaraan", "pos", "nomor_permintaan", "berlaku_sampai")
ROLE_WORD = {Role.LEADER: "katim", Role.MEMBER: "anggota"}
MOST, LOOKED_AT = 10, 40
"""Strengths given, from so many orders."""

PlaceText = Annotated[str, msgspec.Meta(min_length=1, max_length=119)]


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many people of one agency in one role."""

    agency: Agency
    role: Role = Role.MEMBER
    people: Annotated[int, msgspec.Meta(ge=1, le=500)]
    vehicle: Mode = Mode.FOOT
    post: PlaceText | None = None
    """Place id or name where they start and end; None: the police station."""
    request_number: Reference | None = None
    valid_until: date | None = None
    """For soldiers: the request under which they come, and its last day."""


class StrengthRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    order: str | None
    """Where it was used; None: the example."""
    at: Moment | None
    lines: tuple[Line, ...]


class StrengthText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: CsvText


@allowed("plan.strengths")
def list_strengths(call: Call) -> tuple[StrengthRow, ...]:
    """The last different ones of the actor's area, the newest first; then the example."""
    with call.record.reading() as connection:
        rows = orders(connection, call.actor.area, LOOKED_AT)
        papers = [(row, read_document(connection, row.plan)) for row in rows]
    texts: dict[str, StrengthRow] = {}
    for row, content in papers:
        text = msgspec.json.decode(content, type=Paper).roster if content else ""
        if text and text not in texts:
            lines = lines_of(text)
            texts[text] = StrengthRow(order=row.order, at=from_ms(row.begins_ms), lines=lines)
    example = StrengthRow(order=None, at=None, lines=lines_of_roster(example_roster()))
    return (*list(texts.values())[:MOST], example)


@allowed("plan.strengths")
def read_strength(_call: Call, wish: StrengthText) -> StrengthRow:
    """A roster file's text as lines. Raises the problems of the reader."""
    return StrengthRow(order=None, at=None, lines=lines_of(wish.text))


def lines_of(text: str) -> tuple[Line, ...]:
    """Of a roster file's text; of an empty one those of the example."""
    with input_files(text, "") as (file, _):
        return lines_of_roster(read_roster(file) if file else example_roster())


def text_of(lines: tuple[Line, ...]) -> str:
    """A roster file with these lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADING)
    for line in lines:
        until = line.valid_until.isoformat() if line.valid_until else ""
        request = line.request_number or ""
        role = ROLE_WORD[line.role]
        post = line.post or ""
        writer.writerow((line.agency, role, line.people, line.vehicle, post, request, until))
    return out.getvalue()


def lines_of_roster(roster: Roster) -> tuple[Line, ...]:
    """Of a roster that was read."""
    return tuple(map(_line, roster.lines))


def _line(line: RosterLine) -> Line:
    return Line(
        agency=line.agency,
        role=line.role,
        people=line.people,
        vehicle=line.vehicle,
        post=line.post,
        request_number=line.request_number,
        valid_until=date.fromisoformat(line.valid_until) if line.valid_until else None,
    )
