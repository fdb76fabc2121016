"""What an overseer is told first: the verdict on the record, and what is in the bundle."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it was."""

    fault: str
    """A code of the audit."""
    first: int
    last: int
    """Positions between which it lies; 0: not at a position."""
    what: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What checking the record found."""

    is_whole: bool
    size: int
    """Entries."""
    root: str
    """Hexadecimal."""
    checkpoints: int
    """Of the record's own."""
    signed: int
    """Entries that the newest of them covers; 0 without any."""
    witnessed: int
    """Checkpoints with the signature of a witness."""
    against: int
    """Checkpoints that the overseer brought, and the record was compared with."""
    trusted_key: bool
    """Signatures were checked with a key that the overseer brought."""
    findings: tuple[Found, ...]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much of each is in the bundle; all 0 where the record could not be read."""

    operations: int = 0
    orders: int = 0
    over: int = 0
    """Orders whose night is over: their plans are there."""
    approvals: int = 0
    draws: int = 0
    revealed: int = 0
    interventions: int = 0
    short_falls: int = 0
    figures: int = 0
    answers: int = 0
    not_checked: int = 0
    """Plans that could not be checked again, as their district is not there."""
    broken: int = 0
    """Plans in which the checker finds a broken rule."""
    rerun: int = 0
    """Plans that were made again."""
    differ: int = 0
    """Of those, plans that came out differently."""
    outlived: int = 0
    """Sealed things and keys that are older than they may be; must be 0."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The first page of the bundle."""

    made_at: datetime
    version: str
    program: str
    """Digest of the program that wrote the bundle."""
    source: str
    """Record or backup: the name of the folder or file."""
    verdict: Verdict
    readable: bool
    """False: the log cannot be read to its end, and only the verdict is here."""
    counts: Counts
