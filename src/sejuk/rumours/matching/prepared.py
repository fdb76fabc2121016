"""A text as the features need it: worked out once."""

from __future__ import annotations

import msgspec

from sejuk.rumours.matching.document import MOST_WORDS
from sejuk.text.normalise import words
from sejuk.text.stem import stem


class Prepared(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    text: str
    """As it was written."""
    words: tuple[str, ...]
    """At most the first 120."""
    stems: tuple[str, ...]
    """One for each word."""
    long: int
    """Words before the cut."""

    @property
    def joined(self) -> str:
        return " ".join(self.words)


def prepared(text: str) -> Prepared:
    """Words and stems of a text as it was written."""
    found = words(text)
    kept = tuple(found[:MOST_WORDS])
    return Prepared(text=text, words=kept, stems=tuple(map(stem, kept)), long=len(found))
