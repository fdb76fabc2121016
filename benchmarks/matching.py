"""How well messages are matched with answers, beside rivals in the same run, and how fast.

    python -m benchmarks.matching [--json] [--fit] [--quick]

672 messages with the title that answers each, among these titles and 3,951 others. Models are
fitted in six folds on the other messages, hoaxes alone; all figures are of messages never fitted.

- recall: the answer is among the first five of the whole index.
- same: in an open world, half of the answers are missing from the index, four times over; in a
  closed one all are there. `strict` counts any other title as wrong; `claim` accepts the other
  answers to the same claim that a person found (SAME_CLAIM).
- pairs: each message with its title, and with the nearest title that is not its answer; weights
  come from the texts of the pairs alone. Fitted on those whose title was found among the forty, and
  on three titles by chance for each: what nobody can tell from words would else blur the rest.

`--fit` prints only the coefficients that all hoaxes give, for rumours/matching/judge.py.
`--quick` leaves out ablations and speed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from unittest.mock import patch

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.matching_data import (
    SAME_CLAIM,
    Looked,
    Pairs,
    half,
    index_of,
    looked_up,
    read_pairs,
)
from benchmarks.matching_models import Model, first_of, fit_logit, fit_rank, ordered
from benchmarks.matching_rivals import RIVALS
from sejuk.rumours.matching import Document, build_index, candidates
from sejuk.rumours.matching.guards import against
from sejuk.rumours.matching.judge import (
    PAIR,
    RANK,
    SAME,
    probability,
    probability_of,
    reasons,
    total,
)
from sejuk.rumours.matching.pair import pair_values
from sejuk.rumours.matching.prepared import prepared
from sejuk.rumours.matching.search import LIKELY
from sejuk.text import normalise
from sejuk.text.lexicon import Lexicon, lexicon

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Row = dict[str, object]

FOLDS = 6
OPEN = 4
"""Worlds with other halves of the answers; the closed one counts as often as all of them."""
BEST = 5
BY_CHANCE = 3
"""Titles that each message is compared with beside its own and the nearest."""
DOCUMENTS = 25_000
RANK_BY, SAME_BY, PAIR_BY = (
    [name for name in model if name != "constant"] for model in (RANK, SAME, PAIR)
)


class Preselected(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """First candidates, one for each message and world."""

    likely: Floats
    right: Flags
    alike: Flags
    answered: Flags
    answered_alike: Flags
    world: NDArray[np.int64]
    query: NDArray[np.int64]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--fit", action="store_true")
    arguments.add_argument("--quick", action="store_true")
    given = arguments.parse_args()
    pairs = read_pairs()
    closed = list(looked_up(pairs, index_of(pairs), open_world=False))
    worlds = [closed, *(_open(pairs, seed) for seed in range(OPEN))]
    found: dict[str, list[Row]] = {}
    found["fit"] = list(fitted(pairs, worlds))
    if not given.fit:
        found["recall"] = [*recall_of_rivals(pairs), recall(pairs, closed, "sejuk")]
        found["splits"] = list(split(pairs, closed))
        found["same"] = same(pairs, worlds)
        found["pairs"] = judged_pairs(pairs, closed)
        if not given.quick:
            found["ablations"] = list(ablations(pairs, closed))
            found["speed"] = list(speed(pairs))
    if given.json:
        sys.stdout.write(json.dumps(found, indent=1) + "\n")
        return
    for part, rows in found.items():
        for row in rows:
            cells = "  ".join(f"{name} {value}" for name, value in row.items())
            sys.stdout.write(f"{part}: {cells}\n")


def _open(pairs: Pairs, seed: int) -> list[Looked]:
    return list(looked_up(pairs, index_of(pairs, half(pairs, seed)), open_world=True))


def folds(pairs: Pairs) -> NDArray[np.int64]:
    """The fold of each message."""
    return np.random.default_rng(7).integers(0, FOLDS, len(pairs.ids))


def _rank_without(
    pairs: Pairs, closed: Sequence[Looked], out: Flags, names: Sequence[str]
) -> Model:
    """Fitted on hoaxes that are not left out."""
    use = pairs.hoax & ~out
    return fit_rank([one for one in closed if use[one.query]], names)


def _ranks(pairs: Pairs, closed: Sequence[Looked], names: Sequence[str]) -> NDArray[np.int64]:
    """Place of the answer of each message, cross-validated; 999 where it was not looked at."""
    fold, rank = folds(pairs), np.full(len(pairs.ids), 999)
    for k in range(FOLDS):
        model = _rank_without(pairs, closed, fold == k, names)
        for one in closed:
            if fold[one.query] == k:
                rank[one.query] = _place(one, model)
    return rank


def _place(one: Looked, model: Model) -> int:
    if not one.right.any():
        return 999
    order, _ = ordered(one, model)
    return int(np.flatnonzero(one.right[order])[0])


def recall(
    pairs: Pairs, closed: Sequence[Looked], name: str, names: Sequence[str] = RANK_BY
) -> Row:
    """Of our own candidates."""
    return _recalls(pairs, name, _ranks(pairs, closed, names))


def recall_of_rivals(pairs: Pairs) -> Iterator[Row]:
    """The same messages, the same titles."""
    documents = [*pairs.titles, *(other.text for other in pairs.others)]
    for name, rival in RIVALS.items():
        found = rival(documents, pairs.messages, BEST)
        rank = [row.index(n) if n in row else 999 for n, row in enumerate(found)]
        yield _recalls(pairs, name, np.array(rank))


def _recalls(pairs: Pairs, name: str, rank: NDArray[np.int64]) -> Row:
    hoax, inside = pairs.hoax, pairs.inside
    shown = {
        "hoaxes": hoax,
        "hoaxes_title_not_inside": hoax & ~inside,
        "hoaxes_politics": hoax & pairs.politics,
        "clarifications": ~hoax,
        "all": hoax | True,
    }
    at_five = {part: round(float((rank[which] < BEST).mean()), 3) for part, which in shown.items()}
    return {"what": name, **at_five, "hoaxes_first": round(float((rank[hoax] < 1).mean()), 3)}


def split(pairs: Pairs, closed: Sequence[Looked]) -> Iterator[Row]:
    """Fitted on one part of the hoaxes, measured on the other."""
    place = np.arange(len(pairs.ids))
    middle = int(np.median(place[pairs.hoax]))
    parts = {
        "earlier rows → later": pairs.hoax & (place > middle),
        "later rows → earlier": pairs.hoax & (place <= middle),
        "title inside → not inside": pairs.hoax & ~pairs.inside,
        "title not inside → inside": pairs.hoax & pairs.inside,
        "hoaxes → clarifications": ~pairs.hoax,
    }
    for name, out in parts.items():
        model = _rank_without(pairs, closed, out, RANK_BY)
        rank = np.array([_place(one, model) for one in closed if out[one.query]])
        yield {
            "fitted → measured": name,
            "messages": len(rank),
            "recall": round(float((rank < BEST).mean()), 3),
        }


def preselected(pairs: Pairs, worlds: Sequence[Sequence[Looked]]) -> Preselected:
    """Of messages never fitted; what a guard forbids has probability 0."""
    fold = folds(pairs)
    columns: list[list[tuple[float, ...]]] = []
    for k in range(FOLDS):
        rank = _rank_without(pairs, worlds[0], fold == k, RANK_BY)
        model = _same_model(pairs, worlds, rank, fold == k)
        rows: list[tuple[float, ...]] = []
        for world, looked in enumerate(worlds):
            for one in looked:
                if fold[one.query] != k:
                    continue
                found = first_of(one, rank)
                if found is None:
                    rows.append((0.0, 0, 0, one.answered, one.answered_alike, world, one.query))
                    continue
                n, of = found
                likely = probability(total(model, of)) if one.allowed(n) else 0.0
                rows.append(
                    (
                        likely,
                        one.right[n],
                        one.alike[n],
                        one.answered,
                        one.answered_alike,
                        world,
                        one.query,
                    )
                )
        columns.append(rows)
    table = np.array([row for rows in columns for row in rows], np.float64)
    return Preselected(
        likely=table[:, 0],
        right=table[:, 1] > 0,
        alike=table[:, 2] > 0,
        answered=table[:, 3] > 0,
        answered_alike=table[:, 4] > 0,
        world=table[:, 5].astype(np.int64),
        query=table[:, 6].astype(np.int64),
    )


def _same_model(pairs: Pairs, worlds: Sequence[Sequence[Looked]], rank: Model, out: Flags) -> Model:
    """On the first candidates of hoaxes not left out; the closed world as often as the others."""
    table, truth = [], []
    for looked in [*[worlds[0]] * (len(worlds) - 1), *worlds[1:]]:
        for one in looked:
            found = first_of(one, rank) if pairs.hoax[one.query] and not out[one.query] else None
            if found is not None:
                table.append([found[1][name] for name in SAME_BY])
                truth.append(bool(one.alike[found[0]]))
    return fit_logit(np.array(table), np.array(truth), SAME_BY)


def same(pairs: Pairs, worlds: Sequence[Sequence[Looked]]) -> list[Row]:
    """Precision and recall of what is preselected."""
    found = preselected(pairs, worlds)
    hoax = pairs.hoax[found.query]
    long = np.array([prepared(text).long >= 8 for text in pairs.messages])[found.query]
    rows: list[Row] = []
    for name, which in (
        ("open, hoaxes", hoax & (found.world > 0)),
        ("open, hoaxes of 8 words and more", hoax & long & (found.world > 0)),
        ("closed, hoaxes", hoax & (found.world == 0)),
        ("open, all", found.world > 0),
        ("closed, all", found.world == 0),
    ):
        for labels, right, answered in (
            ("strict", found.right, found.answered),
            ("claim", found.alike, found.answered_alike),
        ):
            rows.append(
                {
                    "where": name,
                    "labels": labels,
                    **_precision(found.likely[which], right[which], int(answered[which].sum())),
                }
            )
    return rows


def _precision(likely: Floats, right: Flags, answered: int) -> Row:
    """At the threshold, and along the curve."""
    chosen = likely >= LIKELY
    order = np.argsort(-likely, kind="stable")
    hits = np.cumsum(right[order])
    precision, reached = hits / np.arange(1, len(order) + 1), hits / answered
    good = precision >= 0.95
    at = int(np.searchsorted(reached, 0.6))
    return {
        "precision": round(float(right[chosen].mean()), 3),
        "recall": round(float(right[chosen].sum() / answered), 3),
        "recall_at_precision_95": round(float(reached[good].max(initial=0.0)), 3),
        "precision_at_recall_60": round(float(precision[at]), 3) if at < len(order) else None,
    }


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    query: int
    text: str
    truth: bool


class PairTable(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The hard pairs first, then those by chance, which are fitted on but not measured."""

    hard: int
    query: NDArray[np.int64]
    truth: Flags
    values: tuple[dict[str, float], ...]
    against: tuple[tuple[str, ...], ...]
    findable: Flags


def hard_pairs(pairs: Pairs, closed: Sequence[Looked]) -> list[Pair]:
    """Each hoax with its title, and with the nearest that is no answer to its claim."""
    index = index_of(pairs)
    texts = {
        **dict(zip(pairs.ids, pairs.titles, strict=True)),
        **{other.id: other.text for other in pairs.others},
    }
    alike = {frozenset(two) for two in SAME_CLAIM}
    found = []
    for one in closed:
        n = one.query
        if not pairs.hoax[n]:
            continue
        found.append(Pair(query=n, text=pairs.titles[n], truth=True))
        for candidate in candidates(index, pairs.messages[n], limit=BEST):
            if (
                candidate.id != pairs.ids[n]
                and frozenset((candidate.id, pairs.ids[n])) not in alike
            ):
                found.append(Pair(query=n, text=texts[candidate.id], truth=False))
                break
    return found


def _pair_table(pairs: Pairs, closed: Sequence[Looked]) -> PairTable:
    """Weights come from the texts of the hard pairs alone."""
    hard = hard_pairs(pairs, closed)
    rng = np.random.default_rng(1)
    chance = [
        Pair(query=row.query, text=pairs.titles[int(n)], truth=False)
        for row in hard
        if row.truth
        for n in rng.integers(0, len(pairs.titles), BY_CHANCE)
        if n != row.query
    ]
    texts = sorted({pairs.messages[row.query] for row in hard} | {row.text for row in hard})
    index = build_index(Document(id=f"{n:06}", text=text) for n, text in enumerate(texts))
    values, against_ = [], []
    for row in [*hard, *chance]:
        one, other = prepared(pairs.messages[row.query]), prepared(row.text)
        values.append(pair_values(index, one, other))
        against_.append(against(one, other, index.weights))
    findable = {one.query for one in closed if one.right.any()}
    query = np.array([row.query for row in [*hard, *chance]])
    return PairTable(
        hard=len(hard),
        query=query,
        truth=np.array([row.truth for row in [*hard, *chance]]),
        values=tuple(values),
        against=tuple(against_),
        findable=np.array([n in findable for n in query.tolist()], bool),
    )


def _pair_model(table: PairTable, use: Flags) -> Model:
    rows = np.flatnonzero(use & table.findable)
    features = np.array([[table.values[n][name] for name in PAIR_BY] for n in rows])
    return fit_logit(features, table.truth[rows], PAIR_BY)


def judged_pairs(pairs: Pairs, closed: Sequence[Looked]) -> list[Row]:
    """Cross-validated: precision and recall of `same`, and whether probabilities are true."""
    table = _pair_table(pairs, closed)
    fold = folds(pairs)[table.query]
    likely = np.zeros(len(fold))
    for k in range(FOLDS):
        model = _pair_model(table, fold != k)
        for n in np.flatnonzero(fold == k):
            likely[n] = probability_of(reasons(model, table.values[n], table.against[n]))
    likely, truth = likely[: table.hard], table.truth[: table.hard]
    chosen = (likely >= LIKELY) & np.array([not of for of in table.against[: table.hard]])
    given: list[Row] = [
        {
            "pairs": table.hard,
            "precision": round(float(truth[chosen].mean()), 3),
            "recall": round(float(truth[chosen].sum() / truth.sum()), 3),
            "brier": round(float(((likely - truth) ** 2).mean()), 3),
        }
    ]
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (likely >= low) & (likely < high)
        given.append(
            {
                "probability": f"{low:g}–{min(high, 1.0):g}",
                "pairs": int(inside.sum()),
                "said": round(float(likely[inside].mean()), 3),
                "true": round(float(truth[inside].mean()), 3),
            }
        )
    return given


def ablations(pairs: Pairs, closed: Sequence[Looked]) -> Iterator[Row]:
    """What recall is without each part."""
    for name in RANK_BY:
        names = [other for other in RANK_BY if other != name]
        yield recall(pairs, closed, f"without {name}", names)
    yield recall(pairs, closed, "character n-grams alone", ["cosine"])
    yield recall(pairs, closed, "BM25 of stems alone", ["bm25_part"])
    plain = msgspec.structs.replace(lexicon(), spellings={})
    changes: dict[str, Callable[[], AbstractContextManager[object]]] = {
        "words instead of stems": lambda: patch(
            "sejuk.rumours.matching.prepared.stem", lambda word: word
        ),
        "function words not held down": lambda: patch("sejuk.rumours.matching.index.COMMON", 0.0),
        "chat spellings left as they are": lambda: _spelled(plain),
        "n-grams of 2–4": lambda: patch("sejuk.rumours.matching.grams.SIZES", (2, 3, 4)),
        "as it is": nullcontext,
    }
    for name, change in changes.items():
        with change():
            looked = list(looked_up(pairs, index_of(pairs), open_world=False))
        yield recall(pairs, looked, name)


@contextmanager
def _spelled(plain: Lexicon) -> Iterator[None]:
    """With another lexicon; what was kept of words is forgotten before and after."""
    normalise.in_full.cache_clear()  # only here are spellings ever others
    with patch("sejuk.text.normalise.lexicon", lambda: plain):
        yield
    normalise.in_full.cache_clear()


def fitted(pairs: Pairs, worlds: Sequence[Sequence[Looked]]) -> Iterator[Row]:
    """The coefficients to publish."""
    nobody = np.zeros(len(pairs.ids), bool)
    rank = _rank_without(pairs, worlds[0], nobody, RANK_BY)
    yield {"model": "RANK", **_rounded(rank)}
    yield {"model": "SAME", **_rounded(_same_model(pairs, worlds, rank, nobody))}
    table = _pair_table(pairs, worlds[0])
    yield {"model": "PAIR", **_rounded(_pair_model(table, np.ones(len(table.query), bool)))}


def _rounded(model: Model) -> Row:
    return {name: round(float(value), 2) for name, value in model.items()}


def speed(pairs: Pairs) -> Iterator[Row]:
    """25,000 documents: titles as they are and with another word, then messages as documents."""
    titles = [*pairs.titles, *(other.text for other in pairs.others)]
    for name, texts in (("titles", titles), ("messages", pairs.messages)):
        documents = [
            Document(id=f"{n:06}", text=f"{texts[n % len(texts)]} {_number_word(n // len(texts))}")
            for n in range(DOCUMENTS)
        ]
        before = _peak()
        clock, cpu = time.perf_counter(), time.process_time()
        index = build_index(documents)
        built = time.perf_counter() - clock, time.process_time() - cpu
        took, used = [], []
        for message in pairs.messages:
            clock, cpu = time.perf_counter(), time.process_time()
            candidates(index, message)
            took.append(1000 * (time.perf_counter() - clock))
            used.append(1000 * (time.process_time() - cpu))
        yield {
            "documents": f"{DOCUMENTS} {name}",
            "index_s": round(built[0], 2),
            "index_cpu_s": round(built[1], 2),
            "query_ms_p50": round(float(np.percentile(took, 50)), 1),
            "query_ms_p95": round(float(np.percentile(took, 95)), 1),
            "query_cpu_ms_p95": round(float(np.percentile(used, 95)), 1),
            "peak_MB": _peak(),
            "before_MB": before,
        }


def _number_word(n: int) -> str:
    """An invented word for each copy, so that none are equal."""
    return "".join("bdgklmnprst"[int(d)] + "aiu"[int(d) % 3] for d in str(n))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


if __name__ == "__main__":
    main()
