"""Builds the front end into the package: `front_end.py build`, `front_end.py check`.

Needs Node, which `setup.py dev` puts into .venv. Run again with nothing changed, it is over at
once: stamps in `frontend/node_modules` hold digests of what decides.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONT = ROOT / "frontend"
STATIC = ROOT / "src" / "sejuk" / "web" / "static"
BIN = ROOT / ".venv" / "bin"
PNPM = "pnpm@10.34.9"
APPS = {"room": STATIC / "app", "field": STATIC / "field"}
OURS = ("room", "field", "shared")
LOCKS = ("package.json", "pnpm-lock.yaml")
CONFIGS = (*LOCKS, "vite.config.ts", "svelte.config.js", "tsconfig.json")


def main(arguments: list[str]) -> int:
    """Exit code: that of the first step that fails."""
    if arguments not in (["build"], ["check"]):
        print("usage: front_end.py build|check", file=sys.stderr)
        return 2
    return packages() or (build() if arguments == ["build"] else check())


def packages() -> int:
    """node_modules as the lock file says; its scripts are not run."""
    wanted = digest(FRONT / name for name in LOCKS)
    if fresh("packages", wanted):
        return 0
    say("Memasang paket antarmuka …", "Installing the front end's packages …")
    install = ("install", "--frozen-lockfile", "--ignore-scripts", "--reporter=silent")
    return stamp("packages", wanted, node("npx", "-y", PNPM, *install))


def build() -> int:
    """One folder for each app in the package."""
    for app, folder in APPS.items():
        wanted = digest(sources())
        if fresh(f"build-{app}", wanted) and (folder / "index.html").is_file():
            continue
        say(f"Membangun antarmuka {app} …", f"Building the front end {app} …")
        code = node("node_modules/.bin/vite", "build", "--mode", app, "--logLevel", "warn")
        if stamp(f"build-{app}", wanted, code):
            return code
    return 0


def check() -> int:
    """Types and tests."""
    wanted = digest([*sources(), *(FRONT / "tests").rglob("*.ts")])
    if fresh("check", wanted):
        return 0
    steps = (
        ("node_modules/.bin/svelte-check", "--fail-on-warnings", "--output", "human"),
        ("node_modules/.bin/vitest", "run", "--reporter=dot"),
    )
    for step in steps:
        code = node(*step)
        if code:
            return code
    return stamp("check", wanted, 0)


def sources() -> list[Path]:
    """Every file that decides what is built."""
    files = [file for name in OURS for file in (FRONT / name).rglob("*") if file.is_file()]
    return sorted([*files, *(FRONT / name for name in CONFIGS)])


def digest(files: Iterable[Path]) -> str:
    """Of names and contents."""
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.relative_to(FRONT)}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def fresh(name: str, wanted: str) -> bool:
    """True when the last run of this step saw the same files."""
    file = FRONT / "node_modules" / f".sejuk-{name}"
    return file.is_file() and file.read_text() == wanted


def stamp(name: str, wanted: str, code: int) -> int:
    """Remembers a step that went well; gives its exit code on."""
    if code == 0:
        (FRONT / "node_modules" / f".sejuk-{name}").write_text(wanted)
    return code


def node(command: str, *words: str) -> int:
    """Runs a command of Node's in `frontend`, with the Node of .venv before any other."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    quiet = {
        **os.environ,
        "PATH": path,
        "CI": "1",
        "NO_COLOR": "1",
        "npm_config_update_notifier": "false",
    }
    try:
        return subprocess.run((command, *words), cwd=FRONT, env=quiet, check=False).returncode
    except FileNotFoundError:
        say(f"Tidak ada {command}: jalankan `make setup-dev`.", f"No {command}: `make setup-dev`.")
        return 2


def say(indonesian: str, english: str) -> None:
    """To stderr, in both languages."""
    print(f"{indonesian}  ({english})", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
