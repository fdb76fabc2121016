"""The first plan has its kernels, with a helper's help or without."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sejuk.app import first_start
from sejuk.app.context import silent
from sejuk.app.gather import NightOptions
from sejuk.app.plan_night import search_of
from sejuk.kernels.compiled import is_compiled_for
from sejuk.planning.bound import ahead as bound_ahead
from sejuk.planning.bound.ng_route import forward
from sejuk.planning.engine import ahead
from sejuk.planning.engine.operators import recreate
from sejuk.planning.night import Search
from sejuk.planning.solve import OWN, PYVRP


def search(engine: str = OWN, proof: str = "none") -> Search:
    return search_of(NightOptions(district=Path("contoh"), engine=engine, proof=proof), silent)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled here, in its order; nothing is."""
    said: list[str] = []

    def telling(name: str) -> Callable[[], None]:
        return lambda: said.append(name)

    for name in ("compile_ruining", "compile_recreating", "compile_search"):
        monkeypatch.setattr(ahead, name, telling(name))
    monkeypatch.setattr(bound_ahead, "compile_trace", telling("compile_trace"))
    monkeypatch.setattr(ahead, "is_compiled", lambda: False)
    monkeypatch.setattr(first_start, "_cores", lambda: 2)
    return said


def helped_by(monkeypatch: pytest.MonkeyPatch, *command: str) -> list[subprocess.Popen[bytes]]:
    """Have another program in the helper's place; those that are started."""
    started: list[subprocess.Popen[bytes]] = []
    plain = first_start._started  # noqa: SLF001

    def watched(share: str) -> subprocess.Popen[bytes] | None:
        process = plain(share)
        started.extend([] if process is None else [process])
        return process

    monkeypatch.setattr(first_start, "COMMAND", command)
    monkeypatch.setattr(first_start, "_started", watched)
    return started


BOTH = ["compile_ruining", "compile_search"]


@pytest.mark.parametrize("code", ["pass", "raise SystemExit(3)", "import os; os.abort()"])
def test_a_helper_that_ends_however_it_does_is_waited_for(
    code: str, told: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started = helped_by(monkeypatch, sys.executable, "-c", f"print('loud'); {code}")
    first_start.compile_kernels(search())
    assert told == BOTH
    assert [process.returncode is None for process in started] == [False]
    assert capfd.readouterr() == ("", "")


def test_a_helper_that_hangs_is_left_behind_and_ended(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "PATIENCE", 0.1)
    started = helped_by(monkeypatch, sys.executable, "-c", "import time; time.sleep(600)")
    first_start.compile_kernels(search())
    assert told == BOTH
    assert [process.returncode for process in started] == [-9]


def test_a_proof_has_its_kernels_too(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started = helped_by(monkeypatch, sys.executable, "-c", "pass")
    first_start.compile_kernels(search(proof="short"))
    assert told == [*BOTH, "compile_trace"]
    assert [process.args[-1] for process in started] == ["recreating", "forward"]  # type: ignore[index]  # a tuple


def test_an_interruption_ends_the_helper(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ahead, "compile_ruining", interrupted)
    started = helped_by(monkeypatch, sys.executable, "-c", "import time; time.sleep(600)")
    with pytest.raises(KeyboardInterrupt):
        first_start.compile_kernels(search())
    assert told == []
    assert [process.returncode for process in started] == [-9]


def test_no_helper_can_be_started(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert helped_by(monkeypatch, "/nonexistent/python") == []
    first_start.compile_kernels(search())
    assert told == BOTH


def test_one_core_has_no_helper(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_start, "_cores", lambda: 1)
    started = helped_by(monkeypatch, sys.executable, "-c", "pass")
    first_start.compile_kernels(search())
    assert told == BOTH
    assert started == []


def test_what_is_there_is_only_loaded(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started = helped_by(monkeypatch, sys.executable, "-c", "")
    monkeypatch.setattr(ahead, "is_compiled", lambda: True)
    first_start.compile_kernels(search(OWN))
    assert told == ["compile_search"]
    assert started == []


def test_nothing_is_compiled_that_is_not_called(told: list[str]) -> None:
    first_start.compile_kernels(search(PYVRP))
    assert told == []


@pytest.mark.parametrize("share", ["recreating", "forward"])
def test_a_helper_compiles_its_share_and_says_nothing(share: str) -> None:
    done = subprocess.run((*first_start.COMMAND, share), capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    compiled = {
        "recreating": is_compiled_for(recreate, 0, ahead.INST, ahead.BOARD, ahead.DICE),
        "forward": is_compiled_for(forward, *bound_ahead.INPUTS, 0, 0, bound_ahead.VALUES),
    }
    assert compiled[share]
