"""The guarantees in words, the document written from them, and the result of the last run."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from sejuk.files.guarantees import guarantees, last_run
from sejuk.model.guarantee import GuaranteeRun, LastRun, tally
from sejuk.reporting.guarantee_document import guarantee_document
from sejuk.reporting.public.guarantees import guarantees_page
from sejuk.reporting.public.rendering import Site
from tests.web.resident import text_of_page

ROOT = Path(__file__).parents[2]
REWRITE = (
    'python -c "from pathlib import Path; from sejuk.files.guarantees import guarantees; '
    "from sejuk.reporting.guarantee_document import guarantee_document; "
    "Path('GUARANTEES.md').write_text(guarantee_document(guarantees()), encoding='utf-8')\""
)
ALL = guarantees().all
SITE = Site(name="Patroli bersama", language="id", zone="Asia/Jakarta", version="0")
HELD = [
    GuaranteeRun(
        guarantee=one.id,
        at=datetime(2024, 11, 28, 15, tzinfo=UTC),
        version="9.9",
        program="a" * 64,
        tests="b" * 64,
        passed=3,
        failed=0,
        mutations=2,
        seconds=1.0,
    )
    for one in ALL
]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """`scripts/guarantees.py`, which is no module of a package."""
    path = ROOT / "scripts" / "guarantees.py"
    spec = importlib.util.spec_from_file_location("scripts_guarantees", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


# The words.


def test_each_has_its_test_its_words_and_its_files() -> None:
    tests = {path.name[5:8] for path in (ROOT / "tests" / "guarantees").glob("test_g*.py")}
    assert [one.id for one in ALL] == sorted(tests) == [f"g{n:02}" for n in range(1, 17)]
    for one in ALL:
        assert Path(one.where[0]).name.startswith(f"test_{one.id}_")
        for path in one.where:
            assert (ROOT / path).exists() or (ROOT / "src" / "sejuk" / path).exists(), path
        for text in (*one.short, *one.words, *one.proof):
            assert text == text.strip() != ""
            assert "|" not in text


def test_the_document_is_written_from_them() -> None:
    page = (ROOT / "GUARANTEES.md").read_text("utf-8")
    assert page == guarantee_document(guarantees()), f"the words have changed; write it:\n{REWRITE}"


# The result that ships.


def test_the_result_is_of_the_tests_there_are(script: ModuleType) -> None:
    """Cheap: it reads files. Who changes a guarantee's tests or mutations runs those again."""
    stale = [
        one.id
        for one in ALL
        if (run := last_run().of(one.id)) is None or run.tests != script.tests_digest(one.id)
    ]
    assert stale == [], f"run again: python scripts/guarantees.py {' '.join(stale)}"


def test_every_guarantee_was_proved() -> None:
    assert [run.guarantee for run in last_run().runs if not run.held] == []


# What the page says of a result.


def told(runs: list[GuaranteeRun], program: str = "a" * 64) -> str:
    page = guarantees_page(SITE, guarantees(), LastRun(runs=tuple(runs)), program, ())
    return text_of_page(page)


def test_proved_on_this_very_program() -> None:
    page = told(HELD)
    assert "48 dari 48 uji lulus; 16 dari 16 jaminan terbukti." in page
    assert "dengan 32 cara, satu per satu; 32 di antaranya ketahuan" in page
    assert "Dijalankan Kamis, 28 November 2024, 22.00 WIB, versi 9.9." in page
    assert "sama, bita demi bita, dengan yang diuji" in page
    assert "Usang" not in page


def test_without_a_result_it_says_so() -> None:
    page = told([])
    assert "Belum ada hasil uji" in page
    assert page.count("Belum pernah diuji.") == 16
    assert "terbukti" not in page


def test_a_result_of_another_program_is_stale() -> None:
    assert "Usang: perangkat lunaknya diubah sesudah uji ini. Untuk 16 dari 16" in told(
        HELD, "c" * 64
    )


def test_what_failed_was_missed_or_left_out_is_told() -> None:
    bad = [
        msgspec.structs.replace(HELD[0], failed=1, passed=2),
        msgspec.structs.replace(HELD[1], missed=("g02-small",)),
        msgspec.structs.replace(HELD[2], not_run=("test_a_year",)),
        *HELD[3:15],
    ]
    page = told(bad)
    assert "44 dari 45 uji lulus; 13 dari 16 jaminan terbukti." in page
    assert "30 cara, satu per satu; 29 di antaranya ketahuan" in page
    assert "1 uji tidak dijalankan" in page
    assert "Belum pernah diuji: G16." in page
    assert "✗ 2 dari 3 uji lulus. 2 dari 2 perusakan ketahuan." in page
    assert "✗ 3 dari 3 uji lulus. 1 dari 2 perusakan ketahuan." in page


def test_a_run_of_one_leaves_the_others() -> None:
    new = msgspec.structs.replace(HELD[3], passed=9)
    run = LastRun(runs=tuple(HELD)).with_run(new)
    assert run.of("g04") == new
    assert [one.guarantee for one in run.runs] == [one.id for one in ALL]
    assert tally(ALL, run, "a" * 64).passed == 3 * 15 + 9


# The script.


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("..\n12 passed in 3.21s", (12, 0, 0, 0)),
        ("1 failed, 11 passed, 2 skipped in 61.02s (0:01:01)", (11, 1, 0, 2)),
        ("3 passed, 2 errors in 0.5s", (3, 0, 2, 0)),
        ("no tests ran in 0.01s", (0, 0, 0, 0)),
        ("", (0, 0, 0, 0)),
    ],
)
def test_counts_are_pytests_own(
    script: ModuleType, said: str, expected: tuple[int, int, int, int]
) -> None:
    assert tuple(script.counts_of(said).values()) == expected
