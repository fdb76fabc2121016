"""`sejuk plan --example`: example input files for a newcomer to change."""

from __future__ import annotations

from pathlib import Path

from sejuk.files.examples import example_files
from sejuk.files.writing import write_folder


def write_examples(folder: Path) -> tuple[str, ...]:
    """Write them and return their names."""
    files = example_files()
    write_folder(folder, files)
    return tuple(files)
