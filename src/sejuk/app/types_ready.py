"""Types of messages, worked out before threads read with them.

msgspec works out how a struct is read when it is first read; another thread that reads the same
one at that moment finds it half done, and the whole process ends with a segmentation fault. A
server that came back, and whom every screen asks at once, is where that happens.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

# Read by requests, and imported no sooner than the first of them: here, before there are threads.
from sejuk.files import district, rules, settings

LATER = (district, rules, settings)


def make_types_ready() -> None:
    """Every struct that has been imported. From one thread, before there are others."""
    for struct in _below(msgspec.Struct):
        with suppress(TypeError):  # a base of others, or a struct that is never read
            msgspec.json.Decoder(struct)


def _below(base: type[msgspec.Struct]) -> set[type[msgspec.Struct]]:
    own = set(base.__subclasses__())
    return own.union(*map(_below, own))
