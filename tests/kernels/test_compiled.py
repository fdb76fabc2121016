"""Kernels compiled before their first call."""

from __future__ import annotations

import errno
import gc
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sejuk.kernels.compiled import compile_for, entry, is_compiled_for, types_for


@entry
def doubled(number: int) -> int:
    return 2 * number


@entry
def tripled(number: int) -> int:
    return 3 * number


def test_compiled_for_types_and_for_no_others() -> None:
    compile_for(doubled, 1)
    assert is_compiled_for(doubled, 7)
    assert is_compiled_for(doubled, np.int64(7))
    assert not is_compiled_for(doubled, np.zeros((1, 1, 1)))
    assert doubled(7) == 14


def test_types_are_those_of_a_call() -> None:
    assert tripled(1) == 3
    assert types_for(tripled, 7) in tripled.overloads  # type: ignore[attr-defined]  # numba's


def test_the_collector_goes_on_as_it_was() -> None:
    compile_for(doubled, 1)
    assert gc.isenabled()
    gc.disable()
    try:
        compile_for(doubled, 1.0)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_kernel_outside_the_house_changes_with_its_file(tmp_path: Path) -> None:
    """Both have the same line, types and bytecode: numbers in it are told by their place."""
    found = [said_by(tmp_path, "2"), said_by(tmp_path, "5"), said_by(tmp_path, "5")]
    assert found == ["14", "35", "35"]


def said_by(folder: Path, times: str) -> str:
    file = folder / "outside.py"
    file.write_text(
        "from sejuk.kernels.compiled import entry\n"
        f"@entry\ndef many(number: int) -> int:\n    return {times} * number\nprint(many(7))\n"
    )
    done = subprocess.run((sys.executable, file), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_cannot_be_kept_is_used_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """numba makes an empty file before it keeps anything, which a full disk may refuse."""

    def full() -> None:
        raise OSError(errno.ENOSPC, "no space left")

    fourfold = entry(lambda number: 4 * number)
    kept = fourfold._cache  # type: ignore[attr-defined]  # noqa: SLF001  # numba's
    monkeypatch.setattr(kept._impl.locator, "ensure_cache_path", full)  # noqa: SLF001
    assert fourfold(7) == 28
    assert not kept._cache_file.has(  # noqa: SLF001
        kept._index_key(types_for(fourfold, 7), fourfold.targetctx.codegen())  # type: ignore[attr-defined]  # noqa: SLF001
    )
