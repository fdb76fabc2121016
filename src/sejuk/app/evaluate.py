"""`sejuk evaluate`: the effect sheet of a fair rotation, from files or from a record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sejuk.app.districts import the_district
from sejuk.app.record.opening import open_for_upkeep
from sejuk.app.rotations.effect import read_due
from sejuk.app.rotations.sheets import last_sheet
from sejuk.evaluation.effect import effect
from sejuk.files.experiment import read_design, read_neighbours, read_outcomes
from sejuk.model.effect import EffectSheet
from sejuk.model.experiment import Experiment
from sejuk.problems import Both, refuse
from sejuk.reporting.effect import effect_sentences, effect_title


class EffectPage(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet and how it is to be read."""

    verdict: str
    title: dict[str, str]
    sentences: tuple[dict[str, str], ...]
    """By language, the answer first."""
    sheet: EffectSheet


def evaluate_files(
    design: Path, outcomes: Path, neighbours: Path | None, *, seed: int
) -> EffectPage:
    """Raises ProblemError: those of the readers and of `Experiment`."""
    cells = read_design(design)
    pairs = () if neighbours is None else read_neighbours(neighbours)
    experiment = Experiment(cells=cells, neighbours=pairs)
    read = read_outcomes(outcomes)
    return effect_page(
        effect(experiment, read.outcomes, seed=seed, other_origins=read.other_origins)
    )


def evaluate_record(folder: Path, name: str | None, now: datetime) -> EffectPage:
    """The sheet of the last operation that is over, which is read if it was not.

    Raises `district_unknown`, `effect_not_read`, and what opening raises.
    """
    with open_for_upkeep(folder, now) as record:
        district = the_district(folder, name)
        read_due(record, now)
        with record.reading() as place:
            sheet = last_sheet(place, district.name)
    if sheet is None:
        raise refuse("effect_not_read", district=district.name)
    return effect_page(sheet)


def effect_page(sheet: EffectSheet) -> EffectPage:
    """The sheet in words."""
    return EffectPage(
        verdict=sheet.verdict.value,
        title=_by_language(effect_title(sheet)),
        sentences=tuple(_by_language(one) for one in effect_sentences(sheet)),
        sheet=sheet,
    )


def _by_language(text: Both) -> dict[str, str]:
    return {"id": text.id, "en": text.en}
