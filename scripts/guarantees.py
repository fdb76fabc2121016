"""Runs the tests of each guarantee, breaks it on purpose, and writes down what came of it.

    python scripts/guarantees.py [--without-soak] [g09 g12 …]

For each guarantee: its own tests, `tests/guarantees/test_gNN_*.py`, on the program as it is; then
each `tests/guarantees/mutations/gNN*.patch` on a copy of the program, where they must fail. The
results go into `src/sejuk/files/data/guarantees_run.json`, which the page *Jaminan* shows: a run of
some of the guarantees replaces their results and leaves the others.

The exit code is the number of guarantees that were not proved: a test failed, or a mutation was not
noticed or does not fit the program any more.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sejuk.files.guarantees import (  # noqa: E402 – of this checkout, not of an installed program
    RESULT,
    digest_of_files,
    program_digest,
    read_run,
)
from sejuk.model.guarantee import GuaranteeRun, LastRun  # noqa: E402 – the same
from sejuk.version import __version__  # noqa: E402 – the same

FOLDER = ROOT / "tests" / "guarantees"
TESTS_FAILED = 1
"""pytest's exit code; any other one says that the tests could not run."""
ALL = ("-m", "")
QUICK: tuple[str, ...] = ()
"""Without the marker `soak`, as pytest's settings have it."""


def main() -> int:
    """Runs what is asked for; how many guarantees were not proved."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("guarantees", nargs="*", metavar="gNN")
    parser.add_argument(
        "--without-soak", action="store_true", help="leave out tests that take long"
    )
    wish = parser.parse_args()
    known = sorted({test.name[5:8] for test in FOLDER.glob("test_g*.py")})
    chosen = [name for name in known if name in (wish.guarantees or known)]
    if not chosen or set(wish.guarantees) - set(known):
        parser.error(f"guarantees are {' '.join(known)}")
    began = time.monotonic()
    runs = []
    for name in chosen:
        runs.append(run_of(name, QUICK if wish.without_soak else ALL))
        # Read anew each time: others may be run beside, as they take long.
        write_result(RESULT, read_run(RESULT).with_run(runs[-1]))
    caught, mutations = sum(r.caught for r in runs), sum(r.mutations for r in runs)
    passed, tests = sum(r.passed for r in runs), sum(r.passed + r.failed for r in runs)
    print(
        f"{passed} of {tests} tests passed, {caught} of {mutations} mutations caught "
        f"in {(time.monotonic() - began) / 60:.0f} min"
    )
    return sum(not run.held for run in runs)


def run_of(guarantee: str, marked: Sequence[str]) -> GuaranteeRun:
    """The tests of one guarantee, then its mutations."""
    tests = [str(test.relative_to(ROOT)) for test in tests_of(guarantee)]
    began = time.monotonic()
    done = pytest(*marked, *tests, cwd=ROOT)
    counts = counts_of(done.stdout)
    # What could not even be collected is a failure, and has no count of its own.
    failed = counts["failed"] + counts["error"] + (done.returncode not in {0, TESTS_FAILED})
    print(f"{guarantee}: {counts['passed']} passed, {failed} failed", flush=True)
    if failed:
        print(done.stdout[-4000:], done.stderr[-2000:], flush=True)
    missed = [patch.stem for patch in patches_of(guarantee) if not is_caught(patch, tests)]
    return GuaranteeRun(
        guarantee=guarantee,
        at=datetime.now(UTC).replace(microsecond=0),
        version=__version__,
        program=program_digest(),
        tests=tests_digest(guarantee),
        passed=counts["passed"],
        failed=failed,
        not_run=tuple(left_out(tests, marked, counts, done.stdout)),
        mutations=len(patches_of(guarantee)),
        missed=tuple(missed),
        seconds=round(time.monotonic() - began, 1),
    )


def tests_of(guarantee: str) -> list[Path]:
    """Its test files."""
    return sorted(FOLDER.glob(f"test_{guarantee}_*.py"))


def patches_of(guarantee: str) -> list[Path]:
    """The ways in which it is broken."""
    return sorted(FOLDER.glob(f"mutations/{guarantee}*.patch"))


def tests_digest(guarantee: str) -> str:
    """Of its tests and mutations: what was run is what is there, or it is stale."""
    files = [*tests_of(guarantee), *patches_of(guarantee)]
    return digest_of_files([(file.relative_to(ROOT).as_posix(), file) for file in files])


def counts_of(output: str) -> dict[str, int]:
    """passed, failed, error, skipped: from the last line that pytest says."""
    last = output.strip().splitlines()[-1:] or [""]
    found = {word: int(number) for number, word in re.findall(r"(\d+) (\w+?)s?\b", last[0])}
    return {word: found.get(word, 0) for word in ("passed", "failed", "error", "skipped")}


def left_out(
    tests: Sequence[str], marked: Sequence[str], counts: dict[str, int], output: str
) -> list[str]:
    """Names of tests that were not run: of the soak, or skipped, which pytest tells by file."""
    skipped = re.findall(r"^SKIPPED \[\d+\] (\S+?):\d+", output, re.MULTILINE)
    names = [Path(file).name for file in skipped] if counts["skipped"] else []
    if marked == QUICK:
        listed = pytest("--collect-only", "-m", "soak", *tests, cwd=ROOT).stdout
        names += [line.partition("::")[2] for line in listed.splitlines() if "::" in line]
    return names


def is_caught(patch: Path, tests: Sequence[str]) -> bool:
    """True when the guarantee's tests fail on the broken program; says what came of it."""
    with tempfile.TemporaryDirectory(prefix="sejuk-mutant-") as work:
        copy = Path(work)
        for name in ("src", "tests", "benchmarks"):
            # With compiled kernels: `kernels/compiled.py` makes those anew whose sources change.
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.pyc"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        applied = run("git", "apply", "--unsafe-paths", f"--directory={copy}", str(patch), cwd=copy)
        if applied.returncode:
            print(f"{patch.stem}: does not fit the program: {applied.stderr.strip()}", flush=True)
            return False
        began = time.monotonic()
        done = pytest("-x", "--hypothesis-profile=unshrunk", *tests, cwd=copy)
    seconds = time.monotonic() - began
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    caught = done.returncode == TESTS_FAILED and bool(failed)
    by = failed[0].removeprefix("FAILED ").partition(" - ")[0] if failed else ""
    verdict = "caught" if caught else "NOT CAUGHT"
    print(f"{patch.stem}: {verdict} in {seconds:.0f} s {by}", flush=True)
    if done.returncode not in {0, TESTS_FAILED}:
        print(done.stdout[-2000:], done.stderr[-2000:], flush=True)
    return caught


def pytest(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """pytest in a folder, with short reports of what failed or was skipped."""
    program = (sys.executable, "-m", "pytest", "-rfEs", "-p", "no:cacheprovider")
    return run(*program, *arguments, cwd=cwd)


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command that finds the folder's program before the installed one."""
    paths = {"PYTHONPATH": os.pathsep.join((str(cwd / "src"), str(cwd)))}
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **paths}, capture_output=True, text=True, check=False
    )


def write_result(file: Path, results: LastRun) -> None:
    """Readable, and the same bytes for the same results."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


if __name__ == "__main__":
    sys.exit(main())
