"""The rules of streets, from the data file that comes with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from sejuk.model.access import AccessRules


@cache
def street_rules() -> AccessRules:
    """Which streets a crew may use in which mode."""
    text = files("sejuk.files").joinpath("data/streets.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), AccessRules)
