"""Claims: opened, assessed, and taken through their life."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.app.rumours.cases import PROGRAM, claim_case, claim_found, standing_digest
from sejuk.app.rumours.desk import claim_row_now
from sejuk.app.rumours.forget import forget_claim
from sejuk.app.rumours.rows import ClaimRow
from sejuk.app.rumours.sort_out import LinkWish, link_within
from sejuk.model.claim import APPROVERS, Aside, Harm, Subject, Verdict
from sejuk.model.ids import PaperId
from sejuk.model.kinds.rumour import ClaimAssessed, ClaimOpened, ClaimStepped
from sejuk.model.triage import Verifiability
from sejuk.operations.claim import CLAIM, ClaimCase, ClaimState, settle_step
from sejuk.operations.cycle import step
from sejuk.store.claims import find_claim
from sejuk.store.papers import PaperRow
from sejuk.store.record import Writing

ClaimText = Annotated[str, msgspec.Meta(min_length=5, max_length=1000)]
ShortText = Annotated[str, msgspec.Meta(max_length=500)]
_TEXTS = ("name", "reason", "service")
_VERDICT_STEPS = frozenset({"propose", "approve"})


class NewClaim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: Annotated[str, msgspec.Meta(min_length=1, max_length=96)]
    """The district."""
    text: ClaimText
    """What is claimed, in neutral words; not who says it."""
    sighting: PaperId | None = None
    """The one from which it is opened."""


class Assessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    harm: Harm
    about: Subject
    verifiability: Verifiability | None = None
    """None: nobody knows yet."""


class ClaimWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    verdict: Verdict | None = None
    """For `propose`."""
    aside: Aside | None = None
    """For `set_aside`: why it is no matter of the desk. All of it is deleted."""
    service: ShortText = ""
    """For `hand_over`: who takes over, such as 110 or 112."""
    name: ShortText = ""
    """Who steps it: a name and rank, as typed."""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@allowed("claim.open")
def open_claim(call: Call, wish: NewClaim) -> ClaimRow:
    """Raises `not_your_area`, `sighting_unknown`, `sighting_matched`."""
    require_area(call.actor, wish.area)
    claim = f"i-{chance(10)}"
    body = ClaimOpened(claim=claim, area=wish.area)
    with call.record.writing(now=call.now) as writing:
        writing.happen(body, author=call.actor.account, texts={"text": wish.text})
        if wish.sighting is not None:
            link_within(writing, call, wish.sighting, LinkWish(claim=claim))
    return claim_row_now(claim, call)


@allowed("claim.assess")
def assess_claim(call: Call, claim: str, wish: Assessment) -> ClaimRow:
    """Raises `claim_unknown`, `not_your_area`, `step_not_from_here`."""
    with call.record.writing(now=call.now) as writing:
        row = claim_found(writing.connection, call, claim)
        case = ClaimCase(actor=call.actor.account, harm=wish.harm, about=wish.about)
        step(CLAIM, row.state, "assess", by=call.actor.role, case=case)
        body = ClaimAssessed(
            claim=claim, harm=wish.harm, about=wish.about, verifiability=wish.verifiability
        )
        writing.happen(body, author=call.actor.account)
    return claim_row_now(claim, call)


@allowed_step(CLAIM)
def step_claim(call: Call, event: str, claim: str, wish: ClaimWish) -> ClaimRow:
    """The last approval that a verdict needs settles it at once.

    Raises `claim_unknown`, `not_your_area`, and the problems of its life cycle.
    """
    with call.record.writing(now=call.now) as writing:
        row = claim_found(writing.connection, call, claim)
        case = _case(writing, row, call.actor.account, event, wish)
        state = step(CLAIM, row.state, event, by=call.actor.role, case=case)
        if event == "set_aside":
            forget_claim(writing, row)
        _happen(call, writing, case, event, claim, state, wish)
        if event == "approve":
            _settle_if_approved(call, writing, claim)
    return claim_row_now(claim, call)


def _case(writing: Writing, row: PaperRow, account: str, event: str, wish: ClaimWish) -> ClaimCase:
    case = claim_case(writing.connection, row, account)
    return msgspec.structs.replace(
        case,
        verdict=wish.verdict if event == "propose" else case.verdict,
        aside=wish.aside,
        service=wish.service,
        reason=wish.reason,
    )


def _happen(
    call: Call,
    writing: Writing,
    case: ClaimCase,
    event: str,
    claim: str,
    state: str,
    wish: ClaimWish,
) -> None:
    on_verdict = event in _VERDICT_STEPS
    body = ClaimStepped(
        claim=claim,
        step=event,
        state=state,
        verdict=case.verdict if on_verdict else None,
        evidence=standing_digest(writing.connection, claim) if on_verdict else None,
        agency=call.actor.agency,
        aside=wish.aside if event == "set_aside" else None,
    )
    # Nothing is kept of what is set aside, so not what somebody thought of it either.
    names = () if event == "set_aside" else _TEXTS
    texts = {name: text for name in names if (text := getattr(wish, name).strip())}
    writing.happen(body, author=call.actor.account, texts=texts or None)


def _settle_if_approved(call: Call, writing: Writing, claim: str) -> None:
    row = find_claim(writing.connection, claim)
    if row is None or row.state != ClaimState.PROPOSED:
        return
    case = claim_case(writing.connection, row, call.actor.account)
    verdict = Verdict(row.proposed)
    if len(case.approvers - {case.proposer}) < APPROVERS[verdict]:
        return
    event = settle_step(verdict)
    body = ClaimStepped(
        claim=claim,
        step=event,
        state=step(CLAIM, row.state, event, by=None, case=case),
        verdict=verdict,
        evidence=standing_digest(writing.connection, claim),
    )
    writing.happen(body, author=PROGRAM)
