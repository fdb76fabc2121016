"""Queries on claims, sightings and evidence; each is a part of the view or transaction it is given.

None gives what is out of scope: it is deleted, and counted nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from sejuk.model.claim import Intake
from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.claims import (
    CLAIM,
    CLAIM_STEP,
    EVIDENCE,
    FACT_CHECKS,
    LEFT_OUT,
    SIGHTING,
)
from sejuk.store.within import around, within

MOST_VARIABLES = 500
_GONE = CLAIM.c.state == "out_of_scope"


def find_claim(place: Place, claim: str) -> PaperRow | None:
    """One claim, also one that was set aside: it can be asked for by its id, and says no more."""
    return place.execute(select(CLAIM).where(CLAIM.c.claim == claim)).first()


def claims(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    query = select(CLAIM).where(~_GONE, within(CLAIM.c.area, area))
    query = query.order_by(CLAIM.c.position.desc()).limit(limit)
    return place.execute(query).all()


def claims_around(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area and those that take it in, the one that changed last first."""
    query = select(CLAIM).where(~_GONE, around(CLAIM.c.area, area))
    return place.execute(query.order_by(CLAIM.c.position.desc()).limit(limit)).all()


def approvals(place: Place, claim: PaperRow) -> Sequence[PaperRow]:
    """Approvals of the verdict that is proposed, as they were given."""
    query = select(CLAIM_STEP).where(
        CLAIM_STEP.c.claim == claim.claim,
        CLAIM_STEP.c.step == "approve",
        CLAIM_STEP.c.position > (claim.proposal or 0),
    )
    return place.execute(query.order_by(CLAIM_STEP.c.position)).all()


def steps_of_claims(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """What became of these, as it happened."""
    query = select(CLAIM_STEP).where(CLAIM_STEP.c.claim.in_(ids))
    return place.execute(query.order_by(CLAIM_STEP.c.position)).all()


def evidence_of(place: Place, claim: str) -> Sequence[PaperRow]:
    """Of one claim, as it came; also what was withdrawn."""
    query = select(EVIDENCE).where(EVIDENCE.c.claim == claim)
    return place.execute(query.order_by(EVIDENCE.c.position)).all()


def find_sighting(place: Place, sighting: str) -> PaperRow | None:
    """One sighting that was not left out."""
    return place.execute(select(SIGHTING).where(SIGHTING.c.sighting == sighting)).first()


def sightings_of(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """Of these claims, by the time they were heard."""
    query = select(SIGHTING).where(SIGHTING.c.claim.in_(ids))
    return place.execute(query.order_by(SIGHTING.c.heard_ms, SIGHTING.c.position)).all()


def open_sightings(place: Place, limit: int) -> Sequence[PaperRow]:
    """Those that are matched to no claim yet, as they came; those of nobody's account last, so that
    a flood of them hides nothing else."""
    query = select(SIGHTING).where(SIGHTING.c.claim.is_(None))
    nobodys = SIGHTING.c.intake == Intake.PUBLIC
    return place.execute(query.order_by(nobodys, SIGHTING.c.position).limit(limit)).all()


def sightings_received_since(place: Place, since_ms: int) -> Sequence[PaperRow]:
    """All that came in since, matched or not: what tension is made from."""
    query = select(SIGHTING).where(SIGHTING.c.received_ms >= since_ms)
    return place.execute(query.order_by(SIGHTING.c.position)).all()


def sightings_heard_at(place: Place, moments: Collection[int]) -> Sequence[PaperRow]:
    """Those that were heard at one of these moments, in milliseconds."""
    rows: list[PaperRow] = []
    wanted = sorted(moments)
    for n in range(0, len(wanted), MOST_VARIABLES):
        some = SIGHTING.c.heard_ms.in_(wanted[n : n + MOST_VARIABLES])
        rows += place.execute(select(SIGHTING).where(some)).all()
    return rows


def sightings_heard_between(place: Place, first_ms: int, last_ms: int) -> Sequence[PaperRow]:
    """All that were heard from first to last, matched or not, by time."""
    there = (SIGHTING.c.heard_ms >= first_ms) & (SIGHTING.c.heard_ms <= last_ms)
    return place.execute(
        select(SIGHTING).where(there).order_by(SIGHTING.c.heard_ms, SIGHTING.c.position)
    ).all()


def count_left_out(place: Place) -> int:
    """How many sightings were no matter of the desk, ever: changes when one leaves."""
    return int(place.execute(select(func.count()).select_from(LEFT_OUT)).scalar_one())


def sighting_of_ticket(place: Place, ticket: str) -> PaperRow | None:
    """The sighting that was told under this code's digest."""
    return place.execute(select(SIGHTING).where(SIGHTING.c.ticket == ticket)).first()


def is_left_out(place: Place, ticket: str) -> bool:
    """True when what was told under this code's digest was no matter of the desk."""
    here = select(LEFT_OUT.c.sighting).where(LEFT_OUT.c.ticket == ticket)
    return place.execute(here).first() is not None


def fact_checks(place: Place) -> Sequence[PaperRow]:
    """Imports, as they came."""
    return place.execute(select(FACT_CHECKS).order_by(FACT_CHECKS.c.position)).all()
