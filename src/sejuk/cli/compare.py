"""`sejuk compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.options import (
    AsJson,
    CrewCount,
    DateText,
    DistrictFolder,
    EngineName,
    FromText,
    PresentFile,
    PresetName,
    RosterFile,
    Seed,
    SettingsFile,
    TensionFile,
    ToText,
    night_options,
    whole,
)
from sejuk.cli.plan import say_example_roster
from sejuk.cli.talk import give, progress_on_stderr, say

if TYPE_CHECKING:
    from sejuk.model.compare import Comparison, Spread


def compare_command(
    district: DistrictFolder,
    /,
    *,
    roster: RosterFile = None,
    tension: TensionFile = None,
    date: DateText = None,
    start: FromText = "22:00",
    end: ToText = "01:00",
    crews: CrewCount = None,
    present: PresentFile = None,
    settings: SettingsFile = None,
    seed: Seed = 0,
    preset: PresetName = "standard",
    engine: EngineName = None,
    weights_seeds: Annotated[
        int,
        Parameter(
            name="--weights-seeds",
            converter=whole,
            help="Bobot acak benih 1…N; 0: suhu yang diberikan. Random weights, seeds 1…N.",
        ),
    ] = 0,
    out: Annotated[
        Path | None, Parameter(name="--out", help="Folder hasil. Where the page goes.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Rencana kami di samping rute sekarang. Our plan beside the present route, same people."""
    from sejuk.app.compare_plans import compare, comparison_json, write_comparison
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
    )
    say_example_roster(roster)
    if out is not None:
        check_folder(out)
    with progress_on_stderr() as progress:
        done = compare(options, weights_seeds, progress)
        if out is not None:
            progress("write", 1.0)
            write_comparison(options, done, out)
    found = done.comparison
    if as_json:
        give(comparison_json(found))
    else:
        give(_table(found))
    if out is not None:
        say(f"✓ {out / 'rencana.html'}")


FIGURES = {
    "visits": "kunjungan",
    "places": "titik",
    "neighbourhoods": "RW",
    "priority_place_blocks": "prioritas",
    "dwell_minutes": "mnt singgah",
    "travel_minutes": "mnt jalan",
    "longest_gap_minutes": "jeda (mnt)",
    "objective": "nilai",
}


def _table(found: Comparison) -> str:
    """Medians, a row for each plan; with more than one draw, the range below them."""
    lines = ["".join(f"{head:>14}" for head in ("", *FIGURES.values()))]
    for kind, figures in found.plans.items():
        lines.append(f"{kind:>14}" + "".join(f"{_number(figures[f]):>14}" for f in FIGURES))
        if found.weights_seeds > 1:
            lines.append(" " * 14 + "".join(f"{_range(figures[f]):>14}" for f in FIGURES))
    for kind, figures in found.ratio.items():
        cells = [f"{_number(figures[f], 2)} ×" if f in figures else "" for f in FIGURES]
        lines.append(f"{'sejuk/' + kind:>14}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def _number(spread: Spread, digits: int = 1) -> str:
    return "–" if spread.median is None else f"{spread.median:.{digits}f}"


def _range(spread: Spread) -> str:
    if spread.min is None or spread.max is None:
        return ""
    return f"{spread.min:.0f}…{spread.max:.0f}"
