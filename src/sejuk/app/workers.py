"""Processes that share the work of many draws and end, silently, when nobody waits for them."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def shared_out(
    work: Callable[[Task], Result], tasks: Sequence[Task], processes: int
) -> Iterator[tuple[Task, Result]]:
    """Each task with its result, in the order in which they are done.

    The processes are started afresh, not forked: the thread of a progress bar would make a
    fork unsafe. An interruption or a problem ends them at once.
    """
    fresh = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    workers = ProcessPoolExecutor(processes, mp_context=fresh)
    try:
        with _children_ignore_interrupts():
            waiting: dict[Future[Result], Task] = {workers.submit(work, t): t for t in tasks}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BaseException:
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        # The pool's own thread reaps its processes; to join them here as well would race with it.
        workers.shutdown(wait=True, cancel_futures=True)
        raise
    workers.shutdown()


@contextmanager
def _children_ignore_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; only this one answers, and ends the others."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
