"""Compiles the search's kernels before the first plan, with a second process where a second core
is free for it: `python -m sejuk.app.first_start`.

Kernels are kept on the disk, so that only the first start has to wait. The plan does not depend
on the helper: what it has not done, because it may not run or died, is compiled here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sejuk.planning.night import Search
from sejuk.planning.solve import OWN

COMMAND = (sys.executable, "-P", "-m", "sejuk.app.first_start")
PATIENCE = 120.0
"""Seconds that a helper is waited for after one's own share, which takes as long as its."""
RECREATING, FORWARD = "recreating", "forward"
"""What a helper can compile."""


def compile_kernels(search: Search) -> None:
    """Have the kernels ready that such a search calls, and its proof where it has one."""
    if search.engine != OWN:
        return
    # Not to be had for some Pythons and machines, which then have no such engine.
    from sejuk.planning.bound import ahead as bound  # noqa: PLC0415
    from sejuk.planning.engine import ahead as engine  # noqa: PLC0415

    if engine.is_compiled():
        engine.compile_search()  # which takes it from the disk
        return
    with _helper(RECREATING):
        engine.compile_ruining()
    if search.proof is None:
        engine.compile_search()
        return
    with _helper(FORWARD):
        engine.compile_search()
        bound.compile_trace()


@contextmanager
def _helper(share: str) -> Iterator[None]:
    """A process that compiles this meanwhile; it is gone at the end."""
    process = _started(share) if _cores() > 1 else None
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


def _started(share: str) -> subprocess.Popen[bytes] | None:
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(  # noqa: S603 – our own module
            (*COMMAND, share), stdin=nothing, stdout=nothing, stderr=nothing
        )
    except OSError:
        return None  # no process may be started here, or no memory is left


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main() -> None:
    """The helper's share."""
    from sejuk.planning.bound.ahead import compile_forward  # noqa: PLC0415
    from sejuk.planning.engine.ahead import compile_recreating  # noqa: PLC0415

    {RECREATING: compile_recreating, FORWARD: compile_forward}[sys.argv[1]]()


if __name__ == "__main__":
    main()
