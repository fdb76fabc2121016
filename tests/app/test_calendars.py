"""Calendars of a server: files in a folder, and presets by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sejuk.app.calendars import FOLDER, occasions_of
from sejuk.problems import ProblemError


def test_without_a_folder_every_day_is_alike(tmp_path: Path) -> None:
    assert occasions_of(tmp_path, "Asia/Jakarta") == ()


def test_files_and_presets_together(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "jakarta-2024").touch()
    (folder / "bola.csv").write_text("nama,mulai,faktor\nFinal,2024-12-21,1.5\n", "utf-8")
    found = occasions_of(tmp_path, "Asia/Jakarta")
    assert any(o.first <= date(2024, 11, 27) <= o.last for o in found), "voting day"
    (final,) = (o for o in found if o.name == "Final")
    assert (final.first, final.last, final.factor) == (date(2024, 12, 21), date(2024, 12, 21), 1.5)


def test_a_calendar_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "salah.csv").write_text("nama,mulai,faktor\nFinal,besok,1.5\n", "utf-8")
    with pytest.raises(ProblemError):
        occasions_of(tmp_path, "Asia/Jakarta")
