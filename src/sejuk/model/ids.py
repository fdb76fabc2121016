"""Ids: the only words that the body of an event may hold.

They name places, papers and posts, never persons. None takes a number of fifteen digits or more, so
that an identity number (NIK: sixteen) cannot pass for one.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec

_END = r"$(?!\n)"
"""Of the text, not before a last line end. JavaScript reads it the same way."""
_NOT_A_NIK = r"^(?!.*\d{15})"
_WORD = msgspec.Meta(pattern=_NOT_A_NIK + r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}" + _END)
REFERENCE_PATTERN = _NOT_A_NIK + r"\w[\w .,:;()/-]{0,119}" + _END
_REFERENCE = msgspec.Meta(pattern=REFERENCE_PATTERN)
_AREA = msgspec.Meta(pattern=_NOT_A_NIK + r"\w[\w .:|/#-]{0,95}" + _END)

DeviceId = Annotated[str, _WORD]
"""A phone, a browser or a server, given at enrolment."""
Author = Annotated[str, _WORD]
"""A role account of an officer, e.g. `padal-johar-baru`."""
PatrolId = Annotated[str, _WORD]
CrewId = Annotated[str, _WORD]
PaperId = Annotated[str, _WORD]
"""Whatever has a life cycle: an operation, order, plan, directive, claim, concern or alarm."""
PlaceId = Annotated[str, _AREA]
AreaId = Annotated[str, _AREA]
"""A neighbourhood, or a border `a|b`. Ids of areas come from the user's map."""
PlaceCode = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{8}" + _END)]
"""What a place shows for half a minute: eight signs of Crockford's base 32."""
TicketCode = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{9}" + _END)]
"""What a resident is given to ask for the answer: eight signs of the same, and a check sign."""
Reference = Annotated[str, _REFERENCE]
"""A law, a letter or its number: `UU 2/2002 pasal 41`, `Sprin/123/XI/2024`."""

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}" + _END)]
"""SHA-256 or HMAC-SHA-256 in lower-case hexadecimal."""
TRACKER = "t-"
"""Before a phone's id: the device under which the positions of its tracker stand."""
Salt = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}" + _END)]
"""Sixteen bytes in lower-case hexadecimal."""
EPOCH_MS_BITS, VERSION, VARIANT = 48, 7, 0b10


def uuid7(unix_ms: int, chance: bytes) -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 74 of chance.

    Args:
        unix_ms: milliseconds since 1970.
        chance: ten bytes of randomness; the top six bits are not used.
    """
    rand = int.from_bytes(chance[:10], "big") & ((1 << 74) - 1)
    rand_a, rand_b = rand >> 62, rand & ((1 << 62) - 1)
    value = (unix_ms & ((1 << EPOCH_MS_BITS) - 1)) << 80
    return UUID(int=value | VERSION << 76 | rand_a << 64 | VARIANT << 62 | rand_b)


def tracker_of(phone: str) -> str:
    """The device of a phone's tracker."""
    return TRACKER + phone


def phone_of(device: str) -> str:
    """The phone that a tracker belongs to; a phone itself."""
    return device.removeprefix(TRACKER)


def is_tracker(device: str) -> bool:
    """True for the device of a tracker."""
    return device.startswith(TRACKER)


PublicPage = Annotated[str, msgspec.Meta(pattern="^https?://[!-~]+$", max_length=300)]
"""Address of a page that anybody can read, no account's (`text/accounts.py`)."""
