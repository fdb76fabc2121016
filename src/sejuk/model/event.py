"""An event: one thing that happened, made where it happened and never changed.

`Event` is what a device makes and sends. `Entry` is what the record keeps of it: everything but the
free text, the positions and the photos, of which it holds salted digests (`Seal`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from sejuk.model.ids import Author, DeviceId, Digest, PatrolId
from sejuk.model.kinds import KINDS, KnownBody
from sejuk.model.kinds.body import Body, Moment
from sejuk.problems import refuse

Text = Annotated[str, msgspec.Meta(max_length=4000)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{0,30}$(?!\n)")]
Salt = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}$(?!\n)")]
"""Sixteen random bytes, made on the device, in hexadecimal."""
DAY_MS = 24 * 3600 * 1000
FIRST_YEAR, LAST_YEAR = 1970, 2200
"""What a clock may say that has lost its battery, or was set by hand."""
FARTHEST_OFF_MS = 366 * 250 * DAY_MS
"""So that the corrected time is a date as well."""


class Fix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A position, WGS84."""

    at: Moment
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    accuracy_m: Annotated[float, msgspec.Meta(ge=0)] | None = None


class Opaque(msgspec.Struct, frozen=True, kw_only=True):
    """A body of a kind that this version does not know: kept sealed as it came."""

    kind: Name
    raw: bytes


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What a device makes; `read_event` and `write_event` are its wire form."""

    id: UUID
    """Version 7."""
    device: DeviceId
    seq: int
    """1, 2, 3 … on this device, without a gap."""
    occurred_at: Moment
    """By the device's clock."""
    clock_offset_ms: int | None = None
    """What to add to the device's clock to get the server's; None: not known."""
    author: Author
    patrol: PatrolId | None = None
    body: Body | Opaque
    texts: dict[str, str] = {}
    fixes: tuple[Fix, ...] = ()
    photos: tuple[Digest, ...] = ()
    """SHA-256 of photos that were sent before."""
    salt: Salt | None = None
    """Goes into the digests of texts, fixes and photos; needed where there are any."""

    def __post_init__(self) -> None:
        if self.id.version != 7 or self.seq < 1:
            raise refuse("event_malformed", detail="id, seq")
        off_ms = abs(self.clock_offset_ms or 0)
        if not FIRST_YEAR <= self.occurred_at.year < LAST_YEAR or off_ms > FARTHEST_OFF_MS:
            raise refuse("event_malformed", detail="occurred_at, clock_offset_ms")
        if isinstance(self.body, Opaque):
            return
        kind = type(self.body)
        odd = set(self.texts) - kind.TEXTS
        if odd or (self.fixes and not kind.HAS_FIXES) or (self.photos and not kind.HAS_PHOTOS):
            raise refuse("event_malformed", detail="texts, fixes, photos")
        if self.salt is None and (self.texts or self.fixes or self.photos):
            raise refuse("event_malformed", detail="salt")

    @property
    def kind(self) -> str:
        tag = self.body.kind if isinstance(self.body, Opaque) else kind_of(self.body)
        return str(tag)

    @property
    def corrected_ms(self) -> int:
        """When it happened by the server's clock, as well as is known; ms since 1970."""
        return to_ms(self.occurred_at) + (self.clock_offset_ms or 0)


class BadEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was sent as an event and is none; kept in quarantine."""

    raw: bytes
    detail: str
    id: UUID | None = None
    device: str | None = None
    seq: int | None = None
    """As far as they can be read."""


class Part(StrEnum):
    """What of an event is sealed."""

    TEXTS = "texts"
    FIXES = "fixes"
    PHOTOS = "photos"
    BODY = "body"
    """Of an unknown kind."""


class Seal(msgspec.Struct, frozen=True, array_like=True):
    """HMAC-SHA-256 of a sealed part under the event's salt."""

    part: Part
    digest: Digest


class Entry(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """One line of the record; in JSON an array in this order."""

    position: int
    """1, 2, 3 … in the record, without a gap."""
    received_ms: int
    id: UUID
    device: str
    seq: int
    kind: str
    body: msgspec.Raw
    """JSON of the body without its kind; `null` where it is sealed."""
    occurred_ms: int
    clock_offset_ms: int | None
    author: str
    patrol: str | None
    seals: tuple[Seal, ...]

    @property
    def received_at(self) -> datetime:
        return from_ms(self.received_ms)

    @property
    def occurred_at(self) -> datetime:
        """By the device's clock."""
        return from_ms(self.occurred_ms)

    @property
    def corrected_at(self) -> datetime:
        """By the server's clock, as well as is known."""
        return from_ms(self.occurred_ms + (self.clock_offset_ms or 0))


def leaf_data(entry: Entry) -> bytes:
    """The bytes of which the tree holds the hash: a JSON array of all fields.

    Body and seals stand in it as JSON texts, so that no two entries have the same bytes.
    """
    fields = [getattr(entry, name) for name in Entry.__struct_fields__]
    fields[6] = bytes(entry.body).decode()
    fields[11] = msgspec.json.encode(entry.seals).decode()
    return msgspec.json.encode(fields)


def body_of(entry: Entry) -> KnownBody | None:
    """The body of an entry; None when this version does not know its kind or it is sealed."""
    kind = KINDS.get(entry.kind)
    if kind is None or bytes(entry.body) == b"null":
        return None
    return msgspec.json.decode(entry.body, type=kind)  # type: ignore[return-value]


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970, rounded down."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_ms(unix_ms: int) -> datetime:
    """The moment, in UTC."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=unix_ms)


def kind_of(body: Body) -> str:
    """The tag of a body's class."""
    return str(type(body).__struct_config__.tag)
