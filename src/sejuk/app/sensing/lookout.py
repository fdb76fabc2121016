"""Who keeps looking: severe reports and concerns as they come in, and rises once a day, on a thread
of its own.

Neither the loop nor the clock that sounds alarms waits for it, and a detector that takes seconds
holds up nobody: it reads a view of the record, and writes what it found in one short transaction.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sejuk.app.concerns.tend import tend_concerns
from sejuk.app.sensing.nightly import Sentry, seek_warnings
from sejuk.app.sensing.severe import raise_severe
from sejuk.problems import ProblemError
from sejuk.store.record import Record

LOOK_SECONDS = 1.0
FIRST_SECONDS = 5.0
"""A server that was struck down answers first, and loads numerics then."""
ROUNDS_AFTER_FAILURE = 60
"""Until a daily look that failed is tried again: severe reports are looked for all the same."""
REPORTED = frozenset({"reported"})
_LOG = logging.getLogger("sejuk.sensing")


class Lookout:
    """Has a thread of its own from `start` to `close`."""

    def __init__(
        self,
        record: Record,
        now: Callable[[], datetime],
        tell: Callable[[], None],
        sentry: Sentry | None = None,
    ) -> None:
        """`tell` is called whenever something new is in the record."""
        self._record = record
        self._now = now
        self._tell = tell
        self._sentry = sentry
        self._seen = 0
        self._rest = 0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lookout", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Ends the thread; what it was at stays to be done."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def look_for_severe(self) -> int:
        """Raises what came in since the last look; how many."""
        now = self._now()
        with self._record.looking(now=now) as view:
            newest = view.latest(REPORTED)
        if newest <= self._seen:
            return 0
        raised = raise_severe(self._record, now)
        self._seen = newest
        return raised

    def tend_concerns(self) -> int:
        """Opens, notes and escalates concerns; how many events that took."""
        return tend_concerns(self._record, self._now())

    def look_for_rises(self) -> int:
        """The daily look of each district where it is due; how many."""
        return seek_warnings(self._record, self._now(), self._sentry)

    def _run(self) -> None:
        pause = FIRST_SECONDS
        while not self._ending.wait(pause):
            pause = LOOK_SECONDS
            self._try(self.look_for_severe)
            self._try(self.tend_concerns)
            if self._rest:
                self._rest -= 1
            elif not self._try(self.look_for_rises):
                self._rest = ROUNDS_AFTER_FAILURE

    def _try(self, look: Callable[[], int]) -> bool:
        """False when it failed, which the next round must not suffer from."""
        try:
            if look():
                self._tell()
        except ProblemError as problem:
            _LOG.warning("sensing: %s", problem)
            return False
        except Exception:  # noqa: BLE001 – a district or a detector may be broken, the rest is not
            _LOG.exception("sensing")
            return False
        return True
