"""The process that works out a planning: `python -m sejuk.app.plannings.work`.

It is given one line on stdin and says lines on stdout: how far it is, and at last the options or
the problem. It ends when stdin does, so that nothing goes on computing for a server that is gone.
"""

from __future__ import annotations

import os
import sys
from datetime import time
from pathlib import Path
from statistics import median

import msgspec

from sejuk.app.context import deadline, end_with_stdin
from sejuk.app.districts import district_path
from sejuk.app.drawing import new_rotation
from sejuk.app.first_start import compile_kernels
from sejuk.app.gather import NightOptions, gather, place_id
from sejuk.app.orders.paper import Paper, input_files
from sejuk.app.plan_night import check, search_of
from sejuk.app.plannings.wish import (
    Edit,
    Load,
    Made,
    OptionRow,
    Rest,
    Said,
    Task,
    Tonight,
    told,
)
from sejuk.app.strength import text_of
from sejuk.model.change import Wished
from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.model.values import History
from sejuk.planning.explore import with_exploration
from sejuk.planning.night import Night
from sejuk.planning.options import Dice, plan_options
from sejuk.planning.replan import Replanned, handed_on, replan
from sejuk.planning.retour import begun_stops
from sejuk.problems import ProblemError
from sejuk.reporting.data import plan_from_json, plan_json

AGAIN = 300
"""Iterations of a search that changes a plan."""
AGAIN_SECONDS = 20.0
MOST_BURDENED = 5
NOBODY = "0" * 64
"""In place of a digest that the server fills in."""


def main() -> None:
    """Reads the task, does it, says what came of it."""
    if hasattr(os, "nice"):
        os.nice(5)  # what crews send comes first
    # HiGHS's name is hidden by closing standard output for a moment, while another thread may tell
    # how far the work is: so what is told has a way out of its own.
    sys.stdout = os.fdopen(os.dup(1), "w")
    line = sys.stdin.buffer.readline()
    end_with_stdin()
    task = msgspec.json.decode(line, type=Task)
    try:
        _say(work(task))
    except ProblemError as problem:
        _say(Said(problem=told(problem)))


def work(task: Task) -> Said:
    """The options. Raises whatever `sejuk plan` refuses."""
    if isinstance(task.wish, Tonight):
        return _tonight(task, task.wish)
    return Said(made=(_again(task, task.wish, msgspec.json.decode(task.paper, type=Paper)),))


def _tonight(task: Task, wish: Tonight) -> Said:
    roster = text_of(wish.strength)
    with input_files(roster, wish.tension) as (roster_file, tension_file):
        options = NightOptions(
            district=district_path(Path(task.folder), wish.district),
            date=wish.date,
            start=time.fromisoformat(wish.start),
            end=time.fromisoformat(wish.end),
            roster=roster_file,
            tension=tension_file,
            crews=wish.crews,
            seed=wish.seed,
            preset=wish.preset,
            pins=wish.pins,
            bans=wish.bans,
            history=task.history,
        )
        search = search_of(options, lambda stage, part: _say(Said(stage=stage, part=part)))
        night = _with_rotation(with_exploration(gather(options).night, wish.seed), task, wish)
    compile_kernels(search, draws=True)
    dice = Dice(seed=bytes.fromhex(task.seed), salt=bytes.fromhex(task.salt))
    made = []
    for name, plan in plan_options(night, search, dice).items():
        check(plan, night)
        row = _row(name, plan, night)
        made.append(Made(row=row, paper=_paper(plan, roster, wish.tension, task.history)))
    return Said(made=tuple(made), rotation=night.rotation)


def _with_rotation(night: Night, task: Task, wish: Tonight) -> Night:
    """With the rotation that holds, or one that begins tonight."""
    rotation = task.rotation
    if rotation is None and wish.extra is not None:
        vetoed = frozenset(place_id(place, night.district) for place in wish.vetoed)
        secret = bytes.fromhex(task.rotation_seed), bytes.fromhex(task.rotation_salt)
        rotation = new_rotation(night, wish.extra, vetoed, secret)
    return msgspec.structs.replace(night, rotation=rotation)


def _again(task: Task, wish: Edit | Rest, paper: Paper) -> Made:
    plan = plan_from_json(bytes(paper.plan))
    with input_files(paper.roster, paper.tension) as (roster_file, tension_file):
        options = NightOptions(
            district=district_path(Path(task.folder), plan.district),
            date=plan.shift.date,
            start=plan.shift.start,
            end=plan.shift.end,
            roster=roster_file,
            tension=tension_file,
            pins=plan.pins if wish.pins is None else wish.pins,
            bans=plan.bans if wish.bans is None else wish.bans,
            history=paper.history,
        )
        night = gather(options).night
    change = wish.change if isinstance(wish, Rest) else Wished()
    night = handed_on(_ahead(night, plan, task.now, change), change)
    _say(Said(stage="rest" if isinstance(wish, Rest) else "edited", part=0.1))
    found: Replanned = replan(
        night,
        plan,
        task.now,
        change,
        seed=plan.seed,
        iterations=AGAIN,
        stop=deadline(AGAIN_SECONDS),
    )
    check(found.plan, night)
    row = msgspec.structs.replace(
        _row("rest" if isinstance(wish, Rest) else "edited", found.plan, night),
        changed=found.changed,
        kept=found.kept,
    )
    return Made(row=row, paper=_paper(found.plan, paper.roster, paper.tension, paper.history))


def _ahead(night: Night, plan: Plan, now: int, change: Wished | object) -> Night:
    """The night without bans of places where a crew has been already."""
    been = {
        stop.place
        for route in plan.routes
        for stop in begun_stops(route, now, change)  # type: ignore[arg-type]
    }
    return msgspec.structs.replace(night, bans=night.bans - been)


def _paper(plan: Plan, roster: str, tension: str, history: History) -> msgspec.Raw:
    # What is said goes by lines: nothing in it may break one.
    content = msgspec.json.format(plan_json(plan), indent=-1)
    paper = Paper(plan=msgspec.Raw(content), roster=roster, tension=tension, history=history)
    return msgspec.Raw(msgspec.json.encode(paper))


def _row(name: str, plan: Plan, night: Night) -> OptionRow:
    visits = {cover.id: cover.visits for cover in plan.cover}
    core = sum(min(visits.get(h, 0), due) for h, due in night.floors.items())
    loads = sorted(
        _loads(plan, night.district), key=lambda load: (-load.minutes, load.neighbourhood)
    )
    return OptionRow(
        option=name,
        plan=NOBODY,
        figures=plan.figures,
        core_visits=core,
        extra_visits=plan.figures.visits - core,
        most_burdened=tuple(loads[:MOST_BURDENED]),
        minutes_median=median(load.minutes for load in loads) if loads else 0.0,
        bound=plan.bound,
        gap_percent=plan.gap_percent,
        unmet=len(plan.unmet),
        commitment=plan.draw.commitment if plan.draw else None,
    )


def _loads(plan: Plan, district: District) -> list[Load]:
    people = {hood.id: hood.population for hood in district.neighbourhoods}
    return [
        Load(
            neighbourhood=cover.id,
            visits=cover.visits,
            minutes=cover.minutes,
            per_1000=cover.minutes * 1000 / residents if (residents := people[cover.id]) else None,
        )
        for cover in plan.cover
    ]


def _say(said: Said) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
