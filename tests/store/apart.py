"""A copy of a record that is in use, made by another process.

A process that opens a file and closes it again loses all its POSIX locks on that file, those of
SQLite among them ("How To Corrupt An SQLite Database File", section 2.2): a test that reads the
database of a server in its own process breaks it now and then.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"


def copied(folder: Path, to: Path) -> Path:
    """All files of the folder; `to` does not exist yet."""
    subprocess.run([sys.executable, "-c", COPY, str(folder), str(to)], check=True)
    return to
