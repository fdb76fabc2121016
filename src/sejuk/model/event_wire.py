"""The JSON form of an event, as devices send and receive it.

`read_event` never raises: what is no event becomes a `BadEvent` that says why, because nothing that
a device sends may be lost.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from sejuk.model.event import BadEvent, Event, Fix, Name, Opaque, Salt, Text
from sejuk.model.ids import Author, DeviceId, Digest, PatrolId
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.body import Body, Moment
from sejuk.problems import ProblemError

MOST_BYTES = 64 * 1024
"""Of one event. Photos go their own way."""


class Envelope(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The wire form; see `Event` for the meaning of the fields."""

    id: UUID
    device: DeviceId
    seq: int
    occurred_at: Moment
    clock_offset_ms: int | None = None
    author: Author
    patrol: PatrolId | None = None
    body: msgspec.Raw
    texts: dict[Name, Text] = {}
    fixes: tuple[Fix, ...] = ()
    photos: tuple[Digest, ...] = ()
    salt: Salt | None = None


class _Tag(msgspec.Struct, frozen=True):
    kind: Name


class _Glimpse(msgspec.Struct, frozen=True):
    """What can be read of an event that is none."""

    id: Any = None
    device: Any = None
    seq: Any = None


_ENVELOPE = msgspec.json.Decoder(Envelope)
_TAG = msgspec.json.Decoder(_Tag)
_BODIES = {tag: msgspec.json.Decoder(kind) for tag, kind in KINDS.items()}


def read_event(raw: bytes) -> Event | BadEvent:
    """An event from its JSON; one that is malformed comes back as `BadEvent`."""
    if len(raw) > MOST_BYTES:
        return _bad(raw, f"more than {MOST_BYTES} bytes")
    try:
        envelope = _ENVELOPE.decode(raw)
        body = _read_body(bytes(envelope.body))
        fields = {name: getattr(envelope, name) for name in Envelope.__struct_fields__}
        return Event(**{**fields, "body": body})
    except (msgspec.DecodeError, ProblemError) as error:
        detail = str(error.facts["detail"]) if isinstance(error, ProblemError) else str(error)
        return _bad(raw, detail)
    except (RecursionError, UnicodeDecodeError, OverflowError) as error:
        return _bad(raw, type(error).__name__)


def write_event(event: Event) -> bytes:
    """The JSON of an event; `read_event` gives the same event back."""
    body = event.body.raw if isinstance(event.body, Opaque) else msgspec.json.encode(event.body)
    fields = {name: getattr(event, name) for name in Envelope.__struct_fields__}
    return msgspec.json.encode(Envelope(**{**fields, "body": msgspec.Raw(body)}))


def _read_body(raw: bytes) -> Body | Opaque:
    kind = _TAG.decode(raw).kind
    decoder = _BODIES.get(kind)
    return decoder.decode(raw) if decoder else Opaque(kind=kind, raw=raw)


def _bad(raw: bytes, detail: str) -> BadEvent:
    """With the id, device and number that can be read, so that the sender can be answered."""
    try:
        seen = msgspec.json.decode(raw, type=_Glimpse)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return BadEvent(raw=raw, detail=detail)
    return BadEvent(
        raw=raw,
        detail=detail,
        id=_converted(seen.id, UUID),
        device=_converted(seen.device, DeviceId),
        seq=seq if (seq := _converted(seen.seq, int)) and 0 < seq < 2**53 else None,
    )


def _converted(value: Any, type_: Any) -> Any:  # noqa: ANN401 – anything that JSON can hold
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return None
