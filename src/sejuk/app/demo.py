"""`sejuk demo`: the sample district, its files and tonight's plan, in one folder."""

from __future__ import annotations

from pathlib import Path

from sejuk.app.build_district import sample_district, write_district
from sejuk.app.context import Progress
from sejuk.app.gather import NightOptions
from sejuk.app.plan_night import Planned, plan, search_of, write_plans
from sejuk.app.write_examples import write_examples
from sejuk.files.writing import check_folder


def demo(options: NightOptions, out: Path, progress: Progress) -> Planned:
    """Write `wilayah`, `contoh` and `rencana` under `out` and return the plan."""
    examples, plans = out / "contoh", out / "rencana"
    for folder in (options.district, examples, plans):
        check_folder(folder)
    search_of(options, progress)  # an unknown preset is refused before any work
    progress("district", 0.0)
    district = sample_district()
    planned = plan(options, progress, district=district)
    progress("write", 1.0)
    write_district(district, options.district)
    write_examples(examples)
    write_plans(planned, plans)
    return planned
