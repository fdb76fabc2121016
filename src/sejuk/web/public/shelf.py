"""Public pages that are ready: made anew only when what they show has changed.

They are the same for everyone, so that a flood of readers costs a look into a table.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable

import msgspec

MOST = 256


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes
    packed: bytes
    """The same as gzip."""
    tag: str


class Shelf:
    """The pages that were asked for last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[Hashable, Ready]] = OrderedDict()

    def get(self, key: Hashable, as_of: Hashable, make: Callable[[], str | bytes]) -> Ready:
        """The page under this key; made when it is not there, or not as of the same state."""
        found = self._pages.get(key)
        if found is None or found[0] != as_of:
            found = as_of, ready(make())
            self._pages[key] = found
            if len(self._pages) > MOST:
                self._pages.popitem(last=False)
        return found[1]


def ready(content: str | bytes) -> Ready:
    """With its tag, packed."""
    raw = content.encode() if isinstance(content, str) else content
    return Ready(
        content=raw,
        packed=gzip.compress(raw, 9, mtime=0),
        tag=hashlib.sha256(raw).hexdigest()[:32],
    )
