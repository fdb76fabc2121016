"""Photos: small, without the camera's notes, kept once and sealed until they end."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.problems import refuse
from sejuk.store.photos import MOST_BYTES, get_photo, put_photo

JPEG, WEBP = "image/jpeg", "image/webp"
DIGEST = re.compile(r"[0-9a-f]{64}")


@allowed("photo.keep")
def keep_photo(call: Call, digest: str, content: bytes, taken: datetime) -> None:
    """Once, however often it is sent.

    Raises `photo_digest_wrong`, `photo_too_large`, `photo_kind_unknown`, `photo_has_notes`.
    """
    if len(content) > MOST_BYTES:
        raise refuse("photo_too_large", size=len(content) // 1024, limit=MOST_BYTES // 1024)
    if hashlib.sha256(content).hexdigest() != digest:
        raise refuse("photo_digest_wrong")
    kind_of(content)
    if has_notes(content):
        raise refuse("photo_has_notes")
    put_photo(call.record, content, taken=taken, now=call.now)


@allowed("photo.read")
def read_photo(call: Call, digest: str) -> tuple[bytes, str]:
    """The photo and its media type. Raises `photo_unknown`, also for one that has ended."""
    found = get_photo(call.record, digest, now=call.now) if DIGEST.fullmatch(digest) else None
    if found is None:
        raise refuse("photo_unknown")
    return found, kind_of(found)


def kind_of(content: bytes) -> str:
    """Its media type. Raises `photo_kind_unknown`."""
    if content[:3] == b"\xff\xd8\xff":
        return JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    raise refuse("photo_kind_unknown")


def has_notes(content: bytes) -> bool:
    """True when the camera's notes (place, serial number) are still in it."""
    if kind_of(content) == WEBP:
        return b"EXIF" in content[12:] or b"XMP " in content[12:]
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in {0xE1, 0xED}:  # APP1: Exif, XMP; APP13: IPTC
            return True
        if marker == 0xDA:  # the picture itself begins
            return False
        at += 2 + size
    return False
