"""A draft order: from a plan made here tonight, or from one made elsewhere and uploaded."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.app.districts import district_named, district_path
from sejuk.app.orders.paper import Checked, CsvText, Paper, check_paper, input_files
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.files.tension import tension_csv
from sejuk.model.kinds.papers import OrderDrafted
from sejuk.problems import CATALOGUE, ProblemError, ProblemKind, Words, refuse
from sejuk.store.documents import keep_document

PLANNING_SECONDS = 300
"""A search of the standard preset ends within a minute."""
_ONE_AT_A_TIME = threading.Lock()

HourText = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Tonight(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of `sejuk plan`. An empty tension is made from what the record knows."""

    district: Annotated[str, msgspec.Meta(min_length=1, max_length=119)]
    date: date
    start: HourText = "22:00"
    end: HourText = "01:00"
    roster: CsvText = ""
    tension: CsvText = ""
    crews: Annotated[int, msgspec.Meta(ge=1, le=50)] | None = None
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] = 0
    preset: Annotated[str, msgspec.Meta(pattern="^[a-z]{1,20}$")] = "standard"


@allowed("plan.upload")
def upload_plan(call: Call, wish: Paper) -> OrderRow:
    """A draft with this plan. Raises `not_a_plan`, `district_unknown`, `not_your_area`."""
    return _draft(call, wish, check_paper(call.record.folder, wish))


@allowed("plan.tonight")
def plan_tonight(call: Call, wish: Tonight) -> OrderRow:
    """Plans in a process of its own, so that nobody else waits.

    Raises `planner_busy`, `not_your_area`, and whatever `sejuk plan` refuses.
    """
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.tension import tension_now  # noqa: PLC0415

    require_area(call.actor, wish.district)
    district = district_path(call.record.folder, wish.district)
    if not wish.tension.strip():
        sensed = tension_now(
            call.record, district_named(call.record.folder, wish.district), call.now
        )
        wish = msgspec.structs.replace(wish, tension=tension_csv(sensed.tension))
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        raise refuse("planner_busy")
    try:
        content = _planned(wish, district)
    finally:
        _ONE_AT_A_TIME.release()
    paper = Paper(plan=msgspec.Raw(content), roster=wish.roster, tension=wish.tension)
    return _draft(call, paper, check_paper(call.record.folder, paper))


def _draft(call: Call, paper: Paper, checked: Checked) -> OrderRow:
    require_area(call.actor, checked.plan.district)
    shift = checked.plan.shift
    number, until = checked.tni_request()
    order = f"o-{shift.date.isoformat()}-{chance(6)}"
    with call.record.writing(now=call.now) as writing:
        body = OrderDrafted(
            order=order,
            area=checked.plan.district,
            plan=keep_document(writing.connection, msgspec.json.encode(paper), call.now_ms),
            begins=shift.at(0),
            ends=shift.at(shift.seconds),
            agencies=checked.agencies(),
            tni_request=number,
            tni_until=until,
        )
        writing.happen(body, author=call.actor.account)
        return order_row(writing.connection, order)


def _planned(wish: Tonight, district: Path) -> bytes:
    with input_files(wish.roster, wish.tension) as (roster, tension):
        options: dict[str, object] = {
            "--date": wish.date.isoformat(),
            "--from": wish.start,
            "--to": wish.end,
            "--seed": wish.seed,
            "--preset": wish.preset,
            "--roster": roster,
            "--tension": tension,
            "--crews": wish.crews,
        }
        words = [str(w) for pair in options.items() if pair[1] is not None for w in pair]
        command = [sys.executable, "-m", "sejuk", "plan", str(district), *words, "--json"]
        done = subprocess.run(  # noqa: S603 – our own command, its words checked above
            command, capture_output=True, check=False, timeout=PLANNING_SECONDS
        )
    if done.returncode:
        raise _problem(done.stderr)
    return done.stdout


class _Told(msgspec.Struct):
    code: str
    what: dict[str, str]
    do: dict[str, str]


def _problem(talk: bytes) -> ProblemError:
    """The problem that the command told as its last line."""
    try:
        told = msgspec.json.decode((talk.splitlines() or [b""])[-1], type=_Told)
    except msgspec.DecodeError:
        raise RuntimeError(talk.decode(errors="replace")[-2000:]) from None
    words = {
        language: Words(what=_literal(told.what[language]), do=_literal(told.do[language]))
        for language in ("id", "en")
    }
    status = CATALOGUE[told.code].status
    kind = ProblemKind(code=told.code, id=words["id"], en=words["en"], status=status)
    return ProblemError(kind, {})


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
