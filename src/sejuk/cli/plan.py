"""`sejuk plan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import (
    AsJson,
    BanTexts,
    CrewCount,
    DateText,
    DrawIt,
    DrawWith,
    EngineName,
    ExtraVisits,
    FromText,
    PinTexts,
    PresentFile,
    PresetName,
    ProofName,
    RosterFile,
    Seed,
    SettingsFile,
    TensionFile,
    ToText,
    VetoTexts,
    night_options,
    whole,
)
from sejuk.cli.talk import give, progress_on_stderr, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.plan_night import Planned
    from sejuk.model.plan import Plan


def plan_command(
    district: Annotated[
        Path | None, Parameter(help="Folder wilayah. The district's folder.")
    ] = None,
    /,
    *,
    roster: RosterFile = None,
    tension: TensionFile = None,
    date: DateText = None,
    start: FromText = "22:00",
    end: ToText = "01:00",
    nights: Annotated[
        int,
        Parameter(
            name="--nights", converter=whole, help="Banyak malam berturut. Nights in a row, 1–28."
        ),
    ] = 1,
    crews: CrewCount = None,
    present: PresentFile = None,
    settings: SettingsFile = None,
    pins: PinTexts = (),
    bans: BanTexts = (),
    seed: Seed = 0,
    preset: PresetName = "standard",
    engine: EngineName = None,
    proof: ProofName = None,
    draw: DrawIt = False,
    draw_with: DrawWith = None,
    extra: ExtraVisits = None,
    veto: VetoTexts = (),
    out: Annotated[
        Path | None, Parameter(name="--out", help="Folder hasil. Where the files go.")
    ] = None,
    example: Annotated[
        Path | None,
        Parameter(name="--example", help="Tulis contoh berkas masukan. Write example input files."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Rencana patroli bersama malam ini. Tonight's joint patrol plan."""
    if example is not None:
        _write_examples(example, as_json=as_json)
        return
    if district is None:
        raise refuse("missing_option", option="DISTRICT", help="sejuk plan --help")
    from sejuk.app.plan_night import plan, write_plans
    from sejuk.files.writing import check_folder

    options = night_options(
        district,
        roster=roster,
        tension=tension,
        settings=settings,
        present=present,
        day=date,
        start=start,
        end=end,
        crews=crews,
        seed=seed,
        preset=preset,
        engine=engine,
        nights=nights,
        pins=pins,
        bans=bans,
        proof=proof,
        draw=draw or (draw_with is not None and extra is None),
        draw_with=draw_with,
        extra=extra,
        vetoed=veto,
    )
    say_example_roster(roster)
    if out is not None:
        check_folder(out)
    with progress_on_stderr() as progress:
        planned = plan(options, progress)
        if out is not None:
            progress("write", 1.0)
            write_plans(planned, out)
    show_plans(planned, as_json=as_json)
    _tell_secret(planned, out)
    if out is not None:
        say(f"✓ {out / ('rencana.html' if nights == 1 else 'minggu.html')}")


def _tell_secret(planned: Planned, out: Path | None) -> None:
    """What may be known now, and where the rest is."""
    from sejuk.app.plan_night import LOTS_FILE

    secret = planned.secret
    if secret is None:
        return
    where = f"{secret.seed}:{secret.salt}" if out is None else str(out / LOTS_FILE)
    say(f"i Komitmen undian / commitment: {secret.commitment}")
    say(f"i Rahasia sampai giat selesai / secret until the night is over: {where}")


def say_example_roster(roster: Path | None) -> None:
    """Nobody should take the example for their own people."""
    if roster is None:
        say(
            "i Memakai contoh kuat pers sepuluh orang (--roster BERKAS untuk milik Anda). "
            "Using the example roster of ten people."
        )


def show_plans(planned: Planned, *, as_json: bool) -> None:
    """The plans on stdout: JSON (one plan, or a list), or a line or two for each night."""
    from sejuk.reporting.data import plan_json

    if as_json:
        pages = [plan_json(found).decode().rstrip() for found in planned.plans]
        give(pages[0] if len(pages) == 1 else "[\n" + ",\n".join(pages) + "\n]")
        return
    for found in planned.plans:
        give(_summary(found))


def _summary(found: Plan) -> str:
    """What a night comes to, and how far it can be from the best."""
    figures = found.figures
    drawn = ""
    if found.draw is not None:
        drawn = (
            f"; diundi dari / drawn from {len(found.draw.millionths)}, "
            f"berulang / repeats {100 * found.draw.repeat:.0f} %, "
            f"tumpang tindih / overlap {found.draw.overlap:.2f}"
        )
    missing = f"; tidak terpenuhi / unmet: {len(found.unmet)}" if found.unmet else ""
    return (
        f"{found.shift.date.isoformat()} {found.district}: {len(found.routes)} tim, "
        f"{figures.visits} kunjungan di {figures.places} titik, "
        f"{figures.neighbourhoods}/{figures.neighbourhoods_total} RW, "
        f"{figures.joint_visits_met}/{figures.joint_visits_planned} sambang bersama, "
        f"nilai {figures.objective:.1f}{_gap(found)}{drawn}{missing}"
    )


def _gap(found: Plan) -> str:
    if found.bound is None or found.gap_percent is None:
        return ""
    relaxed = found.gap_relaxed_percent
    free = "" if relaxed is None else f"; pertemuan bebas / meetings free {relaxed:.1f} %"
    return f" (batas / bound {found.bound:.1f}, selisih / gap {found.gap_percent:.1f} %{free})"


def _write_examples(folder: Path, *, as_json: bool) -> None:
    from sejuk.app.write_examples import write_examples

    written = [str(folder / name) for name in write_examples(folder)]
    give(msgspec.json.encode(written) if as_json else "\n".join(written))
