"""How a command ends when it is stopped, when nobody reads it, and when a disk fails."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.command import NIGHT, SEJUK, check_refused, content, done, sejuk

LONG = ("--preset", "best", "--date", "2024-11-28")


@pytest.mark.parametrize(
    "command", [("plan", "--nights", "7"), ("compare", "--weights-seeds", "20")], ids=" ".join
)
def test_ctrl_c_ends_at_once_and_quietly(
    tmp_path: Path, melati: Path, command: tuple[str, ...]
) -> None:
    """As a terminal does it: the signal goes to all processes of the group."""
    verb, *options = command
    started = subprocess.Popen(
        [SEJUK, verb, melati, *options, *LONG, "--out", tmp_path / "hasil"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    assert started.stderr is not None
    first = started.stderr.readline()
    time.sleep(1.0)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert started.returncode == 130
    assert "contoh kuat pers" in first.decode()
    assert out == b""
    assert [line for line in err.decode().splitlines() if not line.startswith("… ")] == []
    assert list(tmp_path.iterdir()) == []


def test_nobody_reads_the_output(melati: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = subprocess.run(
            [SEJUK, "plan", melati, *NIGHT, "--json"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": "error"},
        )
    assert ended.returncode == 141  # 128 + SIGPIPE, as of any other command
    talk = ended.stderr.decode().splitlines()
    assert [line for line in talk if not line.startswith(("… ", "i "))] == []


def test_the_first_line_is_enough_for_head(melati: Path) -> None:
    shell = f"'{SEJUK}' compare '{melati}' {' '.join(NIGHT)} --json | head -1"
    ended = subprocess.run(["bash", "-c", shell], capture_output=True, check=True)
    assert ended.stdout == b"{\n"
    assert b"Traceback" not in ended.stderr
    assert b"Exception" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_stdout_on_a_full_disk_is_a_problem(melati: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [SEJUK, "plan", melati, *NIGHT], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 2
    assert "[write_failed]" in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


def test_a_terminal_without_our_signs(melati: Path) -> None:
    ended = subprocess.run(
        [SEJUK, "plan", melati, "--preset", "apa"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert ended.returncode == 2
    assert b"[bad_option]" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("step", "error", "code"),
    [
        ("mkdir", PermissionError(13, "Permission denied"), "no_permission"),
        ("open", OSError(28, "No space left on device"), "disk_full"),
        ("rename", OSError(5, "Input/output error"), "write_failed"),
    ],
)
def test_a_disk_that_fails_leaves_the_old_plan(
    tmp_path: Path,
    melati: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: OSError,
    code: str,
) -> None:
    out = tmp_path / "hasil"
    done("plan", melati, *NIGHT, "--out", out)
    before = content(out)
    real = getattr(Path, step)
    calls = 0

    def fails(path: Path, *args: object, **kwargs: object) -> object:
        """Fails the third time that it is asked for something beside the old plan."""
        nonlocal calls
        if ".sejuk-new" in str(path) and (step != "open" or "xb" in args):
            calls += 1
            if calls >= (1 if step != "open" else 3):
                raise error
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, fails)
        answer = sejuk("plan", melati, *NIGHT, "--crews", 1, "--out", out)
    assert calls > 0
    check_refused(answer, code)
    assert content(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["hasil"]


def test_interrupted_while_writing(
    tmp_path: Path, melati: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "hasil"
    done("plan", melati, *NIGHT, "--out", out)
    before = content(out)

    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        answer = sejuk("plan", melati, *NIGHT, "--crews", 1, "--out", out)
    assert answer.code == 130
    assert answer.out == ""
    assert content(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["hasil"]
