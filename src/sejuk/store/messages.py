"""Queries on calm messages that were given; each is a part of the view it is given."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.messages import GIVEN, TALK


def messages_given(place: Place, since_ms: int) -> Sequence[PaperRow]:
    """As they were given."""
    query = select(GIVEN).where(GIVEN.c.at_ms >= since_ms)
    return place.execute(query.order_by(GIVEN.c.at_ms, GIVEN.c.position)).all()


def talks_since(place: Place, since_ms: int) -> Sequence[PaperRow]:
    """As crews told of them."""
    query = select(TALK).where(TALK.c.at_ms >= since_ms)
    return place.execute(query.order_by(TALK.c.at_ms, TALK.c.position)).all()
