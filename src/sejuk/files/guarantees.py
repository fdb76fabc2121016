"""The guarantees in words, and the last run of their tests: both data of the package."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

import msgspec

from sejuk.model.guarantee import Guarantee, Guarantees, LastRun
from sejuk.problems import Both

PACKAGE = Path(__file__).parents[1]
WORDS = PACKAGE / "files" / "data" / "guarantees.toml"
RESULT = PACKAGE / "files" / "data" / "guarantees_run.json"
"""Written by `scripts/guarantees.py`."""
SOURCES = frozenset(
    {".py", ".toml", ".html", ".css", ".js", ".json", ".csv", ".typ", ".txt", ".mako"}
)
BUILT = Path("web", "static")
"""What `scripts/front_end.py` builds: not the same bytes on each machine."""


@cache
def guarantees() -> Guarantees:
    """As they stand in `guarantees.toml`."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return Guarantees(
        all=tuple(
            Guarantee(
                id=id_,
                short=_both(row["short"]),
                words=_both(row["words"]),
                proof=_both(row["proof"]),
                where=tuple(row["where"]),
            )
            for id_, row in table["guarantee"].items()
        ),
        admissions=tuple(_both(row) for row in table["admission"]),
    )


@cache
def last_run() -> LastRun:
    """As this program was shipped with it."""
    return read_run(RESULT)


def read_run(file: Path) -> LastRun:
    """Empty where nothing was ever run, or what was written cannot be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=LastRun)
    except (OSError, msgspec.MsgspecError):
        return LastRun()


@cache
def program_digest() -> str:
    """SHA-256 over all sources of the installed program, so that a run is of this very one."""
    files = sorted(
        (file.relative_to(PACKAGE).as_posix(), file)
        for file in PACKAGE.rglob("*")
        if file.suffix in SOURCES and file != RESULT
    )
    return digest_of_files(
        [(name, file) for name, file in files if not Path(name).is_relative_to(BUILT)]
    )


def digest_of_files(files: list[tuple[str, Path]]) -> str:
    """SHA-256 over lines `SHA-256  name`, as `sha256sum` writes them, in the order given."""
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n" for name, file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _both(row: dict[str, str]) -> Both:
    return Both(row["id"], row["en"])
