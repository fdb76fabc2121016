"""What a ticket tells: what became of a concern, claim or objection, and nothing of anybody."""

from __future__ import annotations

from datetime import date

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.concerns.rows import answer_text
from sejuk.app.concerns.where import day_of
from sejuk.engagement.due import is_overdue
from sejuk.engagement.tickets import read_code, ticket_digest
from sejuk.files.concerns import concern_table
from sejuk.model.event import Part, from_ms
from sejuk.model.public_page import TicketStory
from sejuk.operations.answer import VISIBLE, AnswerState
from sejuk.operations.claim import SETTLED, ClaimState
from sejuk.operations.concern import CONCERN, OPEN, ConcernState
from sejuk.operations.objection import ObjectionState
from sejuk.problems import Both, refuse
from sejuk.store.answers import answers_to, find_answer, objection_of_ticket
from sejuk.store.claims import find_claim, is_left_out, sighting_of_ticket
from sejuk.store.concerns import concern_of_ticket, find_concern, steps_of_concerns
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Looking

MOST_MERGED = 100
"""Of one into another into another: nothing goes round in a ring for ever."""
ENDED = (ConcernState.NOT_OURS, ConcernState.WITHDRAWN)
REASONED = ("decline", "withdraw")
_TEXTS = msgspec.json.Decoder(dict[str, str])

WAITING = Both("Sudah diterima, belum diperiksa.", "Received, not looked at yet.")
VERIFYING = Both("Sedang diperiksa.", "Being checked.")
SETTLED_WORDS = Both(
    "Sudah ada putusan; jawabannya sedang disiapkan.",
    "There is a verdict; its answer is being prepared.",
)
ANSWERED = Both("Sudah dijawab.", "Answered.")
NOT_ANSWERED = Both(
    "Sudah diperiksa dan dipantau; tidak dijawab terbuka, karena menjawab kabar yang tidak "
    "menyebar membuatnya menyebar.",
    "Checked and watched; not answered in public, since answering what does not spread spreads it.",
)
HANDED_OVER = Both(
    "Diserahkan ke layanan darurat (110/112).", "Handed to the emergency services (110/112)."
)
LEFT_OUT = Both(
    "Ini pendapat, kritik atau satire, atau tidak memuat kabar: bukan urusan kami memeriksanya. "
    "Teksnya sudah dihapus dan tidak dihitung.",
    "This is opinion, criticism or satire, or holds no claim: not ours to check. Its text is "
    "deleted and it is not counted.",
)
OBJECTIONS: dict[str, Both] = {
    ObjectionState.OPEN: Both(
        "Menunggu keputusan orang lain dari penulis jawabannya.",
        "Waits for the decision of somebody other than the writer.",
    ),
    ObjectionState.UPHELD: Both(
        "Dikabulkan: jawabannya diralat atau ditarik.",
        "Upheld: the answer is corrected or withdrawn.",
    ),
    ObjectionState.KEPT: Both("Jawabannya dipertahankan.", "The answer stands."),
}


def ticket_story(call: PublicCall, typed: str) -> TicketStory:
    """What whoever holds the ticket may know. Raises `ticket_misread`, `ticket_unknown`.

    For a door that counts tries: it costs 40 ms of a processor.
    """
    digest = ticket_digest(read_code(typed))
    with call.record.looking(now=call.now) as view:
        place = view.connection
        if (concern := concern_of_ticket(place, digest)) is not None:
            return _concern(call, view, concern)
        if (sighting := sighting_of_ticket(place, digest)) is not None:
            return _claim(call, place, sighting)
        if (objection := objection_of_ticket(place, digest)) is not None:
            return _objection(call, view, objection)
        if is_left_out(place, digest):
            return TicketStory(what="claim", state=LEFT_OUT)
    raise refuse("ticket_unknown")


def _concern(call: PublicCall, view: Looking, asked: PaperRow) -> TicketStory:
    """Of one that was merged: what became of the other."""
    row = asked
    for _ in range(MOST_MERGED):
        other = find_concern(view.connection, row.into) if row.into else None
        if other is None:
            break
        row = other
    table, folder = concern_table(), call.record.folder
    is_open = row.state in OPEN
    due = row.due if is_open else None
    return TicketStory(
        what="concern",
        kind=table.kinds[row.what].words if row.what in table.kinds else None,
        received=day_of(folder, asked.area, from_ms(asked.opened_ms)),
        state=CONCERN.states[row.state],
        owner=table.owners[row.owner].words if is_open and row.owner in table.owners else None,
        due=due,
        overdue=due is not None and is_overdue(due, day_of(folder, row.area, call.now)),
        answer=answer_text(view.connection, row.answer) or "",
        reason=_why_ended(view, row) if row.state in ENDED else "",
    )


def _why_ended(view: Looking, row: PaperRow) -> str:
    steps = [s for s in steps_of_concerns(view.connection, [row.concern]) if s.step in REASONED]
    return _reason(view, steps[-1].position) if steps else ""


def _claim(call: PublicCall, place: Place, row: PaperRow) -> TicketStory:
    claim = find_claim(place, row.claim) if row.claim else None
    answers = answers_to(place, [row.claim]) if row.claim else ()
    standing = tuple(a.answer for a in answers if a.state == AnswerState.PUBLISHED)
    return TicketStory(
        what="claim",
        received=_received(call, row.district, row.received_ms),
        state=_claim_words(None if claim is None else claim.state, answered=bool(standing)),
        answers=standing,
    )


def _claim_words(state: str | None, *, answered: bool) -> Both:
    if answered:
        return ANSWERED
    if state in {None, ClaimState.RECEIVED, ClaimState.SCREENED}:
        return WAITING
    if state in {ClaimState.VERIFYING, ClaimState.PROPOSED}:
        return VERIFYING
    if state == ClaimState.HANDED_OVER:
        return HANDED_OVER
    return SETTLED_WORDS if state in SETTLED else NOT_ANSWERED


def _objection(call: PublicCall, view: Looking, row: PaperRow) -> TicketStory:
    """With the reason, and without the name of whoever decided."""
    answer = find_answer(view.connection, row.answer)
    shown: tuple[str, ...] = ()
    if answer is not None and answer.state in VISIBLE:
        shown = (answer.corrected_by or answer.answer,)
    return TicketStory(
        what="objection",
        received=_received(call, row.area, row.made_ms),
        state=OBJECTIONS[row.state],
        reason=_reason(view, row.decided) if row.decided else "",
        answers=shown,
    )


def _reason(view: Looking, position: int) -> str:
    """As it was typed; "" once it has ended."""
    found = view.sealed_parts(list(view.entries([position]).values()), {Part.TEXTS})
    content = found.get((position, Part.TEXTS))
    return "" if content is None else _TEXTS.decode(content).get("reason", "")


def _received(call: PublicCall, district: str | None, at_ms: int) -> date:
    return day_of(call.record.folder, district or "", from_ms(at_ms))
