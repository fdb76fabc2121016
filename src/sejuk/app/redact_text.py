"""`sejuk redact`: a text as it would be kept."""

from __future__ import annotations

from pathlib import Path

from sejuk.files.source import read_stdin, read_text
from sejuk.text.redact import redact

MEGABYTES = 10


def redact_file(path: Path | None) -> str:
    """Of a file, or of standard input. Raises ProblemError: those of `read_text`."""
    return redact(read_stdin(MEGABYTES) if path is None else read_text(path, MEGABYTES))
