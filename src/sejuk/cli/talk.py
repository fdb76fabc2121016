"""Talk goes to stderr, data to stdout."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.context import Progress
    from sejuk.problems import ProblemError

STAGES = {
    "routes": "Mencari rute / searching routes",
    "read": "Membaca masukan / reading the input",
    "compile": "Menyusun kernel, hanya kali pertama / compiling kernels, this once",
    "bound": "Membuktikan batas / proving a bound",
    "prices": "Menghitung harga aturan / pricing the rules",
    "pool": "Menyusun rencana lain / making other plans",
    "meetings": "Mengatur pertemuan tim / arranging where crews meet",
    "improve": "Memperbaiki rencana / improving the plan",
    "compare": "Membandingkan / comparing",
    "district": "Membuat wilayah / building the district",
    "people": "Membuka akun / opening accounts",
    "order": "Menandatangani dan menerbitkan / signing and releasing",
    "walk": "Berpatroli / on patrol",
    "sense": "Membaca suhu / sensing tension",
    "write": "Menulis berkas / writing files",
    "reports": "Menerima laporan / taking reports",
    "answers": "Menjawab isu dan keluhan / answering claims and concerns",
    "again": "Membaca suhu berikutnya / sensing tension again",
    "papers": "Menyusun kertas / making the papers",
    "weeks": "Mengisi catatan tiga pekan / filling a record of three weeks",
    "worlds": "Menjalani dunia tiruan / living through worlds",
}


def say(line: str) -> None:
    """A remark for the person at the terminal."""
    sys.stderr.write(line + "\n")


def give(data: bytes | str) -> None:
    """Data for whoever reads stdout. Raises `write_failed` when it cannot be written."""
    text = data if isinstance(data, str) else data.decode()
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refuse("write_failed", folder="stdout", detail=error.strerror) from None


def show_problem(problem: ProblemError, *, as_json: bool) -> None:
    """Code, what happened and what to do; on stderr, as JSON where JSON was asked for."""
    if as_json:
        page = {
            "code": problem.code,
            "what": {"id": problem.what("id"), "en": problem.what("en")},
            "do": {"id": problem.do("id"), "en": problem.do("en")},
        }
        say(msgspec.json.encode(page).decode())
        return
    say(f"✗ {problem.what('id')} [{problem.code}]")
    say(f"  → {problem.do('id')}")
    say(f"✗ {problem.what('en')}")
    say(f"  → {problem.do('en')}")


def speak_any_terminal() -> None:
    """A sign that the terminal's alphabet lacks is shown as `?`, and is no error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def leave_stdout_in_peace() -> None:
    """Let go of what can no longer be written, so that Python does not try again and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def progress_on_stderr() -> Iterator[Progress]:
    """A bar on a terminal; elsewhere one line for each stage."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda stage, part: bar.update(
                task, description=STAGES.get(stage, stage), completed=part
            )
        return
    told: set[str] = set()

    def tell(stage: str, _part: float) -> None:
        if stage not in told:
            told.add(stage)
            say(f"… {STAGES.get(stage, stage)}")

    yield tell


@contextlib.contextmanager
def counted_on_stderr() -> Iterator[Progress]:
    """As `progress_on_stderr`; but without a terminal each new hundredth is a line of its own, for
    what takes an hour."""
    if sys.stderr.isatty():
        with progress_on_stderr() as bar:
            yield bar
        return
    told: set[tuple[str, int]] = set()

    def tell(stage: str, part: float) -> None:
        percent = int(100 * part)
        if (stage, percent) not in told:
            told.add((stage, percent))
            say(f"… {STAGES.get(stage, stage)}: {percent} %")

    yield tell
