"""Queries on answers and objections; each is a part of the view or transaction it is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.answers import ANSWER, ANSWER_STEP, FEEDBACK, OBJECTION, SPREAD
from sejuk.store.within import within

_VISIBLE = ("published", "corrected")


def find_answer(place: Place, answer: str) -> PaperRow | None:
    """One answer."""
    return place.execute(select(ANSWER).where(ANSWER.c.answer == answer)).first()


def answers(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    query = select(ANSWER).where(within(ANSWER.c.area, area))
    query = query.order_by(ANSWER.c.position.desc()).limit(limit)
    return place.execute(query).all()


def visible_answers(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Those of a district that anybody may read, the newest first; corrected ones too."""
    query = select(ANSWER).where(ANSWER.c.area == area, ANSWER.c.state.in_(_VISIBLE))
    return place.execute(query.order_by(ANSWER.c.published_ms.desc()).limit(limit)).all()


def all_published(place: Place) -> Sequence[PaperRow]:
    """Of every district, those that anybody may read, the oldest first; corrected ones too."""
    query = select(ANSWER).where(ANSWER.c.state.in_(_VISIBLE))
    return place.execute(query.order_by(ANSWER.c.published_ms, ANSWER.c.answer)).all()


def standing_answers(place: Place, claim: str, kind: str) -> Sequence[PaperRow]:
    """Those of this kind to a claim that are published and not corrected."""
    here = (ANSWER.c.claim == claim) & (ANSWER.c.kind == kind) & (ANSWER.c.state == "published")
    return place.execute(select(ANSWER).where(here).order_by(ANSWER.c.position)).all()


def answers_to(place: Place, claims: Collection[str]) -> Sequence[PaperRow]:
    """Of these claims, as they were drafted."""
    query = select(ANSWER).where(ANSWER.c.claim.in_(claims))
    return place.execute(query.order_by(ANSWER.c.drafted_ms, ANSWER.c.answer)).all()


def steps_of_answers(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """What became of these, as it happened."""
    query = select(ANSWER_STEP).where(ANSWER_STEP.c.answer.in_(ids))
    return place.execute(query.order_by(ANSWER_STEP.c.position)).all()


def writers_of(place: Place, answer: str) -> frozenset[str]:
    """Accounts that had a hand in its text."""
    wrote = ANSWER_STEP.c.step.in_(("draft", "revise"))
    query = select(ANSWER_STEP.c.author).where(ANSWER_STEP.c.answer == answer, wrote)
    return frozenset(place.execute(query).scalars())


def spread_of(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """How these were carried, as it happened."""
    query = select(SPREAD).where(SPREAD.c.answer.in_(ids))
    return place.execute(query.order_by(SPREAD.c.position)).all()


def feedback_of(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """What residents said of these, as it came."""
    query = select(FEEDBACK).where(FEEDBACK.c.answer.in_(ids))
    return place.execute(query.order_by(FEEDBACK.c.position)).all()


def find_objection(place: Place, objection: str) -> PaperRow | None:
    """One objection."""
    return place.execute(select(OBJECTION).where(OBJECTION.c.objection == objection)).first()


def objections(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the newest first."""
    query = select(OBJECTION).where(within(OBJECTION.c.area, area))
    query = query.order_by(OBJECTION.c.entry.desc()).limit(limit)
    return place.execute(query).all()


def objections_to(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """To these answers, as they were made."""
    query = select(OBJECTION).where(OBJECTION.c.answer.in_(ids))
    return place.execute(query.order_by(OBJECTION.c.entry)).all()


def objection_of_ticket(place: Place, ticket: str) -> PaperRow | None:
    """The objection that was made under this code's digest."""
    return place.execute(select(OBJECTION).where(OBJECTION.c.ticket == ticket)).first()


def used_by(place: Place, digest: str) -> Sequence[PaperRow]:
    """Answers that ever had this text."""
    had = select(ANSWER_STEP.c.answer).where(ANSWER_STEP.c.digest == digest)
    return place.execute(select(ANSWER).where(ANSWER.c.answer.in_(had))).all()
