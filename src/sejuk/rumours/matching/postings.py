"""For each term the documents that have it, and how much each weighs."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

MOST_ADDED = 100_000
"""Entries that one query adds up, the rarest terms first: what bounds its time."""


class Postings(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    keys: NDArray[np.int64]
    """[terms] growing."""
    idf: NDArray[np.float64]
    """[terms]"""
    start: NDArray[np.int64]
    """[terms + 1]"""
    document: NDArray[np.int32]
    value: Floats
    documents: int

    def columns(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each key stands, and whether it does."""
        at = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        known = self.keys[at] == keys if len(self.keys) else np.zeros(len(keys), bool)
        return at, known

    def scores(
        self, columns: NDArray[np.int64], weight: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """[documents] sum of weight × value over these terms."""
        size = self.start[columns + 1] - self.start[columns]
        order = np.argsort(size, kind="stable")
        order = order[: max(1, int(np.searchsorted(np.cumsum(size[order]), MOST_ADDED)) + 1)]
        columns, size, weight = columns[order], size[order], weight[order]
        if not size.sum():
            return np.zeros(self.documents)
        first = np.repeat(self.start[columns] - np.cumsum(size) + size, size)
        at = first + np.arange(size.sum())
        added = self.value[at] * np.repeat(weight, size)
        return np.bincount(self.document[at], added, minlength=self.documents).astype(np.float64)


def inverted(
    *,
    keys: NDArray[np.int64],
    idf: NDArray[np.float64],
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    value: NDArray[np.float64],
    documents: int,
) -> Postings:
    """From entries in any order."""
    shape = (len(keys), documents)
    table = csr_matrix((value.astype(np.float32), (column, row)), shape=shape)
    return Postings(
        keys=keys,
        idf=idf,
        start=table.indptr.astype(np.int64),
        document=table.indices.astype(np.int32),
        value=table.data,
        documents=documents,
    )
