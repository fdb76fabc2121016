"""Draws shared out over processes: all arrive, and a problem arrives whole."""

from __future__ import annotations

import multiprocessing
import threading

import pytest

from sejuk.app.workers import shared_out
from sejuk.problems import ProblemError, refuse


def squared(number: int) -> int:
    if number == 3:
        raise refuse("unknown_crew", crew="C", crews="A, B")
    return number**2


def check_all(found: dict[int, int]) -> None:
    assert found == {4: 16, 5: 25, 6: 36}
    assert multiprocessing.active_children() == []


def test_each_task_has_its_result() -> None:
    check_all(dict(shared_out(squared, [4, 5, 6], 2)))


def test_works_in_a_thread_too() -> None:
    """Where no signal may be touched."""
    found: dict[int, int] = {}
    thread = threading.Thread(target=lambda: found.update(shared_out(squared, [4, 5, 6], 2)))
    thread.start()
    thread.join()
    check_all(found)


def test_a_problem_arrives_whole_and_ends_the_others() -> None:
    with pytest.raises(ProblemError) as caught:
        list(shared_out(squared, [3, *range(4, 50)], 2))
    assert caught.value.code == "unknown_crew"
    assert caught.value.facts == {"crew": "C", "crews": "A, B"}
    assert multiprocessing.active_children() == []


def test_who_stops_listening_ends_the_work() -> None:
    listening = shared_out(squared, list(range(4, 50)), 2)
    next(listening)
    listening.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
