"""The outside world as the rest meets it: the clock, chance, the wish to stop."""

from __future__ import annotations

import os
import platform
import secrets
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

Progress = Callable[[str, float], None]
"""Told what is being done and the part that is done, 0–1."""


def silent(_stage: str, _part: float) -> None:
    """Progress nobody watches."""


def today(zone: str) -> date:
    """The calendar day in the district's zone."""
    return datetime.now(ZoneInfo(zone)).date()


def deadline(seconds: float) -> Callable[[], bool]:
    """A wish to stop that comes true after so many seconds; only a safety net for a search."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def seconds(self) -> float:
        return time.perf_counter() - self._start


class RunReport(msgspec.Struct, frozen=True, kw_only=True):
    """What differs from run to run and therefore is no part of a plan."""

    seconds: float
    stages: dict[str, float]
    """Seconds of each stage, in the order in which they began."""
    machine: str
    python: str
    sejuk: str


class Stages:
    """Progress that is passed on, and how long each stage takes: from its first word to the
    first word of another."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._watch = Stopwatch()
        self._now: tuple[str, float] | None = None
        self._seconds: dict[str, float] = {}

    def __call__(self, stage: str, part: float) -> None:
        if self._now is None or self._now[0] != stage:
            self._end()
            self._now = stage, self._watch.seconds()
            self._seconds.setdefault(stage, 0.0)
        self._progress(stage, part)

    def seconds(self) -> dict[str, float]:
        """Of each stage up to now."""
        self._end()
        return {stage: round(seconds, 3) for stage, seconds in self._seconds.items()}

    def _end(self) -> None:
        if self._now is not None:
            stage, since = self._now
            self._seconds[stage] += self._watch.seconds() - since
            self._now = None


def run_report(watch: Stopwatch, version: str, stages: Stages | None = None) -> RunReport:
    """The report of this run, up to now."""
    return RunReport(
        seconds=round(watch.seconds(), 3),
        stages=stages.seconds() if stages else {},
        machine=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        sejuk=version,
    )


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def chance(characters: int) -> str:
    """So many hexadecimal digits that nobody can guess."""
    return secrets.token_hex((characters + 1) // 2)[:characters]


def end_with_stdin() -> None:
    """Have this process end when nobody is left who could write to it."""
    threading.Thread(target=_end_with_stdin, daemon=True).start()


def _end_with_stdin() -> None:
    while sys.stdin.buffer.readline():
        pass
    os._exit(1)
