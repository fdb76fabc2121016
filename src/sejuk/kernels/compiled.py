"""Compiles the inner loops. The only importer of numba.

Kernels allocate nothing and count no references: told to, numba counts one, atomically, whenever
an array is taken out of a tuple, which was two thirds of a search's time. Those few that make
arrays of their own say so.

Kernels are compiled at their first call, or before it for given types, and kept on disk. numba
renews a kept kernel only when its own file changes, though it holds the code of all kernels it
calls; here one changed file with kernels renews all kernels of its capability.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
from numba.core import config
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaError as CompilingError
from numba.core.serialize import dumps

from sejuk.kernels.kept import Kept, collector_resting

__all__ = [
    "CompilingError",
    "allocating_entry",
    "compile_for",
    "entry",
    "inner_kernel",
    "is_compiled_for",
    "kernel",
    "number",
    "types_for",
]

HOUSE = Path(__file__).parents[1]

_set: Any = config  # whose stubs lack some
COMPILER = f"{numba.__version__} {_set.OPT} {_set.BOUNDSCHECK}"
"""What compiled code depends on beside its sources, its types and the machine."""

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


def compile_for(function: Callable[..., object], *arguments: object) -> None:
    """Compile, or take from the disk, what a call with these arguments needs. Nothing is called."""
    if not isinstance(function, Dispatcher):
        return  # NUMBA_DISABLE_JIT is set
    with collector_resting():
        function.compile(types_for(function, *arguments))


def is_compiled_for(function: Callable[..., object], *arguments: object) -> bool:
    """Whether such a call would compile nothing, as the kernel is in memory or on the disk, and
    with it the code of all that it calls."""
    if not isinstance(function, Dispatcher):
        return True
    types = types_for(function, *arguments)
    numbas: Any = function  # whose stubs lack what follows; numba itself can only load
    key = numbas._cache._index_key(types, numbas.targetctx.codegen())  # noqa: SLF001
    return types in numbas.overloads or bool(numbas._cache._cache_file.has(key))  # noqa: SLF001


def types_for(function: Callable[..., object], *arguments: object) -> tuple[Any, ...]:
    """What numba takes the arguments for: it compiles a kernel once for each such tuple."""
    if not isinstance(function, Dispatcher):
        return ()
    return tuple(function.typeof_pyval(argument) for argument in arguments)


def _compiled(function: Callable[P, R], **options: bool) -> Callable[P, R]:
    options = {"cache": True, "nogil": True, "no_cfunc_wrapper": True, "_nrt": False, **options}
    compiled = numba.njit(function, error_model="numpy", **options)  # type: ignore[call-overload]  # numba's stubs lack some
    kept = getattr(compiled, "_cache", None)
    if kept is not None:  # absent when NUMBA_DISABLE_JIT is set
        source = Path(function.__code__.co_filename)
        kept._cache_file = Kept(  # noqa: SLF001  # numba has no setting for it
            Path(kept.cache_path),
            kept._impl.filename_base,  # noqa: SLF001
            f"{COMPILER} {_stamp(_capability(source), source)}",
            dumps,
        )
        kept.save_overload = _if_it_can(kept.save_overload)
    return cast("Callable[P, R]", compiled)


def _capability(source: Path) -> Path:
    """The package of the house that the file is in; the whole house for a file outside."""
    inside = source.is_relative_to(HOUSE) and source.parent != HOUSE
    return HOUSE / source.relative_to(HOUSE).parts[0] if inside else HOUSE


@cache
def _stamp(folder: Path, source: Path) -> str:
    """Of the sources of a capability's kernels together, of this package, and of one file that
    may lie outside."""
    sources = {path: path.read_bytes() for path in folder.rglob("*.py")}
    digest = hashlib.sha256()
    for path in sorted({*Path(__file__).parent.glob("*.py"), *sources, source}):
        text = sources[path] if path in sources else path.read_bytes()
        if b"kernels" in text:
            digest.update(text)
    return digest.hexdigest()


def _if_it_can(save: Callable[P, None]) -> Callable[P, None]:
    """Where nothing can be written, such as on a full disk, the next start compiles again."""

    def saved(*args: P.args, **kwargs: P.kwargs) -> None:
        with suppress(OSError):
            save(*args, **kwargs)

    return saved


@inner_kernel
def number(constant: int) -> int:
    """For the first value of a variable that is handed to kernels. Given the constant itself, numba
    compiles each of them once more for it."""
    return constant + 0
