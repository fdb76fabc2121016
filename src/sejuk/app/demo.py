"""`sejuk demo`: the sample district, its files, tonight's plan and its papers, in one folder."""

from __future__ import annotations

from pathlib import Path

from sejuk.app.build_district import sample_district, write_district
from sejuk.app.context import Progress
from sejuk.app.gather import NightOptions
from sejuk.app.papers.make import draft_sheet, order_file
from sejuk.app.plan_night import Planned, plan, search_of, write_plans
from sejuk.app.write_examples import write_examples
from sejuk.files.papers import paper_words
from sejuk.files.writing import check_folder, write_folder


def demo(options: NightOptions, out: Path, progress: Progress) -> Planned:
    """Write `wilayah`, `contoh`, `rencana` and `surat-perintah` under `out`; return the plan."""
    examples, plans, papers = out / "contoh", out / "rencana", out / "surat-perintah"
    for folder in (options.district, examples, plans, papers):
        check_folder(folder)
    search_of(options, progress)  # an unknown preset is refused before any work
    progress("district", 0.0)
    district = sample_district()
    planned = plan(options, progress, district=district)
    progress("write", 1.0)
    write_district(district, options.district)
    write_examples(examples)
    write_plans(planned, plans)
    sheet = draft_sheet(planned.plans[0], district, paper_words())
    write_folder(
        papers,
        {
            "surat-perintah.pdf": order_file(sheet, "pdf"),
            "surat-perintah.docx": order_file(sheet, "docx"),
        },
    )
    return planned
