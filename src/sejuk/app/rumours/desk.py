"""What the desk has before it: claims by urgency, and one claim with all that is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.districts import districts
from sejuk.app.rumours.cases import claim_case, claim_found
from sejuk.app.rumours.growth import Grown, Listening, grown, triaged
from sejuk.app.rumours.here import MOST_WAITING, sightings_here
from sejuk.app.rumours.next_steps import next_steps
from sejuk.app.rumours.reach import reach_rows
from sejuk.app.rumours.rows import (
    AreaSightings,
    ClaimDetail,
    ClaimRow,
    Desk,
    HarmExample,
    HarmWord,
    Rubric,
    SightingsByDay,
)
from sejuk.app.rumours.told import (
    answer_rows,
    claim_steps,
    evidence_rows,
    objection_rows,
    sighting_rows,
    texts_at,
)
from sejuk.files.rubric import harm_examples
from sejuk.model.claim import (
    APPROVERS,
    AUTHORITIES,
    DEADLINE_HOURS,
    HARM_WORDS,
    INDEPENDENT,
    Aside,
    Channel,
    Harm,
    SourceKind,
    Subject,
    Verdict,
)
from sejuk.model.event import from_ms
from sejuk.model.triage import Verifiability
from sejuk.operations.answer import FITS, AnswerState
from sejuk.operations.claim import WAITING, ClaimState, deadline, is_overdue
from sejuk.store.answers import answers_to, objections_to
from sejuk.store.claims import claims, evidence_of, open_sightings, sightings_of, steps_of_claims
from sejuk.store.papers import PaperRow
from sejuk.store.record import Looking

MOST = 500
MOST_SIGHTINGS = 200
MOST_DAYS = 60
_ENDED = frozenset({ClaimState.CLOSED, ClaimState.HANDED_OVER})


@allowed("claim.list")
def read_desk(call: Call) -> Desk:
    """Claims of the actor's area, the most urgent first: those overdue, then by triage."""
    with call.record.looking(now=call.now) as view:
        rows = claims(view.connection, call.actor.area, MOST)
        shown = _claim_rows(call, view, rows)
        waiting = sightings_here(
            view.connection, open_sightings(view.connection, MOST_WAITING), call.actor.area
        )
        size = view.size()
    return Desk(claims=tuple(sorted(shown, key=_urgency)), waiting=len(waiting), position=size)


def _urgency(row: ClaimRow) -> tuple[bool, bool, float, float]:
    ended = row.state in _ENDED
    score = row.triage.score if row.triage else 0.0
    return ended, not row.overdue, -score, row.deadline.timestamp()


@allowed("claim.list")
def read_claim(call: Call, claim: str) -> ClaimDetail:
    """With its sightings by neighbourhood and day. Raises `claim_unknown`, `not_your_area`."""
    with call.record.looking(now=call.now) as view:
        place = view.connection
        row = claim_found(place, call, claim)
        (shown,) = _claim_rows(call, view, [row])
        heard = sightings_here(place, sightings_of(place, [claim]), row.area)
        answers = answers_to(place, [claim])
        standing = [a for a in answers if a.state == AnswerState.PUBLISHED]
        return ClaimDetail(
            claim=shown,
            steps=claim_steps(view, call, steps_of_claims(place, [claim])),
            evidence=evidence_rows(view, call, evidence_of(place, claim)),
            sightings=sighting_rows(view, call, heard[: -MOST_SIGHTINGS - 1 : -1]),
            by_day=_by_day(heard, _zone(call, row.area)),
            answers=answer_rows(view, call, answers),
            reach=reach_rows(place, standing, {r.area for r in heard}),
            objections=objection_rows(
                view, call, objections_to(place, [a.answer for a in answers])
            ),
            next=next_steps(place, call, row),
        )


@allowed("claim.list")
def read_rubric(_call: Call) -> Rubric:
    """By what claims are assessed, and what each verdict needs."""
    return Rubric(
        harms=tuple(
            HarmWord(
                harm=harm,
                hours=DEADLINE_HOURS[harm],
                id=HARM_WORDS[harm].id,
                en=HARM_WORDS[harm].en,
                examples=tuple(HarmExample(id=e.id, en=e.en) for e in of_harm.examples),
            )
            for harm, of_harm in zip(Harm, harm_examples(), strict=True)
        ),
        authorities=tuple(subject for subject in Subject if subject in AUTHORITIES),
        independent=tuple(source for source in SourceKind if source in INDEPENDENT),
        approvers=APPROVERS,
        fits={kind: tuple(v for v in Verdict if v in found) for kind, found in FITS.items()},
        asides=tuple(Aside),
    )


def claim_row_now(claim: str, call: Call) -> ClaimRow:
    """As it is after a step."""
    with call.record.looking(now=call.now) as view:
        (row,) = _claim_rows(call, view, [claim_found(view.connection, call, claim)])
    return row


def _claim_rows(call: Call, view: Looking, rows: Sequence[PaperRow]) -> tuple[ClaimRow, ...]:
    place = view.connection
    said = texts_at(view, call, [row.entry for row in rows])
    ids = [row.claim for row in rows]
    heard: dict[str, list[PaperRow]] = {claim: [] for claim in ids}
    for sighting in sightings_of(place, ids):
        heard[sighting.claim].append(sighting)
    listening = {area: Listening(call, area) for area in {row.area for row in rows}}
    standing = Counter(a.claim for a in answers_to(place, ids) if a.state == AnswerState.PUBLISHED)
    return tuple(
        _claim_row(
            call,
            view,
            listening[row.area],
            row,
            sightings_here(place, heard[row.claim], row.area),
            said.get(row.entry, {}).get("text"),
            standing[row.claim],
        )
        for row in rows
    )


def _claim_row(
    call: Call,
    view: Looking,
    listening: Listening,
    row: PaperRow,
    heard: Sequence[PaperRow],
    text: str | None,
    answers: int,
) -> ClaimRow:
    case = claim_case(view.connection, row, call.actor.account)
    proposed = row.state == ClaimState.PROPOSED
    verdict = Verdict(row.verdict) if row.verdict else None
    wanted = case.verdict if proposed else verdict
    received = from_ms(row.clock_ms)
    harm = Harm(row.harm) if row.harm is not None else None
    growing = Grown() if row.state in _ENDED or not heard else grown(listening, row, heard)
    return ClaimRow(
        claim=row.claim,
        area=row.area,
        state=row.state,
        text=text,
        harm=harm,
        about=Subject(row.about) if row.about else None,
        verifiability=Verifiability(row.verifiability) if row.verifiability else None,
        proposed=case.verdict if proposed else None,
        approvals=len(case.approvers - {case.proposer}) if proposed else row.approvals,
        approvals_needed=APPROVERS[wanted] if wanted else None,
        verdict=verdict,
        sources=row.sources,
        independents=row.independents,
        opened_at=from_ms(row.opened_ms),
        deadline=deadline(received, harm),
        overdue=is_overdue(row.state, received, harm, call.now),
        settled_at=None if row.settled_ms is None else from_ms(row.settled_ms),
        answered_at=None if row.answered_ms is None else from_ms(row.answered_ms),
        sightings=len(heard),
        areas=len({r.area for r in heard}),
        first_heard_at=from_ms(heard[0].heard_ms) if heard else None,
        last_heard_at=from_ms(heard[-1].heard_ms) if heard else None,
        answers=answers,
        growth=growing.now,
        still_growing=answers > 0 and growing.since_answer,
        triage=triaged(row, growing, call.now) if row.state in WAITING else None,
        position=row.position,
    )


def _zone(call: Call, area: str) -> ZoneInfo:
    """Of the district; UTC where its map is gone."""
    found = districts(call.record.folder).get(area.split("/", maxsplit=1)[0])
    return ZoneInfo(found.zone if found else "UTC")


def _by_day(heard: Sequence[PaperRow], zone: ZoneInfo) -> SightingsByDay:
    """Args: heard: in the order of time."""
    days = [from_ms(row.heard_ms).astimezone(zone).date() for row in heard]
    if not days:
        return SightingsByDay(days=(), areas=(), channels={}, earlier=0)
    last = max(days)
    first = max(min(days), last - timedelta(days=MOST_DAYS - 1))
    shown: tuple[date, ...] = tuple(
        first + timedelta(days=n) for n in range((last - first).days + 1)
    )
    counts = Counter((row.area, day) for row, day in zip(heard, days, strict=True))
    totals = Counter(row.area for row in heard)
    return SightingsByDay(
        days=shown,
        areas=tuple(
            AreaSightings(area=area, counts=tuple(counts[area, day] for day in shown))
            for area, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        ),
        channels=dict(Counter(Channel(row.channel) for row in heard)),
        earlier=sum(day < first for day in days),
    )
