"""Rate limits: a bucket of tokens for each caller, refilled by the clock."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from sejuk.app.server_settings import Rate
from sejuk.problems import refuse

MOST_CALLERS = 20_000


class Sessions:
    """Tokens that were good lately, as digests: these are counted apart from their addresses."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, None] = OrderedDict()

    def has(self, token: str) -> bool:
        """Whether it was good at its last request, or is one of the latest."""
        return hashlib.sha256(token.encode()).digest() in self._known

    def add(self, token: str) -> None:
        """The one least recently seen is forgotten first."""
        digest = hashlib.sha256(token.encode()).digest()
        self._known[digest] = None
        self._known.move_to_end(digest)
        if len(self._known) > MOST_CALLERS:
            self._known.popitem(last=False)


class Limits:
    """Buckets by caller. The one least recently seen is forgotten first."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str, rate: Rate, now: float) -> None:
        """Takes a token. Raises `too_many_requests` when the bucket is empty.

        `now`: seconds by a clock that never goes back.
        """
        left, since = self._buckets.pop(caller, (float(rate.burst), now))
        left = min(rate.burst, left + (now - since) * rate.per_minute / 60)
        self._buckets[caller] = (max(left - 1, 0) if left >= 1 else left, now)
        if len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        if left < 1:
            seconds = int((1 - left) * 60 / rate.per_minute) + 1
            raise refuse("too_many_requests", seconds=seconds)
