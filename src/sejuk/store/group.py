"""Commits in groups: batches that come while another is being written share the next commit.

A commit waits for the disk, milliseconds on a laptop's; a group costs one such wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from sejuk.store.append import Appended, Batch

AppendAll = Callable[[Sequence[tuple[Batch, datetime]]], list[Appended]]
"""Appends several batches in one transaction: all of them, or none and it raises."""


class _Wish:
    """A batch that waits, and then what became of it."""

    def __init__(self, batch: Batch, now: datetime) -> None:
        self.batch = batch
        self.now = now
        self.answer: Appended | None = None
        self.error: Exception | None = None
        self.turn = threading.Event()
        """Set when it is done, or when its thread is to write for all who wait."""

    @property
    def done(self) -> bool:
        return self.answer is not None or self.error is not None


class Group:
    """One thread at a time writes, for all who wait; then it wakes them, and the next writer."""

    def __init__(self, append_all: AppendAll) -> None:
        self._append_all = append_all
        self._guard = threading.Lock()
        self._waiting: list[_Wish] = []
        self._writing = False

    def append(self, batch: Batch, now: datetime) -> Appended:
        """Returns when the batch is on the disk. Raises what writing it alone would raise."""
        mine = _Wish(batch, now)
        with self._guard:
            self._waiting.append(mine)
            must_wait, self._writing = self._writing, True
        if must_wait:
            mine.turn.wait()
        if not mine.done:
            self._write_for_all()
        if mine.answer is None:
            raise mine.error or RuntimeError("neither written nor refused")
        return mine.answer

    def waiting(self) -> int:
        """How many batches wait for the next turn."""
        with self._guard:
            return len(self._waiting)

    def _write_for_all(self) -> None:
        with self._guard:
            group, self._waiting = self._waiting, []
        try:
            self._write(group)
        finally:  # also when this thread is interrupted: nobody may wait for ever
            for wish in group:
                if not wish.done:
                    wish.error = InterruptedError()
                wish.turn.set()
            with self._guard:
                self._writing = bool(self._waiting)
                if self._waiting:
                    self._waiting[0].turn.set()

    def _write(self, group: Sequence[_Wish]) -> None:
        try:
            answers = self._append_all([(wish.batch, wish.now) for wish in group])
        except Exception as error:  # noqa: BLE001 – raised again by the thread whose batch it was
            if len(group) == 1:
                group[0].error = error
                return
            for wish in group:  # one batch must not spoil the others
                self._write([wish])
            return
        for wish, answer in zip(group, answers, strict=True):
            wish.answer = answer
