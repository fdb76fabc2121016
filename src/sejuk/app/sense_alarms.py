"""`sejuk sense alarms`: a district's early warnings from a file of reports."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.context import Progress
from sejuk.app.sense_tension import ReadSignals, SenseOptions, read_signals
from sejuk.app.sensing.severe import LOOK_BACK
from sejuk.cycle import ground_of, watch_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.report import Report
from sejuk.model.sensed import EarlyWarning
from sejuk.sensing.severe import severe_incidents
from sejuk.sensing.watch import WatchParams, watched_groups


class WarnedFile(msgspec.Struct, frozen=True, kw_only=True):
    given: ReadSignals
    false_alarm_days: float
    """The district's budget: one warning in so many days while nothing rises."""
    groups: tuple[str, ...]
    """Of kinds; each has an equal part of the budget."""
    rises: tuple[EarlyWarning, ...]
    severe: tuple[EarlyWarning, ...]
    """Of severity 5, of the last seven days; outside of the budget."""


def sense_alarms(options: SenseOptions, progress: Progress) -> WarnedFile:
    """Read, link, watch. Raises what `read_signals` raises."""
    progress("read", 0.0)
    given = read_signals(options)
    progress("sense", 0.5)
    by, kinds = WatchParams(), incident_kinds()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        rises = watch_district(
            given.district,
            given.signals,
            kinds,
            given.at,
            by,
            occasions=given.occasions,
            executor=threads,
        )
    recent = _recent(given.read.reports, given.at)
    zone = ZoneInfo(given.district.zone)
    severe = severe_incidents(recent, kinds, ground_of(given.district), zone)
    progress("sense", 1.0)
    return WarnedFile(
        given=given,
        false_alarm_days=by.false_alarm_days,
        groups=watched_groups(kinds, by.least_severity),
        rises=rises,
        severe=tuple(one.warning for one in severe),
    )


def alarms_json(found: WarnedFile) -> bytes:
    """All of it: warnings with their incidents, and the budget that they are held against."""
    page = {
        "format": "sejuk alarms 1",
        "district": found.given.district.name,
        "at": found.given.at,
        "false_alarm_days": found.false_alarm_days,
        "groups": found.groups,
        "warnings": [_row(one) for one in (*found.severe, *found.rises)],
        "reports": {
            "rows": found.given.read.rows,
            "repeated": found.given.read.repeated,
            "outside": found.given.read.outside,
        },
        "ignored_columns": found.given.read.ignored,
    }
    return msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n"


def _row(one: EarlyWarning) -> dict[str, object]:
    return {
        "cause": one.cause,
        "stream": one.stream,
        "areas": one.areas,
        "since": one.since,
        "until": one.until,
        "observed": one.observed,
        "expected": one.expected,
        "incidents": one.incidents,
        "false_alarm_days": one.false_alarm_days,
        "recurrence_days": one.recurrence_days,
        "p": one.p,
    }


def _recent(reports: Iterable[Report], at: datetime) -> list[Report]:
    """Known at the moment, and not history."""
    return [r for r in reports if r.received <= at and at - r.happened < LOOK_BACK]
