"""Queries about fair rotations; each is a part of the view or transaction it is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.rotations import EFFECT, ROTATION


def rotations_of(place: Place, area: str) -> Sequence[PaperRow]:
    """All of a district, in the order of their nights."""
    query = select(ROTATION).where(ROTATION.c.area == area)
    return place.execute(query.order_by(ROTATION.c.first, ROTATION.c.rotation)).all()


def all_rotations(place: Place) -> Sequence[PaperRow]:
    """Of all districts, in the order in which they were drawn."""
    return place.execute(select(ROTATION).order_by(ROTATION.c.drawn_ms, ROTATION.c.rotation)).all()


def rotation_holding(place: Place, area: str, night: date) -> PaperRow | None:
    """The one that holds for a night."""
    for row in reversed(rotations_of(place, area)):
        if row.first <= night < row.first + timedelta(days=row.nights):
            return row
    return None


def rotation_meeting(place: Place, area: str, first: date, nights: int) -> PaperRow | None:
    """One that shares a night with so many from `first` on."""
    last = first + timedelta(days=nights)
    for row in rotations_of(place, area):
        if row.first < last and first < row.first + timedelta(days=row.nights):
            return row
    return None


def due_rotations(place: Place, now_ms: int) -> Sequence[PaperRow]:
    """Those that are to be revealed: their nights are over."""
    due = ROTATION.c.seed.is_(None) & (ROTATION.c.ends_ms <= now_ms)
    return place.execute(select(ROTATION).where(due).order_by(ROTATION.c.rotation)).all()


def effects_read(place: Place, area: str) -> Sequence[PaperRow]:
    """What was read of a district's rotations, the newest first."""
    query = select(EFFECT).where(EFFECT.c.area == area)
    return place.execute(query.order_by(EFFECT.c.read_ms.desc(), EFFECT.c.operation)).all()
