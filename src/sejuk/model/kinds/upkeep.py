"""What happens to the record itself."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sejuk.model.ids import Digest, PaperId
from sejuk.model.kinds.body import Body


class Sealed(StrEnum):
    """What is kept sealed and ends. Each has keys and days of its own."""

    TEXT = "text"
    TRACK = "track"
    PHOTO = "photo"


class RecordBegun(Body, frozen=True, kw_only=True, tag="record_begun"):
    """The first entry of every record."""

    life: PaperId


class RecordRestored(Body, frozen=True, kw_only=True, tag="record_restored"):
    """The record goes on from a backup of `size` entries; what came later must be sent again."""

    life: PaperId
    size: int
    root: Digest


class KeysDestroyed(Body, frozen=True, kw_only=True, tag="keys_destroyed"):
    """Nothing of this sort from before `before` can be read any more, anywhere."""

    sort: Sealed
    before: date


UpkeepBody = RecordBegun | RecordRestored | KeysDestroyed
