"""Words that are general knowledge: how chats shorten them, which say nothing, which multiply."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: str
    spellings: dict[str, str]
    """As written in chats → in full, one or more words; lower case."""
    function: frozenset[str]
    """Words that say nothing of the matter."""
    labels: frozenset[str]
    """What fact-checkers write in brackets before a title."""
    scales: dict[str, int]
    """Words that multiply the number before them."""
    places: dict[str, tuple[str, ...]]
    """Province or country → cities and districts in it; lower case, one or more words."""


@cache
def lexicon() -> Lexicon:
    """As it stands in `lexicon.json`."""
    content: Any = files("sejuk.text").joinpath("lexicon.json").read_bytes()
    return msgspec.json.decode(content, type=Lexicon)
