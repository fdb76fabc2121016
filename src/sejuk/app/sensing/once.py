"""What takes seconds to work out is worked out once, for all who ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Once(Generic[Found]):
    """Answers by key, one worked out at a time; the oldest are let go of.

    Whoever asks for what is there does not wait for what is being worked out.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._found: dict[Hashable, Found] = {}

    def get(self, key: Hashable, work: Callable[[], Found]) -> Found:
        """What is kept under the key, or what `work` gives, which is kept unless it fails."""
        kept = self._found  # never changed, only replaced: no lock is needed to read it
        if key in kept:
            return kept[key]
        with self._lock:
            if key not in self._found:
                more = [*self._found.items(), (key, work())]
                self._found = dict(more[-self._most :])
            return self._found[key]
