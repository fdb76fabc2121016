"""Kept code is found by what it depends on alone, whoever else writes at the same time."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import pytest

from sejuk.kernels.kept import Kept


def kept(folder: Path, stamp: str = "now", name: str = "dice.chance-22.py311") -> Kept:
    return Kept(folder, name, stamp, pickle.dumps)


def test_code_of_each_key_is_found_by_others(tmp_path: Path) -> None:
    kept(tmp_path).save(("int64",), "code for a whole number")
    kept(tmp_path).save(("float64",), "code for a fraction")
    assert kept(tmp_path).load(("int64",)) == "code for a whole number"
    assert kept(tmp_path).load(("float64",)) == "code for a fraction"
    assert kept(tmp_path).has(("int64",))
    assert not kept(tmp_path).has(("bool",))
    assert kept(tmp_path).load(("bool",)) is None


def test_code_of_other_sources_is_never_found_and_makes_way(tmp_path: Path) -> None:
    for old in ("dice.chance-22.py311.nbi", "dice.chance-22.py311.1.nbc"):
        (tmp_path / old).write_bytes(b"numba's own, of an earlier version")
    kept(tmp_path, "before").save(("int64",), "old")
    kept(tmp_path, "before", name="dice.chance-19.py311").save(("int64",), "further up in its file")
    kept(tmp_path, "before", name="dice.chance-22.py312").save(("int64",), "another Python's")
    kept(tmp_path, name="dice.below-33.py311").save(("int64",), "of another function")
    assert kept(tmp_path).load(("int64",)) is None
    kept(tmp_path).save(("int64",), "new")
    assert kept(tmp_path).load(("int64",)) == "new"
    assert kept(tmp_path, "before").load(("int64",)) is None
    assert kept(tmp_path, name="dice.below-33.py311").has(("int64",))
    assert kept(tmp_path, "before", name="dice.chance-22.py312").has(("int64",))
    assert len(list(tmp_path.iterdir())) == 3


def test_nothing_is_kept_after_a_flush(tmp_path: Path) -> None:
    kept(tmp_path).save(("int64",), "code")
    kept(tmp_path).flush()
    assert not kept(tmp_path).has(("int64",))


def test_what_cannot_be_packed_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        kept(tmp_path).save(("int64",), lambda: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", [0, 10, 40])
def test_code_that_was_not_written_whole_is_not_found(tmp_path: Path, left: int) -> None:
    """After a power cut a file may have its name and not its end."""
    kept(tmp_path).save(("int64",), "code for a whole number")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:left])
    assert kept(tmp_path).load(("int64",)) is None
    kept(tmp_path).save(("int64",), "again")
    assert kept(tmp_path).load(("int64",)) == "again"


def test_writers_at_once_leave_the_right_code_for_each(tmp_path: Path) -> None:
    keys = [(f"int{n}",) for n in range(8)]

    def write() -> None:
        for key in keys * 20:
            kept(tmp_path).save(key, f"code for {key}")
            assert kept(tmp_path).load(key) == f"code for {key}"

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert all(kept(tmp_path).load(key) == f"code for {key}" for key in keys)
    assert len(list(tmp_path.iterdir())) == len(keys)
