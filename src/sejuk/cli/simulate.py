"""`sejuk simulate`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.options import (
    AsJson,
    CrewCount,
    DistrictFolder,
    FromText,
    PresentFile,
    RosterFile,
    Seed,
    SettingsFile,
    ToText,
    night_options,
    whole,
)
from sejuk.cli.plan import say_example_roster
from sejuk.cli.talk import counted_on_stderr, give, say

if TYPE_CHECKING:
    from sejuk.simulation.nights.claims import Claim, Summary, Tally

FIGURES = {
    "visits": "kunjungan",
    "neighbourhoods": "RW",
    "places_ever": "titik",
    "hot_visits": "di RW panas",
    "served": "RW/7 malam",
    "longest_gap": "jeda (mlm)",
    "incidents": "kejadian",
    "burden_gini": "Gini beban",
    "trust": "percaya",
}


def simulate_command(
    *,
    district: Annotated[DistrictFolder, Parameter(name="--district")],
    nights: Annotated[
        int,
        Parameter(name="--nights", converter=whole, help="Jumlah malam. Nights of each world."),
    ] = 60,
    worlds: Annotated[
        int,
        Parameter(name="--worlds", converter=whole, help="Jumlah dunia. Worlds, 1 … N."),
    ] = 200,
    policies: Annotated[
        str,
        Parameter(
            name="--policies",
            help="present, uniform, greedy, manual, sejuk: siapa yang merencanakan / who plans.",
        ),
    ] = "present,uniform,greedy,sejuk",
    past: Annotated[
        int,
        Parameter(
            name="--past",
            converter=whole,
            help="Malam dengan rute biasa sebelumnya. Nights of the usual route before.",
        ),
    ] = 28,
    roster: RosterFile = None,
    present: PresentFile = None,
    settings: SettingsFile = None,
    date: Annotated[
        str, Parameter(name="--date", help="Malam pertama. The first night.")
    ] = "2024-11-28",
    start: FromText = "22:00",
    end: ToText = "01:00",
    crews: CrewCount = None,
    seed: Seed = 0,
    preset: Annotated[
        str,
        Parameter(
            name="--preset", help="sim, quick, standard, best: lamanya mencari / search effort."
        ),
    ] = "sim",
    jobs: Annotated[
        int | None,
        Parameter(
            name="--jobs",
            converter=whole,
            help="Jumlah proses; bawaan: inti prosesor. Processes; default: cores.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        Parameter(name="--out", help="Folder hasil; dilanjutkan bila terputus. Kept; resumed."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Banyak malam di banyak dunia tiruan. Many nights in many simulated worlds, who plans best."""
    from sejuk.app.simulate import SimulationOptions, simulate, summary_json

    options = SimulationOptions(
        night=night_options(
            district,
            roster=roster,
            tension=None,
            settings=settings,
            present=present,
            day=date,
            start=start,
            end=end,
            crews=crews,
            seed=seed,
            preset=preset,
        ),
        nights=nights,
        worlds=worlds,
        policies=tuple(name.strip() for name in policies.split(",")),
        past=past,
        jobs=(os.cpu_count() or 1) if jobs is None else jobs,
        out=out,
    )
    say_example_roster(roster)
    with counted_on_stderr() as progress:
        found = simulate(options, progress)
    give(summary_json(found) if as_json else _table(found))
    if out is not None:
        say(f"✓ {out}")


def _table(found: Summary) -> str:
    """Means over worlds, a row for each policy; then the claims."""
    lines = ["".join(f"{head:>13}" for head in ("", *FIGURES.values()))]
    for name, figures in found.policies.items():
        cells = (f"{figures[figure].mean:>13.2f}" for figure in FIGURES)
        lines.append(f"{name:>13}" + "".join(cells))
    lines += ["", *(_line(claim) for claim in found.claims)]
    lines += ["", *(_tally_line(name, tally) for name, tally in found.against.items())]
    lines += ["", "Dunia tiruan, bukan bukti. Simulated worlds are no evidence about real nights."]
    return "\n".join(lines)


def _tally_line(name: str, tally: Tally) -> str:
    return (
        f"sejuk − {name}: {tally.better} lebih baik / better, {tally.no_worse} tidak lebih buruk /"
        f" no worse, {tally.worse} lebih buruk / worse, dari / of {tally.figures}"
    )


def _line(claim: Claim) -> str:
    over = claim.over
    sign = "✓" if claim.holds else "✗"
    over_or_less = "−" if claim.target.startswith("diff") else "/"
    against = f"sejuk {over_or_less} {claim.against}" if claim.against else "sejuk"
    return (
        f"{sign} {against}: {claim.figure} {over.mean:.3f} [{over.low:.3f}, {over.high:.3f}] "
        f"{claim.target}; {claim.share:.0%} dari {claim.worlds} dunia / of {claim.worlds} worlds"
    )
