"""Checkpoints after C2SP tlog-checkpoint: which record, how many entries, the root over them."""

from __future__ import annotations

import base64
import re

import msgspec

from sejuk.problems import refuse
from sejuk.store.ledger.note import Note, from_base64


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    origin: str
    """The record's name."""
    size: int
    root: bytes


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """The text of its note."""
    root = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def read_checkpoint(note: Note, *, source: str) -> Checkpoint:
    """From the first three lines of a note's text. Raises `note_malformed`."""
    origin, size, encoded, *_ = (*note.text.removesuffix("\n").split("\n"), "", "")
    root = from_base64(encoded) or b""
    if not origin or not re.fullmatch(r"0|[1-9]\d{0,17}", size) or len(root) != 32:
        raise refuse("note_malformed", source=source)
    return Checkpoint(origin=origin, size=int(size), root=root)
