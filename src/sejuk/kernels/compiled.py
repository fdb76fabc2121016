"""Compiles the inner loops. The only importer of numba.

Kernels allocate nothing and count no references: told to, numba counts one, atomically, whenever
an array is taken out of a tuple, which was two thirds of a search's time. Those few that make
arrays of their own say so.

Kernels are compiled at their first call and kept on disk. numba renews a kept kernel only when
its own file changes, though it holds the code of all kernels it calls; here one changed file with
kernels renews all kernels of its capability.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba
from numba.core.errors import NumbaError as CompilingError

__all__ = ["CompilingError", "allocating_entry", "entry", "inner_kernel", "kernel", "number"]

HOUSE = Path(__file__).parents[1]

P = ParamSpec("P")
R = TypeVar("R")


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel that Python calls too."""
    return _compiled(function)


def allocating_entry(function: Callable[P, R]) -> Callable[P, R]:
    """One that makes arrays, and therefore counts references; its loops should be in others."""
    return _compiled(function, _nrt=True)


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel that only other kernels call, which spares the time to compile the way in."""
    return _compiled(function, no_cpython_wrapper=True)


def inner_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """The same for a few lines that run millions of times: put in place at every call, since
    handing over a board costs more than they do."""
    return _compiled(function, no_cpython_wrapper=True, forceinline=True)


def _compiled(function: Callable[P, R], **options: bool) -> Callable[P, R]:
    options = {"cache": True, "nogil": True, "no_cfunc_wrapper": True, "_nrt": False, **options}
    compiled = numba.njit(function, error_model="numpy", **options)  # type: ignore[call-overload]  # numba's stubs lack some
    kept = getattr(compiled, "_cache", None)
    if kept is not None:  # absent when NUMBA_DISABLE_JIT is set
        source = Path(function.__code__.co_filename)
        kept._cache_file._source_stamp = _stamp(_capability(source))  # noqa: SLF001  # numba has no setting for it
    return cast("Callable[P, R]", compiled)


def _capability(source: Path) -> Path:
    """The package of the house that the file is in; the whole house for a file outside."""
    inside = source.is_relative_to(HOUSE) and source.parent != HOUSE
    return HOUSE / source.relative_to(HOUSE).parts[0] if inside else HOUSE


@cache
def _stamp(folder: Path) -> str:
    """Of the sources of a capability's kernels together, and of this package."""
    sources = {path: path.read_bytes() for path in folder.rglob("*.py")}
    digest = hashlib.sha256()
    for path in sorted({*Path(__file__).parent.glob("*.py"), *sources}):
        text = sources[path] if path in sources else path.read_bytes()
        if b"kernels" in text:
            digest.update(text)
    return digest.hexdigest()


@inner_kernel
def number(constant: int) -> int:
    """For the first value of a variable that is handed to kernels. Given the constant itself, numba
    compiles each of them once more for it."""
    return constant + 0
