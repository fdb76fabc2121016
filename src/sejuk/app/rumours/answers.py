"""Answers: drafted, published by another account, corrected, withdrawn; and read by anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.call import Call, PublicCall
from sejuk.app.context import chance
from sejuk.app.districts import district_named
from sejuk.app.rumours.cases import PROGRAM, answer_case, answer_found, claim_case, claim_found
from sejuk.app.rumours.evidence import require_address
from sejuk.app.rumours.rows import AnswerRow, PublishedAnswer
from sejuk.app.rumours.told import answer_rows, content_of
from sejuk.model.answer import (
    MOST_FACT,
    Answer,
    AnswerKind,
    SourceCited,
    canonical,
    with_offset,
)
from sejuk.model.event import from_ms
from sejuk.model.ids import PaperId
from sejuk.model.kinds.body import Moment
from sejuk.model.kinds.rumour import AnswerDrafted, AnswerStepped, ClaimStepped
from sejuk.model.role import covers
from sejuk.operations.answer import ANSWER, VISIBLE, AnswerState, fits
from sejuk.operations.claim import CLAIM, SETTLED, WAITING, ClaimState
from sejuk.operations.cycle import step
from sejuk.problems import refuse
from sejuk.rumours.answer.compose import long_text
from sejuk.rumours.answer.kind_words import require_kind
from sejuk.store.answers import answers, find_answer, standing_answers, visible_answers
from sejuk.store.claims import find_claim
from sejuk.store.documents import keep_document
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Writing
from sejuk.text.redact import redact

_DENIES = re.compile(
    r"\b((tidak|bukan|tak) benar|hoaks|hoax|bohong|fitnah|(not|un)true|false)\b", re.IGNORECASE
)
"""What takes a claim, evidence and approvals to say: not a word for an answer ahead of any."""
MOST = 500
MOST_PUBLIC = 200
ShortText = Annotated[str, msgspec.Meta(max_length=500)]
Line = Annotated[str, msgspec.Meta(max_length=500)]


class AnswerText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is written; ids, times and the version are the server's."""

    said: Line = ""
    """The claim as it goes round, in neutral words; "" ahead of it."""
    fact: Annotated[str, msgspec.Meta(max_length=2000)]
    short: Line
    sources: Annotated[tuple[SourceCited, ...], msgspec.Meta(max_length=10)] = ()
    heard_at: Moment | None = None
    issued_by: Line
    """The office."""
    objection: Line
    """How to object."""
    language: Annotated[str, msgspec.Meta(pattern="^(id|en)$")] = "id"


class NewAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: Annotated[str, msgspec.Meta(min_length=1, max_length=96)]
    """The district."""
    kind: AnswerKind
    claim: PaperId | None = None
    """None: ahead of any."""
    corrects: PaperId | None = None
    """The published answer that this is to take the place of."""
    content: AnswerText


class AnswerWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: ShortText = ""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@allowed("answer.draft")
def draft_answer(call: Call, wish: NewAnswer) -> AnswerRow:
    """Raises `not_your_area`, `district_unknown`, `claim_unknown`, `answer_unknown`,
    `corrected_already`, `answer_does_not_fit` and those of its text."""
    require_area(call.actor, wish.area)
    answer = f"j-{chance(10)}"
    with call.record.writing(now=call.now) as writing:
        place = writing.connection
        claim = None if wish.claim is None else claim_found(place, call, wish.claim)
        if claim is not None and claim.area != wish.area:
            raise refuse("claim_unknown", claim=wish.claim)
        before = None if wish.corrects is None else answer_found(place, call, wish.corrects)
        if before is not None and before.claim != wish.claim:
            raise refuse("answer_unknown", answer=wish.corrects)
        content = _content(call, wish.content, wish.area, (wish.kind, wish.claim or answer), before)
        body = AnswerDrafted(
            answer=answer,
            area=wish.area,
            answer_kind=wish.kind,
            digest=keep_document(place, canonical(content), call.now_ms),
            claim=wish.claim,
            corrects=wish.corrects,
        )
        writing.happen(body, author=call.actor.account)
    return _row_now(call, answer)


@allowed("answer.revise")
def revise_answer(call: Call, answer: str, wish: AnswerText) -> AnswerRow:
    """Raises `answer_unknown`, `not_your_area`, those of its life cycle and of its text."""
    with call.record.writing(now=call.now) as writing:
        place = writing.connection
        row = answer_found(place, call, answer)
        case = answer_case(place, row, call.actor.account)
        state = step(ANSWER, row.state, "revise", by=call.actor.role, case=case)
        before = find_answer(place, row.corrects) if row.corrects else None
        about = (AnswerKind(row.kind), row.claim or answer)
        content = _content(call, wish, row.area, about, before)
        digest = keep_document(place, canonical(content), call.now_ms)
        body = AnswerStepped(answer=answer, step="revise", state=state, digest=digest)
        writing.happen(body, author=call.actor.account)
    return _row_now(call, answer)


@allowed_step(ANSWER)
def step_answer(call: Call, event: str, answer: str, wish: AnswerWish) -> AnswerRow:
    """Published, it answers its claim and takes the place of what it corrects.

    Raises `answer_unknown`, `not_your_area`, and the problems of its life cycle.
    """
    with call.record.writing(now=call.now) as writing:
        row = answer_found(writing.connection, call, answer)
        case = answer_case(writing.connection, row, call.actor.account, wish.reason)
        state = step(ANSWER, row.state, event, by=call.actor.role, case=case)
        digest = _issued_now(call, writing, row) if event == "publish" else None
        texts = {name: text for name in ("name", "reason") if (text := getattr(wish, name).strip())}
        body = AnswerStepped(answer=answer, step=event, state=state, digest=digest)
        writing.happen(body, author=call.actor.account, texts=texts or None)
        if event == "publish":
            _correct(writing, row)
            _answer_claim(writing, row)
    return _row_now(call, answer)


@allowed("answer.list")
def list_answers(call: Call) -> tuple[AnswerRow, ...]:
    """Those of the actor's area, the one that changed last first."""
    with call.record.looking(now=call.now) as view:
        return answer_rows(view, call, answers(view.connection, call.actor.area, MOST))


@allowed("answer.list")
def read_answer(call: Call, answer: str) -> AnswerRow:
    """Raises `answer_unknown`, `not_your_area`."""
    return _row_now(call, answer)


@allowed("answer.published")
def list_published(call: Call, district: str) -> tuple[PublishedAnswer, ...]:
    """What crews can tell residents, the newest first. Raises `not_your_area`."""
    if not covers(district, call.actor.area):
        require_area(call.actor, district)
    return published_answers(call, district)


def published_answers(call: PublicCall, district: str) -> tuple[PublishedAnswer, ...]:
    """What anybody may read: for the public page, the feed, and crews."""
    with call.record.reading() as connection:
        rows = visible_answers(connection, district, MOST_PUBLIC)
        return tuple(_published(connection, row) for row in rows)


def published_answer(place: Place, answer: str) -> PublishedAnswer | None:
    """One that anybody may read, however old; None: it is not there, or not public.

    Raises `answer_taken_back` for one that was published and withdrawn, and for a corrected one
    whose correction was: whoever has its address has been told something that does not hold.
    """
    row = find_answer(place, answer)
    if row is None or row.published_ms is None:
        return None
    after = find_answer(place, row.corrected_by) if row.corrected_by else None
    if any(one is not None and one.state == AnswerState.WITHDRAWN for one in (row, after)):
        raise refuse("answer_taken_back")
    return _published(place, row) if row.state in VISIBLE else None


def _published(place: Place, row: PaperRow) -> PublishedAnswer:
    content = content_of(place, row.digest)
    if content is None:  # nothing that was public is ever deleted
        raise LookupError(row.digest)
    claim = find_claim(place, row.claim) if row.claim else None
    waits = claim is not None and claim.state in WAITING
    fits_still = claim is None or fits(content.kind, row.claim, claim.state, claim.verdict or None)
    return PublishedAnswer(
        answer=row.answer,
        claim=row.claim,
        kind=AnswerKind(row.kind),
        state=row.state,
        version=row.version,
        corrects=row.corrects,
        corrected_by=row.corrected_by,
        published_at=from_ms(row.published_ms),
        content=content,
        digest=row.digest,
        reopened=row.state == AnswerState.PUBLISHED and not fits_still and waits,
    )


def _content(
    call: Call,
    wish: AnswerText,
    area: str,
    about: tuple[AnswerKind, str],
    before: PaperRow | None,
) -> Answer:
    """The document. Raises `answer_incomplete`, `answer_identifies`, `answer_phrase`,
    `answer_too_long`, `address_unusable`, `address_is_an_account`, `corrected_already`,
    `district_unknown`."""
    if before is not None and before.state != AnswerState.PUBLISHED:
        raise refuse("corrected_already")
    zone = ZoneInfo(district_named(call.record.folder, area).zone)
    for source in wish.sources:
        require_address(source.url)
    try:
        content = Answer(
            kind=about[0],
            about=about[1],
            language=wish.language,
            claim=wish.said,
            fact=wish.fact,
            short=wish.short,
            sources=wish.sources,
            heard_at=None if wish.heard_at is None else with_offset(wish.heard_at, zone),
            issued_by=wish.issued_by,
            issued=with_offset(call.now, zone),
            objection=wish.objection,
            version=1 if before is None else before.version + 1,
            corrects=None if before is None else before.digest,
        )
    except ValueError as error:
        raise refuse("answer_incomplete", lacking=str(error)) from None
    _require_public_words(content)
    return content


def _require_public_words(content: Answer) -> None:
    """It stays for ever and anybody reads it: nobody is in it, and nobody is threatened by it."""
    texts = (content.claim, content.fact, content.short, content.issued_by, content.objection)
    for text in (*texts, *(source.title for source in content.sources)):
        if redact(text) != text:
            raise refuse("answer_identifies", text=redact(text)[:80])
    length = len(long_text(content))
    if length > MOST_FACT:
        over = length - MOST_FACT
        raise refuse("answer_too_long", which="long", count=length, limit=MOST_FACT, over=over)
    if content.kind is AnswerKind.AHEAD and _DENIES.search(f"{content.fact}\n{content.short}"):
        raise refuse("answer_does_not_fit")
    for text in (content.fact, content.short, content.issued_by, content.objection):
        require_kind(text, claim=content.claim, sourced=bool(content.sources))


def _issued_now(call: Call, writing: Writing, row: PaperRow) -> str:
    """The same words, issued at this moment; digest of the document."""
    content = content_of(writing.connection, row.digest)
    if content is None:
        raise refuse("answer_unknown", answer=row.answer)
    zone = ZoneInfo(district_named(call.record.folder, row.area).zone)
    issued = msgspec.structs.replace(content, issued=with_offset(call.now, zone))
    return keep_document(writing.connection, canonical(issued), call.now_ms)


def _correct(writing: Writing, row: PaperRow) -> None:
    """What it takes the place of: what it corrects, and that nothing is known yet of its claim."""
    place = writing.connection
    before = [find_answer(place, row.corrects)] if row.corrects else []
    if row.claim:
        before += standing_answers(place, row.claim, AnswerKind.UNKNOWN)
    others = {one.answer: one for one in before if one is not None and one.answer != row.answer}
    for other in others.values():
        case = answer_case(place, other, PROGRAM)
        state = step(ANSWER, other.state, "correct", by=None, case=case)
        body = AnswerStepped(answer=other.answer, step="correct", state=state, by=row.answer)
        writing.happen(body, author=PROGRAM)


def _answer_claim(writing: Writing, row: PaperRow) -> None:
    """A claim that has its verdict is answered by it."""
    claim = find_claim(writing.connection, row.claim) if row.claim else None
    if claim is None or claim.state not in {*SETTLED, ClaimState.ANSWERED, ClaimState.WATCHED}:
        return
    verdict = answer_case(writing.connection, row, PROGRAM).verdict
    case = msgspec.structs.replace(
        claim_case(writing.connection, claim, PROGRAM),
        verdict=verdict,
        answer_fits=fits(AnswerKind(row.kind), row.claim, claim.state, verdict),
    )
    state = step(CLAIM, claim.state, "answer", by=None, case=case)
    body = ClaimStepped(claim=claim.claim, step="answer", state=state, answer=row.answer)
    writing.happen(body, author=PROGRAM)


def _row_now(call: Call, answer: str) -> AnswerRow:
    with call.record.looking(now=call.now) as view:
        rows: Sequence[PaperRow] = [answer_found(view.connection, call, answer)]
        (row,) = answer_rows(view, call, rows)
    return row
