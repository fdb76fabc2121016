"""`sejuk audit verify`: is the record what it was, and what witnesses hold?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from sejuk.app.record.opening import note_from
from sejuk.files.source import read_bytes
from sejuk.problems import refuse
from sejuk.store.backup import look_at
from sejuk.store.ledger.audit import Finding, Known
from sejuk.store.ledger.bundle import MOST_MEGABYTES, check_bundle, read_bundle
from sejuk.store.ledger.checkpoint import Checkpoint
from sejuk.store.ledger.note import PublicKey, check, read_public_key
from sejuk.store.ledger.own import keys_in
from sejuk.store.record import DATABASE

SQLITE = b"SQLite format 3\0"


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What an audit found; whole when `findings` is empty."""

    source: str
    kind: str
    """record, backup or bundle."""
    size: int
    root: str
    """Hexadecimal."""
    checkpoints: int
    """How many were compared, the record's own among them."""
    trusted_key: bool
    """Signatures were checked with a key that was given, not with the one that came along."""
    findings: tuple[Finding, ...] = ()


def verify(target: Path, against: Sequence[Path], keys: Sequence[str]) -> Verified:
    """A record's folder, a backup or a bundle, against checkpoints that somebody else holds.

    Raises `file_missing`, `note_malformed`, `note_not_signed`, `note_foreign`, `key_malformed`, and
    for bundles what `check_bundle` raises.
    """
    known_keys = [read_public_key(text) for text in keys]
    file = database_in(target)
    if file is None:
        return _verify_bundle(target, against, known_keys)
    trusted = known_keys or keys_in(file)
    known = [_known(path, trusted) for path in against]
    found = look_at(file, known)
    return Verified(
        source=str(target),
        kind="record" if target.is_dir() else "backup",
        size=found.size,
        root=found.root.hex(),
        checkpoints=found.checkpoints,
        trusted_key=bool(known_keys),
        findings=found.findings,
    )


def database_in(target: Path) -> Path | None:
    """The database of a record's folder, or a backup; None for another file.

    Raises `file_missing`.
    """
    file = target / DATABASE if target.is_dir() else target
    if not file.is_file():
        raise refuse("file_missing", file=str(file))
    if target.is_dir():
        return file
    with file.open("rb") as stream:
        return file if stream.read(len(SQLITE)) == SQLITE else None


def _verify_bundle(file: Path, against: Sequence[Path], keys: Sequence[PublicKey]) -> Verified:
    bundle = read_bundle(read_bytes(file, MOST_MEGABYTES), source=str(file))
    held: list[Checkpoint | None] = [note_from(path)[1] for path in against]
    for earlier in held or [None]:
        checked = check_bundle(bundle, earlier, source=str(file), keys=keys)
    return Verified(
        source=str(file),
        kind="bundle",
        size=checked.checkpoint.size,
        root=checked.checkpoint.root.hex(),
        checkpoints=len(against) + 1,
        trusted_key=bool(keys),
    )


def _known(path: Path, keys: Sequence[PublicKey]) -> Known:
    note, checkpoint = note_from(path)
    if not check(note, keys):
        raise refuse("note_not_signed", source=str(path))
    if checkpoint.origin not in {key.name for key in keys}:
        raise refuse("note_foreign", source=str(path))
    return Known(source=str(path), checkpoint=checkpoint)
