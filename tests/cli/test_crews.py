"""`sejuk crews`: a plan released and walked over the public API, on a server of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.command import check_refused, done, sejuk


@pytest.fixture(scope="module")
def tomorrow(melati: Path) -> Path:
    """A plan for tomorrow night."""
    night = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    plan = done("plan", melati, "--preset", "quick", "--date", night, "--json").out
    file = melati.parent / "besok.json"
    file.write_text(plan, encoding="utf-8")
    return file


@pytest.mark.soak
def test_crews_walk_the_plan(melati: Path, tomorrow: Path) -> None:
    told = done("crews", melati, "--plan", tomorrow, "--speed", "100000", "--json").json()
    assert told["state"] == "done"
    assert told["made"] == told["acknowledged"] > 20
    assert told["alarms_closed"] == 1


def test_what_is_wrong_is_told(melati: Path, tomorrow: Path, sample: Path) -> None:
    check_refused(sejuk("crews", melati, "--plan", melati / "no.json"), "file_missing")
    check_refused(sejuk("crews", sample, "--plan", tomorrow), "not_this_district")
    for options in (("--speed", "0"), ("--speed", "x"), ("--link", "http://x"), ("--seed", "-1")):
        check_refused(sejuk("crews", melati, "--plan", tomorrow, *options), "bad_option")
    link = "http://127.0.0.1:9/mulai/" + "a" * 43
    check_refused(sejuk("crews", melati, "--plan", tomorrow, "--link", link), "server_unreachable")
