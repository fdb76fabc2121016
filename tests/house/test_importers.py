"""Each heavy dependency is imported by one named place, and never by `sejuk --help`."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "sejuk"

# Dependency → the files that import it, and no others; "geo/" stands for any file in there.
IMPORTERS: dict[str, set[str]] = {
    "argon2": {"app/credentials.py"},
    "alembic": {"store/migrations/"},
    "cryptography": {"store/envelope.py", "store/ledger/note.py", "store/sealing.py"},
    "granian": {"web/run.py"},
    "gpxpy": {"reporting/gpx.py"},
    "highspy": {"planning/highs.py"},
    "icalendar": {"files/calendar.py", "reporting/calendar.py"},
    "jinja2": {"reporting/page.py", "reporting/public/rendering.py", "web/templating.py"},
    "litestar": {"web/"},
    "numba": {"kernels/compiled.py"},
    "ortools": set(),  # tests and benchmarks alone
    "statsmodels": set(),  # tests alone
    "osmium": {"files/osm.py"},
    "pyotp": {"app/credentials.py"},
    "pyvrp": {"planning/pyvrp_engine.py"},
    "scipy.optimize": {"disclosure.py", "planning/crews.py", "planning/entropy.py"},
    "scipy.sparse": {
        "disclosure.py",
        "geo/paths.py",
        "rumours/matching/postings.py",
        "simulation/feedback/gain.py",
    },
    "scipy.special": {
        "evaluation/normal.py",
        "rumours/bursts.py",
        "sensing/detector.py",
        "sensing/predictive.py",
        "sensing/tension.py",
        "simulation/feedback/senses.py",
    },
    "pysqlite3": {"store/sqlite.py"},
    "sqlalchemy": {"store/"},
    "sqlite3": {"store/sqlite.py"},
    "segno": {"typeset/qr.py", "web/pages.py"},
    "shapely": {"geo/"},  # polygons are what half of geo is about
    "typst": {"typeset/press.py"},
}
# Light enough to be imported anywhere, or loaded by the command line itself.
EVERYWHERE = {"msgspec", "numpy", "cyclopts", "rich", "tzdata"}


@cache
def imports(file: Path) -> frozenset[str]:
    """Every module a source file imports, wherever in it: `from a import b` gives a, a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def importers(dependency: str) -> set[str]:
    return {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if any(name == dependency or name.startswith(f"{dependency}.") for name in imports(file))
    }


@pytest.mark.parametrize("dependency", sorted(IMPORTERS))
def test_has_its_named_importers_only(dependency: str) -> None:
    allowed = IMPORTERS[dependency]
    found = importers(dependency)
    assert {file for file in found if not any(file.startswith(name) for name in allowed)} == set()
    assert {name for name in allowed if not any(file.startswith(name) for file in found)} == set()


def test_command_line_packages_stay_in_cli() -> None:
    for dependency in ("cyclopts", "rich"):
        outside = {name for name in importers(dependency) if not name.startswith("cli/")}
        assert not outside, dependency


def test_checker_knows_only_the_nouns() -> None:
    """It must not share a mistake with the planner it checks."""
    files = [*SOURCE.glob("planning/verify/*.py")]
    assert files
    ours = {name for file in files for name in imports(file) if name.startswith("sejuk.")}
    allowed = ("sejuk.model.", "sejuk.planning.verify")
    assert {name for name in ours if not name.startswith(allowed)} == set()


def test_no_other_dependency_is_imported() -> None:
    known = {name.split(".")[0] for name in IMPORTERS} | EVERYWHERE | {"sejuk"}
    used = {name.split(".")[0] for file in SOURCE.rglob("*.py") for name in imports(file)}
    assert used - known - set(sys.stdlib_module_names) == set()


def test_starting_the_command_loads_nothing_heavy() -> None:
    # A fresh interpreter: this one has everything loaded by other tests.
    program = "import sys, sejuk.cli.main; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    heavy = {*(name.split(".")[0] for name in IMPORTERS), "numpy"}
    assert loaded & heavy == set()


def test_starting_a_server_loads_no_numerics_of_planning() -> None:
    """It must be up at once when it was struck down: scipy and numba take a second."""
    program = "import sys, sejuk.web.run, sejuk.web.server; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert (
        set(done.stdout.split()) & {"scipy.optimize", "numba", "pyvrp", "highspy", "typst"} == set()
    )
