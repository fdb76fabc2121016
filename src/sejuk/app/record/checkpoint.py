"""`sejuk audit checkpoint`: a signed note on the record as it is, for witnesses to hold."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sejuk.app.record.opening import NOTE_MEGABYTES, note_from, open_for_upkeep
from sejuk.files.source import read_bytes
from sejuk.store.checkpoints import add_witnessed, make_bundle, public_key, take_checkpoint


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    note: str
    key: str
    """The record's public key, which a witness keeps."""


def checkpoint(folder: Path, witnessed: list[Path], now: datetime) -> Taken:
    """Signs all entries up to now; keeps notes that came back from witnesses.

    Raises `note_malformed`, `note_foreign` and what opening raises.
    """
    with open_for_upkeep(folder, now) as record:
        for path in witnessed:
            add_witnessed(record, read_bytes(path, NOTE_MEGABYTES), source=str(path), now=now)
        note = take_checkpoint(record, now=now)
        return Taken(note=note.decode(), key=public_key(record).text())


def bundle(folder: Path, since: Path | None, *, with_entries: bool, now: datetime) -> bytes:
    """The bytes of a bundle since the checkpoint in a file. Raises what `make_bundle` raises."""
    earlier = None if since is None else note_from(since)[1]
    with open_for_upkeep(folder, now) as record:
        made = make_bundle(record, earlier, with_entries=with_entries, now=now)
    return msgspec.json.encode(made) + b"\n"
