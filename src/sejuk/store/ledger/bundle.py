"""A bundle: a checkpoint with the proof that it goes on from an earlier one, in one file.

Who holds the earlier checkpoint can check it without the database, and, if the entries are in it,
read what happened since. It holds nothing that is sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from sejuk.model.event import Entry, leaf_data
from sejuk.problems import refuse
from sejuk.store.ledger.checkpoint import Checkpoint, read_checkpoint
from sejuk.store.ledger.merkle import Edge, leaf_hash, proves_consistency
from sejuk.store.ledger.note import Note, PublicKey, check, read_note, read_public_key

MOST_MEGABYTES = 2000


class Bundle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hashes are hexadecimal."""

    format: Literal["sejuk-audit"] = "sejuk-audit"
    version: Literal[1] = 1
    key: str
    """The record's public key."""
    note: str
    """The signed checkpoint."""
    since: int
    """Size of the earlier checkpoint; 0: from the beginning."""
    proof: tuple[str, ...]
    """Consistency proof from `since`, RFC 6962, 2.1.2."""
    edge: tuple[str, ...] = ()
    """Hashes of the whole subtrees of the first `since` entries, largest first."""
    entries: tuple[Entry, ...] | None = None
    """All entries after `since`."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that holds in itself, and goes on from what was known."""

    note: Note
    checkpoint: Checkpoint
    key: PublicKey
    entries: tuple[Entry, ...] | None


def read_bundle(content: bytes, *, source: str) -> Bundle:
    """Raises `not_a_bundle`."""
    try:
        return msgspec.json.decode(content, type=Bundle)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise refuse("not_a_bundle", source=source) from None


def check_bundle(
    bundle: Bundle,
    earlier: Checkpoint | None,
    *,
    source: str,
    keys: Sequence[PublicKey] = (),
) -> Checked:
    """Checks signature, proof and entries.

    Args:
        earlier: the checkpoint that the reader holds; None: only that the bundle holds in itself.
        keys: the record's keys that are known; none: the one in the bundle is believed.

    Raises `note_malformed`, `key_malformed`, `note_not_signed`, `bundle_since_other` when it is
    about another checkpoint, `record_altered` when it does not go on from the one that is held.
    """
    note = read_note(bundle.note.encode(), source=source)
    checkpoint = read_checkpoint(note, source=source)
    signed = check(note, keys or [read_public_key(bundle.key)])
    if not any(signature.key.name == checkpoint.origin for signature in signed):
        raise refuse("note_not_signed", source=source)
    if earlier is not None:
        if earlier.origin != checkpoint.origin or earlier.size != bundle.since:
            raise refuse("bundle_since_other", source=source, since=bundle.since, held=earlier.size)
        proof = _bytes(bundle.proof, source)
        roots = (earlier.root, checkpoint.root)
        if not proves_consistency(earlier.size, checkpoint.size, proof, *roots):
            raise refuse("record_altered", source=source, first=1, last=earlier.size)
    if bundle.entries is not None:
        _check_entries(bundle, bundle.entries, checkpoint, earlier, source)
    return Checked(note=note, checkpoint=checkpoint, key=signed[0].key, entries=bundle.entries)


def _check_entries(
    bundle: Bundle,
    entries: Sequence[Entry],
    checkpoint: Checkpoint,
    earlier: Checkpoint | None,
    source: str,
) -> None:
    """The entries, put to the edge of the earlier tree, must give the later root."""
    try:
        edge = Edge(bundle.since, _bytes(bundle.edge, source))
    except ValueError:
        raise refuse("not_a_bundle", source=source) from None
    altered = refuse("record_altered", source=source, first=bundle.since + 1, last=checkpoint.size)
    if earlier is not None and edge.root() != earlier.root:
        raise altered
    for entry in entries:
        edge.add(leaf_hash(leaf_data(entry)))
        if entry.position != edge.size:
            raise altered
    if (edge.size, edge.root()) != (checkpoint.size, checkpoint.root):
        raise altered


def _bytes(hashes: Sequence[str], source: str) -> list[bytes]:
    try:
        return [bytes.fromhex(text) for text in hashes]
    except ValueError:
        raise refuse("not_a_bundle", source=source) from None
