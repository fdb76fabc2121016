"""The rumour desk: sightings, claims, evidence, answers, objections. No take-down, no reporting."""

from __future__ import annotations

from sejuk.app.rumours.answers import (
    AnswerText,
    AnswerWish,
    NewAnswer,
    draft_answer,
    list_answers,
    list_published,
    read_answer,
    revise_answer,
    step_answer,
)
from sejuk.app.rumours.claims import (
    Assessment,
    ClaimWish,
    NewClaim,
    assess_claim,
    open_claim,
    step_claim,
)
from sejuk.app.rumours.desk import read_claim, read_desk, read_rubric
from sejuk.app.rumours.evidence import (
    NewEvidence,
    WithdrawWish,
    attach_evidence,
    withdraw_evidence,
)
from sejuk.app.rumours.fact_checks import FeedWish, import_fact_checks
from sejuk.app.rumours.fill_in import FilledIn, TemplateWish, fill_in_answer
from sejuk.app.rumours.intake import NewSighting, SightingsFile, take_in, take_in_rows
from sejuk.app.rumours.objections import (
    NewObjection,
    ObjectionWish,
    list_objections,
    make_objection,
    step_objection,
)
from sejuk.app.rumours.picture import answer_picture
from sejuk.app.rumours.reach import NewFeedback, NewSpread, note_feedback, note_spread
from sejuk.app.rumours.rows import (
    AnswerRow,
    ClaimDetail,
    ClaimRow,
    Desk,
    EvidenceRow,
    Imported,
    ObjectionRow,
    PublishedAnswer,
    Reach,
    Rubric,
    SightingRow,
    WaitingSighting,
)
from sejuk.app.rumours.sort_out import (
    DropWish,
    LinkWish,
    drop_sighting,
    link_sighting,
    list_waiting,
    split_sighting,
)
from sejuk.files.factchecks.reading import READING_PROBLEMS
from sejuk.operations.answer import ANSWER
from sejuk.operations.claim import CLAIM
from sejuk.operations.objection import OBJECTION
from sejuk.problems import refuse
from sejuk.web.endpoint import Endpoint, Media, Visit
from sejuk.web.kept import kept
from sejuk.web.routes.papers import READERS, STEPPING, steps
from sejuk.web.routes.room import DistrictName

FILE_BYTES, FEED_BYTES = 2 * 1024 * 1024, 8 * 1024 * 1024
OF_CLAIMS = (
    "claim_unknown",
    "claim_not_assessed",
    "verdict_missing",
    "evidence_missing",
    "independent_source_missing",
    "own_verdict",
    "already_approved",
    "approvers_missing",
    "aside_missing",
    "answer_stands",
    "answer_or_reason",
    "alarm_needs_service",
    "reason_missing",
)
OF_TEXTS = (
    "answer_does_not_fit",
    "answer_incomplete",
    "answer_too_long",
    "answer_identifies",
    "answer_phrase",
    "address_unusable",
    "address_is_an_account",
    "district_unknown",
)
OF_ANSWERS = (
    "answer_unknown",
    "answer_does_not_fit",
    "own_answer",
    "corrected_already",
    "reason_missing",
    "district_unknown",
)


def _published(visit: Visit) -> tuple[PublishedAnswer, ...]:
    if "district" not in visit.query:
        raise refuse("request_invalid", detail="district")
    return list_published(visit.call, visit.query["district"])


def _picture(visit: Visit) -> Media:
    known = visit.headers.get("if-none-match", "").strip('"')
    found = answer_picture(visit.call, visit.path["id"], known)
    return kept(found.png, None, "image/png", found.digest, visit.headers)


SIGHTINGS = (
    Endpoint(
        method="POST",
        path="/sightings",
        does="Take in what was heard: a claim, where and by what channel, never by whom.",
        verb="sighting.take_in",
        run=lambda v: take_in(v.call, v.wish),
        takes=NewSighting,
        gives=SightingRow,
        problems=("not_your_area", "district_unknown", "area_not_sensed", "heard_in_future"),
    ),
    Endpoint(
        method="POST",
        path="/sightings/rows",
        does="Take in a file of sightings, whole or not at all.",
        verb="sighting.take_in",
        run=lambda v: take_in_rows(v.call, v.wish),
        takes=SightingsFile,
        gives=Imported,
        problems=(
            *("not_your_area", "district_unknown", "time_without_zone", "date_in_future"),
            *("file_truncated", *READERS),
        ),
        most_bytes=FILE_BYTES,
        rate="heavy",
    ),
    Endpoint(
        method="GET",
        path="/sightings/waiting",
        does="Sightings that are matched to no claim, each with five that it may be of.",
        verb="sighting.list",
        run=lambda v: list_waiting(v.call),
        gives=tuple[WaitingSighting, ...],
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/fact-checks",
        does="Import fact-checks of others for the matching: ClaimReview, RSS, Atom, Mafindo.",
        verb="fact_checks.import",
        run=lambda v: import_fact_checks(v.call, v.wish),
        takes=FeedWish,
        gives=Imported,
        problems=READING_PROBLEMS,
        most_bytes=FEED_BYTES,
        rate="heavy",
    ),
    Endpoint(
        method="POST",
        path="/sightings/{id}/link",
        does="A person confirms which claim it is.",
        verb="sighting.link",
        run=lambda v: link_sighting(v.call, v.path["id"], v.wish),
        takes=LinkWish,
        gives=SightingRow,
        problems=("sighting_unknown", "sighting_matched", "claim_unknown", "not_your_area"),
    ),
    Endpoint(
        method="POST",
        path="/sightings/{id}/split",
        does="It is another claim after all.",
        verb="sighting.split",
        run=lambda v: split_sighting(v.call, v.path["id"]),
        gives=SightingRow,
        problems=("sighting_unknown", "sighting_not_matched"),
    ),
    Endpoint(
        method="POST",
        path="/sightings/{id}/drop",
        does="Opinion, criticism, satire or nothing: its text is deleted, and it is not counted.",
        verb="sighting.drop",
        run=lambda v: drop_sighting(v.call, v.path["id"], v.wish),
        takes=DropWish,
        problems=("sighting_unknown",),
    ),
)

CLAIMS = (
    Endpoint(
        method="GET",
        path="/claims",
        does="Claims, the most urgent first, with deadline, triage and growth.",
        verb="claim.list",
        run=lambda v: read_desk(v.call),
        gives=Desk,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/claims/rubric",
        does="By what claims are assessed, and what each verdict needs.",
        verb="claim.list",
        run=lambda v: read_rubric(v.call),
        gives=Rubric,
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/claims",
        does="Open a claim, from a sighting or by itself.",
        verb="claim.open",
        run=lambda v: open_claim(v.call, v.wish),
        takes=NewClaim,
        gives=ClaimRow,
        problems=("not_your_area", "sighting_unknown", "sighting_matched", "claim_unknown"),
    ),
    Endpoint(
        method="GET",
        path="/claims/{id}",
        does="A claim with its steps, evidence, answers, and sightings by neighbourhood and day.",
        verb="claim.list",
        run=lambda v: read_claim(v.call, v.path["id"]),
        gives=ClaimDetail,
        problems=("claim_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/claims/{id}/assess",
        does="Its harm, 0–3, and whom or what it is about.",
        verb="claim.assess",
        run=lambda v: assess_claim(v.call, v.path["id"], v.wish),
        takes=Assessment,
        gives=ClaimRow,
        problems=(*STEPPING, "claim_unknown", "claim_not_assessed"),
    ),
    Endpoint(
        method="POST",
        path="/claims/{id}/evidence",
        does="Attach evidence.",
        verb="claim.attach",
        run=lambda v: attach_evidence(v.call, v.path["id"], v.wish),
        takes=NewEvidence,
        gives=EvidenceRow,
        problems=(*STEPPING, "claim_unknown", "address_unusable", "address_is_an_account"),
    ),
    Endpoint(
        method="POST",
        path="/claims/{id}/evidence/{evidence}/withdraw",
        does="Withdraw evidence, with a reason, while no verdict stands on it.",
        verb="claim.detach",
        run=lambda v: withdraw_evidence(v.call, v.path["id"], v.path["evidence"], v.wish),
        takes=WithdrawWish,
        gives=EvidenceRow,
        problems=(*STEPPING, "claim_unknown", "evidence_unknown", "reason_missing"),
    ),
    *steps(CLAIM, "claims", step_claim, (ClaimWish, ClaimRow), OF_CLAIMS),
)

ANSWERS = (
    Endpoint(
        method="GET",
        path="/answers",
        does="Answers with their texts and steps, drafts too.",
        verb="answer.list",
        run=lambda v: list_answers(v.call),
        gives=tuple[AnswerRow, ...],
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/answers/published",
        does="Published answers of a district, for crews to tell; corrected ones too.",
        verb="answer.published",
        run=_published,
        gives=tuple[PublishedAnswer, ...],
        query={"district": DistrictName},
        problems=("not_your_area",),
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/answers",
        does="Draft an answer, or a correction of one.",
        verb="answer.draft",
        run=lambda v: draft_answer(v.call, v.wish),
        takes=NewAnswer,
        gives=AnswerRow,
        problems=(
            *("not_your_area", "claim_unknown", "answer_unknown", "corrected_already"),
            *OF_TEXTS,
        ),
    ),
    Endpoint(
        method="POST",
        path="/answers/fill-in",
        does="Both texts of an answer by template, from a few sentences; nothing is kept.",
        verb="answer.draft",
        run=lambda v: fill_in_answer(v.call, v.wish),
        takes=TemplateWish,
        gives=FilledIn,
        problems=("not_your_area", *OF_TEXTS),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/answers/{id}",
        does="An answer with its text and steps.",
        verb="answer.list",
        run=lambda v: read_answer(v.call, v.path["id"]),
        gives=AnswerRow,
        problems=("answer_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/answers/{id}/card",
        does="The picture card of an answer, a draft's too.",
        verb="answer.list",
        run=_picture,
        gives=bytes,
        gives_media="image/png",
        problems=("answer_unknown", "not_your_area"),
        writes=False,
        rate="heavy",
    ),
    Endpoint(
        method="POST",
        path="/answers/{id}/revise",
        does="Revise: a new text of a draft.",
        verb="answer.revise",
        run=lambda v: revise_answer(v.call, v.path["id"], v.wish),
        takes=AnswerText,
        gives=AnswerRow,
        problems=(*STEPPING, "answer_unknown", "corrected_already", *OF_TEXTS),
    ),
    *steps(ANSWER, "answers", step_answer, (AnswerWish, AnswerRow), OF_ANSWERS),
    Endpoint(
        method="POST",
        path="/answers/{id}/spread",
        does="Note that an answer was carried to a neighbourhood, by which unit and channel.",
        verb="answer.spread",
        run=lambda v: note_spread(v.call, v.path["id"], v.wish),
        takes=NewSpread,
        gives=Reach,
        problems=(
            *("answer_unknown", "not_your_area", "answer_not_published"),
            *("area_not_sensed", "district_unknown"),
        ),
    ),
    Endpoint(
        method="POST",
        path="/answers/{id}/feedback",
        does="Note how many understood it, found it useful, and still hear the claim.",
        verb="answer.feedback",
        run=lambda v: note_feedback(v.call, v.path["id"], v.wish),
        takes=NewFeedback,
        gives=Reach,
        problems=(
            *("answer_unknown", "not_your_area", "answer_not_published"),
            *("area_not_sensed", "district_unknown", "feedback_does_not_add_up"),
        ),
    ),
    Endpoint(
        method="POST",
        path="/answers/{id}/objections",
        does="An objection to a published answer, typed at the desk.",
        verb="objection.make",
        run=lambda v: make_objection(v.call, v.path["id"], v.wish),
        takes=NewObjection,
        gives=ObjectionRow,
        problems=("answer_unknown", "answer_not_published"),
    ),
    Endpoint(
        method="GET",
        path="/objections",
        does="Objections to answers, and what was decided on them.",
        verb="objection.list",
        run=lambda v: list_objections(v.call),
        gives=tuple[ObjectionRow, ...],
        writes=False,
    ),
    *steps(
        OBJECTION,
        "objections",
        step_objection,
        (ObjectionWish, ObjectionRow),
        (
            *("objection_unknown", "objection_needs_name", "own_answer", "reason_missing"),
            "answer_phrase",
        ),
    ),
)

RUMOURS = (*SIGHTINGS, *CLAIMS, *ANSWERS)
