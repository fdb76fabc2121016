"""The page `docs/reference/problems.md`, written from the catalogue of problems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sejuk.problems import CATALOGUE, ProblemKind

_HEAD = """\
# Problems

Every problem that sejuk can meet in your files or wishes, by code, in the two languages of
the program. The command line prints what happened and what to do, ends with exit code 2 and
leaves nothing half-written. Words in *italics* are filled in.

This page is written from `src/sejuk/problems.py`; change it there.
"""


def problem_page() -> str:
    """The whole page, problems in alphabetical order of their codes."""
    kinds = (CATALOGUE[code] for code in sorted(CATALOGUE))
    return "\n".join([_HEAD, *(line for kind in kinds for line in _section(kind))])


def _section(kind: ProblemKind) -> Iterator[str]:
    yield f"## {kind.code}\n"
    for language, words in (("en", kind.en), ("id", kind.id)):
        yield f"- **{language}** {_italics(words.what)}"
        yield f"  → {_italics(words.do)}"
    yield f"- HTTP status {kind.status}\n"


def _italics(template: str) -> str:
    return re.sub(r"\{(\w+)[^}]*\}", r"*\1*", template)
