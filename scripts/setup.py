"""Makes .venv and installs sejuk into it: `setup.py run` to use it, `setup.py dev` to test it.

Needs only the standard library. A second run with nothing changed is over at once: a stamp in
.venv holds a digest of all that decides what gets installed. Two runs at the same time wait for
each other.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TARGETS = {"run": "-e .", "dev": "-e .[dev]"}
BUILD = ("hatchling", "editables")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0, or 2 when the machine lacks something."""
    if len(arguments) != 1 or arguments[0] not in TARGETS:
        say("usage: setup.py run|dev", "usage: setup.py run|dev")
        return 2
    target = arguments[0]
    with one_at_a_time():
        if not installed(target):
            problem = install(target)
            if problem:
                say(*problem)
                return 2
        if target == "dev":
            # Which says itself what is missing.
            built = subprocess.run((PYTHON, "scripts/front_end.py", "build"), cwd=ROOT, check=False)
            if built.returncode:
                return 2
    if target == "dev":
        find_browser()
    return 0


def installed(target: str) -> bool:
    """True when a stamp says so; what testing needs is more than what running needs."""
    if not PYTHON.exists():
        return False
    enough = ("run", "dev") if target == "run" else ("dev",)
    return any(stamp(name).is_file() and stamp(name).read_text() == digest() for name in enough)


def stamp(target: str) -> Path:
    """The file that says what was installed last."""
    return VENV / f".installed-{target}"


def digest() -> str:
    """Of the files that decide what is installed, and of where: an environment cannot be moved."""
    text = hashlib.sha256(str(VENV).encode())
    for name in ("pyproject.toml", "constraints.txt", "scripts/setup.py"):
        text.update((ROOT / name).read_bytes())
    return text.hexdigest()


def install(target: str) -> tuple[str, str] | None:
    """Installs, or returns what went wrong in Indonesian and English."""
    started = time.monotonic()
    for name in TARGETS:
        stamp(name).unlink(missing_ok=True)
    if not usable():
        say("Membuat .venv …", "Making .venv …")
        try:
            venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(VENV)
        except (OSError, subprocess.CalledProcessError) as error:
            return (
                f"Tidak dapat membuat .venv ({error}). Pasang python3-venv dan periksa ruang disk.",
                f"Cannot make .venv ({error}). Install python3-venv and check the free disk space.",
            )
    say("Memasang paket …", "Installing packages …")
    # The build backend goes in first and is pinned too, so pip needs no second environment for it.
    steps = (BUILD, ("--no-build-isolation", *TARGETS[target].split()))
    for step in steps:
        done = subprocess.run((*PIP, *step), cwd=ROOT, check=False)
        if done.returncode:
            return (
                "pip gagal; pesannya ada di atas. Periksa jaringan, lalu ulangi perintahnya.",
                "pip failed; its message is above. Check the network, then repeat the command.",
            )
    compile_packages()
    stamp(target).write_text(digest())
    seconds = time.monotonic() - started
    say(f"Siap dalam {seconds:.0f} detik.", f"Ready in {seconds:.0f} s.")
    return None


def compile_packages() -> None:
    """Writes byte code on all processors, but not of packages' own tests; `--help` stays quick."""
    skipped = r"/(tests?|testing|pip|matplotlib|playwright)/"
    packages = next(VENV.glob("lib/python*/site-packages"))
    command = (PYTHON, "-m", "compileall", "-q", "-j", "0", "-x", skipped, packages)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


PIP = (
    str(PYTHON),
    "-m",
    "pip",
    "install",
    "-qq",  # errors only
    "--no-compile",  # `compile_packages` does it in half the time
    "--disable-pip-version-check",
    "--constraint",
    "constraints.txt",
)


def usable() -> bool:
    """True when .venv was made here and has a working pip in a Python that is new enough."""
    pip = VENV / "bin" / "pip"
    # Commands in an environment name its folder in their first lines: moved, they do not start.
    if not PYTHON.exists() or not pip.is_file() or str(VENV) not in pip.read_text()[:500]:
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run((PYTHON, "-c", check), capture_output=True, check=False).returncode == 0


def find_browser() -> None:
    """Sees to it that the browser tests find Chromium: installs it where that is allowed."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    as_root = privilege()
    if as_root is not None and shutil.which("apt-get"):
        say("Memasang chromium untuk uji peramban …", "Installing chromium for the browser tests …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        get = (*as_root, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
        for step in (("update",), ("install", "-y", "--no-install-recommends", "chromium")):
            subprocess.run((*get, *step), env=quiet, stdout=subprocess.DEVNULL, check=False)
        if shutil.which("chromium"):
            return
    say(
        "Uji peramban perlu Chromium. Pasang dengan: apt-get install chromium",
        "The browser tests need Chromium. Install it with: apt-get install chromium",
    )


def privilege() -> tuple[str, ...] | None:
    """What to put before a command that installs system packages; None where it is not allowed."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo"):
        asked = subprocess.run(("sudo", "-n", "true"), capture_output=True, check=False)
        if asked.returncode == 0:
            return ("sudo", "-n")
    return None


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Holds a lock on the repository's folder, which leaves no file behind."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def say(indonesian: str, english: str) -> None:
    """To stderr, in both languages: nobody has chosen one yet."""
    both = indonesian if indonesian == english else f"{indonesian}  ({english})"
    print(both, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
