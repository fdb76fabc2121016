"""`sejuk rumour match` and `sejuk rumour same`: messages and documents from tables."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sejuk.files.texts import read_pairs, read_texts
from sejuk.rumours.matching import Candidate, Document, build_index, candidates, same


class Nearest(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    score: float
    probability: float
    against: tuple[str, ...]
    """What forbids to preselect it: few_words, number, place, name."""


class Matched(msgspec.Struct, frozen=True, kw_only=True):
    """The documents of one message."""

    id: str
    candidates: tuple[Nearest, ...]
    """At most five, the best first."""
    same: str | None
    """Preselected as saying the same; a person confirms."""


class SamePair(msgspec.Struct, frozen=True, kw_only=True):
    probability: float
    same: bool
    against: tuple[str, ...]


def match_files(index: Path, queries: Path) -> tuple[Matched, ...]:
    """For each message, in the order of its file. Raises ProblemError: those of the reader."""
    documents = read_texts(index)
    asked = read_texts(queries)
    built = build_index(
        Document(id=key, text=text)
        for key, text in zip(documents.ids, documents.texts, strict=True)
    )
    return tuple(
        _matched(key, candidates(built, text))
        for key, text in zip(asked.ids, asked.texts, strict=True)
    )


def _matched(key: str, found: tuple[Candidate, ...]) -> Matched:
    return Matched(
        id=key,
        candidates=tuple(
            Nearest(id=c.id, score=c.score, probability=c.probability, against=c.against)
            for c in found
        ),
        same=next((c.id for c in found if c.same), None),
    )


def same_file(pairs: Path) -> tuple[SamePair, ...]:
    """For each pair; what words weigh comes from the texts of the file.

    Raises ProblemError: those of the reader.
    """
    rows = read_pairs(pairs)
    texts = sorted({text for row in rows for text in row})
    index = build_index(Document(id=f"{n:06}", text=text) for n, text in enumerate(texts))
    judged = (same(a, b, index) for a, b in rows)
    return tuple(
        SamePair(probability=one.probability, same=one.same, against=one.against) for one in judged
    )
