"""The best documents of an index for a message, and which of them says the same."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.rumours.matching.document import Candidate
from sejuk.rumours.matching.features import Features, features, findable
from sejuk.rumours.matching.grams import counted
from sejuk.rumours.matching.guards import against
from sejuk.rumours.matching.index import Index
from sejuk.rumours.matching.judge import probability, rank_score, reasons
from sejuk.rumours.matching.prepared import Prepared, prepared

Floats = NDArray[np.float64]

LOOKED_AT = 50
"""Candidates that are compared word by word."""
LIKELY = 0.9


class Near(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How near every document is, at a glance."""

    cosine: Floats
    bm25: Floats
    """[documents]"""


def candidates(index: Index, text: str, limit: int = 5) -> tuple[Candidate, ...]:
    """At most `limit` documents, the best first; those that share nothing are left out.

    At most one of them, the first, is preselected as the same.
    """
    message = prepared(text)
    near = _near(index, message)
    first = _first(near)
    if not len(first):
        return ()
    asked = findable(message)
    best = [float(values[first].max()) or 1.0 for values in (near.cosine, near.bm25)]
    found: list[tuple[float, int, Features]] = []
    for n in first.tolist():
        common = features(asked, findable(index.texts[n]), index.weights)
        cosine, bm25 = float(near.cosine[n]), float(near.bm25[n])
        score = rank_score(cosine, cosine / best[0], bm25 / best[1], common)
        found.append((score, n, common))
    found.sort(key=lambda one: (-one[0], index.ids[one[1]]))
    margin = found[0][0] - found[1][0] if len(found) > 1 else found[0][0]
    given = []
    for place, (score, n, common) in enumerate(found[:limit]):
        ahead = margin if place == 0 else score - found[0][0]
        likely = probability(float(near.cosine[n]), common, ahead)
        forbidden = against(message, index.texts[n], index.weights)
        given.append(
            Candidate(
                id=index.ids[n],
                score=score,
                probability=likely,
                same=place == 0 and likely >= LIKELY and not forbidden,
                against=forbidden,
                reasons=reasons(float(near.cosine[n]), common, ahead),
            )
        )
    return tuple(given)


def _near(index: Index, message: Prepared) -> Near:
    grams = counted([message.joined])
    column, known = index.grams.columns(grams.key.astype(np.int64))
    column = column[known]
    weight = (1.0 + np.log(grams.count[known])) * index.grams.idf[column]
    length = float(np.sqrt((weight * weight).sum())) or 1.0
    terms = sorted({index.vocabulary[s] for s in message.stems if s in index.vocabulary})
    return Near(
        cosine=index.grams.scores(column, weight) / length,
        bm25=index.terms.scores(np.array(terms, np.int64), np.ones(len(terms))),
    )


def _first(near: Near) -> NDArray[np.int64]:
    """The documents that are nearest by the mean of both, each as a part of its best."""
    cosine, bm25 = near.cosine, near.bm25
    if not len(cosine):
        return np.zeros(0, np.int64)
    both = cosine / (float(cosine.max()) or 1.0) + bm25 / (float(bm25.max()) or 1.0)
    count = min(LOOKED_AT, len(both))
    top = np.argpartition(-both, count - 1)[:count]
    return top[both[top] > 0].astype(np.int64)
