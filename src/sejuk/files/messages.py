"""The library of calm messages, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from sejuk.model.message import CalmMessage


@cache
def calm_messages() -> tuple[CalmMessage, ...]:
    """As they stand in `messages.toml`."""
    text = (files("sejuk.files") / "data" / "messages.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["messages"], tuple[CalmMessage, ...])
