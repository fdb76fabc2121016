"""Queries behind the public page; each is a part of the view or transaction it is given.

What is counted is asked for by the moment at which it came in, never by that at which it happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.claims import CLAIM, SIGHTING
from sejuk.store.projections.concerns import CONCERN, CONCERN_STEP
from sejuk.store.projections.crews import ACT
from sejuk.store.projections.published import PUBLISHED
from sejuk.store.tables import EVENT

VISITING = ("arrived", "talked", "left")


def published_weeks(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of a district, the newest first."""
    query = select(PUBLISHED).where(PUBLISHED.c.area == area)
    return place.execute(query.order_by(PUBLISHED.c.first.desc()).limit(limit)).all()


def all_weeks(place: Place) -> Sequence[PaperRow]:
    """Of every district, the oldest first."""
    return place.execute(select(PUBLISHED).order_by(PUBLISHED.c.area, PUBLISHED.c.first)).all()


def record_begun_ms(place: Place) -> int:
    """When the first entry came in."""
    return int(place.execute(select(func.min(EVENT.c.received_ms))).scalar_one())


def visiting_received(place: Place, from_ms: int, until_ms: int) -> Sequence[PaperRow]:
    """Arrivals, talks and leavings that came in from … until, with when they did, as they
    happened."""
    query: Select[Any] = (
        select(*ACT.c, EVENT.c.received_ms)
        .join(EVENT, EVENT.c.position == ACT.c.position)
        .where(
            EVENT.c.kind.in_(VISITING),
            EVENT.c.received_ms >= from_ms,
            EVENT.c.received_ms < until_ms,
        )
    )
    return place.execute(query.order_by(ACT.c.at_ms, ACT.c.position)).all()


def concerns_known(place: Place, area: str, from_ms: int, until_ms: int) -> Sequence[PaperRow]:
    """Concerns of a district that became known from … until, with `known_ms`."""
    query: Select[Any] = (
        select(*CONCERN.c, CONCERN_STEP.c.at_ms.label("known_ms"))
        .join(CONCERN_STEP, CONCERN_STEP.c.concern == CONCERN.c.concern)
        .where(
            CONCERN.c.area == area,
            CONCERN_STEP.c.step == "open",
            CONCERN_STEP.c.at_ms >= from_ms,
            CONCERN_STEP.c.at_ms < until_ms,
        )
    )
    return place.execute(query.order_by(CONCERN_STEP.c.position)).all()


def sightings_known(place: Place, from_ms: int, until_ms: int) -> Sequence[PaperRow]:
    """Sightings of claims that came in from … until, with the state of the claim and when it was
    answered; those that nobody has matched to a claim are not among them."""
    query: Select[Any] = (
        select(*SIGHTING.c, CLAIM.c.answered_ms, CLAIM.c.state.label("claim_state"))
        .join(CLAIM, CLAIM.c.claim == SIGHTING.c.claim)
        .where(SIGHTING.c.received_ms >= from_ms, SIGHTING.c.received_ms < until_ms)
    )
    return place.execute(query.order_by(SIGHTING.c.position)).all()


def answered_concerns(place: Place, area: str) -> Sequence[PaperRow]:
    """Concerns of a district that have a public answer, as they were answered."""
    has = (CONCERN.c.area == area) & CONCERN.c.answer.is_not(None)
    query = select(CONCERN).where(has, CONCERN.c.state.in_(("answered", "closed")))
    return place.execute(query.order_by(CONCERN.c.settled_ms, CONCERN.c.concern)).all()
