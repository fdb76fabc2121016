"""Nothing in the repository names the machine it was made on, or a private package source."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written in pieces, so that this file passes its own test.
TRACES = re.compile(
    "|".join(
        [
            r"/(?:home|Users|root)/" + r"[A-Za-z.]",  # somebody's own folder
            r"/work/" + r"(?:main|shared)",
            r"/opt/" + r"(?:pypi|wheels)",
            r"--(?:extra-)?" + r"index-url",
            r"--find" + r"-links",
            r"@ " + r"file:",
            r"\blocal" + r"host:\d+/simple",
            r"https?://[^\s/]*(?:arti" + r"factory|nexus|devpi)",
        ]
    )
)
TEXT = {".py", ".md", ".toml", ".txt", ".sh", ".csv", ".json", ".html", ".css", ".j2", ".yml", ""}


def tracked() -> list[Path]:
    """Files git knows; every file in a copy without git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = done.stdout.decode().split("\0") if done.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine() -> None:
    files = [file for file in tracked() if file.suffix in TEXT]
    if not files:
        pytest.skip("not a git checkout")
    found = [
        f"{file.relative_to(ROOT)}:{number}: {match.group()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (match := TRACES.search(line))
    ]
    assert not found, "\n".join(found)


def test_constraints_are_exact_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    odd = [line for line in pinned if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][\w.]*", line)]
    assert pinned
    assert not odd
