"""What an order is made of: the plan and the inputs that it was made from, kept under one digest.

With the inputs at hand the independent checker can look at the plan again, whenever it matters.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from sejuk.app.districts import district_path
from sejuk.model.force import Agency, Roster
from sejuk.model.plan import Plan
from sejuk.model.values import History
from sejuk.problems import refuse
from sejuk.reporting.data import plan_from_json

CsvText = Annotated[str, msgspec.Meta(max_length=200_000)]


class Paper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    plan: msgspec.Raw
    """As `plan.json`."""
    roster: CsvText
    """The roster file's text; empty: the example."""
    tension: CsvText = ""
    history: History = History()
    """Visits of the nights before, by which floors and the worth of places were reckoned."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that was read and checked."""

    plan: Plan
    roster: Roster
    broken: tuple[str, ...]
    """Rules that the plan breaks, by code."""

    def agencies(self) -> tuple[Agency, ...]:
        """Those that contribute people, in the order of `Agency`."""
        there = frozenset[Agency]().union(*(r.crew.agencies() for r in self.plan.routes))
        return tuple(agency for agency in Agency if agency in there)

    def tni_request(self) -> tuple[str | None, date | None]:
        """The number and the last day of the request for soldiers; None unless all have one."""
        lines = [line for line in self.roster.lines if line.agency is Agency.TNI]
        numbers = [line.request_number or "" for line in lines]
        days = [line.valid_until or "" for line in lines]
        if not lines or not all(numbers) or not all(days):
            return None, None
        return "; ".join(dict.fromkeys(numbers)), date.fromisoformat(min(days))


def check_paper(folder: Path, paper: Paper) -> Checked:
    """Reads the inputs as `sejuk plan` does and runs the checker.

    Raises `not_a_plan`, `district_unknown` and the problems of the readers.
    """
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.gather import NightOptions, gather  # noqa: PLC0415
    from sejuk.cycle import check_plan  # noqa: PLC0415

    plan = plan_from_json(bytes(paper.plan))
    district = district_path(folder, plan.district)
    with input_files(paper.roster, paper.tension) as (roster, tension):
        options = NightOptions(
            district=district,
            date=plan.shift.date,
            start=plan.shift.start,
            end=plan.shift.end,
            roster=roster,
            tension=tension,
            seed=plan.seed,
            history=paper.history,
        )
        night = gather(options).night
    if plan.shift.zone != night.district.zone:
        raise refuse("not_a_plan", detail=plan.shift.zone)
    wanted = msgspec.structs.replace(night, pins=plan.pins, bans=frozenset(plan.bans))
    violations = check_plan(plan, wanted)
    return Checked(plan=plan, roster=night.roster, broken=tuple(v.rule for v in violations))


@contextmanager
def input_files(roster: str, tension: str) -> Iterator[tuple[Path | None, Path | None]]:
    """Texts as files, for the readers; an empty text is no file."""
    with tempfile.TemporaryDirectory(prefix="sejuk-") as name:
        yield (
            _written(Path(name) / "kuat-pers.csv", roster),
            _written(Path(name) / "suhu.csv", tension),
        )


def _written(file: Path, text: str) -> Path | None:
    if not text.strip():
        return None
    file.write_text(text, encoding="utf-8")
    return file
