"""Rivals of matching: each the five best titles for every message."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence

import numpy as np

Found = list[list[int]]
"""For each message the places of its best documents."""
Rival = Callable[[Sequence[str], Sequence[str], int], Found]

ONE_BY_ONE = 50
"""Messages that rapidfuzz compares with all documents at a time."""


def by_bm25(documents: Sequence[str], messages: Sequence[str], best: int) -> Found:
    """bm25s with its defaults (Lucene's formula): words in lower case, no stop words."""
    import bm25s  # noqa: PLC0415  # rivals load only when asked for

    rival = bm25s.BM25()
    rival.index([_words(text) for text in documents], show_progress=False)
    found, _ = rival.retrieve(
        [sorted(set(_words(text))) for text in messages], k=best, show_progress=False
    )
    return [[int(n) for n in row] for row in found]


def by_fts5(documents: Sequence[str], messages: Sequence[str], best: int) -> Found:
    """SQLite's full-text index: any word of the message, ordered by its own bm25()."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE titles USING fts5(title)")
    base.executemany("INSERT INTO titles VALUES (?)", [(text,) for text in documents])
    ask = "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rank, rowid LIMIT ?"
    given: Found = []
    for text in messages:
        either = " OR ".join(f'"{word}"' for word in sorted(set(_words(text))))
        given.append([n - 1 for (n,) in base.execute(ask, (either, best))] if either else [])
    return given


def by_rapidfuzz(documents: Sequence[str], messages: Sequence[str], best: int) -> Found:
    """`token_set_ratio` with the default processor, the best of its scorers here."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

    plain = [utils.default_process(text) for text in documents]
    given: Found = []
    for start in range(0, len(messages), ONE_BY_ONE):
        asked = [utils.default_process(text) for text in messages[start : start + ONE_BY_ONE]]
        scores = process.cdist(asked, plain, scorer=fuzz.token_set_ratio, dtype=np.float32)
        given += [np.argsort(-row, kind="stable")[:best].tolist() for row in scores]
    return given


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


RIVALS: dict[str, Rival] = {
    "BM25 (bm25s)": by_bm25,
    "SQLite FTS5": by_fts5,
    "rapidfuzz": by_rapidfuzz,
}
