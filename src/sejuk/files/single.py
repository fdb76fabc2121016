"""Writing one file: whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from sejuk.problems import refuse


def write_new_file(path: Path, content: bytes) -> None:
    """Raises `file_exists`, `disk_full`, `no_permission`, `write_failed`."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        try:
            with fresh.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.link(fresh, path)
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
