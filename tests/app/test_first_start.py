"""The first plan has its kernels, with a helper's help or without."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sejuk.app import first_start
from sejuk.app.context import silent
from sejuk.app.gather import NightOptions
from sejuk.app.plan_night import search_of
from sejuk.planning.bound import ahead as bound_ahead
from sejuk.planning.engine import ahead
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

    for name in ("compile_ruining", "compile_recreating", "compile_search", "compile_walk"):
        monkeypatch.setattr(ahead, name, telling(name))
    for name in ("compile_forward", "compile_trace"):
        monkeypatch.setattr(bound_ahead, name, telling(name))
    has(monkeypatch, search=False, walk=False, forward=False)
    monkeypatch.setattr(first_start, "_cores", lambda: 2)
    return said


def has(monkeypatch: pytest.MonkeyPatch, *, search: bool, walk: bool, forward: bool) -> None:
    """What is kept from a start before."""
    monkeypatch.setattr(ahead, "has_search", lambda: search)
    monkeypatch.setattr(ahead, "has_walk", lambda: walk)
    monkeypatch.setattr(bound_ahead, "has_forward", lambda: forward)


def helped_by(monkeypatch: pytest.MonkeyPatch, *command: str) -> list[subprocess.Popen[bytes]]:
    """Have another program in the helper's place; those that are started."""
    started: list[subprocess.Popen[bytes]] = []
    plain = first_start._started  # noqa: SLF001

    def watched(*shares: str) -> subprocess.Popen[bytes] | None:
        process = plain(*shares)
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
    first_start.compile_kernels(search(), draws=False)
    assert told == BOTH
    assert [process.returncode is None for process in started] == [False]
    assert capfd.readouterr() == ("", "")


def test_a_helper_that_hangs_is_left_behind_and_ended(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "PATIENCE", 0.1)
    started = helped_by(monkeypatch, sys.executable, "-c", "import time; time.sleep(600)")
    first_start.compile_kernels(search(), draws=False)
    assert told == BOTH
    assert [process.returncode for process in started] == [-9]


def test_a_proof_has_its_kernels_too(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started = helped_by(monkeypatch, sys.executable, "-c", "pass")
    first_start.compile_kernels(search(proof="short"), draws=False)
    assert told == [*BOTH, "compile_trace"]
    assert [process.args[-1] for process in started] == ["recreating", "forward"]  # type: ignore[index]  # a tuple


def test_an_interruption_ends_the_helper(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ahead, "compile_ruining", interrupted)
    started = helped_by(monkeypatch, sys.executable, "-c", "import time; time.sleep(600)")
    with pytest.raises(KeyboardInterrupt):
        first_start.compile_kernels(search(), draws=False)
    assert told == []
    assert [process.returncode for process in started] == [-9]


def test_no_helper_can_be_started(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert helped_by(monkeypatch, "/nonexistent/python") == []
    first_start.compile_kernels(search(), draws=False)
    assert told == BOTH


def test_one_core_has_no_helper(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_start, "_cores", lambda: 1)
    started = helped_by(monkeypatch, sys.executable, "-c", "pass")
    first_start.compile_kernels(search(), draws=False)
    assert told == BOTH
    assert started == []


def test_what_is_there_is_only_loaded(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started = helped_by(monkeypatch, sys.executable, "-c", "")
    has(monkeypatch, search=True, walk=True, forward=True)
    first_start.compile_kernels(search(), draws=True)
    assert told == ["compile_search"]
    assert started == []


def test_what_a_start_before_did_not_need_is_made_up_for(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """First a quick plan without a proof, then one that is drawn and proved."""
    started = helped_by(monkeypatch, sys.executable, "-c", "")
    has(monkeypatch, search=True, walk=False, forward=False)
    first_start.compile_kernels(search(proof="short"), draws=True)
    assert told == ["compile_search", "compile_trace"]
    assert [process.args[-2:] for process in started] == [("forward", "wandering")]  # type: ignore[index]  # a tuple


def test_nothing_is_compiled_that_is_not_called(told: list[str]) -> None:
    first_start.compile_kernels(search(PYVRP), draws=True)
    assert told == []


def test_it_is_told_only_when_something_is_compiled(
    told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    helped_by(monkeypatch, sys.executable, "-c", "")
    stages: list[str] = []
    asked = msgspec.structs.replace(search(), progress=lambda stage, _part: stages.append(stage))
    first_start.compile_kernels(asked, draws=False)
    has(monkeypatch, search=True, walk=True, forward=True)
    first_start.compile_kernels(asked, draws=True)
    assert stages == ["compile"]
    assert told == [*BOTH, "compile_search"]


@pytest.mark.parametrize(
    ("shares", "compiles"),
    [
        (("recreating",), ["compile_recreating"]),
        (("forward", "wandering"), ["compile_forward", "compile_walk"]),
    ],
)
def test_a_helper_compiles_its_shares(
    shares: tuple[str, ...], compiles: list[str], told: list[str]
) -> None:
    first_start.main(*shares)
    assert told == compiles


def test_a_helper_says_nothing_and_ends_with_whoever_started_it() -> None:
    started = subprocess.Popen(
        (*first_start.COMMAND, "recreating", "forward", "wandering"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert started.communicate()[0] == b""  # which closes its input
    assert started.returncode in {0, 1}  # it was done before, or ended
    stuck = (*first_start.COMMAND[:2], "-c", STUCK)
    with subprocess.Popen(stuck, stdin=subprocess.PIPE) as waiting:
        assert waiting.poll() is None
        assert waiting.stdin
        waiting.stdin.close()
        assert waiting.wait(60) == 1


STUCK = "import time; from sejuk.app.context import *; end_with_stdin(); time.sleep(600)"
