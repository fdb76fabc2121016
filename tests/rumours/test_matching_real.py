"""Real messages of 2018–2021: a cheap form of benchmarks/matching.py, fitted and measured apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.matching_data import Looked, Pairs, index_of, looked_up, read_pairs
from benchmarks.matching_models import fit_rank, ordered
from sejuk.rumours.matching import candidates
from sejuk.rumours.matching.judge import RANK, SAME

EVERY = 4


@pytest.fixture(scope="module")
def pairs(shared: Path) -> Pairs:
    return read_pairs(shared / "rumour")


@pytest.fixture(scope="module")
def looked(pairs: Pairs) -> list[Looked]:
    """Every fourth hoax, among all titles."""
    queries = np.flatnonzero(pairs.hoax)[::EVERY].tolist()
    return list(looked_up(pairs, index_of(pairs), open_world=False, queries=queries))


def places(looked: list[Looked], model: dict[str, float]) -> list[int]:
    """Place of each answer."""
    given = []
    for one in looked:
        order, _ = ordered(one, model)
        hits = np.flatnonzero(one.right[order])
        given.append(int(hits[0]) if len(hits) else 999)
    return given


def test_the_answer_is_among_five_on_messages_never_fitted(looked: list[Looked]) -> None:
    """0.88 of all 452 (docs/reference/figures.md); of these 113, three standard errors less."""
    names = list(RANK)
    halves = looked[::2], looked[1::2]
    found = [
        *places(halves[0], fit_rank(halves[1], names)),
        *places(halves[1], fit_rank(halves[0], names)),
    ]
    assert np.mean(np.array(found) < 5) >= 0.88 - 3 * np.sqrt(0.88 * 0.12 / len(found))


def test_what_is_ticked_beforehand_is_nearly_always_right(pairs: Pairs) -> None:
    """Precision 0.966, recall 0.619 of all 452, never fitted (docs/decisions/0040); of these 113,
    three standard errors less."""
    index = index_of(pairs)
    queries = np.flatnonzero(pairs.hoax)[::EVERY].tolist()
    first = [next(iter(candidates(index, pairs.messages[n], limit=1)), None) for n in queries]
    ticked = [
        one.id == pairs.ids[n] for n, one in zip(queries, first, strict=True) if one and one.same
    ]
    assert np.mean(ticked) >= 0.966 - 3 * np.sqrt(0.966 * 0.034 / len(ticked))
    assert sum(ticked) / len(queries) >= 0.619 - 3 * np.sqrt(0.619 * 0.381 / len(queries))


def test_published_coefficients_order_as_fitted_ones_do(looked: list[Looked]) -> None:
    """One fit on all messages gives them; the same order of the first for nearly all."""
    again = fit_rank(looked, list(RANK))
    same = [ordered(one, again)[0][0] == ordered(one, RANK)[0][0] for one in looked]
    assert np.mean(same) >= 0.85


def test_no_coefficient_speaks_against_what_is_in_common() -> None:
    assert all(weight > 0 for name, weight in {**RANK, **SAME}.items() if name != "constant")
