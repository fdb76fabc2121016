"""Many phones, one record, and everything that goes wrong between them: nothing lost or doubled.

The phones are the field app's own outbox and sync, run by Node; the record and its use cases are
the server's own. A seed foretells drops, duplicates, late and cut answers, 5xx, crashes between any
two transactions, changes of user, a revoked device, and the restore of an older backup.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from tests.field.simulation import simulate

SMALL = {"devices": 4, "events": 40, "sealed_every": 5}
SHORT = {"devices": 10, "events": 30, "sealed_every": 10}
WHOLE = {"devices": 10, "events": 1000, "sealed_every": 10}
"""500 seeds of this size are five million entries: six hours at the 8 ms that one takes."""
MOST_ROUNDS = 3


def check(found: list[dict[str, Any]], seeds: int) -> None:
    assert len(found) == seeds
    for line in found:
        assert (line["faults"], line["left"]) == ([], 0), line
        assert line["rounds"] <= MOST_ROUNDS, line
    # That it was no calm night: each kind of fault was met.
    for fault in ("dropped", "duplicated", "late", "answers cut", "5xx", "401", "crashes"):
        assert sum(line.get(fault, 0) for line in found) > 0, fault


def simulate_all(
    folder: Path, seeds: int, *, devices: int, events: int, sealed_every: int
) -> list[dict[str, Any]]:
    """Seeds 1 to `seeds`, in as many processes as there are cores."""
    workers = os.cpu_count() or 1
    size = max(1, -(-seeds // (workers * 5)))
    night = {"devices": devices, "events": events, "sealed_every": sealed_every}
    # Spawned: a fork would take pytest's own threads along, half alive.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        parts = [
            pool.submit(simulate, folder / str(first), first, min(first + size - 1, seeds), **night)
            for first in range(1, seeds + 1, size)
        ]
        return [line for part in parts for line in part.result()]


def test_eight_seeds(tmp_path: Path) -> None:
    check(simulate_all(tmp_path, 8, **SMALL), 8)


def test_the_same_seed_gives_the_same_night(tmp_path: Path) -> None:
    first = simulate(tmp_path / "a", 7, 7, **SMALL)
    assert first == simulate(tmp_path / "b", 7, 7, **SMALL)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("seeds", "size"), [(500, SHORT), (5, WHOLE)], ids=["500-seeds", "a-thousand-entries"]
)
def test_nights_of_ten_phones(
    tmp_path: Path, figure: Callable[[str], None], seeds: int, size: dict[str, int]
) -> None:
    found = simulate_all(tmp_path, seeds, **size)
    check(found, seeds)
    figure(
        f"{seeds} seeds of 10 phones with {size['events']:,} entries, "
        f"{sum(line['events'] for line in found):,} in all: 0 lost, 0 doubled; "
        f"rounds at most {max(line['rounds'] for line in found)}"
    )
