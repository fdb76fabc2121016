"""`sejuk evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, Seed
from sejuk.cli.talk import give, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.evaluate import EffectPage

DesignFile = Annotated[
    Path | None,
    Parameter(
        name="--design",
        help="area,night,block,stratum,probability,assigned,delivered[,vetoed] (CSV). The draw.",
    ),
]
OutcomesFile = Annotated[
    Path | None,
    Parameter(
        name="--outcomes",
        help="area,night,origin[,count][,what] (CSV). Reports; only residents' are counted.",
    ),
]
NeighboursFile = Annotated[
    Path | None,
    Parameter(
        name="--neighbours", help="area,neighbour (CSV). Wilayah bersebelahan. Which areas touch."
    ),
]


RecordOrNone = Annotated[
    Path | None, Parameter(help="Folder catatan; tanpa --design. A record, instead of files.")
]
DistrictName = Annotated[
    str | None,
    Parameter(name="--district", help="Bila ada beberapa. Where there are several."),
]


def evaluate_command(
    record: RecordOrNone = None,
    /,
    *,
    district: DistrictName = None,
    design: DesignFile = None,
    outcomes: OutcomesFile = None,
    neighbours: NeighboursFile = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Dampak kunjungan tambahan, apa adanya. What the extra visits did, with its interval."""
    from sejuk.app.context import clock
    from sejuk.app.evaluate import evaluate_files, evaluate_record

    if (record is None) == (design is None) or (design is None) != (outcomes is None):
        expected = "RECORD | --design FILE --outcomes FILE"
        raise refuse("bad_option", option="--design", value=design or "–", expected=expected)
    say("… mengundi ulang / drawing again")
    if record is not None:
        page = evaluate_record(record, district, clock())
    elif design is not None and outcomes is not None:
        page = evaluate_files(design, outcomes, neighbours, seed=seed)
    give(msgspec.json.format(msgspec.json.encode(page)) if as_json else _text(page))


def _text(page: EffectPage) -> str:
    """The sheet in Indonesian, then in English."""
    sheets = []
    for language in ("id", "en"):
        lines = [page.title[language], ""]
        lines += [f"- {sentence[language]}" for sentence in page.sentences]
        sheets.append("\n".join(lines))
    return "\n\n".join(sheets)
