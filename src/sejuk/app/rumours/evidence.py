"""Evidence on a claim: attached, and withdrawn with a reason."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.app.rumours.cases import claim_case, claim_found
from sejuk.app.rumours.rows import EvidenceRow
from sejuk.app.rumours.told import evidence_rows
from sejuk.model.answer import check_url
from sejuk.model.claim import SourceKind
from sejuk.model.kinds.rumour import EvidenceAdded, EvidenceWithdrawn
from sejuk.operations.claim import CLAIM
from sejuk.operations.cycle import step
from sejuk.problems import refuse
from sejuk.store.claims import evidence_of
from sejuk.text.accounts import names_an_account


class NewEvidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: SourceKind
    note: Annotated[str, msgspec.Meta(min_length=3, max_length=2000)]
    """What it says, and which office says it."""
    address: Annotated[str, msgspec.Meta(max_length=300)] = ""
    """Of the page where anybody can read it; "" for what is on paper or was seen."""


class WithdrawWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@allowed("claim.attach")
def attach_evidence(call: Call, claim: str, wish: NewEvidence) -> EvidenceRow:
    """Raises `claim_unknown`, `not_your_area`, `address_unusable`, `address_is_an_account`, and
    those of the life cycle."""
    require_address(wish.address)
    evidence = f"b-{chance(10)}"
    with call.record.writing(now=call.now) as writing:
        row = claim_found(writing.connection, call, claim)
        case = claim_case(writing.connection, row, call.actor.account)
        step(CLAIM, row.state, "attach", by=call.actor.role, case=case)
        body = EvidenceAdded(
            claim=claim, evidence=evidence, source=wish.source, page=wish.address or None
        )
        writing.happen(body, author=call.actor.account, texts={"note": wish.note})
    return _row_now(call, claim, evidence)


@allowed("claim.detach")
def withdraw_evidence(call: Call, claim: str, evidence: str, wish: WithdrawWish) -> EvidenceRow:
    """Only while no verdict stands on it. Raises `claim_unknown`, `not_your_area`,
    `evidence_unknown`, and those of the life cycle."""
    with call.record.writing(now=call.now) as writing:
        row = claim_found(writing.connection, call, claim)
        found = {e.evidence for e in evidence_of(writing.connection, claim) if e.stands}
        if evidence not in found:
            raise refuse("evidence_unknown", evidence=evidence)
        case = claim_case(writing.connection, row, call.actor.account)
        case = msgspec.structs.replace(case, reason=wish.reason)
        step(CLAIM, row.state, "detach", by=call.actor.role, case=case)
        body = EvidenceWithdrawn(claim=claim, evidence=evidence)
        writing.happen(body, author=call.actor.account, texts={"reason": wish.reason})
    return _row_now(call, claim, evidence)


def require_address(address: str) -> None:
    """Raises `address_unusable`, `address_is_an_account`."""
    try:
        check_url(address)
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        raise refuse("address_unusable") from None
    if names_an_account(host):
        raise refuse("address_is_an_account")


def _row_now(call: Call, claim: str, evidence: str) -> EvidenceRow:
    with call.record.looking(now=call.now) as view:
        rows = evidence_rows(view, call, evidence_of(view.connection, claim))
    return next(row for row in rows if row.evidence == evidence)
