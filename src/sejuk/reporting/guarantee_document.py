"""The document `GUARANTEES.md`, written from the words that the page *Jaminan* shows."""

from __future__ import annotations

from sejuk.model.guarantee import Guarantee, Guarantees

_HEAD = """\
# Guarantees

What sejuk will not do. Soldiers and police among the people they serve need limits that hold by
construction, so each of these is a property of the code with tests that can fail.

`make mutants` runs the tests of each guarantee and breaks it on purpose, one way at a time
(`tests/guarantees/mutations/`): those tests must notice. The page *Jaminan*, `/publik/jaminan` of
every server, shows the last result to everyone. How to check a record from outside:
[oversee](docs/how-to/oversee.md).

This page is written from `src/sejuk/files/data/guarantees.toml`; change it there.

| # | guarantee | how it is proved | where it holds |
|---|---|---|---|
"""
_ADMITTED = """
## What no test can show

"""
_FOOT = """
More on the page [what this is not](docs/explanation/what-this-is-not.md).
"""


def guarantee_document(guarantees: Guarantees) -> str:
    """The whole document, in English."""
    rows = "".join(f"{_row(one)}\n" for one in guarantees.all)
    admitted = "".join(f"- {one.en}\n" for one in guarantees.admissions)
    return f"{_HEAD}{rows}{_ADMITTED}{admitted}{_FOOT}"


def _row(one: Guarantee) -> str:
    where = ", ".join(f"`{path}`" for path in one.where)
    return f"| {one.mark} | **{one.short.en}.** {one.words.en} | {one.proof.en} | {where} |"
