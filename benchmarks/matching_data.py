"""Messages and their answers, from the shared rows, as features to fit and measure with."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.rumours.matching import Document, Index, build_index
from sejuk.rumours.matching.guards import against_message
from sejuk.rumours.matching.index import Weights
from sejuk.rumours.matching.prepared import Prepared, prepared
from sejuk.rumours.matching.search import alone, compared
from sejuk.text.normalise import normalise

Flags = NDArray[np.bool_]

FOLDER = Path(__file__).parent.parent.parent / "shared" / "data" / "rumour"
POLITICS = re.compile(
    r"\b(pemilu|pil(pres|kada|gub)|kpu|bawaslu|tps|(kotak|surat) suara|ca(leg|pres)|partai|pdip?|"
    r"pki|politik|demo|istana|dpr|presiden|menteri|gubernur|wali ?kota|bupati|pemerintah|negara|"
    r"polri|polisi|tni|fpi|joko ?w[io]\w*|prabowo|ahok|anies|megawati|risma|ganjar|sandiaga|rizieq|"
    r"biden|trump)\b",
    re.IGNORECASE,
)
"""The rows have no topic; a title with one of these words is taken to be about politics."""
SAME_CLAIM = (
    *(("d0239", "d0265"), ("d0240", "d0670"), ("d0269", "d0556"), ("d0269", "57454")),
    *(("d0556", "57454"), ("d0303", "d0430"), ("d0305", "d0082"), ("d0292", "d0402")),
    *(("d0348", "d0603"), ("d0479", "d0648"), ("d0512", "d0602"), ("d0588", "d0070")),
    *(("d0588", "59246"), ("d0594", "d0671"), ("d0310", "56385")),
)
"""Two answers to one claim: all that a person found who read what was preselected wrongly."""


class Pairs(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Message n is answered by the title n."""

    ids: tuple[str, ...]
    messages: tuple[str, ...]
    titles: tuple[str, ...]
    others: tuple[Document, ...]
    """Titles that answer none of them, as far as is known."""
    hoax: Flags
    inside: Flags
    """The title stands in the message."""
    politics: Flags


class Looked(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What an index gave for one message."""

    query: int
    open_world: bool
    answered: bool
    """The index has its answer."""
    answered_alike: bool
    """Or another answer to the same claim."""
    values: tuple[dict[str, float], ...]
    right: Flags
    alike: Flags
    """[candidates] the answer; the answer or another to the same claim."""
    message: Prepared
    texts: tuple[Prepared, ...]
    weights: Weights

    def allowed(self, candidate: int) -> bool:
        """Nothing speaks against it."""
        forbidden = against_message(self.message, self.texts[candidate], self.weights)
        return alone(self.values[candidate]) and not forbidden


def read_pairs(folder: Path = FOLDER) -> Pairs:
    """All 672, and the 3,951 titles of the ministry."""
    with (folder / "mafindo_2018_2021_pairs.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    with (folder / "komdigi_titles.csv").open(encoding="utf-8") as lines:
        others = [Document(id=row["id"], text=row["title"]) for row in csv.DictReader(lines)]
    plain = [(normalise(row["claim_title"]), normalise(row["circulating_text"])) for row in rows]
    return Pairs(
        ids=tuple(row["pair_id"] for row in rows),
        messages=tuple(row["circulating_text"] for row in rows),
        titles=tuple(row["claim_title"] for row in rows),
        others=tuple(others),
        hoax=np.array([row["kind"] == "hoax" for row in rows]),
        politics=np.array([POLITICS.search(row["claim_title"]) is not None for row in rows]),
        inside=np.array([f" {title} " in f" {message} " for title, message in plain]),
    )


def index_of(pairs: Pairs, kept: Flags | None = None) -> Index:
    """Of the titles (those kept), and all others."""
    return build_index(
        [
            *(
                Document(id=key, text=title)
                for n, (key, title) in enumerate(zip(pairs.ids, pairs.titles, strict=True))
                if kept is None or kept[n]
            ),
            *pairs.others,
        ]
    )


def looked_up(
    pairs: Pairs, index: Index, *, open_world: bool, queries: Sequence[int] | None = None
) -> Iterator[Looked]:
    """The candidates of each message with their features; the product's own."""
    known = set(index.ids)
    alike: dict[str, set[str]] = {key: {key} for key in pairs.ids}
    for one, other in SAME_CLAIM:
        for key, more in ((one, other), (other, one)):
            if key in alike:
                alike[key].add(more)
    for n in queries if queries is not None else range(len(pairs.ids)):
        message = prepared(pairs.messages[n])
        found = compared(index, message)
        ids = [index.ids[one.document] for one in found]
        yield Looked(
            query=n,
            open_world=open_world,
            answered=pairs.ids[n] in known,
            answered_alike=bool(alike[pairs.ids[n]] & known),
            values=tuple(one.values for one in found),
            right=np.array([key == pairs.ids[n] for key in ids], bool),
            alike=np.array([key in alike[pairs.ids[n]] for key in ids], bool),
            message=message,
            texts=tuple(index.texts[one.document] for one in found),
            weights=index.weights,
        )


def half(pairs: Pairs, seed: int) -> Flags:
    """Which answers stay in the index of an open world."""
    kept: Flags = np.random.default_rng(seed).random(len(pairs.ids)) < 0.5
    return kept
