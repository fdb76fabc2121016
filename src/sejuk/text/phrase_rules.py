"""The rules of the phrase check: one file for this checker and for the one in the browser."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

_BLANKS = r"(?:[ \t\r\n,]+)"


class Level(StrEnum):
    REFUSE = "refuse"
    """An answer that says it does not go out."""
    WARN = "warn"
    """Pointed out; the writer decides."""


class InBoth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    en: str


class PhraseRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: str
    level: Level
    patterns: tuple[str, ...]
    unless: str | None = None
    """Looked for in the same sentence before what was found: then it stays."""
    unless_sourced: bool = False
    at_start: bool = False
    """In the first sentence alone."""
    what: InBoth
    """What the phrase does, to follow `It`."""
    instead: InBoth


class Shouting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    letters: int
    """Of a word in capitals that is no abbreviation any more."""
    known: tuple[str, ...]
    """Names that are written so."""
    what: InBoth
    instead: InBoth


class Echo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    letters: int
    """Words of a claim shorter than this do not count."""
    share: float
    """From so much of its words on the first sentence repeats it."""
    least: int
    """With fewer words than this nothing can be said."""


class PhraseRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: str
    words: dict[str, str]
    rules: tuple[PhraseRule, ...]
    """What two of them find in the same place is the first one's."""
    shouting: Shouting
    echo: Echo


@cache
def phrase_rules() -> PhraseRules:
    """As they stand in `phrases.json`."""
    content: Any = files("sejuk.text").joinpath("phrases.json").read_bytes()
    return msgspec.json.decode(content, type=PhraseRules)


def whole_pattern(pattern: str, words: dict[str, str]) -> str:
    """The expression that a pattern of the file stands for: whole words, any blanks."""
    for name, alternatives in words.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{alternatives})")
    pattern = _BLANKS.join(pattern.split(" "))
    return f"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])"
