"""What makes a finding the same warning, a stronger one, or another."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.model.ids import PaperId
from sejuk.model.kinds.warning import WarningCause
from sejuk.model.sensed import EarlyWarning
from sejuk.operations.early_warning import early_warning_id, has_grown, same_episode

DAY = date(2024, 11, 28)


def warning(**more: Any) -> EarlyWarning:  # noqa: ANN401
    """Six incidents where two are usual, in two neighbourhoods, over five days."""
    usual: dict[str, Any] = {
        "id": "",
        "cause": WarningCause.RISE,
        "stream": "kekerasan",
        "areas": ("RW 01", "RW 02"),
        "raised": datetime(2024, 11, 28, 22, tzinfo=UTC),
        "since": date(2024, 11, 24),
        "until": DAY,
        "incidents": tuple("abcdef"),
        "expected": 2.0,
        "false_alarm_days": 180.0,
        "recurrence_days": 500.0,
        "p": 0.002,
    }
    return EarlyWarning(**usual | more)


SEVERE: dict[str, Any] = {"cause": WarningCause.SEVERE, "incidents": ("x",), "expected": 0.0}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"areas": ("RW 02", "RW 01")}, True),  # the same zone, told in another order
        ({"incidents": tuple("abc"), "expected": 1.0}, True),  # looked for again, found a bit less
        ({"areas": ("RW 03",)}, False),
        ({"stream": "pencurian"}, False),
        (SEVERE, False),
    ],
)
def test_an_id_is_of_what_was_found(changes: dict[str, Any], same: bool) -> None:
    ids = {early_warning_id("Melati", w, DAY) for w in (warning(), warning(**changes))}
    assert (len(ids) == 1) == same


def test_an_id_is_of_a_district_and_a_day() -> None:
    where_and_when = [("Melati", DAY), ("Mawar", DAY), ("Melati", date(2024, 11, 29))]
    assert len({early_warning_id(where, warning(), day) for where, day in where_and_when}) == 3


def test_a_severe_incident_is_one_on_whichever_day_it_is_looked_for() -> None:
    days = (DAY, date(2024, 12, 2))
    assert len({early_warning_id("Melati", warning(**SEVERE), day) for day in days}) == 1


@given(st.text(min_size=1), st.dates())
def test_an_id_can_stand_in_the_record(stream: str, day: date) -> None:
    """Also where the digits of a digest would look like an identity number."""
    id_ = early_warning_id("Melati", warning(stream=stream), day)
    assert msgspec.convert(id_, PaperId) == id_
    assert re.fullmatch(r"pd-[0-9a-f]{8}-[0-9a-f]{8}", id_)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"areas": ("RW 02", "RW 05")}, True),
        ({"areas": ("RW 05",)}, False),
        ({"stream": "pencurian"}, False),
        ({"since": date(2024, 12, 5)}, True),  # seven days after it was last found
        ({"since": date(2024, 12, 6)}, False),
        ({"cause": WarningCause.SEVERE}, False),
    ],
)
def test_an_episode(changes: dict[str, Any], same: bool) -> None:
    assert same_episode(warning(), warning(**changes)) == same


@pytest.mark.parametrize(
    ("before", "found", "grown"),
    [
        ({}, {}, False),
        ({}, {"areas": ("RW 02",)}, False),  # smaller
        ({}, {"areas": ("RW 01", "RW 03")}, False),  # half of them, as chance has it
        ({}, {"areas": ("RW 03", "RW 01", "RW 04")}, True),
        # 6 − 2 = 4 too many; 1.5 times as many are 6: eight incidents where two are usual.
        ({}, {"incidents": tuple("abcdefg")}, False),
        ({}, {"incidents": tuple("abcdefgh")}, True),
        ({}, {"incidents": tuple("abcdefgh"), "expected": 3.0}, False),
        # Less than one too many counts as one, so that 1.5 are needed: from 2 to 2 + 2.
        ({"incidents": ("a", "b")}, {"incidents": ("a", "b", "c")}, False),
        ({"incidents": ("a", "b")}, {"incidents": ("a", "b", "c", "d")}, True),
    ],
)
def test_growth(before: dict[str, Any], found: dict[str, Any], grown: bool) -> None:
    assert has_grown(warning(**before), warning(**found)) == grown
