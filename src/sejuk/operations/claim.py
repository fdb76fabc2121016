"""The life of a claim (isu): nothing is published of it without evidence and approval (G8).

A verifier proposes a verdict with evidence, others approve it, and the program settles it. Opinion,
criticism and satire leave by a door of their own, and nothing is kept of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from sejuk.model.claim import (
    APPROVERS,
    AUTHORITIES,
    INDEPENDENT,
    Aside,
    Harm,
    SourceKind,
    Subject,
    Verdict,
    deadline_after,
)
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move, Need
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse


class ClaimState(StrEnum):
    RECEIVED = "received"
    SCREENED = "screened"
    VERIFYING = "verifying"
    PROPOSED = "proposed"
    TRUE = "true"
    PARTLY_TRUE = "partly_true"
    FALSE = "false"
    MISLEADING = "misleading"
    UNSETTLED = "unsettled"
    ANSWERED = "answered"
    WATCHED = "watched"
    CLOSED = "closed"
    OUT_OF_SCOPE = "out_of_scope"
    HANDED_OVER = "handed_over"


SETTLED = tuple(ClaimState(verdict) for verdict in Verdict)
"""States of the same name as the verdict."""
BEFORE = (ClaimState.RECEIVED, ClaimState.SCREENED, ClaimState.VERIFYING)
"""Without a verdict, and without one that is proposed."""
PUBLIC = (*SETTLED, ClaimState.ANSWERED, ClaimState.WATCHED, ClaimState.CLOSED)
"""In which its verdict is known outside the desk."""
UNCOUNTED = (ClaimState.OUT_OF_SCOPE,)
WAITING = (*BEFORE, ClaimState.PROPOSED)
"""In which its deadline runs."""


class ClaimCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of a claim depends on."""

    actor: str = ""
    """Account of whoever steps it."""
    harm: Harm | None = None
    about: Subject | None = None
    verdict: Verdict | None = None
    """The one that is proposed."""
    proposer: str = ""
    approvers: frozenset[str] = frozenset()
    """Accounts that approved this verdict with the evidence that stands now."""
    evidence: tuple[SourceKind, ...] = ()
    """What stands now."""
    aside: Aside | None = None
    service: str = ""
    """Who takes over an emergency."""
    published: int = 0
    """Answers to it that stand."""
    answer_fits: bool = False
    reason: str = ""

    def is_open(self) -> bool:
        """True when the verdict says that it is open."""
        return self.verdict is Verdict.UNSETTLED


def is_assessed(case: ClaimCase) -> ProblemError | None:
    """Its harm and whom it is about are assessed."""
    return refuse("claim_not_assessed") if case.harm is None or case.about is None else None


def has_verdict(case: ClaimCase) -> ProblemError | None:
    """A verdict is named."""
    return refuse("verdict_missing") if case.verdict is None else None


def has_evidence(case: ClaimCase) -> ProblemError | None:
    """There is evidence, unless it cannot be settled yet."""
    return None if case.is_open() or case.evidence else refuse("evidence_missing")


def has_independent_source(case: ClaimCase) -> ProblemError | None:
    """About an authority there is an independent source, unless it cannot be settled yet."""
    if case.is_open() or (case.about not in AUTHORITIES and case.about is not None):
        return None
    if INDEPENDENT.intersection(case.evidence):
        return None
    return refuse("independent_source_missing")


def is_not_the_proposer(case: ClaimCase) -> ProblemError | None:
    """Another account than the one that proposed it."""
    return refuse("own_verdict") if case.actor == case.proposer else None


def not_approved_yet(case: ClaimCase) -> ProblemError | None:
    """The account has not approved it yet."""
    return refuse("already_approved") if case.actor in case.approvers else None


def has_approvers(case: ClaimCase) -> ProblemError | None:
    """Enough other accounts have approved it: two, or one for true and for open."""
    needed = 2 if case.verdict is None else APPROVERS[case.verdict]
    there = len(case.approvers - {case.proposer})
    return None if there >= needed else refuse("approvers_missing", needed=needed, there=there)


def has_aside(case: ClaimCase) -> ProblemError | None:
    """It is said what it is: opinion, criticism, satire, or nothing."""
    return refuse("aside_missing") if case.aside is None else None


def without_answer(case: ClaimCase) -> ProblemError | None:
    """No published answer to it stands."""
    return refuse("answer_stands", count=case.published) if case.published else None


def names_service(case: ClaimCase) -> ProblemError | None:
    """The service that takes over is named."""
    return None if case.service.strip() else refuse("alarm_needs_service")


def fits_its_answer(case: ClaimCase) -> ProblemError | None:
    """The published answer fits the verdict."""
    return None if case.answer_fits else refuse("answer_does_not_fit")


def is_answered_or_says_why(case: ClaimCase) -> ProblemError | None:
    """An answer stands, or a reason is given why there is none."""
    return None if case.published or case.reason.strip() else refuse("answer_or_reason")


def _is(verdict: Verdict) -> Need[ClaimCase]:
    def is_this(case: ClaimCase) -> ProblemError | None:
        """It is the verdict that was proposed."""
        return None if case.verdict is verdict else refuse("verdict_missing")

    return is_this


_R = AccountRole
_DESK = frozenset({_R.RUMOUR_VERIFIER, _R.PUBLIC_RELATIONS, _R.DUTY_OFFICER})
_VERIFIER = frozenset({_R.RUMOUR_VERIFIER})
_APPROVERS = frozenset({_R.PUBLIC_RELATIONS, _R.APPROVER, _R.DUTY_OFFICER})
_PROGRAM: frozenset[AccountRole] = frozenset()
_S = ClaimState
_ON_EVIDENCE = (has_evidence, has_independent_source)

VERDICT_WORDS: dict[Verdict, Both] = {
    Verdict.TRUE: Both("benar", "true"),
    Verdict.PARTLY_TRUE: Both("benar sebagian", "partly true"),
    Verdict.FALSE: Both("tidak benar", "false"),
    Verdict.MISLEADING: Both("menyesatkan", "misleading"),
    Verdict.UNSETTLED: Both("belum dapat dipastikan", "cannot be settled yet"),
}


def _stay(
    event: str,
    words: Both,
    states: Iterable[ClaimState],
    who: frozenset[AccountRole],
    *needs: Need[ClaimCase],
) -> tuple[Move[ClaimCase], ...]:
    """Something that leaves a claim in its state."""
    return tuple(
        Move(event=event, words=words, sources=(state,), target=state, who=who, needs=needs)
        for state in states
    )


def settle_step(verdict: Verdict) -> str:
    """The step by which the program settles a claim."""
    return f"settle_{verdict}"


def _settle(verdict: Verdict) -> Move[ClaimCase]:
    words = VERDICT_WORDS[verdict]
    return Move(
        event=settle_step(verdict),
        words=Both(f"tetapkan {words.id}", f"settle as {words.en}"),
        sources=(_S.PROPOSED,),
        target=ClaimState(verdict),
        who=_PROGRAM,
        needs=(_is(verdict), *_ON_EVIDENCE, has_approvers),
    )


CLAIM: Cycle[ClaimCase] = Cycle(
    name="claim",
    words=Both("isu", "claim"),
    start=_S.RECEIVED,
    states={
        _S.RECEIVED: Both("diterima", "received"),
        _S.SCREENED: Both("disaring", "screened"),
        _S.VERIFYING: Both("sedang diperiksa", "under verification"),
        _S.PROPOSED: Both("menunggu persetujuan", "verdict proposed"),
        **{ClaimState(verdict): words for verdict, words in VERDICT_WORDS.items()},
        _S.ANSWERED: Both("sudah dijawab", "answered"),
        _S.WATCHED: Both("dipantau", "watched"),
        _S.CLOSED: Both("ditutup", "closed"),
        _S.OUT_OF_SCOPE: Both("di luar urusan", "out of scope"),
        _S.HANDED_OVER: Both("diserahkan", "handed over"),
    },
    moves=(
        # Only before a verdict is proposed: whom it is about decides what evidence it takes.
        *_stay("assess", Both("nilai", "assess"), BEFORE, _DESK, is_assessed),
        Move(
            event="screen",
            words=Both("saring", "screen"),
            sources=(_S.RECEIVED,),
            target=_S.SCREENED,
            who=_DESK,
            needs=(is_assessed,),
        ),
        Move(
            event="verify",
            words=Both("periksa", "verify"),
            sources=(_S.SCREENED,),
            target=_S.VERIFYING,
            who=_DESK,
        ),
        *_stay(
            "attach",
            Both("lampirkan bukti", "attach evidence"),
            (_S.SCREENED, _S.VERIFYING, _S.PROPOSED, *SETTLED, _S.ANSWERED, _S.WATCHED),
            _DESK,
        ),
        # Never after it is settled: a verdict would stand on less than it was approved with.
        *_stay(
            "detach",
            Both("cabut bukti", "detach evidence"),
            (_S.SCREENED, _S.VERIFYING, _S.PROPOSED),
            _DESK,
            has_reason,
        ),
        Move(
            event="propose",
            words=Both("usulkan putusan", "propose a verdict"),
            sources=(_S.VERIFYING,),
            target=_S.PROPOSED,
            who=_VERIFIER,
            needs=(is_assessed, has_verdict, *_ON_EVIDENCE),
        ),
        Move(
            event="approve",
            words=Both("setujui", "approve"),
            sources=(_S.PROPOSED,),
            target=_S.PROPOSED,
            who=_APPROVERS,
            needs=(is_not_the_proposer, not_approved_yet, *_ON_EVIDENCE),
        ),
        Move(
            event="return",
            words=Both("kembalikan", "return"),
            sources=(_S.PROPOSED,),
            target=_S.VERIFYING,
            who=_APPROVERS | _VERIFIER,
            needs=(has_reason,),
        ),
        *(_settle(verdict) for verdict in Verdict),
        Move(
            event="answer",
            words=Both("jawab", "answer"),
            sources=(*SETTLED, _S.ANSWERED, _S.WATCHED),
            target=_S.ANSWERED,
            who=_PROGRAM,
            needs=(fits_its_answer,),
        ),
        Move(
            event="watch",
            words=Both("pantau", "watch"),
            sources=(*SETTLED, _S.ANSWERED),
            target=_S.WATCHED,
            who=_DESK,
            needs=(is_answered_or_says_why,),
        ),
        Move(
            event="resume",
            words=Both("jawab lagi", "answer again"),
            sources=(_S.WATCHED,),
            target=_S.ANSWERED,
            who=_DESK,
            needs=(is_answered_or_says_why,),
        ),
        Move(
            event="close",
            words=Both("tutup", "close"),
            sources=(_S.WATCHED,),
            target=_S.CLOSED,
            who=_DESK,
        ),
        Move(
            event="reopen",
            words=Both("buka lagi", "reopen"),
            sources=PUBLIC,
            target=_S.VERIFYING,
            who=_DESK | _APPROVERS,
            needs=(has_reason,),
        ),
        Move(
            event="set_aside",
            words=Both("kesampingkan", "set aside"),
            sources=WAITING,
            target=_S.OUT_OF_SCOPE,
            who=_DESK,
            needs=(has_aside, without_answer),
        ),
        Move(
            event="hand_over",
            words=Both("serahkan", "hand over"),
            sources=BEFORE,
            target=_S.HANDED_OVER,
            who=_DESK,
            needs=(names_service,),
        ),
    ),
)


def deadline(received: datetime, harm: Harm | None) -> datetime:
    """By when it should have a verdict."""
    return received + deadline_after(harm)


def is_overdue(state: str, received: datetime, harm: Harm | None, now: datetime) -> bool:
    """True while it waits for its verdict beyond the deadline."""
    return state in WAITING and now > deadline(received, harm)


def evidence_digest(evidence: Iterable[str]) -> str:
    """SHA-256 over the ids of evidence, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(evidence)).encode()).hexdigest()
