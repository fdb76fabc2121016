"""`sejuk audit witness`: another agency checks a bundle against what it holds, and signs."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from pathlib import Path

import msgspec

from sejuk.files.source import read_bytes
from sejuk.problems import refuse
from sejuk.store.ledger.bundle import MOST_MEGABYTES, read_bundle
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import (
    COSIGNATURE,
    PrivateKey,
    read_note,
    read_public_key,
    write_note,
)
from sejuk.store.ledger.witness import Memory, witness

KEY = "witness.json"


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The witness's own key, in its folder."""

    name: str
    seed: str
    """Hexadecimal."""


class Held(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it holds of one record."""

    key: str
    note: str


class Witnessed(msgspec.Struct, frozen=True, kw_only=True):
    note: str
    """With both signatures; goes back to the record and into a drawer."""
    origin: str
    size: int
    first: bool
    """The first checkpoint of this record, believed with its key."""
    key: str
    """The witness's public key."""


def witness_bundle(file: Path, folder: Path, name: str | None, now: datetime) -> Witnessed:
    """Checks, signs, and holds the checkpoint from now on.

    Raises `not_a_bundle`, `record_altered`, `bundle_since_other`, `witness_unnamed`,
    `witness_damaged`.
    """
    key = _key(folder, name)
    bundle = read_bundle(read_bytes(file, MOST_MEGABYTES), source=str(file))
    new = read_checkpoint(read_note(bundle.note.encode(), source=str(file)), source=str(file))
    place = folder / f"{hashlib.sha256(new.origin.encode()).hexdigest()[:16]}.json"
    memory = _memory(place)
    now_s = int(now.timestamp())
    found = witness(bundle, memory, key, source=str(file), unix_s=now_s)
    note = write_note(found.note).decode()
    _keep(place, msgspec.json.encode(Held(key=found.key.text(), note=note)))
    return Witnessed(
        note=note,
        origin=new.origin,
        size=new.size,
        first=memory is None,
        key=key.public.text(),
    )


def _key(folder: Path, name: str | None) -> PrivateKey:
    """The key in the folder; made at the first time, which needs a name."""
    file = folder / KEY
    if not file.exists():
        if name is None or not re.fullmatch(r"[^\s+]{1,64}", name):
            raise refuse("witness_unnamed", folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        made = Identity(name=name, seed=secrets.token_hex(32))
        _keep(file, msgspec.json.encode(made))
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Identity)
        seed = bytes.fromhex(found.seed)
    except (msgspec.DecodeError, ValueError):
        raise refuse("witness_damaged", file=str(file)) from None
    return PrivateKey(name=found.name, sort=COSIGNATURE, seed=seed)


def _memory(file: Path) -> Memory | None:
    if not file.exists():
        return None
    try:
        held = msgspec.json.decode(file.read_bytes(), type=Held)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise refuse("witness_damaged", file=str(file)) from None
    note = read_note(held.note.encode(), source=str(file))
    return Memory(key=read_public_key(held.key), note=note)


def _keep(file: Path, content: bytes) -> None:
    """In the place of what was there, whole or not at all; readable to the owner alone."""
    fresh = file.with_suffix(f".{secrets.token_hex(4)}.new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.replace(file)
