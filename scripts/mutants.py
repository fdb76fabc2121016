"""Breaks each guarantee on purpose, and requires its test to notice.

    python scripts/mutants.py [g09 g12 …]

Each `tests/guarantees/mutations/gNN*.patch` is put on a copy of the program, and the guarantee's
own tests, `tests/guarantees/test_gNN_*.py`, run against it. A patch that no test notices, or that
does not fit the program any more, fails the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "guarantees"
TESTS_FAILED = 1
"""pytest's exit code; any other one says that the tests could not run."""


def main() -> int:
    """Try each mutation; the number of those that were not caught."""
    wanted = tuple(sys.argv[1:])
    patches = [
        p for p in sorted(FOLDER.glob("mutations/*.patch")) if p.name.startswith(wanted or "")
    ]
    missed = [patch.stem for patch in patches if not caught(patch)]
    print(f"{len(patches) - len(missed)} of {len(patches)} mutations caught", *missed)
    return len(missed) or not patches


def caught(patch: Path) -> bool:
    """True when the guarantee's tests fail on the broken program; says what came of it."""
    guarantee = patch.name[:3]
    tests = sorted(FOLDER.glob(f"test_{guarantee}_*.py"))
    with tempfile.TemporaryDirectory(prefix="sejuk-mutant-") as work:
        copy = Path(work)
        for name in ("src", "tests", "benchmarks"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        applied = run("git", "apply", "--unsafe-paths", f"--directory={copy}", str(patch), cwd=copy)
        if applied.returncode:
            print(f"{patch.stem}: does not fit the program: {applied.stderr.strip()}")
            return False
        began = time.monotonic()
        names = [str(test.relative_to(ROOT)) for test in tests]
        done = run(sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *names, cwd=copy)
    seconds = time.monotonic() - began
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    verdict = "caught" if done.returncode == TESTS_FAILED and failed else "NOT CAUGHT"
    by = failed[0].removeprefix("FAILED ").partition(" - ")[0] if failed else ""
    print(f"{patch.stem}: {verdict} in {seconds:.0f} s {by}")
    if done.returncode not in {0, TESTS_FAILED}:
        print(done.stdout[-2000:], done.stderr[-2000:])
    return verdict == "caught"


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command that finds the copy's program before the installed one."""
    paths = {"PYTHONPATH": os.pathsep.join((str(cwd / "src"), str(cwd)))}
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **paths}, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main())
