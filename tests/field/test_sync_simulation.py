"""Many phones, one record, and everything that goes wrong between them: nothing lost or doubled.

The phones are the field app's own outbox and sync, run by Node; the record and its use cases are
the server's own. A seed foretells drops, duplicates, late and cut answers, 5xx, crashes between any
two transactions, changes of user, a revoked device, and the restore of an older backup.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.field.simulation import simulate

SMALL = {"devices": 4, "events": 40, "sealed_every": 5}
"""50 seeds in half a minute."""
WHOLE = {"devices": 10, "events": 1000, "sealed_every": 10}
MOST_ROUNDS = 3


def check(found: list[dict[str, Any]], seeds: int) -> None:
    assert len(found) == seeds
    for line in found:
        assert (line["faults"], line["left"]) == ([], 0), line
        assert line["rounds"] <= MOST_ROUNDS, line
    # That it was no calm night: each kind of fault was met.
    for fault in ("dropped", "duplicated", "late", "answers cut", "5xx", "401", "crashes"):
        assert sum(line.get(fault, 0) for line in found) > 0, fault


@pytest.mark.soak
def test_fifty_seeds(tmp_path: Path, figure: Callable[[str], None]) -> None:
    found = simulate(tmp_path, 1, 50, **SMALL)
    check(found, 50)
    figure(words(found))


def test_the_same_seed_gives_the_same_night(tmp_path: Path) -> None:
    first = simulate(tmp_path / "a", 7, 8, **SMALL)
    assert first == simulate(tmp_path / "b", 7, 8, **SMALL)


@pytest.mark.soak
def test_five_hundred_seeds_of_ten_phones_with_a_thousand_events(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    workers = os.cpu_count() or 1
    size = -(-500 // (workers * 5))
    parts = [(first, min(first + size - 1, 500)) for first in range(1, 501, size)]

    def run(part: tuple[int, int]) -> list[dict[str, Any]]:
        return simulate(tmp_path / str(part[0]), *part, **WHOLE)

    with ThreadPoolExecutor(workers) as pool:
        found = [line for lines in pool.map(run, parts) for line in lines]
    check(found, 500)
    figure(words(found))


def words(found: list[dict[str, Any]]) -> str:
    return (
        f"{len(found)} seeds, {sum(line['events'] for line in found):,} events: 0 lost, 0 doubled; "
        f"rounds at most {max(line['rounds'] for line in found)}"
    )
