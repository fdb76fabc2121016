"""Compiles kernels before the first plan, with a second process where a second core is free for
it: `python -m sejuk.app.first_start`.

Kernels are kept on the disk, so that only the first start has to wait. The plan does not depend
on the helper: what it has not done, because it may not run or died, is compiled here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sejuk.app.context import end_with_stdin
from sejuk.planning.night import Search
from sejuk.planning.solve import OWN

COMMAND = (sys.executable, "-P", "-m", "sejuk.app.first_start")
PATIENCE = 60.0
"""Seconds that a helper is waited for after one's own share, which takes as long as its."""
RECREATING, FORWARD, WANDERING = "recreating", "forward", "wandering"
"""What a helper can compile."""


def compile_kernels(search: Search, *, draws: bool) -> None:
    """Have the kernels ready that such a search calls, its proof where it has one, and the pool
    where a plan is drawn from one."""
    if search.engine != OWN:
        return
    # Not to be had for some Pythons and machines, which then have no such engine.
    from sejuk.planning.bound import ahead as bound  # noqa: PLC0415
    from sejuk.planning.engine import ahead as engine  # noqa: PLC0415

    searches = engine.has_search()
    more = [FORWARD] * (search.proof is not None and not bound.has_forward())
    more += [WANDERING] * (draws and not engine.has_walk())
    if more or not searches:
        search.progress("compile", 0.0)
    if not searches:
        with _helper(RECREATING):
            engine.compile_ruining()
    # What calls the shares of both. If it was kept it is taken from the disk.
    with _helper(*more):
        engine.compile_search()
        if search.proof is not None:
            bound.compile_trace()


@contextmanager
def _helper(*shares: str) -> Iterator[None]:
    """A process that compiles these meanwhile, if there are any; it is gone at the end."""
    process = _started(*shares) if shares and _cores() > 1 else None
    if process is None:
        yield
        return
    try:
        yield
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        pass
    finally:
        process.kill()
        process.wait()
        if process.stdin:
            process.stdin.close()


def _started(*shares: str) -> subprocess.Popen[bytes] | None:
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(  # noqa: S603 – our own module
            (*COMMAND, *shares), stdin=subprocess.PIPE, stdout=nothing, stderr=nothing
        )
    except OSError:
        return None  # no process may be started here, or no memory is left


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main(*shares: str) -> None:
    """The helper's part."""
    from sejuk.planning.bound.ahead import compile_forward  # noqa: PLC0415
    from sejuk.planning.engine.ahead import compile_recreating, compile_walk  # noqa: PLC0415

    compiling = {
        RECREATING: compile_recreating,
        FORWARD: compile_forward,
        WANDERING: compile_walk,
    }
    for share in shares:
        compiling[share]()


if __name__ == "__main__":
    end_with_stdin()
    main(*sys.argv[1:])
