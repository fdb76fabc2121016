"""`sejuk demo`: the sample district, its files, tonight's plan, and one turn of the loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from sejuk.app.build_district import sample_district, write_district
from sejuk.app.context import Progress
from sejuk.app.demo_night.turn import Turned, TurnWish
from sejuk.app.gather import NightOptions
from sejuk.app.plan_night import Planned, plan, search_of, write_plans
from sejuk.app.write_examples import write_examples
from sejuk.files.writing import check_folder, whole_folder, write_folder

GoRound = Callable[[Path, Path, TurnWish, Progress], Turned]
"""The folder of a new record, that of its district, the night."""


class Demo(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    planned: Planned
    turned: Turned


def demo(options: NightOptions, out: Path, progress: Progress, go_round: GoRound) -> Demo:
    """Write `wilayah`, `contoh` and `rencana` under `out`; then a night's record, `catatan`, with
    its order in `surat-perintah` and its other papers in `malam`.

    Each folder is replaced whole or not at all, and only if it is as an earlier demo left it.
    """
    examples, plans, record = out / "contoh", out / "rencana", out / "catatan"
    order, papers = out / "surat-perintah", out / "malam"
    for folder in (options.district, examples, plans, record, order, papers):
        check_folder(folder)
    search_of(options, progress)  # an unknown preset is refused before any work
    progress("district", 0.0)
    district = sample_district()
    planned = plan(options, progress, district=district)
    progress("write", 1.0)
    write_district(district, options.district)
    write_examples(examples)
    write_plans(planned, plans)
    shift = planned.plans[0].shift
    wish = TurnWish(date=shift.date, start=shift.start, end=shift.end, seed=options.seed)
    with whole_folder(record) as fresh:
        turned = go_round(fresh, options.district, wish, progress)
    write_folder(order, turned.sheets)
    write_folder(papers, turned.papers)
    return Demo(planned=planned, turned=turned)
