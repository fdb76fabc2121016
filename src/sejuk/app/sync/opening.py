"""Opens what devices send sealed, so that the rest meets events in the clear.

A phone seals each event as it makes it, and sends it as it lies: a forgotten PIN holds up nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.model.event import BadEvent
from sejuk.model.ids import DeviceId
from sejuk.store.envelope import DamagedError, Envelope, NamedKey, Opener, OtherKeyError
from sejuk.store.record import Record

MOST_SEALED_BYTES = 96 * 1024
"""An event of 64 KiB in base64, and its envelope."""


class SealedEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wire form of an event that is sealed."""

    id: UUID
    device: DeviceId
    seq: int
    sealed: Envelope


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[bytes | BadEvent, ...]
    """The JSON of events, or what is none."""
    unopened: tuple[UUID, ...]


class _Inside(msgspec.Struct, frozen=True):
    """What an envelope has to agree in with its content."""

    id: UUID
    device: str
    seq: int


_SEALED = msgspec.json.Decoder(SealedEvent)
_INSIDE = msgspec.json.Decoder(_Inside)
_MARK = b'"sealed"'


@allowed("record.push")
def sealing_key(call: Call) -> NamedKey:
    """The key to which a device seals what it keeps."""
    return opener_of(call.record).public


def opener_of(record: Record) -> Opener:
    """The server's own key pair."""
    return Opener(record.keys.opening_seed())


def open_all(record: Record, raws: Sequence[bytes]) -> Opened:
    """Those in the clear stay as they are."""
    opener: Opener | None = None
    items: list[bytes | BadEvent] = []
    unopened: list[UUID] = []
    for raw in raws:
        sealed = _read(raw)
        if sealed is None:
            items.append(raw)
            continue
        opener = opener or opener_of(record)
        try:
            items.append(_open(opener, sealed))
        except OtherKeyError:
            unopened.append(sealed.id)
        except DamagedError:
            seq = sealed.seq if 0 < sealed.seq < 2**53 else None
            items.append(
                BadEvent(raw=raw, detail="seal", id=sealed.id, device=sealed.device, seq=seq)
            )
    return Opened(items=tuple(items), unopened=tuple(unopened))


def about_of(id_: UUID, device: str, seq: int) -> str:
    """What an envelope is bound to."""
    return f"{id_} {device} {seq}"


def _read(raw: bytes) -> SealedEvent | None:
    """None for what is no sealed event: it is judged as one in the clear."""
    if _MARK not in raw or len(raw) > MOST_SEALED_BYTES:
        return None
    try:
        return _SEALED.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _open(opener: Opener, sealed: SealedEvent) -> bytes:
    content = opener.open(sealed.sealed, about_of(sealed.id, sealed.device, sealed.seq))
    try:
        inside = _INSIDE.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DamagedError from error
    if (inside.id, inside.device, inside.seq) != (sealed.id, sealed.device, sealed.seq):
        raise DamagedError
    return content
