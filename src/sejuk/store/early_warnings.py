"""Queries on early warnings; each is a part of the view or transaction it is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.early_warnings import EARLY_WARNING, EARLY_WARNING_STEP, SOUGHT
from sejuk.store.within import within


def find_early_warning(place: Place, warning: str) -> PaperRow | None:
    """One early warning."""
    query = select(EARLY_WARNING).where(EARLY_WARNING.c.early_warning == warning)
    return place.execute(query).first()


def early_warnings(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    query = select(EARLY_WARNING).where(within(EARLY_WARNING.c.area, area))
    query = query.order_by(EARLY_WARNING.c.position.desc()).limit(limit)
    return place.execute(query).all()


def open_early_warnings(place: Place, area: str, states: Collection[str]) -> Sequence[PaperRow]:
    """Those of a district in such a state, as they were raised."""
    here = (EARLY_WARNING.c.area == area) & EARLY_WARNING.c.state.in_(states)
    query = select(EARLY_WARNING).where(here)
    return place.execute(query.order_by(EARLY_WARNING.c.raised_ms, *_KEY)).all()


def early_warnings_since(place: Place, area: str, since_ms: int) -> Sequence[PaperRow]:
    """Those of a district that were raised since."""
    here = (EARLY_WARNING.c.area == area) & (EARLY_WARNING.c.raised_ms >= since_ms)
    return place.execute(select(EARLY_WARNING).where(here).order_by(*_KEY)).all()


def steps_of_early_warnings(place: Place, warnings: Collection[str]) -> Sequence[PaperRow]:
    """What became of these, as it happened."""
    here = EARLY_WARNING_STEP.c.early_warning.in_(warnings)
    query = select(EARLY_WARNING_STEP).where(here)
    return place.execute(query.order_by(EARLY_WARNING_STEP.c.position)).all()


def last_sought(place: Place, area: str) -> PaperRow | None:
    """On which day early warnings were last sought in a district."""
    return place.execute(select(SOUGHT).where(SOUGHT.c.area == area)).first()


_KEY = (EARLY_WARNING.c.early_warning,)
