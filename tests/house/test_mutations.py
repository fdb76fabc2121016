"""Every guarantee with a test of its own has a mutation, and every mutation fits the program.

That each is caught is shown by `make mutants`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "guarantees"
PATCHES = sorted(FOLDER.glob("mutations/*.patch"))


def test_every_guarantee_is_broken_on_purpose() -> None:
    tested = {test.name[5:8] for test in FOLDER.glob("test_g*.py")}
    assert tested == {patch.name[:3] for patch in PATCHES}
    assert tested


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.stem)
def test_a_mutation_fits_the_program(patch: Path) -> None:
    """One that does not has to be made anew: `git diff -U2` of the broken line."""
    done = subprocess.run(
        ["git", "apply", "--check", patch], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
