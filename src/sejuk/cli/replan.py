"""`sejuk replan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.options import (
    AsJson,
    DistrictFolder,
    RosterFile,
    Seed,
    SettingsFile,
    TensionFile,
    night_options,
    read_time,
)
from sejuk.cli.plan import say_example_roster, show_plans
from sejuk.cli.talk import progress_on_stderr, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.model.change import Change


def replan_command(
    district: DistrictFolder,
    /,
    *,
    plan: Annotated[Path, Parameter(name="--plan", help="plan.json malam ini. Tonight's plan.")],
    at: Annotated[str, Parameter(name="--at", help="Jam sekarang. The time now, e.g. 23:10.")],
    delay: Annotated[
        str | None, Parameter(name="--delay", help="Tim terlambat: B=20 (menit). A late crew.")
    ] = None,
    lost: Annotated[
        str | None, Parameter(name="--lost", help="Tim yang tidak lanjut: C. A crew that ends.")
    ] = None,
    incident: Annotated[
        str | None,
        Parameter(name="--incident", help="Kejadian di dekat titik ini. Something near a place."),
    ] = None,
    roster: RosterFile = None,
    tension: TensionFile = None,
    settings: SettingsFile = None,
    seed: Seed = 0,
    out: Annotated[
        Path | None, Parameter(name="--out", help="Folder hasil. Where the files go.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Susun ulang sisa malam. The rest of the night planned anew: a delay, a lost crew, an event.

    Berikan kuat pers, suhu dan pengaturan yang sama dengan rencana semula.
    """
    from sejuk.app.plan_night import write_plans
    from sejuk.app.replan_night import replan_night
    from sejuk.files.writing import check_folder

    change = read_change(delay, lost, incident)
    options = night_options(
        district,
        roster=roster,
        tension=tension,
        settings=settings,
        present=None,
        day=None,
        start="22:00",
        end="01:00",
        crews=None,
        seed=seed,
        preset="standard",
    )
    say_example_roster(roster)
    if out is not None:
        check_folder(out)
    with progress_on_stderr() as progress:
        done = replan_night(options, plan, read_time("--at", at), change, progress)
        if out is not None:
            progress("write", 1.0)
            write_plans(done.planned, out)
    show_plans(done.planned, as_json=as_json)
    say(
        f"i {done.result.changed} titik berubah, {done.result.kept} tetap. "
        f"{done.result.changed} stops changed, {done.result.kept} kept."
    )
    if out is not None:
        say(f"✓ {out / 'rencana.html'}")


def read_change(delay: str | None, lost: str | None, incident: str | None) -> Change:
    """The one thing that happened. Raises `bad_option` for none, several or an unclear one."""
    from sejuk.model.change import Delay, Incident, LostCrew

    if sum(option is not None for option in (delay, lost, incident)) != 1:
        expected = "--delay B=20 | --lost C | --incident PLACE"
        raise refuse("bad_option", option="--delay/--lost/--incident", value="", expected=expected)
    if lost is not None:
        return LostCrew(crew=lost)
    if incident is not None:
        return Incident(place=incident)
    crew, _, minutes = str(delay).partition("=")
    if not crew or not minutes.isdecimal() or not 1 <= int(minutes) <= 240:
        raise refuse("bad_option", option="--delay", value=str(delay)[:40], expected="B=20")
    return Delay(crew=crew, minutes=int(minutes))
