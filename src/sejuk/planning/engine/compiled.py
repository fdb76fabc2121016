"""Compiles the inner loops. The only importer of numba.

Kernels are compiled at their first call and kept on disk. numba renews a kept kernel only when
its own file changes, though it holds the code of all kernels it calls; here one changed file of
the engine renews them all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel that Python calls too."""
    return _compiled(function)


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel that only other kernels call, which spares the time to compile the way in."""
    return _compiled(function, no_cpython_wrapper=True)


def inner_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """The same for a few lines that run millions of times: put in place at every call, since
    handing over a board costs more than they do."""
    return _compiled(function, no_cpython_wrapper=True, forceinline=True)


def _compiled(function: Callable[P, R], **options: bool) -> Callable[P, R]:
    options = {"cache": True, "nogil": True, "no_cfunc_wrapper": True, **options}
    compiled = numba.njit(function, error_model="numpy", **options)  # type: ignore[call-overload]  # numba's stubs lack some
    kept = getattr(compiled, "_cache", None)
    if kept is not None:  # absent when NUMBA_DISABLE_JIT is set
        folder = Path(function.__code__.co_filename).parent
        kept._cache_file._source_stamp = _stamp(folder)  # noqa: SLF001  # numba has no setting for it
    return cast("Callable[P, R]", compiled)


@cache
def _stamp(folder: Path) -> str:
    """Of the sources of all kernels together: the engine's and those beside the kernel."""
    digest = hashlib.sha256()
    for path in sorted({*Path(__file__).parent.rglob("*.py"), *folder.glob("*.py")}):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@inner_kernel
def number(constant: int) -> int:
    """For the first value of a variable that is handed to kernels. Given the constant itself, numba
    compiles each of them once more for it."""
    return constant + 0
