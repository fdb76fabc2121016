"""Deletes what was no matter of the desk: the words at once, and the counts with the projection."""

from __future__ import annotations

from sejuk.app.rumours.cases import PROGRAM
from sejuk.model.kinds.rumour import AnswerStepped
from sejuk.operations.answer import ANSWER, AnswerCase, AnswerState
from sejuk.operations.cycle import step
from sejuk.store.answers import answers_to, steps_of_answers, used_by
from sejuk.store.claims import evidence_of, sightings_of, steps_of_claims
from sejuk.store.documents import delete_document
from sejuk.store.forgotten import forget_texts
from sejuk.store.papers import PaperRow
from sejuk.store.record import Writing


def forget_claim(writing: Writing, claim: PaperRow) -> None:
    """All texts of a claim, of its sightings, its evidence and what was said on the way; drafts of
    answers to it. To be called before the step that sets it aside, in the same transaction."""
    place = writing.connection
    rows = [
        *steps_of_claims(place, [claim.claim]),
        *evidence_of(place, claim.claim),
        *sightings_of(place, [claim.claim]),
    ]
    answers = answers_to(place, [claim.claim])
    steps = steps_of_answers(place, [answer.answer for answer in answers])
    positions = [row.position for row in (*rows, *steps)]
    forget_texts(place, [claim.entry, *positions])
    for answer in answers:
        _drop_draft(writing, answer)
    _delete_documents(writing, {s.digest for s in steps if s.digest}, {a.answer for a in answers})


def _drop_draft(writing: Writing, answer: PaperRow) -> None:
    """Its claim is no matter of ours, so that it has none."""
    if answer.state in {AnswerState.DRAFT, AnswerState.SUBMITTED}:
        state = step(ANSWER, answer.state, "lapse", by=None, case=AnswerCase())
        body = AnswerStepped(answer=answer.answer, step="lapse", state=state)
        writing.happen(body, author=PROGRAM)


def _delete_documents(writing: Writing, digests: set[str], answers: set[str]) -> None:
    """Those that no other answer has, and that were never public."""
    for digest in sorted(digests):
        rows = used_by(writing.connection, digest)
        own = {row.answer for row in rows} <= answers
        if own and all(row.published_ms is None for row in rows):
            delete_document(writing.connection, digest)
