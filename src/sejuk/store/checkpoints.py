"""Checkpoints of an open record: signed, handed to witnesses, and proved from."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select

from sejuk.model.event import to_ms
from sejuk.problems import refuse
from sejuk.store.ledger.bundle import Bundle
from sejuk.store.ledger.checkpoint import Checkpoint, checkpoint_text, read_checkpoint
from sejuk.store.ledger.merkle import EMPTY, Edge, consistency_proof, edge_of, inclusion_proof, root
from sejuk.store.ledger.note import (
    PLAIN,
    Note,
    PrivateKey,
    PublicKey,
    check,
    read_note,
    sign,
    write_note,
)
from sejuk.store.ledger.own import KEY
from sejuk.store.ledger.tree import grow_tree, tree_node
from sejuk.store.reading import entry_of, size
from sejuk.store.record import Record
from sejuk.store.tables import ABOUT, CHECKPOINT, EVENT


class Inclusion(msgspec.Struct, frozen=True, kw_only=True):
    """That an entry is in the tree of a checkpoint; `merkle.proves_inclusion` checks it."""

    position: int
    size: int
    proof: tuple[bytes, ...]


def signing_key(record: Record) -> PrivateKey:
    """The key of the record, which lies with the day keys."""
    return PrivateKey(name=record.origin, sort=PLAIN, seed=record.keys.signing_seed())


def public_key(record: Record) -> PublicKey:
    """What witnesses check our signature with."""
    return signing_key(record).public


def take_checkpoint(record: Record, *, now: datetime) -> bytes:
    """Signs all entries up to now and keeps the note; the same note when nothing was added."""
    with record.writing(now=now) as writing:
        count = size(writing.connection)
        query = select(CHECKPOINT.c.note).where(CHECKPOINT.c.size == count)
        known = writing.connection.execute(query).scalar()
        if known is not None:
            return bytes(known)
        grow_tree(writing.connection, count)
        found = Checkpoint(
            origin=record.origin, size=count, root=root(count, tree_node(writing.connection))
        )
        unsigned = Note(text=checkpoint_text(found), signatures=())
        note = write_note(sign(unsigned, signing_key(record), to_ms(now) // 1000))
        writing.connection.execute(insert(CHECKPOINT), {"size": count, "note": note})
        _note_key(writing.connection, public_key(record))
        return note


def checkpoints(record: Record) -> list[bytes]:
    """All notes that are kept, smallest first."""
    query = select(CHECKPOINT.c.note).order_by(CHECKPOINT.c.size)
    return [bytes(row.note) for row in record.rows(query)]


def add_witnessed(record: Record, content: bytes, *, source: str, now: datetime) -> None:
    """Keeps a note that came back from a witness in the place of ours.

    Raises `note_malformed`, `note_foreign` when it is none of our checkpoints.
    """
    note = read_note(content, source=source)
    found = read_checkpoint(note, source=source)
    with record.writing(now=now) as writing:
        query = select(CHECKPOINT.c.note).where(CHECKPOINT.c.size == found.size)
        known = writing.connection.execute(query).scalar()
        ours = read_note(bytes(known), source="record") if known is not None else None
        if ours is None or ours.text != note.text or not check(note, [public_key(record)]):
            raise refuse("note_foreign", source=source)
        others = {(s.name, s.key_id): s for s in (*ours.signatures, *note.signatures)}
        both = write_note(Note(text=note.text, signatures=tuple(others.values())))
        writing.connection.execute(delete(CHECKPOINT).where(CHECKPOINT.c.size == found.size))
        writing.connection.execute(insert(CHECKPOINT), {"size": found.size, "note": both})


def _note_key(connection: Connection, key: PublicKey) -> None:
    """Keeps the public key, so that a backup can be checked without ours."""
    name = f"{KEY}{key.id.hex()}"
    if connection.execute(select(ABOUT).where(ABOUT.c.name == name)).first() is None:
        connection.execute(insert(ABOUT), {"name": name, "value": key.text()})


def make_bundle(
    record: Record, since: Checkpoint | None, *, with_entries: bool, now: datetime
) -> Bundle:
    """A checkpoint of this moment, with the proof that it goes on from an earlier one.

    Raises `note_foreign` for an earlier one of another record, `record_altered` when this record
    does not go on from it.
    """
    note = take_checkpoint(record, now=now)
    new = read_checkpoint(read_note(note, source="record"), source="record")
    old = since or Checkpoint(origin=new.origin, size=0, root=EMPTY)
    if old.origin != new.origin:
        raise refuse("note_foreign", source=old.origin)
    altered = refuse("record_altered", source=str(record.folder), first=1, last=old.size)
    if old.size > new.size:
        raise altered
    with record.reading() as connection:
        node = tree_node(connection)
        edge = edge_of(old.size, node)
        if Edge(old.size, edge).root() != old.root:
            raise altered
        proof = consistency_proof(old.size, new.size, node)
        after = select(EVENT).where(EVENT.c.position > old.size, EVENT.c.position <= new.size)
        rows = connection.execute(after.order_by(EVENT.c.position)) if with_entries else None
        entries = None if rows is None else tuple(map(entry_of, rows))
    return Bundle(
        key=public_key(record).text(),
        note=note.decode(),
        since=old.size,
        proof=tuple(part.hex() for part in proof),
        edge=tuple(part.hex() for part in edge),
        entries=entries,
    )


def prove_entry(record: Record, position: int, count: int) -> Inclusion:
    """That an entry is among the first `count`."""
    with record.reading() as connection:
        proof = inclusion_proof(position - 1, count, tree_node(connection))
    return Inclusion(position=position, size=count, proof=tuple(proof))
