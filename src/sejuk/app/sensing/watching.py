"""The detector in a process of its own: `python -m sejuk.app.sensing.watching`.

It computes for seconds, and the first time it compiles; what crews send must not wait for that.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from sejuk.app.calendars import occasions_of
from sejuk.app.districts import district_path
from sejuk.app.sensing.nightly import Sentry
from sejuk.model.district import District
from sejuk.model.report import IncidentKind, Occasion, Signals
from sejuk.model.sensed import FALSE_ALARM_DAYS, EarlyWarning

COMMAND = (sys.executable, "-m", "sejuk.app.sensing.watching")
PATIENCE = 600.0
"""Seconds; it is tried again later."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    district: str
    """Its folder."""
    signals: Signals
    occasions: tuple[Occasion, ...]
    kinds: dict[str, IncidentKind]
    moment: datetime


def sentry_of(folder: Path) -> Sentry:
    """That watches the districts of this server's folder."""
    return Sentry(watch=partial(watch_apart, folder), false_alarm_days=FALSE_ALARM_DAYS)


def watch_apart(
    folder: Path,
    district: District,
    signals: Signals,
    kinds: Mapping[str, IncidentKind],
    moment: datetime,
) -> Sequence[EarlyWarning]:
    """What stands out as of a moment. Raises CalledProcessError, TimeoutExpired."""
    if not signals.reports:
        return ()
    task = Task(
        district=str(district_path(folder, district.name)),
        signals=signals,
        occasions=occasions_of(folder, district.zone),
        kinds=dict(kinds),
        moment=moment,
    )
    done = subprocess.run(  # noqa: S603 – our own module
        COMMAND,
        input=msgspec.json.encode(task),
        stdout=subprocess.PIPE,
        check=True,
        timeout=PATIENCE,
    )
    return msgspec.json.decode(done.stdout, type=tuple[EarlyWarning, ...])


def work(task: Task) -> tuple[EarlyWarning, ...]:
    """What the process does."""
    from sejuk.cycle import watch_district  # noqa: PLC0415  # the server needs no numerics for it
    from sejuk.files.district import load_district  # noqa: PLC0415

    return watch_district(
        load_district(Path(task.district)),
        task.signals,
        task.kinds,
        task.moment,
        occasions=task.occasions,
    )


def main() -> None:
    """One task in, its warnings out."""
    if hasattr(os, "nice"):
        os.nice(10)  # what crews send comes first, and what plans comes second
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.buffer.write(msgspec.json.encode(work(task)))


if __name__ == "__main__":
    main()
