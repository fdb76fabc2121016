"""Below `app`, only `files` may touch files, sockets, the clock, dice or the terminal.

The rest are pure functions: `now`, `rng` and `stop` are arguments. This reads the source, so that
a clock in a branch no other test enters is found too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "sejuk"
PURE = (
    *(
        "problems.py",
        "model",
        "kernels",
        "geo",
        "text",
        "draw",
        "typeset",
        "operations",
        "planning",
    ),
    *(
        "engagement",
        "evaluation",
        "reporting",
        "rumours",
        "sensing",
        "disclosure.py",
        "cycle.py",
        "simulation",
    ),
)

# File: why it may. Each does nothing else.
EXCEPTIONS = {
    "kernels/compiled.py": "reads the kernels' own sources, to know when to compile anew",
    "kernels/kept.py": "keeps compiled kernels on the disk",
    "planning/highs.py": "keeps the banner that HiGHS prints when it is made off stdout",
    "text/lexicon.py": "reads words that are general knowledge from the package",
    "rumours/answer/card.py": "reads the card's own layout from the package",
    "rumours/answer/words.py": "reads the words of answers from the package",
    "text/phrase_rules.py": "reads the rules that the browser has too from the package",
    "text/rules.py": "reads the rules that the browser has too from the package",
    "typeset/press.py": "names the folder of the package's own fonts",
    "reporting/resources.py": "reads the page's own template, style and words from the package",
}

IMPURE_MODULES = {
    "asyncio", "atexit", "builtins", "ctypes", "fcntl", "fileinput", "getpass", "glob", "http",
    "importlib", "locale", "logging", "mmap", "multiprocessing", "os", "pathlib", "pickle",
    "platform", "random", "requests", "secrets", "select", "shelve", "shutil", "signal", "socket",
    "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
IMPURE_NAMES = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "io.FileIO",
    "io.open",
    "numpy.fromfile",
    "numpy.genfromtxt",
    "numpy.load",
    "numpy.loadtxt",
    "numpy.save",
    "numpy.savetxt",
    "numpy.savez",
    "numpy.savez_compressed",
    "jinja2.FileSystemLoader",
    "jinja2.PackageLoader",
    "pyvrp.stop.MaxRuntime",
    "pyvrp.stop.NoImprovementRuntime",
    "uuid.getnode",
    "uuid.uuid1",
    "uuid.uuid4",
}
IMPURE_BUILTINS = {"__import__", "breakpoint", "eval", "exec", "input", "open", "print"}
IMPURE_METHODS = {"read_bytes", "read_text", "write_bytes", "write_text", "to_file", "tofile"}
# Fine with a seed in hand; without one they ask the machine for chance.
SEEDED = {f"numpy.random.{name}" for name in ("PCG64", "SeedSequence", "default_rng")}


class Finding(ast.NodeVisitor):
    """Collects (line, what)."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.found: list[tuple[int, str]] = []

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            bound = alias.asname or alias.name.split(".")[0]
            self.names[bound] = alias.name if alias.asname else bound
            self._module(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        self._module(node, module)
        for alias in node.names:
            full = f"{module}.{alias.name}"
            self.names[alias.asname or alias.name] = full
            if full in IMPURE_NAMES or _dice(full):
                self._add(node, full)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        full = self._full(node)
        if full in IMPURE_NAMES or _dice(full):
            self._add(node, full)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        full = self._full(node.func)
        bare = isinstance(node.func, ast.Name) and node.func.id not in self.names
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if (bare and full in IMPURE_BUILTINS) or method in IMPURE_METHODS:
            self._add(node, method or full)
        unseeded = not node.args and not node.keywords
        if full in SEEDED and unseeded:
            self._add(node, f"{full} without a seed")
        self.generic_visit(node)

    def _module(self, node: ast.stmt, module: str) -> None:
        if module.split(".", maxsplit=1)[0] in IMPURE_MODULES:
            self._add(node, module)

    def _full(self, node: ast.expr) -> str:
        """The dotted name of an expression, its first part as imported; '' when it is none."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            left = self._full(node.value)
            return f"{left}.{node.attr}" if left else ""
        return ""

    def _add(self, node: ast.AST, what: str) -> None:
        self.found.append((getattr(node, "lineno", 0), what))


def _dice(full: str) -> bool:
    """numpy's module-level functions share one hidden state; generators as such do not."""
    is_random = full.startswith("numpy.random.")
    return is_random and full not in SEEDED and full != "numpy.random.Generator"


def impurities(text: str) -> list[tuple[int, str]]:
    finding = Finding()
    finding.visit(ast.parse(text))
    return finding.found


def pure_files() -> Iterator[Path]:
    for name in PURE:
        path = SOURCE / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("open('x')", ["open"]),
        ("import time", ["time"]),
        ("from os import environ", ["os"]),
        ("import os.path as p", ["os"]),
        ("from pathlib import Path", ["pathlib"]),
        ("def f(path): return path.read_text()", ["read_text"]),
        ("from datetime import datetime\ndatetime.now()", ["datetime.datetime.now"]),
        ("import datetime as dt\ndt.date.today()", ["datetime.date.today"]),
        ("import numpy as np\nnp.random.rand(3)", ["numpy.random.rand"]),
        ("from numpy.random import rand", ["numpy.random.rand"]),
        (
            "import numpy as np\nnp.random.default_rng()",
            ["numpy.random.default_rng without a seed"],
        ),
        ("from uuid import uuid4", ["uuid.uuid4"]),
        ("from pyvrp.stop import MaxRuntime", ["pyvrp.stop.MaxRuntime"]),
        ("def f(): print(1)", ["print"]),
        # What is allowed:
        ("import numpy as np\ndef f(rng: np.random.Generator): return rng.random()", []),
        ("import numpy as np\nnp.random.default_rng(7)", []),
        ("from datetime import datetime\ndef f(now: datetime): return now.date()", []),
        ("import io\nio.StringIO()", []),
        ("from sejuk.model.time import Shift", []),
    ],
)
def test_reads_source_right(text: str, what: list[str]) -> None:
    found = [name.split(".")[0] if name == "os.path" else name for _, name in impurities(text)]
    assert found == what


def test_pure_packages_are_pure() -> None:
    bad = [
        f"{file.relative_to(SOURCE)}:{line}: {what}"
        for file in pure_files()
        for line, what in impurities(file.read_text(encoding="utf-8"))
        if file.relative_to(SOURCE).as_posix() not in EXCEPTIONS
    ]
    assert not bad, "files, clock, dice or terminal below app:\n" + "\n".join(bad)


def test_exceptions_are_still_needed() -> None:
    unused = {
        name for name in EXCEPTIONS if not impurities((SOURCE / name).read_text(encoding="utf-8"))
    }
    assert not unused
