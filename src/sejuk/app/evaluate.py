"""`sejuk evaluate`: the effect sheet of a fair rotation, from files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sejuk.evaluation.effect import effect
from sejuk.files.experiment import read_design, read_neighbours, read_outcomes
from sejuk.model.effect import EffectSheet
from sejuk.model.experiment import Experiment
from sejuk.problems import Both
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
    sheet = effect(experiment, read.outcomes, seed=seed, other_origins=read.other_origins)
    return EffectPage(
        verdict=sheet.verdict.value,
        title=_by_language(effect_title(sheet)),
        sentences=tuple(_by_language(one) for one in effect_sentences(sheet)),
        sheet=sheet,
    )


def _by_language(text: Both) -> dict[str, str]:
    return {"id": text.id, "en": text.en}
