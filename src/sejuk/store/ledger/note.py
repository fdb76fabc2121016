"""Signed notes after C2SP signed-note, with Ed25519, and cosignatures after C2SP tlog-cosignature.

A note is a text, an empty line, and a line for each signature: `— name base64(key id, signature)`.
The text tells nothing before a signature of a key that is known beforehand has been checked.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sejuk.problems import refuse

PLAIN, COSIGNATURE = 1, 4
"""Signature types: of a log, and of a witness, which says when."""
MOST_BYTES, MOST_SIGNATURES = 100_000, 100
_LINE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")
_NAME = re.compile(r"[^\s+]+")


class PublicKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that notes are checked with."""

    name: str
    sort: int
    """`PLAIN` or `COSIGNATURE`."""
    key: bytes
    """32 bytes, RFC 8032."""

    @property
    def id(self) -> bytes:
        """Four bytes that tell it from others of its name."""
        text = self.name.encode() + b"\n" + bytes([self.sort]) + self.key
        return hashlib.sha256(text).digest()[:4]

    def text(self) -> str:
        """One line to hand over: `name+id+key`."""
        key = base64.b64encode(bytes([self.sort]) + self.key).decode()
        return f"{self.name}+{self.id.hex()}+{key}"


class PrivateKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that notes are signed with."""

    name: str
    sort: int
    seed: bytes
    """32 random bytes."""

    @property
    def public(self) -> PublicKey:
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(name=self.name, sort=self.sort, key=key)


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A line below a note."""

    name: str
    key_id: bytes
    content: bytes


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note as it was read; nothing of it is checked."""

    text: str
    """With its last newline."""
    signatures: tuple[Signature, ...]


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A signature that was checked."""

    key: PublicKey
    unix_s: int | None
    """When; of a cosignature."""


def read_note(content: bytes, *, source: str) -> Note:
    """Raises `note_malformed`; `source` is what the note came from, for the message."""
    note = _parsed(content) if len(content) <= MOST_BYTES else None
    if note is None:
        raise refuse("note_malformed", source=source)
    return note


def write_note(note: Note) -> bytes:
    """The bytes of a note."""
    lines = [
        f"— {s.name} {base64.b64encode(s.key_id + s.content).decode()}\n" for s in note.signatures
    ]
    return (note.text + "\n" + "".join(lines)).encode()


def sign(note: Note, key: PrivateKey, unix_s: int) -> Note:
    """The note with one more signature; the time goes into cosignatures alone."""
    signer = Ed25519PrivateKey.from_private_bytes(key.seed)
    content = signer.sign(_message(note.text, key.sort, unix_s))
    if key.sort == COSIGNATURE:
        content = struct.pack(">Q", unix_s) + content
    line = Signature(name=key.name, key_id=key.public.id, content=content)
    others = tuple(s for s in note.signatures if (s.name, s.key_id) != (line.name, line.key_id))
    return Note(text=note.text, signatures=(*others, line))


def check(note: Note, keys: Iterable[PublicKey]) -> tuple[Signed, ...]:
    """The signatures of known keys. One that is wrong spoils the note: then there is none."""
    known = {(key.name, key.id): key for key in keys}
    found = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        signed = _checked(note.text, signature, key)
        if signed is None:
            return ()
        found.append(signed)
    return tuple(found)


def read_public_key(text: str) -> PublicKey:
    """From `name+id+key`. Raises `key_malformed`."""
    name, _, rest = text.strip().partition("+")
    id_, _, encoded = rest.partition("+")
    raw = from_base64(encoded) or b"\0"
    key = PublicKey(name=name, sort=raw[0], key=raw[1:])
    known = len(key.key) == 32 and key.sort in {PLAIN, COSIGNATURE}
    if not known or not _NAME.fullmatch(name) or key.id.hex() != id_:
        raise refuse("key_malformed", key=text.strip()[:80])
    return key


def from_base64(text: str) -> bytes | None:
    """The bytes; None when it is not base64."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None


def _parsed(content: bytes) -> Note | None:
    try:
        text, _, lines = content.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        return None
    signatures = [_signature(line) for line in lines.removesuffix("\n").split("\n")]
    found = tuple(signature for signature in signatures if signature is not None)
    odd = not text or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", text)
    if odd or len(found) < len(signatures) or len(found) > MOST_SIGNATURES:
        return None
    return Note(text=text + "\n", signatures=found)


def _signature(line: str) -> Signature | None:
    match = _LINE.fullmatch(line)
    raw = from_base64(match[2]) if match else None
    if match is None or raw is None or len(raw) < 5:
        return None
    return Signature(name=match[1], key_id=raw[:4], content=raw[4:])


def _checked(text: str, signature: Signature, key: PublicKey) -> Signed | None:
    content, unix_s = signature.content, None
    if key.sort == COSIGNATURE:
        if len(content) != 72:
            return None
        (unix_s,) = struct.unpack(">Q", content[:8])
        content = content[8:]
    try:
        message = _message(text, key.sort, unix_s or 0)
        Ed25519PublicKey.from_public_bytes(key.key).verify(content, message)
    except (InvalidSignature, ValueError):  # or the key is no point of the curve
        return None
    return Signed(key=key, unix_s=unix_s)


def _message(text: str, sort: int, unix_s: int) -> bytes:
    head = f"cosignature/v1\ntime {unix_s}\n" if sort == COSIGNATURE else ""
    return (head + text).encode()
