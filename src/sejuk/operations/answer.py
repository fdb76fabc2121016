"""The life of an answer to a claim: written by one account, published by another.

A published answer is never edited. A correction is an answer of its own; when it is published the
old one stays visible as corrected.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.answer import AnswerKind
from sejuk.model.claim import Verdict
from sejuk.model.role import AccountRole
from sejuk.operations.claim import ClaimState
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse


class AnswerState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


VISIBLE = (AnswerState.PUBLISHED, AnswerState.CORRECTED)
"""To everyone; the corrected one with what corrects it."""

FITS: dict[AnswerKind, frozenset[Verdict]] = {
    AnswerKind.FALSE: frozenset({Verdict.FALSE, Verdict.MISLEADING}),
    AnswerKind.PARTLY: frozenset({Verdict.PARTLY_TRUE, Verdict.MISLEADING}),
    AnswerKind.HANDLED: frozenset({Verdict.TRUE}),
    AnswerKind.UNKNOWN: frozenset({Verdict.UNSETTLED}),
    AnswerKind.AHEAD: frozenset(),
}
"""What an answer may say of a claim with this verdict."""


class AnswerCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of an answer depends on."""

    actor: str = ""
    """Account of whoever steps it."""
    kind: AnswerKind = AnswerKind.AHEAD
    claim: str | None = None
    claim_state: str = ""
    verdict: Verdict | None = None
    """As it is settled; None: it is not."""
    writers: frozenset[str] = frozenset()
    """Accounts that had a hand in the text."""
    corrects_state: str | None = None
    """State of the answer that it would correct; None: it corrects none."""
    reason: str = ""


def fits(kind: AnswerKind, claim: str | None, claim_state: str, verdict: Verdict | None) -> bool:
    """True when an answer of this kind may be given to that claim as it stands.

    Args:
        verdict: as it is settled; None while it is not.
    """
    if kind is AnswerKind.AHEAD:
        return claim is None
    if claim is None:
        return False
    if kind is AnswerKind.UNKNOWN and claim_state in {ClaimState.VERIFYING, ClaimState.PROPOSED}:
        return True
    return verdict in FITS[kind]


def fits_its_claim(case: AnswerCase) -> ProblemError | None:
    """Its kind fits the verdict on its claim."""
    if fits(case.kind, case.claim, case.claim_state, case.verdict):
        return None
    return refuse("answer_does_not_fit")


def is_not_its_writer(case: AnswerCase) -> ProblemError | None:
    """Another account than those that wrote it."""
    return refuse("own_answer") if case.actor in case.writers else None


def corrects_what_stands(case: AnswerCase) -> ProblemError | None:
    """What it corrects, if anything, still stands."""
    if case.corrects_state in {None, AnswerState.PUBLISHED}:
        return None
    return refuse("corrected_already")


_R = AccountRole
WRITERS = frozenset({_R.PUBLIC_RELATIONS, _R.RUMOUR_VERIFIER, _R.DUTY_OFFICER})
PUBLISHERS = frozenset({_R.PUBLIC_RELATIONS, _R.APPROVER, _R.DUTY_OFFICER})
_S = AnswerState

ANSWER: Cycle[AnswerCase] = Cycle(
    name="answer",
    words=Both("jawaban", "answer"),
    start=_S.DRAFT,
    states={
        _S.DRAFT: Both("konsep", "draft"),
        _S.SUBMITTED: Both("menunggu persetujuan", "submitted"),
        _S.PUBLISHED: Both("terbit", "published"),
        _S.CORRECTED: Both("diralat", "corrected"),
        _S.WITHDRAWN: Both("ditarik", "withdrawn"),
    },
    moves=(
        Move(
            event="revise",
            words=Both("ubah", "revise"),
            sources=(_S.DRAFT,),
            target=_S.DRAFT,
            who=WRITERS,
        ),
        Move(
            event="submit",
            words=Both("ajukan", "submit"),
            sources=(_S.DRAFT,),
            target=_S.SUBMITTED,
            who=WRITERS,
            needs=(fits_its_claim, corrects_what_stands),
        ),
        Move(
            event="return",
            words=Both("kembalikan", "return"),
            sources=(_S.SUBMITTED,),
            target=_S.DRAFT,
            who=WRITERS | PUBLISHERS,
            needs=(has_reason,),
        ),
        Move(
            event="publish",
            words=Both("terbitkan", "publish"),
            sources=(_S.SUBMITTED,),
            target=_S.PUBLISHED,
            who=PUBLISHERS,
            needs=(is_not_its_writer, fits_its_claim, corrects_what_stands),
        ),
        Move(
            event="correct",
            words=Both("ralat", "correct"),
            sources=(_S.PUBLISHED,),
            target=_S.CORRECTED,
            who=frozenset(),
        ),
        Move(
            event="withdraw",
            words=Both("tarik", "withdraw"),
            sources=(_S.DRAFT, _S.SUBMITTED),
            target=_S.WITHDRAWN,
            who=WRITERS,
            needs=(has_reason,),
        ),
        Move(
            event="lapse",
            words=Both("gugur", "lapse"),
            sources=(_S.DRAFT, _S.SUBMITTED),
            target=_S.WITHDRAWN,
            who=frozenset(),
        ),
        Move(
            event="withdraw",
            words=Both("tarik", "withdraw"),
            sources=(_S.PUBLISHED,),
            target=_S.WITHDRAWN,
            who=PUBLISHERS,
            needs=(has_reason,),
        ),
    ),
)
