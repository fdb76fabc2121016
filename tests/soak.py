"""The page of figures that `make soak` writes: one row for each test, with its date.

A run of some of the tests replaces their rows and leaves the others. How busy the machine was with
other work is measured, not claimed: the processor time of all, less that of the test and of the
processes it started.
"""

from __future__ import annotations

import fcntl
import os
import resource
import time
from datetime import date
from pathlib import Path

import msgspec

HEAD = """\
# Figures of the soak

The tests that take long, with full counts: `make soak`. Each row is the last run of one test,
written by the run itself. *Other work* is how much of the machine something else was using
meanwhile: it makes times longer, and counts no different.

This page is written by `tests/soak.py`; run the tests to change it.

| test | figure | took | other work | on |
|---|---|---|---|---|
"""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    test: str
    """As pytest names it."""
    figure: str
    took: str
    other: str
    on: str

    def __str__(self) -> str:
        return f"| `{self.test}` | {self.figure} | {self.took} | {self.other} | {self.on} |"


def read_rows(page: str) -> dict[str, Row]:
    """Test → row, of a page as `write_row` leaves it."""
    rows: dict[str, Row] = {}
    for line in page.splitlines():
        if line.startswith("| `"):
            test, figure, took, other, on = (cell.strip() for cell in line.strip("|").split("|"))
            test = test.strip("`")
            rows[test] = Row(test=test, figure=figure, took=took, other=other, on=on)
    return rows


def write_row(file: Path, row: Row) -> None:
    """Puts the row into the page, in place of an older one of its test; one process at a time."""
    with file.open("a+", encoding="utf-8") as page:
        fcntl.flock(page, fcntl.LOCK_EX)
        page.seek(0)
        rows = read_rows(page.read())
        rows[row.test] = row
        page.truncate(0)
        page.write(HEAD + "".join(f"{rows[test]}\n" for test in sorted(rows)))


class Watch:
    """Seconds since it was made, and what else the machine was doing."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._all = busy_seconds()
        self._own = own_seconds()

    def seconds(self) -> float:
        return time.monotonic() - self._began

    def other_cores(self) -> float:
        """Cores that others used in the mean; what still runs of one's own counts as others'."""
        other = busy_seconds() - self._all - (own_seconds() - self._own)
        return max(other, 0.0) / max(self.seconds(), 0.001)


def row_of(test: str, figure: str, watch: Watch) -> Row:
    """The row of a test that ends now."""
    seconds = watch.seconds()
    took = f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
    return Row(
        test=test,
        figure=figure.replace("|", "/"),
        took=took,
        other=f"{watch.other_cores():.1f} cores",
        on=date.today().isoformat(),  # noqa: DTZ011 – the day of whoever reads it
    )


def busy_seconds() -> float:
    """Processor seconds of the whole machine since it started."""
    fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _wait, *more = (int(field) for field in fields)
    return (user + nice + system + sum(more[:3])) / os.sysconf("SC_CLK_TCK")


def own_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
