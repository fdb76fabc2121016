"""`sejuk replan`: the rest of a running night planned anew, checked and written."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import msgspec

from sejuk.app.context import Progress, Stopwatch, deadline, run_report
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import Planned, check
from sejuk.files.source import read_text
from sejuk.model.change import Change
from sejuk.model.time import Shift
from sejuk.planning.replan import Replanned, handed_on, replan
from sejuk.problems import refuse
from sejuk.reporting.data import plan_from_json
from sejuk.version import __version__

ITERATIONS = 300
SAFETY_SECONDS = 4.0
"""Nobody waits longer in mid-shift; a search that is cut short says so."""


class ReplannedNight(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    planned: Planned
    result: Replanned


def replan_night(
    options: NightOptions, plan_file: Path, at: time, change: Change, progress: Progress
) -> ReplannedNight:
    """Read the running plan and change what is ahead of `at`; nothing is written.

    The roster, tension and settings must be those of the plan. Its pins and bans hold unless the
    options name others, all of them then. Raises `not_a_plan`, `not_this_district`,
    `not_in_shift`, `unknown_crew`, `unknown_place`, `pin_cannot_be`, `night_cannot_go_on`.
    """
    watch = Stopwatch()
    running = plan_from_json(read_text(plan_file).encode())
    gathered = gather(options)
    night = msgspec.structs.replace(
        gathered.night,
        shift=running.shift,
        pins=running.pins if options.pins is None else gathered.night.pins,
        bans=frozenset(running.bans) if options.bans is None else gathered.night.bans,
    )
    if running.district != night.district.name:
        raise refuse("not_this_district", plan=running.district, district=night.district.name)
    night = handed_on(night, change)
    progress("improve", 0.0)
    stop = deadline(SAFETY_SECONDS)
    result = replan(
        night,
        running,
        seconds_into(running.shift, at),
        change,
        seed=options.seed,
        iterations=ITERATIONS,
        stop=stop,
    )
    check(result.plan, night)
    planned = Planned(
        gathered=msgspec.structs.replace(gathered, night=night),
        plans=(msgspec.structs.replace(result.plan, night=1),),
        baselines=(),
        report=run_report(watch, __version__),
    )
    return ReplannedNight(planned=planned, result=result)


def seconds_into(shift: Shift, at: time) -> int:
    """Seconds from the shift's start to a clock time within it. Raises `not_in_shift`."""
    moment = datetime.combine(shift.date, at, shift.begins.tzinfo)
    if moment < shift.begins:
        moment += timedelta(days=1)
    seconds = int((moment - shift.begins).total_seconds())
    if seconds >= shift.seconds:
        raise refuse(
            "not_in_shift",
            at=at.strftime("%H.%M"),
            start=shift.start.strftime("%H.%M"),
            end=shift.end.strftime("%H.%M"),
        )
    return seconds
