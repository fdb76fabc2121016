"""Claims as they are now, sightings of them, and the evidence: no words, and nobody's name.

The tables themselves refuse a verdict without evidence and approvers (guarantee G8), whatever the
use cases let through. Of what is out of scope only the ids are left, so that nothing counts it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from sejuk.model.claim import APPROVERS, AUTHORITIES, INDEPENDENT, Verdict
from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.field import Heard
from sejuk.model.kinds.rumour import (
    ClaimAssessed,
    ClaimOpened,
    ClaimStepped,
    EvidenceAdded,
    EvidenceWithdrawn,
    FactChecksImported,
    SightingDropped,
    SightingLinked,
    SightingSplit,
)
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()


def _words(words: Collection[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_OPEN = f"verdict IS NULL OR verdict = '{Verdict.UNSETTLED}'"
_TWO = {verdict for verdict, needed in APPROVERS.items() if needed > 1}

CLAIM = Table(
    "claim",
    _TABLES,
    Column("claim", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True, comment="the district"),
    Column("state", String(16), nullable=False, index=True),
    Column("harm", Integer, comment="0–3; None: not assessed"),
    Column("about", String(16), comment="whom or what; None: not assessed"),
    Column("verifiability", String(16), comment="how soon somebody could find out"),
    Column("proposed", String(16), comment="a verdict that waits for approval"),
    Column("proposer", String(64)),
    Column("proposal", BigInteger, comment="position of the proposal"),
    Column("verdict", String(16), comment="as it is settled"),
    Column("approvals", Integer, nullable=False, comment="of that verdict, by other accounts"),
    Column("sources", Integer, nullable=False, comment="evidence that stands"),
    Column("independents", Integer, nullable=False, comment="by an independent source"),
    Column("opened_ms", BigInteger, nullable=False),
    Column("clock_ms", BigInteger, nullable=False, comment="from when its deadline runs"),
    Column("settled_ms", BigInteger),
    Column("answered_ms", BigInteger, comment="of the first answer to this verdict"),
    Column("entry", BigInteger, nullable=False, comment="with its wording"),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
    CheckConstraint(f"{_OPEN} OR sources >= 1", name="claim_has_evidence"),
    CheckConstraint(
        f"{_OPEN} OR about NOT IN ({_words(AUTHORITIES)}) OR independents >= 1",
        name="claim_has_independent_source",
    ),
    CheckConstraint("verdict IS NULL OR about IS NOT NULL", name="claim_is_assessed"),
    CheckConstraint("verdict IS NULL OR approvals >= 1", name="claim_is_approved"),
    CheckConstraint(
        f"verdict IS NULL OR verdict NOT IN ({_words(_TWO)}) OR approvals >= 2",
        name="claim_is_approved_twice",
    ),
)

CLAIM_STEP = Table(
    "claim_step",
    _TABLES,
    Column("position", BigInteger, primary_key=True, comment="of the entry with its texts"),
    Column("claim", String(64), nullable=False, index=True),
    Column("step", String(20), nullable=False),
    Column("state", String(16), nullable=False),
    Column("author", String(64), nullable=False),
    Column("agency", String(16)),
    Column("at_ms", BigInteger, nullable=False),
    Column("verdict", String(16)),
    Column("evidence", String(64), comment="SHA-256 over what stood then"),
    Column("answer", String(64)),
)

SIGHTING = Table(
    "sighting",
    _TABLES,
    Column("sighting", String(64), primary_key=True, comment="id of its event"),
    Column("author", String(64), nullable=False, comment="an officer's role account, or public"),
    Column("district", String(96), comment="None: of the account"),
    Column("area", String(96), nullable=False, comment="the neighbourhood"),
    Column("channel", String(16), nullable=False),
    Column("place_kind", String(16)),
    Column("repeated", Integer),
    Column("intake", String(16), nullable=False),
    Column("heard_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("claim", String(64), index=True, comment="None: not matched yet"),
    Column("linked_ms", BigInteger),
    Column("rank", Integer, comment="of the claim among the suggestions"),
    Column("probability", Float, comment="as suggested"),
    Column("ticket", String(64), index=True, comment="SHA-256 of the code to ask with"),
    Column("position", BigInteger, nullable=False, unique=True, comment="with its text"),
    Index("sighting_heard", "heard_ms"),
)

LEFT_OUT = Table(
    "sighting_left_out",
    _TABLES,
    Column("sighting", String(64), primary_key=True, comment="id of its event"),
    Column("ticket", String(64), index=True, comment="so that whoever asks is told"),
    Column("position", BigInteger, nullable=False, unique=True),
    comment="Of what is no matter of the desk: that it came, and nothing of it.",
)

EVIDENCE = Table(
    "evidence",
    _TABLES,
    Column("evidence", String(64), primary_key=True),
    Column("claim", String(64), nullable=False, index=True),
    Column("source", String(16), nullable=False),
    Column("author", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("stands", Boolean, nullable=False),
    Column("page", String(300), comment="where anybody can read it"),
    Column("position", BigInteger, nullable=False, comment="with its texts"),
)

FACT_CHECKS = Table(
    "fact_checks",
    _TABLES,
    Column("digest", String(64), primary_key=True, comment="of the document"),
    Column("count", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    match body:
        case Heard():
            _hear(connection, entry, body)
        case SightingLinked():
            _link(connection, entry, body)
        case SightingSplit():
            _split(connection, body)
        case SightingDropped():
            _leave_out(connection, SIGHTING.c.sighting == body.sighting)
        case ClaimOpened():
            _open(connection, entry, body)
        case ClaimAssessed():
            changes = {"harm": int(body.harm), "about": body.about}
            changes |= {"verifiability": body.verifiability, "position": entry.position}
            _change(connection, body.claim, changes)
        case ClaimStepped():
            _step(connection, entry, body)
        case EvidenceAdded():
            _attach(connection, entry, body)
        case EvidenceWithdrawn():
            here = (EVIDENCE.c.evidence == body.evidence) & (EVIDENCE.c.claim == body.claim)
            connection.execute(update(EVIDENCE).where(here).values(stands=False))
            _count_evidence(connection, entry, body.claim)
        case FactChecksImported():
            row = {"digest": body.digest, "count": body.count, "at_ms": entry.received_ms}
            connection.execute(insert(FACT_CHECKS), row | {"position": entry.position})


def _hear(connection: Connection, entry: Entry, body: Heard) -> None:
    row = {
        "sighting": str(entry.id),
        "author": entry.author,
        "district": body.district,
        "area": body.area,
        "channel": body.channel,
        "place_kind": body.place_kind,
        "repeated": body.repeated,
        "intake": body.intake,
        "heard_ms": min(entry.occurred_ms + (entry.clock_offset_ms or 0), entry.received_ms),
        "received_ms": entry.received_ms,
        "ticket": body.ticket,
        "position": entry.position,
    }
    if body.claim is not None and _goes_on(connection, body.claim):
        row |= {"claim": body.claim, "linked_ms": entry.received_ms}
    connection.execute(insert(SIGHTING), row)


def _goes_on(connection: Connection, claim: str) -> bool:
    """There is such a claim, and it is a matter of the desk."""
    gone = CLAIM.c.state.in_(("out_of_scope", "handed_over"))
    found = select(CLAIM.c.claim).where(CLAIM.c.claim == claim, ~gone)
    return connection.execute(found).first() is not None


def _link(connection: Connection, entry: Entry, body: SightingLinked) -> None:
    here = SIGHTING.c.sighting == body.sighting
    changes = {
        "claim": body.claim,
        "linked_ms": entry.received_ms,
        "rank": body.rank,
        "probability": body.probability,
    }
    connection.execute(update(SIGHTING).where(here).values(changes))
    seen = select(SIGHTING.c.received_ms).where(here).scalar_subquery()
    # The deadline runs from when the first of it came in, not from when somebody opened it.
    earlier = (CLAIM.c.claim == body.claim) & (CLAIM.c.state == "received")
    connection.execute(update(CLAIM).where(earlier, CLAIM.c.clock_ms > seen).values(clock_ms=seen))
    _change(connection, body.claim, {"position": entry.position})


def _split(connection: Connection, body: SightingSplit) -> None:
    here = (SIGHTING.c.sighting == body.sighting) & (SIGHTING.c.claim == body.claim)
    changes = dict.fromkeys(("claim", "linked_ms", "rank", "probability"))
    connection.execute(update(SIGHTING).where(here).values(changes))


def _leave_out(connection: Connection, which: ColumnElement[bool]) -> None:
    columns = (SIGHTING.c.sighting, SIGHTING.c.ticket, SIGHTING.c.position)
    rows = connection.execute(select(*columns).where(which)).all()
    if rows:
        connection.execute(insert(LEFT_OUT), [row._asdict() for row in rows])
        connection.execute(delete(SIGHTING).where(which))


def _open(connection: Connection, entry: Entry, body: ClaimOpened) -> None:
    row = {
        "claim": body.claim,
        "area": body.area,
        "state": "received",
        "approvals": 0,
        "sources": 0,
        "independents": 0,
        "opened_ms": entry.received_ms,
        "clock_ms": entry.received_ms,
        "entry": entry.position,
        "position": entry.position,
    }
    connection.execute(insert(CLAIM), row)


def _step(connection: Connection, entry: Entry, body: ClaimStepped) -> None:
    row = {
        "position": entry.position,
        "claim": body.claim,
        "step": body.step,
        "state": body.state,
        "author": entry.author,
        "agency": body.agency,
        "at_ms": entry.received_ms,
        "verdict": body.verdict,
        "evidence": body.evidence,
        "answer": body.answer,
    }
    connection.execute(insert(CLAIM_STEP), row)
    changes: dict[str, object] = {"state": body.state, "position": entry.position}
    if body.step == "propose":
        changes |= {"proposed": body.verdict, "proposer": entry.author, "proposal": entry.position}
    elif body.step == "return":
        changes |= dict.fromkeys(("proposed", "proposer", "proposal"))
    elif body.step.startswith("settle_"):
        changes |= {
            "verdict": body.verdict,
            "approvals": len(_approvers(connection, body)),
            "settled_ms": entry.received_ms,
        }
    elif body.step == "answer":
        changes["answered_ms"] = func.coalesce(CLAIM.c.answered_ms, entry.received_ms)
    elif body.step == "reopen":
        gone = ("proposed", "proposer", "proposal", "verdict", "settled_ms", "answered_ms")
        changes |= dict.fromkeys(gone) | {"approvals": 0, "clock_ms": entry.received_ms}
    elif body.step == "set_aside":
        _forget(connection, body.claim)
        changes |= dict.fromkeys(
            ("harm", "about", "verifiability", "proposed", "proposer", "proposal")
        )
        changes |= {"sources": 0, "independents": 0}
    _change(connection, body.claim, changes)


def _approvers(connection: Connection, body: ClaimStepped) -> set[str]:
    """Accounts that approved this verdict on this evidence since it was proposed, but for the one
    that proposed it."""
    claim = connection.execute(select(CLAIM).where(CLAIM.c.claim == body.claim)).one()
    said = select(CLAIM_STEP.c.author).where(
        CLAIM_STEP.c.claim == body.claim,
        CLAIM_STEP.c.step == "approve",
        CLAIM_STEP.c.position > (claim.proposal or 0),
        CLAIM_STEP.c.verdict == body.verdict,
        CLAIM_STEP.c.evidence == body.evidence,
    )
    return set(connection.execute(said).scalars()) - {claim.proposer}


def _forget(connection: Connection, claim: str) -> None:
    """Opinion, criticism, satire: only that there was something stays."""
    _leave_out(connection, SIGHTING.c.claim == claim)
    connection.execute(delete(EVIDENCE).where(EVIDENCE.c.claim == claim))
    connection.execute(
        delete(CLAIM_STEP).where(CLAIM_STEP.c.claim == claim, CLAIM_STEP.c.step != "set_aside")
    )


def _attach(connection: Connection, entry: Entry, body: EvidenceAdded) -> None:
    row = {
        "evidence": body.evidence,
        "claim": body.claim,
        "source": body.source,
        "author": entry.author,
        "at_ms": entry.received_ms,
        "stands": True,
        "page": body.page,
        "position": entry.position,
    }
    connection.execute(insert(EVIDENCE), row)
    _count_evidence(connection, entry, body.claim)


def _count_evidence(connection: Connection, entry: Entry, claim: str) -> None:
    stands = select(EVIDENCE.c.source).where(EVIDENCE.c.claim == claim, EVIDENCE.c.stands)
    sources = list(connection.execute(stands).scalars())
    independents = sum(source in INDEPENDENT for source in sources)
    changes = {"sources": len(sources), "independents": independents}
    _change(connection, claim, {**changes, "position": entry.position})


def _change(connection: Connection, claim: str, changes: dict[str, object]) -> None:
    connection.execute(update(CLAIM).where(CLAIM.c.claim == claim).values(changes))


PROJECTION = Projection(
    name="claims",
    version=1,
    tables=(CLAIM, CLAIM_STEP, SIGHTING, LEFT_OUT, EVIDENCE, FACT_CHECKS),
    kinds=frozenset(
        {
            "heard",
            "claim_opened",
            "claim_assessed",
            "claim_stepped",
            "sighting_linked",
            "sighting_split",
            "sighting_dropped",
            "evidence_added",
            "evidence_withdrawn",
            "fact_checks_imported",
        }
    ),
    apply=_apply,
)
