"""`sejuk rumour import`: fact-checks from files, standard input and addresses, into one table.

What is in the table already stays, so that it can be asked for again every night; an address is
then asked only for what has changed since (`FILE.csv.asked.json` beside it remembers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sejuk.app.factchecks.fetch import Fetched, Known, Limits, fetch, is_address
from sejuk.files.factchecks.made import ReadFactChecks, Skipped
from sejuk.files.factchecks.reading import read_fact_check_file, read_fact_checks
from sejuk.files.factchecks.table import fact_check_table, read_own_table
from sejuk.files.single import write_over
from sejuk.model.factcheck import FactCheck
from sejuk.problems import ProblemError

STDIN = "-"
ASKED = ".asked.json"


class FromSource(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source."""

    source: str
    form: str = ""
    """"" when nothing could be read."""
    checks: int = 0
    new: int = 0
    repeated: int = 0
    skipped: tuple[Skipped, ...] = ()
    unchanged: bool = False
    """An address that has nothing new since it was asked last."""
    problem: dict[str, str] | None = None
    """Code, and what happened in both languages, when it failed while others did not."""


class BroughtIn(msgspec.Struct, frozen=True, kw_only=True):
    checks: tuple[FactCheck, ...]
    """All of the table, or of the sources where there is no table."""
    sources: tuple[FromSource, ...]


def bring_in(
    sources: Sequence[str],
    *,
    out: Path | None = None,
    stdin: bytes = b"",
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> BroughtIn:
    """Reads all sources, one after the other, and writes the table.

    One that fails leaves the others be; when all fail, the first problem is raised.
    Raises ProblemError: those of `fetch` and `read_fact_checks`, and of writing.
    """
    kept = {check.id: check for check in _kept(out)}
    asked = _asked(out) if kept else {}
    told: list[FromSource] = []
    problems: list[ProblemError] = []
    for source in sources:
        try:
            told.append(_one(source, stdin, limits, kept, asked))
        except ProblemError as problem:
            problems.append(problem)
            words = {"code": problem.code, "id": problem.what("id"), "en": problem.what("en")}
            told.append(FromSource(source=_name(source), problem=words))
    if problems and len(problems) == len(sources):
        raise problems[0]
    if out is not None:
        write_over(out, fact_check_table(kept.values(), out.name).encode())
        write_over(_asked_path(out), msgspec.json.encode(asked, order="sorted"))
    return BroughtIn(checks=tuple(kept.values()), sources=tuple(told))


def brought_in_json(found: BroughtIn) -> bytes:
    """The same as JSON."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2)


def _one(
    source: str,
    stdin: bytes,
    limits: Limits,
    kept: dict[str, FactCheck],
    asked: dict[str, Known],
) -> FromSource:
    """Adds what is new to `kept`, and what an address said of itself to `asked`."""
    if not is_address(source):
        read = (
            read_fact_checks("stdin", stdin)
            if source == STDIN
            else read_fact_check_file(Path(source))
        )
        return _added(_name(source), read, kept)
    fetched: Fetched = fetch(source, asked.get(_key(source)), limits)
    if fetched.content is None:
        return FromSource(source=_name(source), unchanged=True)
    read = read_fact_checks(_name(fetched.address), fetched.content, fetched.charset)
    told = _added(_name(source), read, kept)
    if not told.skipped:
        # What was left out may be whole the next time.
        asked[_key(source)] = fetched.known
    return told


def _added(name: str, read: ReadFactChecks, kept: dict[str, FactCheck]) -> FromSource:
    before = len(kept)
    kept.update({check.id: check for check in read.checks})
    return FromSource(
        source=name,
        form=read.form,
        checks=len(read.checks),
        new=len(kept) - before,
        repeated=read.repeated,
        skipped=read.skipped,
    )


def _kept(out: Path | None) -> tuple[FactCheck, ...]:
    """What the table holds. Raises the problems of `read_own_table`."""
    return () if out is None or not out.exists() else read_own_table(out)


def _asked(out: Path | None) -> dict[str, Known]:
    """What addresses said the last time; nothing when that cannot be read."""
    try:
        content = b"{}" if out is None else _asked_path(out).read_bytes()
        return msgspec.json.decode(content, type=dict[str, Known])
    except (OSError, msgspec.MsgspecError, ValueError):
        return {}


def _asked_path(out: Path) -> Path:
    return out.with_name(out.name + ASKED)


def _key(address: str) -> str:
    """An address may hold a key of access, so that only its digest is kept."""
    return hashlib.sha256(address.encode()).hexdigest()


def _name(source: str) -> str:
    """As it is told: an address without its query."""
    return source.split("?", maxsplit=1)[0] if is_address(source) else source
