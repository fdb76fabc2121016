"""The ranges that drills of the rumour desk are drawn from, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from sejuk.model.drill import DrillRanges


@cache
def drill_ranges() -> DrillRanges:
    """As shipped."""
    text = (files("sejuk.files") / "data" / "drill.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), DrillRanges)
