"""Rows of the desk from rows of the record: texts opened for who may read them, offices named."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from sejuk.app.call import Call
from sejuk.app.rumours.rows import (
    AnswerRow,
    AnswerStep,
    ClaimStep,
    EvidenceRow,
    ObjectionRow,
    SightingRow,
)
from sejuk.app.sync.kinds import PARTS
from sejuk.model.answer import Answer, AnswerKind, answer_of
from sejuk.model.claim import INDEPENDENT, Channel, Intake, SourceKind, Verdict
from sejuk.model.event import Part, from_ms
from sejuk.model.force import Agency
from sejuk.model.place import PlaceKind
from sejuk.store.accounts import find_account
from sejuk.store.answers import steps_of_answers
from sejuk.store.documents import read_document
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Looking

Texts = dict[int, dict[str, str]]
"""Position of an entry → its texts, of those that can be read."""
_TEXTS = msgspec.json.Decoder(dict[str, str])


def texts_at(view: Looking, call: Call, positions: Collection[int]) -> Texts:
    """What this account may read there, and what has not ended."""
    return _opened(view, positions, PARTS[call.actor.role] & {Part.TEXTS})


def all_texts_at(view: Looking, positions: Collection[int]) -> Texts:
    """What has not ended, for the program's own matching."""
    return _opened(view, positions, {Part.TEXTS})


def _opened(view: Looking, positions: Collection[int], parts: Collection[Part]) -> Texts:
    entries = view.entries(sorted(positions))
    sealed = view.sealed_parts(list(entries.values()), parts)
    return {position: _TEXTS.decode(texts) for (position, _), texts in sealed.items()}


def offices_of(place: Place, accounts: Collection[str]) -> dict[str, str]:
    """Account → its office; the account itself for the program."""
    found = {account: find_account(place, account) for account in accounts}
    return {account: row.actor.name if row else account for account, row in found.items()}


def sighting_row(row: PaperRow, text: str | None) -> SightingRow:
    """With its text, if the caller may show it."""
    return SightingRow(
        sighting=row.sighting,
        area=row.area,
        channel=Channel(row.channel),
        place_kind=PlaceKind(row.place_kind) if row.place_kind else None,
        repeated=row.repeated,
        intake=Intake(row.intake),
        heard_at=from_ms(row.heard_ms),
        received_at=from_ms(row.received_ms),
        claim=row.claim,
        text=text,
        position=row.position,
    )


def sighting_rows(view: Looking, call: Call, rows: Sequence[PaperRow]) -> tuple[SightingRow, ...]:
    """With the texts that this account may read."""
    said = texts_at(view, call, [row.position for row in rows])
    return tuple(sighting_row(row, said.get(row.position, {}).get("claim")) for row in rows)


def claim_steps(view: Looking, call: Call, rows: Sequence[PaperRow]) -> tuple[ClaimStep, ...]:
    """What became of a claim, in words."""
    said = texts_at(view, call, [row.position for row in rows])
    offices = offices_of(view.connection, {row.author for row in rows})
    return tuple(
        ClaimStep(
            step=row.step,
            state=row.state,
            at=from_ms(row.at_ms),
            author=row.author,
            office=offices[row.author],
            agency=Agency(row.agency) if row.agency else None,
            verdict=Verdict(row.verdict) if row.verdict else None,
            **{n: said.get(row.position, {}).get(n) for n in ("name", "reason", "service")},
        )
        for row in rows
    )


def evidence_rows(view: Looking, call: Call, rows: Sequence[PaperRow]) -> tuple[EvidenceRow, ...]:
    """With the words that this account may read."""
    said = texts_at(view, call, [row.position for row in rows])
    offices = offices_of(view.connection, {row.author for row in rows})
    return tuple(
        EvidenceRow(
            evidence=row.evidence,
            source=SourceKind(row.source),
            independent=SourceKind(row.source) in INDEPENDENT,
            at=from_ms(row.at_ms),
            author=row.author,
            office=offices[row.author],
            stands=row.stands,
            note=said.get(row.position, {}).get("note"),
            address=row.page,
        )
        for row in rows
    )


def answer_rows(view: Looking, call: Call, rows: Sequence[PaperRow]) -> tuple[AnswerRow, ...]:
    """With texts and steps."""
    steps = steps_of_answers(view.connection, [row.answer for row in rows])
    said = texts_at(view, call, [step.position for step in steps])
    offices = offices_of(view.connection, {step.author for step in steps})
    told: dict[str, list[AnswerStep]] = {}
    for step in steps:
        told.setdefault(step.answer, []).append(
            AnswerStep(
                step=step.step,
                state=step.state,
                at=from_ms(step.at_ms),
                author=step.author,
                office=offices[step.author],
                name=said.get(step.position, {}).get("name"),
                reason=said.get(step.position, {}).get("reason"),
            )
        )
    return tuple(
        AnswerRow(
            answer=row.answer,
            area=row.area,
            claim=row.claim,
            kind=AnswerKind(row.kind),
            state=row.state,
            version=row.version,
            corrects=row.corrects,
            corrected_by=row.corrected_by,
            published_at=None if row.published_ms is None else from_ms(row.published_ms),
            content=content_of(view.connection, row.digest),
            digest=row.digest,
            steps=tuple(told.get(row.answer, ())),
            position=row.position,
        )
        for row in rows
    )


def content_of(place: Place, digest: str) -> Answer | None:
    """The text of an answer; None once it was deleted with its claim."""
    document = read_document(place, digest)
    return None if document is None else answer_of(document)


def objection_rows(view: Looking, call: Call, rows: Sequence[PaperRow]) -> tuple[ObjectionRow, ...]:
    """With the words that this account may read."""
    decided = [row.decided for row in rows if row.decided is not None]
    said = texts_at(view, call, [row.entry for row in rows] + decided)
    return tuple(
        ObjectionRow(
            objection=row.objection,
            answer=row.answer,
            area=row.area,
            state=row.state,
            made_at=from_ms(row.made_ms),
            text=said.get(row.entry, {}).get("text"),
            decided_at=None if row.decided_ms is None else from_ms(row.decided_ms),
            name=said.get(row.decided, {}).get("name"),
            reason=said.get(row.decided, {}).get("reason"),
            position=row.position,
        )
        for row in rows
    )
