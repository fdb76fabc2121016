"""The index beside direct computations."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.rumours.matching import Document, build_index
from sejuk.rumours.matching import postings as module
from sejuk.rumours.matching.grams import counted
from sejuk.rumours.matching.index import Index
from sejuk.rumours.matching.prepared import prepared
from sejuk.rumours.matching.search import near

TEXTS = (
    "air sumur beracun karena pabrik cat",
    "listrik padam tiga hari",
    "sumur tua di pabrik lama",
    "a bb kuda dada mamalia",
    "padam padam padam",
)


def pieces(text: str) -> Counter[str]:
    """Three and four signs of each word with a space on both sides, one after another."""
    found: Counter[str] = Counter()
    for word in text.split():
        padded = f" {word} "
        for size in (3, 4):
            found.update(padded[k : k + size] for k in range(len(padded) - size + 1))
    return found


def cosines(texts: tuple[str, ...], message: str) -> list[float]:
    """TF-IDF as scikit-learn defines it with sublinear tf and smooth idf, with dictionaries."""
    rows = [pieces(text) for text in texts]
    frequency = Counter(piece for row in rows for piece in row)

    def weighed(row: Counter[str]) -> dict[str, float]:
        known = {p: n for p, n in row.items() if p in frequency}
        raw = {
            p: (1 + math.log(n)) * (math.log((1 + len(texts)) / (1 + frequency[p])) + 1)
            for p, n in known.items()
        }
        length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        return {p: w / length for p, w in raw.items()}

    asked = weighed(pieces(message))
    documents = [weighed(row) for row in rows]
    return [sum(w * row.get(p, 0.0) for p, w in asked.items()) for row in documents]


def bm25(index: Index, texts: tuple[str, ...], message: str) -> list[float]:
    """Robertson & Zaragoza 2009, eq. 3.15, k1 = 1.2, b = 0.75, each word of the message once."""
    rows = [prepared(text).stems for text in texts]
    mean = sum(map(len, rows)) / len(rows)
    given = []
    for row in rows:
        score = 0.0
        for word in set(prepared(message).stems) & set(row):
            n = row.count(word)
            score += index.weights.of(word) * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * len(row) / mean))
        given.append(score)
    return given


@pytest.mark.parametrize(
    "message", ["sumur pabrik", "listrik padam padam", "mamalia dada", "cat air"]
)
def test_as_computed_directly(message: str) -> None:
    index = build_index(Document(id=str(n), text=text) for n, text in enumerate(TEXTS))
    cosine, score = near(index, prepared(message))
    assert cosine.tolist() == pytest.approx(cosines(TEXTS, message), abs=1e-5)
    assert score.tolist() == pytest.approx(bm25(index, TEXTS, message), abs=1e-5)


@settings(max_examples=60)
@given(st.lists(st.text("abz0 é", max_size=30).map(lambda t: " ".join(t.split())), max_size=5))
def test_pieces_are_counted_right(texts: list[str]) -> None:
    found = counted(texts)
    for n, text in enumerate(texts):
        row = found.count[found.start[n] : found.start[n + 1]]
        expected = pieces(text)
        assert sorted(row.tolist()) == sorted(expected.values())
    assert len(found.start) == len(texts) + 1


def test_texts_cut_up_in_parts_are_counted_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = counted(TEXTS)
    monkeypatch.setattr("sejuk.rumours.matching.grams.AT_ONCE", 20)
    parts = counted(TEXTS)
    for name in ("start", "key", "count"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


def test_a_query_adds_up_no_more_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rarest terms come first: what is left out is what says least."""
    index = build_index(Document(id=str(n), text=text) for n, text in enumerate(TEXTS))
    asked = prepared("sumur beracun")
    _, before = near(index, asked)
    monkeypatch.setattr(module, "MOST_ADDED", 1)
    _, after = near(index, asked)
    assert before[0] > after[0] > 0  # "beracun" alone
    assert before[2] > after[2] == 0  # "sumur" is in two


def test_a_word_that_says_nothing_weighs_little_however_rare_here() -> None:
    index = build_index([Document(id="1", text="yang menculik"), Document(id="2", text="padam")])
    assert index.weights.of("yang") < index.weights.of("culik") / 3
    assert index.weights.of("belumpernah") >= index.weights.of("culik")
