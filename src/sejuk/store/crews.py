"""Queries on what crews did; each is a part of the view or transaction it is given."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.crews import ACT, HEARD


def heard_between(place: Place, from_ms: int, until_ms: int) -> Sequence[PaperRow]:
    """Devices whose newest event is of this time."""
    query = select(HEARD).where(HEARD.c.seen_ms >= from_ms, HEARD.c.seen_ms <= until_ms)
    return place.execute(query.order_by(HEARD.c.device)).all()


def silent_crews(place: Place, said_before_ms: int) -> Sequence[PaperRow]:
    """Devices on duty whose crews have entered nothing since."""
    due = (HEARD.c.roll_call == "open") & (HEARD.c.said_ms <= said_before_ms)
    return place.execute(select(HEARD).where(due).order_by(HEARD.c.device)).all()


def acts_between(
    place: Place, from_ms: int, until_ms: int, kinds: Sequence[str] = ()
) -> Sequence[PaperRow]:
    """What was done in this time, in its order."""
    query = select(ACT).where(ACT.c.at_ms >= from_ms, ACT.c.at_ms <= until_ms)
    if kinds:
        query = query.where(ACT.c.kind.in_(kinds))
    return place.execute(query.order_by(ACT.c.at_ms, ACT.c.position)).all()
