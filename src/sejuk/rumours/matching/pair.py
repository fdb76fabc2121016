"""Whether two texts say the same."""

from __future__ import annotations

from sejuk.rumours.matching.document import Document, Judged
from sejuk.rumours.matching.features import features, findable
from sejuk.rumours.matching.guards import against
from sejuk.rumours.matching.index import Index, build_index
from sejuk.rumours.matching.judge import probability, reasons
from sejuk.rumours.matching.prepared import prepared
from sejuk.rumours.matching.search import LIKELY


def same(a: str, b: str, index: Index | None = None) -> Judged:
    """Weights come from the index; without one all words but function words weigh alike."""
    if index is None:
        index = build_index([Document(id="a", text=a), Document(id="b", text=b)])
    one, other = prepared(a), prepared(b)
    common = features(findable(one), findable(other), index.weights)
    likely = probability(0.0, common, 0.0)
    forbidden = against(one, other, index.weights)
    return Judged(
        probability=likely,
        same=likely >= LIKELY and not forbidden,
        against=forbidden,
        reasons=reasons(0.0, common, 0.0),
    )
