"""Checks a record: every entry against its leaf, the tree against checkpoints, the tables against
the log. It trusts nothing that is stored but the checkpoints it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import DatabaseError

from sejuk.draw.seed import reveal_matches
from sejuk.model.event import body_of
from sejuk.model.kinds.papers import DrawCommitted, DrawRevealed
from sejuk.model.kinds.rotation import RotationDrawn, RotationRevealed
from sejuk.store.ledger.checkpoint import Checkpoint
from sejuk.store.ledger.merkle import Edge, leaf_hash
from sejuk.store.ledger.own import Own, own_checkpoints
from sejuk.store.ledger.tree import KEPT_LEVELS, STEP
from sejuk.store.projections.projection import project, rows_digest
from sejuk.store.projections.rebuild import up_to_date
from sejuk.store.reading import entry_of, numbers_there, ranges_of, row_leaf_data
from sejuk.store.sqlite import check_integrity
from sejuk.store.tables import EVENT, RECEIVED, TREE


class Fault(StrEnum):
    DAMAGED = "damaged"
    """The database itself is broken."""
    GAP = "gap"
    """Positions are missing."""
    CHANGED = "changed"
    """An entry is not what its leaf says."""
    ROOT = "root"
    """The entries up to a checkpoint are not those of the checkpoint."""
    TRUNCATED = "truncated"
    """A checkpoint is on more entries than there are."""
    SIGNATURE = "signature"
    """A checkpoint of the record's own is not signed by it."""
    TREE = "tree"
    """A hash that is kept for speed is wrong."""
    NUMBERS = "numbers"
    """What is told to devices is not what has come."""
    TABLE = "table"
    """A projection is not what the log gives."""
    DRAW = "draw"
    """A seed that was revealed is not the one that was committed to."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    fault: Fault
    first: int = 0
    last: int = 0
    """Positions between which it lies; 0: not at a position."""
    what: str = ""
    """The checkpoint, table or message."""


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    size: int
    root: bytes
    checkpoints: int
    """How many were compared."""
    findings: tuple[Finding, ...]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint and where it comes from."""

    source: str
    checkpoint: Checkpoint


MOST_FINDINGS = 50


def audit(connection: Connection, known: Sequence[Known], *, tables: bool = True) -> Audit:
    """Reads the whole record, and compares it with these checkpoints and with its own.

    `tables`: also makes all projections anew, beside, to compare.
    """
    edge = Edge()
    findings: list[Finding] = []
    own: list[Own] = []
    try:
        damage = check_integrity(connection)
        findings += [Finding(fault=Fault.DAMAGED, what=damage)] if damage else []
        own = list(own_checkpoints(connection))
        findings += [
            Finding(fault=Fault.SIGNATURE, last=item.size, what="record")
            for item in own
            if item.checkpoint is None
        ]
        ours = [Known(source="record", checkpoint=o.checkpoint) for o in own if o.checkpoint]
        findings += _entries(connection, edge, [*known, *ours])
        findings += _draws(connection)
        if tables:
            findings += _numbers(connection)
            findings += _projections(connection)
    except (DatabaseError, msgspec.DecodeError, ValueError) as error:
        findings.append(Finding(fault=Fault.DAMAGED, what=str(error).splitlines()[0]))
    return Audit(
        size=edge.size,
        root=edge.root(),
        checkpoints=len(known) + len(own),
        findings=tuple(findings[:MOST_FINDINGS]),
    )


def _entries(connection: Connection, edge: Edge, known: Sequence[Known]) -> Iterator[Finding]:
    """Grows `edge` by every entry, and compares it on the way."""
    due = sorted(known, key=lambda k: k.checkpoint.size)
    subtrees = _Subtrees(
        {(row.level, row.number): row.hash for row in connection.execute(select(TREE))}
    )
    good = 0
    """Size of the largest checkpoint that holds."""

    def compare() -> Iterator[Finding]:
        nonlocal good
        while due and due[0].checkpoint.size == edge.size:
            item = due.pop(0)
            if item.checkpoint.root == edge.root():
                good = edge.size
            else:
                last = edge.size
                yield Finding(fault=Fault.ROOT, first=good + 1, last=last, what=item.source)

    yield from compare()
    query = select(EVENT).order_by(EVENT.c.position).execution_options(yield_per=1000)
    for row in connection.execute(query):
        if row.position != edge.size + 1:
            yield Finding(fault=Fault.GAP, first=edge.size + 1, last=row.position, what="event")
            return
        data = row_leaf_data(row)
        leaf = leaf_hash(data or b"")
        if data is None or leaf != row.leaf:
            yield Finding(fault=Fault.CHANGED, first=row.position, last=row.position)
        edge.add(leaf)
        yield from subtrees.add(leaf, edge.size)
        yield from compare()
    yield from (
        Finding(
            fault=Fault.TRUNCATED, first=edge.size + 1, last=item.checkpoint.size, what=item.source
        )
        for item in due
    )
    yield from subtrees.rest()


class _Subtrees:
    """The hashes that should be kept, made again from the leaves and compared."""

    def __init__(self, kept: dict[tuple[int, int], bytes]) -> None:
        self._kept = kept
        self._edges = [(level, Edge()) for level in KEPT_LEVELS]

    def add(self, leaf: bytes, size: int) -> Iterator[Finding]:
        """One more leaf; a finding for each subtree that ends with it and is kept wrongly."""
        node = leaf
        for place, (level, edge) in enumerate(self._edges):
            edge.add(node)
            if edge.size < 1 << STEP:
                return
            node = edge.root()
            self._edges[place] = (level, Edge())
            number = (size >> level) - 1
            if self._kept.pop((level, number), node) != node:
                first = (number << level) + 1
                yield Finding(fault=Fault.TREE, first=first, last=size, what=f"{level}/{number}")

    def rest(self) -> Iterator[Finding]:
        """What is kept and has no leaves."""
        for level, number in self._kept:
            yield Finding(fault=Fault.TREE, what=f"{level}/{number}")


def _draws(connection: Connection) -> Iterator[Finding]:
    """What was revealed of draws, against what was committed to before; from the log alone."""
    kinds = ("draw_committed", "draw_revealed", "rotation_drawn", "rotation_revealed")
    query = select(EVENT).where(EVENT.c.kind.in_(kinds)).order_by(EVENT.c.position)
    committed: dict[str, str] = {}
    for entry in map(entry_of, connection.execute(query)):
        body = body_of(entry)
        if isinstance(body, DrawCommitted):
            committed.setdefault(body.order, body.commitment)
        elif isinstance(body, RotationDrawn):
            committed.setdefault(body.rotation, body.commitment)
        elif isinstance(body, DrawRevealed | RotationRevealed):
            what = body.order if isinstance(body, DrawRevealed) else body.rotation
            before = committed.get(what)
            parts = bytes.fromhex(body.seed), bytes.fromhex(body.salt)
            if before is None or not reveal_matches(before, *parts):
                at = entry.position
                yield Finding(fault=Fault.DRAW, first=at, last=at, what=what)


def _numbers(connection: Connection) -> Iterable[Finding]:
    """The ranges that devices are told, against the numbers that are there."""
    there = numbers_there(connection)
    kept = ranges_of(connection, there)
    others = select(RECEIVED.c.device).where(RECEIVED.c.device.not_in(sorted(there))).distinct()
    wrong = [device for device, ranges in sorted(there.items()) if ranges != kept[device]]
    wrong += [device for (device,) in connection.execute(others)]
    return [Finding(fault=Fault.NUMBERS, what=device) for device in wrong]


def _projections(connection: Connection) -> Iterable[Finding]:
    """Makes every projection anew in memory and compares all rows.

    Those of another version of the program are left out: they are made anew at the next opening.
    """
    projections = up_to_date(connection)
    beside = create_engine("sqlite://")
    with beside.begin() as fresh:
        for projection in projections:
            for table in projection.tables:
                table.create(fresh)
        query = select(EVENT).order_by(EVENT.c.position).execution_options(yield_per=1000)
        for row in connection.execute(query):
            entry = entry_of(row)
            body = body_of(entry)
            if body is not None:
                project(projections, fresh, entry, body)
        wrong = [
            projection.name
            for projection in projections
            if rows_digest(fresh, projection.tables) != rows_digest(connection, projection.tables)
        ]
    beside.dispose()
    return [Finding(fault=Fault.TABLE, what=name) for name in wrong]
