"""Opens a record for its upkeep, which writes no free text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sejuk.files.source import read_bytes
from sejuk.store.ledger.checkpoint import Checkpoint, read_checkpoint
from sejuk.store.ledger.note import Note, read_note
from sejuk.store.record import Record, as_it_is, open_record

NOTE_MEGABYTES = 1


def open_for_upkeep(folder: Path, now: datetime) -> Record:
    """Raises what `open_record` raises; a record that is missing is not begun."""
    return open_record(folder, redact=as_it_is, now=now)


def note_from(file: Path) -> tuple[Note, Checkpoint]:
    """A signed checkpoint from a file. Raises `note_malformed` and what reading raises."""
    note = read_note(read_bytes(file, NOTE_MEGABYTES), source=str(file))
    return note, read_checkpoint(note, source=str(file))
