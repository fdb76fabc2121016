"""Set-up on machines that lack something, and the second run that must cost nothing."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

# $2 is the text after `-c`: one that prints the version, then ones that ask by exit code.
OLD = 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac'
BARE = 'case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; esac'
GOOD = 'case "$1" in -c) case "$2" in *print*) echo 3.12;; esac;; *) echo "ran $*";; esac'


def find_python(folder: Path, pythons: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs scripts/python.sh on a machine that has only these stand-ins for Python."""
    for name, body in pythons.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / "python.sh"), "x.py", "run"],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("pythons", "code", "said"),
    [
        ({}, 2, ["Pasang Python 3.11", "Install Python 3.11", "python3-venv"]),
        ({"python3": OLD}, 2, ["hanya python3 (3.9)", "only python3 (3.9)"]),
        ({"python3": BARE}, 2, ["Pasang paketnya", "Install it", "python3.12-venv"]),
        ({"python3": GOOD}, 0, []),
        ({"python3": OLD, "python3.12": GOOD}, 0, []),
        ({"python3": BARE, "python3.11": GOOD}, 0, []),
    ],
)
def test_finds_python_or_says_what_to_install(
    tmp_path: Path, pythons: dict[str, str], code: int, said: list[str]
) -> None:
    done = find_python(tmp_path, pythons)
    assert done.returncode == code
    assert [words for words in said if words not in done.stderr] == []
    assert done.stdout == ("" if code else "ran x.py run\n")


@pytest.fixture
def setup(tmp_path: Path) -> ModuleType:
    """scripts/setup.py, let loose on a copy of what it reads."""
    for name in ("pyproject.toml", "constraints.txt", "scripts/setup.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    spec = importlib.util.spec_from_file_location("setup_script", tmp_path / "scripts" / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pretend_installed(root: Path, setup: ModuleType, target: str) -> None:
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").touch()
    setup.stamp(target).write_text(setup.digest())


@pytest.mark.parametrize(("target", "run", "dev"), [("run", True, False), ("dev", True, True)])
def test_what_is_enough_for_what(
    tmp_path: Path, setup: ModuleType, target: str, run: bool, dev: bool
) -> None:
    pretend_installed(tmp_path, setup, target)
    assert (setup.installed("run"), setup.installed("dev")) == (run, dev)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "scripts/setup.py"])
def test_a_change_makes_it_install_again(tmp_path: Path, setup: ModuleType, name: str) -> None:
    pretend_installed(tmp_path, setup, "dev")
    with (tmp_path / name).open("a") as file:
        file.write("\n")
    assert not setup.installed("dev")


def test_a_missing_environment_is_not_installed(setup: ModuleType) -> None:
    assert not setup.installed("run")


def test_an_environment_that_was_moved_is_made_anew(tmp_path: Path, setup: ModuleType) -> None:
    pretend_installed(tmp_path, setup, "dev")
    (tmp_path / ".venv" / "bin" / "pip").write_text("#!/elsewhere/.venv/bin/python\n")
    assert not setup.usable()


def test_says_what_to_install_where_it_may_not(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    setup.find_browser()
    said = capsys.readouterr().err
    assert "Pasang dengan: apt-get install chromium" in said
    assert "Install it with: apt-get install chromium" in said


def test_help_lists_the_commands() -> None:
    done = subprocess.run(
        ["make", "-C", str(ROOT), "help"],
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    for target in ("demo", "test", "lint", "bench", "clean"):
        assert f"make {target}" in done.stdout
