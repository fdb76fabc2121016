"""Whether two texts say the same."""

from __future__ import annotations

import numpy as np

from sejuk.rumours.matching.document import Document, Judged
from sejuk.rumours.matching.features import features, findable
from sejuk.rumours.matching.grams import counted
from sejuk.rumours.matching.guards import against
from sejuk.rumours.matching.index import Index, build_index
from sejuk.rumours.matching.judge import PAIR, probability, reasons, total, values
from sejuk.rumours.matching.prepared import Prepared, prepared
from sejuk.rumours.matching.search import LIKELY


def same(a: str, b: str, index: Index | None = None) -> Judged:
    """The same whichever comes first.

    Weights come from the index; without one all words weigh alike, but for function words.
    """
    if index is None:
        index = build_index([Document(id="a", text=a), Document(id="b", text=b)])
    one, other = prepared(a), prepared(b)
    of = pair_values(index, one, other)
    likely = probability(total(PAIR, of))
    forbidden = against(one, other, index.weights)
    return Judged(
        probability=likely,
        same=likely >= LIKELY and not forbidden,
        against=forbidden,
        reasons=reasons(PAIR, of),
    )


def pair_values(index: Index, one: Prepared, other: Prepared) -> dict[str, float]:
    """The features of a pair by name."""
    return values(
        features(findable(one), findable(other), index.weights), cosine=_cosine(index, one, other)
    )


def _cosine(index: Index, one: Prepared, other: Prepared) -> float:
    """Of character n-grams, as in the index; those that it does not know weigh most."""
    rows = []
    for text in (one, other):
        grams = counted([text.joined])
        column, known = index.grams.columns(grams.key.astype(np.int64))
        unseen = np.log(1.0 + len(index.ids)) + 1.0
        idf = np.where(known, index.grams.idf[column], unseen) if len(index.grams.idf) else unseen
        weight = (1.0 + np.log(grams.count)) * idf
        length = float(np.sqrt((weight * weight).sum())) or 1.0
        rows.append(dict(zip(grams.key.tolist(), (weight / length).tolist(), strict=True)))
    return float(sum(weight * rows[1].get(key, 0.0) for key, weight in rows[0].items()))
