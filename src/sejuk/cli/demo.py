"""`sejuk demo`: tonight's plan for the sample district, from nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sejuk.cli.options import AsJson, DateText, PresetName, Seed, night_options
from sejuk.cli.plan import say_example_roster, show_plans
from sejuk.cli.talk import progress_on_stderr, say


def demo_command(
    *,
    out: Annotated[Path, Parameter(name="--out", help="Folder hasil. Where it goes.")] = Path(
        "demo"
    ),
    date: DateText = None,
    seed: Seed = 0,
    preset: PresetName = "standard",
    as_json: AsJson = False,
) -> None:
    """Rencana malam ini untuk wilayah contoh. Tonight's plan for the sample district."""
    from sejuk.app.demo import demo

    options = night_options(
        out / "wilayah",
        roster=None,
        tension=None,
        settings=None,
        present=None,
        day=date,
        start="22:00",
        end="01:00",
        crews=None,
        seed=seed,
        preset=preset,
    )
    say_example_roster(None)
    with progress_on_stderr() as progress:
        planned = demo(options, out, progress)
    show_plans(planned, as_json=as_json)
    say("✓ Buka di peramban / open in a browser:")
    say(f"  {(out / 'rencana' / 'rencana.html').resolve().as_uri()}")
