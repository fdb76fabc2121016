"""The best documents of an index for a message, and which of them says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.rumours.matching.document import Candidate
from sejuk.rumours.matching.features import features, findable
from sejuk.rumours.matching.grams import counted
from sejuk.rumours.matching.guards import against_message
from sejuk.rumours.matching.index import Index
from sejuk.rumours.matching.judge import (
    PAIR,
    RANK,
    SAME,
    probability,
    probability_of,
    reasons,
    total,
    values,
)
from sejuk.rumours.matching.prepared import Prepared, prepared

Floats = NDArray[np.float64]

LOOKED_AT = 40
"""Candidates that are compared word by word."""
LIKELY = 0.8
ALONE = 0.25
FURTHEST = 7.0
"""In a small index the second is often far behind, whatever the first says."""


class Compared(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """one of the forty."""

    document: int
    score: float
    values: dict[str, float]


def candidates(
    index: Index, text: str, limit: int = 5, claim_of: Callable[[str], str] = str
) -> tuple[Candidate, ...]:
    """At most `limit` documents, the best first; those that share nothing are left out.

    At most one of them, the first, is preselected as the same. `claim_of` gives the claim of a
    document's id: the first need not be ahead of others of its own claim.
    """
    message = prepared(text)
    found = compared(index, message, claim_of)
    return tuple(
        _candidate(index, message, one, first=place == 0) for place, one in enumerate(found[:limit])
    )


def compared(
    index: Index, message: Prepared, claim_of: Callable[[str], str] = str
) -> list[Compared]:
    """The nearest documents with their features, the best first; of equal ones the lower id."""
    cosine, bm25 = near(index, message)
    first = _nearest(cosine, bm25)
    asked = findable(message)
    best = [float(of[first].max(initial=0.0)) or 1.0 for of in (cosine, bm25)]
    found: list[tuple[float, int, dict[str, float]]] = []
    for n in first.tolist():
        of = values(
            features(asked, findable(index.texts[n]), index.weights),
            cosine=float(cosine[n]),
            cosine_part=float(cosine[n]) / best[0],
            bm25_part=float(bm25[n]) / best[1],
        )
        found.append((total(RANK, of), n, of))
    found.sort(key=lambda one: (-one[0], index.ids[one[1]]))
    lead = ahead([(score, claim_of(index.ids[n])) for score, n, _ in found])
    return [
        Compared(document=n, score=score, values={**of, "ahead": by})
        for (score, n, of), by in zip(found, lead, strict=True)
    ]


def ahead(found: Sequence[tuple[float, str]]) -> list[float]:
    """How far the first is ahead of the best of another claim, and how far others are behind it.

    Of scores, the best first, each with its claim.
    """
    if not found:
        return []
    best, claim = found[0]
    second = next((score for score, other in found if other != claim), 0.0)
    return [min(best - second, FURTHEST), *(score - best for score, _ in found[1:])]


def near(index: Index, message: Prepared) -> tuple[Floats, Floats]:
    """Cosine of character n-grams and BM25 of stems with every document."""
    grams = counted([message.joined])
    column, known = index.grams.columns(grams.key.astype(np.int64))
    column = column[known]
    weight = (1.0 + np.log(grams.count[known])) * index.grams.idf[column]
    length = float(np.sqrt((weight * weight).sum())) or 1.0
    terms = sorted({index.vocabulary[s] for s in message.stems if s in index.vocabulary})
    return (
        index.grams.scores(column, weight) / length,
        index.terms.scores(np.array(terms, np.int64), np.ones(len(terms))),
    )


def _candidate(index: Index, message: Prepared, one: Compared, *, first: bool) -> Candidate:
    forbidden = against_message(message, index.texts[one.document], index.weights)
    parts = reasons(SAME, one.values, forbidden)
    likely = probability_of(parts)
    return Candidate(
        id=index.ids[one.document],
        score=one.score,
        probability=likely,
        same=first and likely >= LIKELY and alone(one.values) and not forbidden,
        against=forbidden,
        reasons=parts,
    )


def alone(of: Mapping[str, float]) -> bool:
    """Whether the two texts by themselves may well say the same.

    Where an index has few documents, being ahead of them says little.
    """
    return probability(total(PAIR, of)) >= ALONE


def _nearest(cosine: Floats, bm25: Floats) -> NDArray[np.int64]:
    """The documents that are nearest by the mean of both, each as a part of its best."""
    if not len(cosine):
        return np.zeros(0, np.int64)
    both = cosine / (float(cosine.max()) or 1.0) + bm25 / (float(bm25.max()) or 1.0)
    count = min(LOOKED_AT, len(both))
    least = np.partition(both, len(both) - count)[len(both) - count]
    return np.flatnonzero((both >= least) & (both > 0))[: 2 * count].astype(np.int64)
