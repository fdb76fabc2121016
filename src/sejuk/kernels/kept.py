"""Compiled kernels on the disk, where several processes may keep and find them at once.

numba has an index for each function and numbers its files. Two processes that compile a function
for different types at the same time can give both one number; and the index is written before the
file, so that another process can load what an older program left under that number. Here a file's
name says what its content depends on, and it is moved into place whole: a process finds the right
code, or none and compiles it.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def collector_resting() -> Iterator[None]:
    """Python's collector of garbage would look again and again through the many objects of a
    compilation, or of code that is loaded, nearly all of which are still in use."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Kept:
    """Of one function. Stands in for numba's own class (0.68, `IndexDataCacheFile`)."""

    def __init__(
        self, folder: Path, name: str, stamp: str, packed: Callable[[object], bytes]
    ) -> None:
        """name: for its files; stamp: of all sources that the code is made of."""
        self._folder, self._name, self._packed = folder, name, packed
        self._stamp = hashlib.sha256(stamp.encode()).hexdigest()[:16]

    def has(self, key: object) -> bool:
        """Whether code for these types and this machine is kept."""
        return self._path(key).exists()

    def load(self, key: object) -> object | None:
        """What was kept; None: nothing, or not all of it."""
        try:
            digest, packed = _parted(self._path(key).read_bytes())
        except OSError:  # perhaps just removed by another version of this program
            return None
        if hashlib.sha256(packed).digest() != digest:  # the machine went down meanwhile
            return None
        with collector_resting():
            return pickle.loads(packed)  # type: ignore[no-any-return]  # noqa: S301  # as numba does

    def save(self, key: object, code: object) -> None:
        """Keep it, in place of what older programs kept of this function."""
        packed = self._packed(code)
        path = self._path(key)
        new = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.new")
        try:
            new.write_bytes(hashlib.sha256(packed).digest() + packed)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        self._remove_older()

    def _remove_older(self) -> None:
        """Wherever in its file the function stood then."""
        function, _, python = self._name.rpartition("-")
        python = python.partition(".")[2]
        for file in self._folder.glob(f"{function}-*.{python}.*"):
            if f".{python}.{self._stamp}." not in file.name:
                file.unlink(missing_ok=True)

    def flush(self) -> None:
        """Nothing is kept any more."""
        for file in self._folder.glob(f"{self._name}.*.nbc"):
            file.unlink(missing_ok=True)

    def _path(self, key: object) -> Path:
        """key: types, machine and digest of the function, all of which say what they are; a tuple
        with names says that of its class, which no two may share."""
        digest = hashlib.sha256(repr(key).encode()).hexdigest()[:32]
        return self._folder / f"{self._name}.{self._stamp}.{digest}.nbc"


def _parted(whole: bytes) -> tuple[bytes, bytes]:
    """Digest and what it is of."""
    size = hashlib.sha256().digest_size
    return whole[:size], whole[size:]
