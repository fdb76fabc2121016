"""Documents are tested like code: links lead somewhere, commands exist, pages keep their form."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.soak import read_rows

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGES = ROOT / "src" / "sejuk"
KINDS = {"tutorials", "how-to", "reference", "explanation"}
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
GROUPS = {"audit", "district", "record", "report", "rumour", "sense"}
"""First words of commands that have a second."""

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted(page for page in DOCS.glob("decisions/*.md") if page.name != "README.md")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


@cache
def anchors(page: Path) -> set[str]:
    """The ids that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", without_code(page.read_text("utf-8")), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = without_code(page.read_text("utf-8"))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_named_in_text_exist(page: Path) -> None:
    """`tests/…`, `docs/…` as seen from the root, `planning/solve.py` as seen from the package."""
    text = without_code(page.read_text("utf-8"))
    packages = "|".join(sorted(p.name for p in PACKAGES.iterdir() if p.is_dir()))
    named = re.findall(r"`((?:tests|docs|scripts|benchmarks|\.ci)/[\w./-]+)`", text)
    inside = re.findall(rf"`((?:{packages})/[\w./-]+)`", text)
    missing = [path for path in named if not (ROOT / path).exists()]
    missing += [path for path in inside if not (PACKAGES / path).exists()]
    assert not missing


def test_figures_of_the_soak_are_of_tests_that_there_are() -> None:
    rows = read_rows((DOCS / "reference" / "soak.md").read_text("utf-8"))
    for row in rows:
        file, _, test = row.partition("::")
        test = test.partition("[")[0]
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), row


def test_pages_named_in_code_exist() -> None:
    """`PLANNING.md` and its like, as sources of rules and numbers, lie at the root."""
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *PAGES]
    named = {
        (match, name(file))
        for file in files
        for match in re.findall(r"\b[A-Z]{4,}\.md\b", file.read_text("utf-8"))
    }
    assert {pair for pair in named if not (ROOT / pair[0]).is_file()} == set()


def test_each_page_is_of_one_kind() -> None:
    folders = {path.name for path in DOCS.iterdir() if path.is_dir()}
    loose = {path.name for path in DOCS.glob("*.md")}
    assert folders == KINDS | {"decisions", "images"}
    assert loose == {"index.md"}


def test_index_leads_to_every_page() -> None:
    text = (DOCS / "index.md").read_text("utf-8")
    pages = {page.relative_to(DOCS).as_posix() for kind in KINDS for page in DOCS.glob(f"{kind}/*")}
    assert {page for page in pages if f"({page})" not in text} == set()


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_decision_has_its_parts(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    number = int(page.name[:4])
    assert re.match(rf"# {number}\. \S", text)
    enforced = text.split("## Enforced by")[1]
    assert re.search(r"`[^`]+`", enforced), "names nothing that enforces it"
    assert f"({page.name})" in (page.parent / "README.md").read_text("utf-8")


def test_decisions_are_numbered_without_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_architecture_names_the_packages_there_are() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    table = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    drawn = re.findall(r"^  (\w+)/ ", text, re.MULTILINE)
    packages = sorted(path.parent.name for path in PACKAGES.glob("*/__init__.py"))
    assert sorted(table) == packages
    assert sorted(drawn) == packages


def commands() -> Iterator[tuple[str, str]]:
    """(page, command line) of every `sejuk …` in a console block."""
    for page in PAGES:
        for block in re.findall(
            r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        ):
            for line in block.replace("\\\n", " ").splitlines():
                command = line.removeprefix("$ ").removeprefix(".venv/bin/")
                if command.startswith("sejuk "):
                    yield name(page), command


@cache
def help_of(words: tuple[str, ...]) -> str:
    """The help text of a command; fails when there is no such command."""
    program = [str(Path(sys.executable).with_name("sejuk")), *words, "--help"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_commands_on_pages_exist(page: str, command: str) -> None:
    tokens = shlex.split(command.split(" > ", maxsplit=1)[0].split(" | ", maxsplit=1)[0])[1:]
    words = tuple(tokens[: 2 if tokens[0] in GROUPS else 1])
    if words[0].startswith("-"):
        assert words[0] in {"--help", "--version"}
        return
    text = help_of(words)
    shown = help_of(())
    assert words[0] in shown
    options = [token.split("=")[0] for token in tokens if token.startswith("--")]
    assert [option for option in options if option not in text] == [], page


def test_make_commands_on_pages_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    used = {
        target
        for page in PAGES
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert used <= targets
