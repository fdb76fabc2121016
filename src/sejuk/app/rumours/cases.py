"""Claims and answers as their life cycles ask about them, from the record."""

from __future__ import annotations

from sejuk.app.access import require_area
from sejuk.app.call import Call
from sejuk.model.answer import AnswerKind
from sejuk.model.claim import Harm, SourceKind, Subject, Verdict
from sejuk.operations.answer import AnswerCase, AnswerState
from sejuk.operations.claim import PUBLIC, ClaimCase, evidence_digest
from sejuk.problems import refuse
from sejuk.store.answers import answers_to, find_answer, writers_of
from sejuk.store.claims import approvals, evidence_of, find_claim
from sejuk.store.papers import PaperRow, Place

PROGRAM = "server"
"""Author of what the program does by itself."""


def claim_found(place: Place, call: Call, claim: str) -> PaperRow:
    """Raises `claim_unknown`, `not_your_area`."""
    row = find_claim(place, claim)
    if row is None:
        raise refuse("claim_unknown", claim=claim)
    require_area(call.actor, row.area)
    return row


def answer_found(place: Place, call: Call, answer: str) -> PaperRow:
    """Raises `answer_unknown`, `not_your_area`."""
    row = find_answer(place, answer)
    if row is None:
        raise refuse("answer_unknown", answer=answer)
    require_area(call.actor, row.area)
    return row


def claim_case(place: Place, row: PaperRow, actor: str) -> ClaimCase:
    """As it stands, for this account."""
    evidence = [e for e in evidence_of(place, row.claim) if e.stands]
    digest = evidence_digest(e.evidence for e in evidence)
    given = [
        step.author
        for step in approvals(place, row)
        if step.verdict == row.proposed and step.evidence == digest
    ]
    return ClaimCase(
        actor=actor,
        harm=None if row.harm is None else Harm(row.harm),
        about=Subject(row.about) if row.about else None,
        verdict=Verdict(row.proposed) if row.proposed else None,
        proposer=row.proposer or "",
        approvers=frozenset(given) if row.proposed else frozenset(),
        evidence=tuple(SourceKind(e.source) for e in evidence),
        published=_published(place, row.claim),
    )


def standing_digest(place: Place, claim: str) -> str:
    """Of the evidence that stands now."""
    return evidence_digest(e.evidence for e in evidence_of(place, claim) if e.stands)


def verdict_of(row: PaperRow) -> Verdict | None:
    """As it is settled, while it is."""
    return Verdict(row.verdict) if row.verdict and row.state in PUBLIC else None


def answer_case(place: Place, row: PaperRow, actor: str, reason: str = "") -> AnswerCase:
    """As it stands, for this account."""
    claim = find_claim(place, row.claim) if row.claim else None
    corrected = find_answer(place, row.corrects) if row.corrects else None
    return AnswerCase(
        actor=actor,
        kind=AnswerKind(row.kind),
        claim=row.claim,
        claim_state=claim.state if claim else "",
        verdict=verdict_of(claim) if claim else None,
        writers=writers_of(place, row.answer),
        corrects_state=corrected.state if corrected else None,
        reason=reason,
    )


def _published(place: Place, claim: str) -> int:
    return sum(row.state == AnswerState.PUBLISHED for row in answers_to(place, [claim]))
