"""Tables of texts: whatever they hold, values or a problem."""

from __future__ import annotations

import contextlib
import string
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.texts import read_pairs, read_texts
from sejuk.problems import ProblemError

FUZZ = settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TABLE = 'id,text,a,b\n1,"air, sumur",x,y\n2,padam,z,w\n'
signs = st.sampled_from(string.printable + "\x00é٥\u202e\u200b\ufeff;\"'")


def attempt(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    with contextlib.suppress(ProblemError):
        found = read_texts(path)
        assert len(set(found.ids)) == len(found.texts)
        assert all(found.texts)
    with contextlib.suppress(ProblemError):
        assert all(a and b for a, b in read_pairs(path))


@FUZZ
@given(raw=st.binary(max_size=200))
def test_random_bytes(tmp_path: Path, raw: bytes) -> None:
    attempt(tmp_path / "t.csv", raw)


@FUZZ
@given(start=st.integers(0, len(TABLE)), cut=st.integers(0, 9), put=st.text(signs, max_size=9))
def test_mutated(tmp_path: Path, start: int, cut: int, put: str) -> None:
    attempt(tmp_path / "t.csv", (TABLE[:start] + put + TABLE[start + cut :]).encode())
