"""The rules of redaction: one file for this redactor and for the one in the browser."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    pattern: str
    unless: str | None = None
    """Looked for in what was found: then it stays."""
    ignore_case: bool = False


class NameRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    titles: tuple[str, ...]
    """What may follow a form of address and is no name; lower case."""
    places: tuple[str, ...]
    """What begins the name of a place, a day or an office."""
    after_honorific: str
    two_capitals: str


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: str
    mark: str
    """Stands where something was taken out."""
    invisible: str
    """Signs that nobody sees and that break a pattern."""
    rules: tuple[Rule, ...]
    """In this order."""
    names: NameRules


@cache
def rules() -> Rules:
    """As they stand in `redaction.json`."""
    content: Any = files("sejuk.text").joinpath("redaction.json").read_bytes()
    return msgspec.json.decode(content, type=Rules)
