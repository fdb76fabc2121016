"""What crews did and when they were last heard of: enough for a live view and to look back.

No position is in here, only where in the record the newest one is sealed.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from sejuk.model.event import Entry
from sejuk.model.ids import phone_of
from sejuk.model.kinds.body import Body
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

ACT = Table(
    "crew_act",
    _TABLES,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("author", String(64), nullable=False),
    Column("crew", String(64)),
    Column("patrol", String(64)),
    Column("place", String(96)),
    Column("area", String(96)),
    Column("residents", Integer),
    Column("at_ms", BigInteger, nullable=False, comment="by the server's clock, as far as known"),
    Index("crew_act_at", "at_ms"),
    comment="Whatever a crew does but tracking.",
)

HEARD = Table(
    "crew_heard",
    _TABLES,
    Column("device", String(64), primary_key=True),
    Column("author", String(64), nullable=False),
    Column("crew", String(64)),
    Column("patrol", String(64)),
    Column("seen_ms", BigInteger, nullable=False, comment="of its newest event"),
    Column("roll_call", String(8), nullable=False, comment="none, open, closed"),
    Column("roll_call_seq", BigInteger, nullable=False),
    Column("said_seq", BigInteger, nullable=False, comment="newest that its crew entered itself"),
    Column("said_ms", BigInteger, nullable=False, comment="when the last of those came in"),
    Column("fix_position", BigInteger, comment="entry with its newest position"),
    Column("fix_ms", BigInteger),
    Index("crew_heard_seen", "seen_ms"),
    comment="One line a device: when it was last heard, and the state of its roll-call.",
)

ACTS = frozenset(
    {
        "roll_call_opened",
        "roll_call_closed",
        "arrived",
        "left",
        "observed",
        "talked",
        "reported",
        "heard",
        "noted",
        "sos",
    }
)
SIGNS = frozenset(
    {
        "heading",
        "meeting_ended",
        "break_begun",
        "break_ended",
        "crew_changed",
        "all_well",
    }
)
"""Of a crew that is well; no acts to look back on."""
_ROLL_CALLS = {"roll_call_opened": "open", "roll_call_closed": "closed"}


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    at_ms = entry.occurred_ms + (entry.clock_offset_ms or 0)
    if entry.kind in ACTS:
        row = {
            "position": entry.position,
            "kind": entry.kind,
            "author": entry.author,
            "crew": getattr(body, "crew", None),
            "patrol": entry.patrol,
            "place": getattr(body, "place", None),
            "area": getattr(body, "area", None),
            "residents": getattr(body, "residents", None),
            "at_ms": at_ms,
        }
        connection.execute(insert(ACT), row)
    _hear(connection, entry, getattr(body, "crew", None), at_ms)


def _hear(connection: Connection, entry: Entry, crew: str | None, at_ms: int) -> None:
    """A backlog may come after what is newer: what is older changes nothing."""
    device = phone_of(entry.device)
    same = HEARD.c.device == device
    before = connection.execute(select(HEARD).where(same)).first()
    row: dict[str, object] = {}
    if before is None or at_ms >= before.seen_ms:
        row |= {"author": entry.author, "seen_ms": at_ms}
        row |= {"crew": crew} if crew is not None else {}
        row |= {"patrol": entry.patrol} if entry.patrol is not None else {}
    called = _ROLL_CALLS.get(entry.kind)
    if called and (before is None or entry.seq > before.roll_call_seq):
        row |= {"roll_call": called, "roll_call_seq": entry.seq}
    if entry.kind != "tracked":
        said = (before.said_seq, before.said_ms) if before else (0, 0)
        row |= {"said_seq": max(said[0], entry.seq), "said_ms": max(said[1], entry.received_ms)}
    if any(seal.part == "fixes" for seal in entry.seals) and (
        before is None or before.fix_ms is None or at_ms >= before.fix_ms
    ):
        row |= {"fix_position": entry.position, "fix_ms": at_ms}
    if before is None:
        none = dict.fromkeys(("roll_call_seq", "said_seq", "said_ms"), 0)
        base = {"device": device, "roll_call": "none", **none}
        connection.execute(insert(HEARD), base | row)
    elif row:
        connection.execute(update(HEARD).where(same).values(row))


PROJECTION = Projection(
    name="crews",
    version=3,
    tables=(ACT, HEARD),
    kinds=ACTS | SIGNS | {"tracked"},
    apply=_apply,
)
