"""Which claim or answer a message is about: candidates, and whether two texts say the same."""

from sejuk.rumours.matching.document import Candidate, Document, Judged, Reason
from sejuk.rumours.matching.index import Index, build_index, extended
from sejuk.rumours.matching.pair import same
from sejuk.rumours.matching.search import candidates

__all__ = [
    "Candidate",
    "Document",
    "Index",
    "Judged",
    "Reason",
    "build_index",
    "candidates",
    "extended",
    "same",
]
