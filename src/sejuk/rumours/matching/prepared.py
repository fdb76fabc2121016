"""A text as the features need it: worked out once."""

from __future__ import annotations

import re

import msgspec

from sejuk.rumours.matching.document import MOST_SIGNS, MOST_WORDS
from sejuk.text.lexicon import lexicon
from sejuk.text.normalise import words
from sejuk.text.stem import stem

_LABEL = re.compile(r"\s*[\[(]([^\])]{2,40})[\])]")


class Prepared(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    text: str
    """As it was written."""
    words: tuple[str, ...]
    """At most the first 120."""
    stems: tuple[str, ...]
    """One for each word."""
    long: int
    """Words before the cut to 120."""

    @property
    def joined(self) -> str:
        return " ".join(self.words)


def prepared(text: str) -> Prepared:
    """Words and stems of a text as it was written."""
    found = words(_without_label(text[:MOST_SIGNS]))
    kept = tuple(found[:MOST_WORDS])
    return Prepared(text=text, words=kept, stems=tuple(map(stem, kept)), long=len(found))


def _without_label(text: str) -> str:
    """Without `[SALAH]` and its like, by which fact-checkers begin a title."""
    found = _LABEL.match(text)
    inside = words(found[1]) if found else []
    if found and inside and all(word in lexicon().labels for word in inside):
        return text[found.end() :]
    return text
