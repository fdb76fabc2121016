"""The page of the soak: a row replaces its own and leaves the others, from many at once."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.soak import Row, read_rows, write_row

ROOT = Path(__file__).parents[1]


def row(test: str, figure: str) -> Row:
    return Row(test=test, figure=figure, took="1 s", other="0.0 cores", on="2026-11-26")


def test_a_row_replaces_its_own(tmp_path: Path) -> None:
    page = tmp_path / "soak.md"
    for one in (row("b", "old"), row("a", "stays"), row("b", "new")):
        write_row(page, one)
    assert read_rows(page.read_text("utf-8")) == {"a": row("a", "stays"), "b": row("b", "new")}


def test_none_is_lost_when_many_write_at_once(tmp_path: Path) -> None:
    page = tmp_path / "soak.md"
    names = [f"t{k}" for k in range(60)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda name: write_row(page, row(name, "x")), names))
    assert sorted(read_rows(page.read_text("utf-8"))) == sorted(names)


def test_make_soak_gives_its_page_in_one_word() -> None:
    """`--figures PAGE`: before pytest knows the option it takes the page for a path of tests, and
    then finds neither the option nor tests."""
    told = subprocess.run(
        ["make", "-n", "soak"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    commands = [line.split() for line in told.stdout.splitlines() if "-m soak" in line]
    assert len(commands) == 2
    for words in commands:
        assert "--figures=docs/reference/soak.md" in words
