"""`sejuk solve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, Seed
from sejuk.cli.talk import give, say

if TYPE_CHECKING:
    from sejuk.app.solve_orienteering import SolvedOrienteering


def solve_command(
    file: Annotated[Path, Parameter(help="Berkas soal. Instance file.")],
    *,
    form: Annotated[
        str, Parameter(name="--format", help="Bentuk berkas / its format: top, toptw.")
    ] = "top",
    vehicles: Annotated[
        int | None,
        Parameter(
            name="--vehicles", help="Jumlah rute; toptw: 1. Number of routes; TOP files say it."
        ),
    ] = None,
    seconds: Annotated[
        float | None, Parameter(name="--seconds", help="Lama mencari. Time to search (10).")
    ] = None,
    iterations: Annotated[
        int | None,
        Parameter(
            name="--iterations",
            help="Jumlah langkah, hasil dapat diulang. Steps instead: repeatable.",
        ),
    ] = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Soal orienteering baku. The field's own orienteering benchmarks."""
    from sejuk.app.solve_orienteering import solve_file

    say("… mencari rute / searching routes")
    found = solve_file(
        file, form=form, vehicles=vehicles, seconds=seconds, iterations=iterations, seed=seed
    )
    give(msgspec.json.format(msgspec.json.encode(found)) if as_json else _text(found))


def _text(found: SolvedOrienteering) -> str:
    lines = [
        (
            f"{k}: {' '.join(map(str, route.vertices))}  (nilai/prize {route.prize:g}, "
            f"tiba/back {route.back:.2f} ≤ {found.limit:g})"
        )
        for k, route in enumerate(found.routes, 1)
    ]
    summary = (
        f"nilai/prize {found.prize:g} · {found.vehicles} rute/routes · "
        f"{found.iterations} langkah/steps · {found.seconds:.1f} s"
    )
    return "\n".join([*lines, summary])
