"""Names for callers that are not their addresses: enough to count them, and no more.

An address becomes an HMAC under a key that is made by chance each day, lies in memory alone and is
overwritten by the next day's. Nothing that is counted by such a name can be led back to an address
after the day, also by whoever has the whole server, and nothing of it is ever written.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import date
from ipaddress import IPv6Address, ip_address

KEY_BYTES = 32
NAME_BYTES = 8
"""So short that two of a million callers hardly ever share a name."""
NETWORK_BITS = 64
"""Of an IPv6 address: a household has so many, and can take any of the rest."""


class Callers:
    """Has the key of the day."""

    def __init__(self, chance: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._chance = chance
        self._day: date | None = None
        self._key = b""

    def name(self, address: str, day: date) -> str:
        """The same for an address all day (UTC), another one the next."""
        if day != self._day:
            self._day, self._key = day, self._chance(KEY_BYTES)
        return hmac.digest(self._key, network(address), hashlib.sha256)[:NAME_BYTES].hex()


def network(address: str) -> bytes:
    """An IPv4 address; of an IPv6 address the network; anything else as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address.encode()
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return found.ipv4_mapped.packed
        return found.packed[: NETWORK_BITS // 8]
    return found.packed
