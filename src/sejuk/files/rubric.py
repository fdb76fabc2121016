"""Examples of each harm, for those who assess claims, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from sejuk.model.claim import Harm
from sejuk.model.triage import HarmExamples
from sejuk.problems import Both


@cache
def harm_examples() -> tuple[HarmExamples, ...]:
    """One for each harm, the least first."""
    text = (files("sejuk.files") / "data" / "rubric.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple(
        HarmExamples(
            harm=harm,
            examples=tuple(Both(one["id"], one["en"]) for one in table[harm.name.lower()]),
        )
        for harm in Harm
    )
