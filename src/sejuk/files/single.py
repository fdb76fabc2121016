"""Writing one file: whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from sejuk.problems import refuse


def write_new_file(path: Path, content: bytes) -> None:
    """Never over another. Raises `file_exists`, `disk_full`, `no_permission`, `write_failed`."""
    _write(path, content, os.link)


def write_over(path: Path, content: bytes) -> None:
    """In the place of what was there. Raises `disk_full`, `no_permission`, `write_failed`."""
    _write(path, content, os.replace)


def _write(path: Path, content: bytes, place: Callable[[Path, Path], None]) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        try:
            with fresh.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            place(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
    except FileExistsError:
        raise refuse("file_exists", file=str(path)) from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise refuse("disk_full", folder=str(path.parent)) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise refuse("no_permission", folder=str(path.parent)) from error
        detail = error.strerror or str(error)
        raise refuse("write_failed", folder=str(path), detail=detail) from error
