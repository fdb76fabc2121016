"""Kinds of concern, their owners and due days, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from sejuk.model.concern import ConcernTable


@cache
def concern_table() -> ConcernTable:
    """As it stands in `concerns.toml`."""
    text = (files("sejuk.files") / "data" / "concerns.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), ConcernTable)
