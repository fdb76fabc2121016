"""The catalogue of problems is complete, used, and says the same in both languages."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from sejuk.problems import CATALOGUE, ProblemKind, refuse
from sejuk.reporting.problem_page import problem_page

REPOSITORY = Path(__file__).parent.parent
SOURCES = sorted(
    path for path in (REPOSITORY / "src" / "sejuk").rglob("*.py") if path.name != "problems.py"
)
PAGE = REPOSITORY / "docs" / "reference" / "problems.md"
REWRITE = (
    'python -c "from pathlib import Path; from sejuk.reporting.problem_page import problem_page; '
    "Path('docs/reference/problems.md').write_text(problem_page(), encoding='utf-8')\""
)
KINDS = [pytest.param(kind, id=code) for code, kind in CATALOGUE.items()]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def facts_of(kind: ProblemKind) -> set[str]:
    """Every fact that a text of this kind asks for."""
    texts = (kind.id.what, kind.id.do, kind.en.what, kind.en.do)
    return set().union(*map(placeholders, texts))


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `refuse` in the sources, with where it stands."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refuse":
                yield f"{path.relative_to(REPOSITORY)}:{node.lineno}", node


def codes_of(call: ast.Call) -> set[str]:
    """The codes a call names; a variable names none."""
    code = call.args[0]
    branches = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
    return {b.value for b in branches if isinstance(b, ast.Constant) and isinstance(b.value, str)}


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    unknown = [(at, code) for at, call in refusals() for code in codes_of(call) - set(CATALOGUE)]
    assert unknown == []


def test_every_raise_gives_the_facts_that_its_texts_ask_for() -> None:
    missing = []
    for at, call in refusals():
        given = {keyword.arg for keyword in call.keywords}
        for code in codes_of(call) & set(CATALOGUE):
            lacking = facts_of(CATALOGUE[code]) - given
            if lacking and None not in given:  # None: `**facts`
                missing.append((at, code, sorted(lacking)))
    assert missing == []


def test_every_code_of_the_catalogue_is_raised() -> None:
    used = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(CATALOGUE) - used) == []


def test_no_code_is_in_the_catalogue_twice() -> None:
    tree = ast.parse((REPOSITORY / "src" / "sejuk" / "problems.py").read_text(encoding="utf-8"))
    codes = [
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "_kind"
        and isinstance(call.args[0], ast.Constant)
    ]
    assert sorted(map(str, codes)) == sorted(CATALOGUE)


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_say_what_happened_and_what_to_do(kind: ProblemKind) -> None:
    problem = refuse(kind.code, **dict.fromkeys(facts_of(kind), "7"))
    for language in ("id", "en"):
        for text in (problem.what(language), problem.do(language)):
            assert text.strip() == text != ""
    assert problem.what("id") != problem.what("en")
    assert problem.do("id") != problem.do("en")
    assert placeholders(kind.id.what + kind.id.do) == placeholders(kind.en.what + kind.en.do)
    assert 400 <= kind.status < 600


def test_the_page_is_written_from_the_catalogue() -> None:
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert page == problem_page(), f"the catalogue has changed; write the page again:\n{REWRITE}"
