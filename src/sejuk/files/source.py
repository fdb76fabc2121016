"""Open what a user hands over: one place for all that can be wrong with a file as such."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

from sejuk.problems import ProblemError, refuse

TABLE_MEGABYTES = 10
MAP_MEGABYTES = 64
OSM_MEGABYTES = 256
"""An extract of a city fits well; a whole island is to be cut first."""

SHOWN_CHARACTERS = 40
NAME_CHARACTERS = 120

_MEGABYTE = 1_000_000
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def read_text(path: Path, max_megabytes: int = MAP_MEGABYTES) -> str:
    """The text of a UTF-8 file, with or without byte order mark.

    Raises ProblemError: file_missing, file_not_readable, file_too_large, file_empty, not_utf8.
    """
    text = _decoded(path.name, read_bytes(path, max_megabytes))
    if not text.strip():
        raise refuse("file_empty", file=path.name)
    return text


def read_stdin(max_megabytes: int) -> str:
    """Of standard input; may be empty. Raises ProblemError: file_too_large, not_utf8."""
    raw = sys.stdin.buffer.read(max_megabytes * _MEGABYTE + 1)
    if len(raw) > max_megabytes * _MEGABYTE:
        raise refuse(
            "file_too_large", file="stdin", size=">" + str(max_megabytes), limit=max_megabytes
        )
    return _decoded("stdin", raw)


def _decoded(file: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse("not_utf8", file=file, line=line) from None


def read_bytes(path: Path, max_megabytes: int) -> bytes:
    """The bytes of a file that is neither empty nor larger than allowed."""
    check_file(path, max_megabytes)
    try:
        with path.open("rb") as stream:
            raw = stream.read(max_megabytes * _MEGABYTE + 1)
    except OSError as error:
        raise _not_readable(path, error) from None
    if len(raw) > max_megabytes * _MEGABYTE:
        raise refuse(
            "file_too_large", file=path.name, size=">" + str(max_megabytes), limit=max_megabytes
        )
    if not raw:
        raise refuse("file_empty", file=path.name)
    return raw


def check_file(path: Path, max_megabytes: int) -> None:
    """Refuse by name, size and permission, before any of it is kept in memory."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise refuse("file_is_folder", file=str(path))
        if found.st_size > max_megabytes * _MEGABYTE:
            size = -(-found.st_size // _MEGABYTE)
            raise refuse("file_too_large", file=path.name, size=size, limit=max_megabytes)
        if stat.S_ISREG(found.st_mode):
            # A pipe has neither size nor a second reading.
            if found.st_size == 0:
                raise refuse("file_empty", file=path.name)
            path.open("rb").close()
    except FileNotFoundError:
        raise refuse("file_missing", file=str(path)) from None
    except (OSError, ValueError) as error:
        raise _not_readable(path, error) from None


def _not_readable(path: Path, error: OSError | ValueError) -> ProblemError:
    detail = error.strerror if isinstance(error, OSError) else None
    return refuse("file_not_readable", file=shown(path), detail=detail or "?")


def shown(value: object) -> str:
    """A value from a file as a problem may repeat it: one line, at most 40 characters."""
    text = _UNPRINTABLE.sub(" ", str(value)).strip()
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def clean_name(value: object) -> str | None:
    """A name from a file on one line without control characters; None when nothing is left."""
    if not isinstance(value, str):
        return None
    text = " ".join(_UNPRINTABLE.sub(" ", value).split())[:NAME_CHARACTERS].strip()
    return text or None


def heading_key(heading: str) -> str:
    """The form in which headings are compared: `ID Wilayah ` is `id_wilayah`."""
    return re.sub(r"[^0-9a-z]+", "_", heading.casefold()).strip("_")
