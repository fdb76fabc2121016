"""A crew against its timetable, by hand: three stops at 10, 30 and 50 minutes, each of 10."""

from __future__ import annotations

import pytest

from sejuk.model.plan import Route, Stop, StopKind
from sejuk.operations.progress import Act, progress_of
from tests.operations.cases import crew

MINUTE = 60


def stop(place: str, arrive: int) -> Stop:
    return Stop(
        place=place,
        kind=StopKind.VISIT,
        arrive=arrive * MINUTE,
        start=arrive * MINUTE,
        leave=(arrive + 10) * MINUTE,
        block=0,
        neighbourhood="1",
        value=1.0,
        reasons=(),
    )


ROUTE = Route(
    crew=crew("A", polri=2),
    depart=0,
    back=70 * MINUTE,
    stops=(stop("pasar", 10), stop("balai", 30), stop("pasar", 50)),
    travel=0,
)

# what it did (kind, place, minute), the minute now, then: state, next stop, minutes late.
ROWS: list[tuple[str, int, str, int | None, int | None]] = [
    ("", 5, "waiting", 0, None),
    ("", 14, "waiting", 0, 4),
    ("arrived pasar 12", 15, "at_stop", 0, 2),
    ("arrived pasar 9", 15, "at_stop", 0, -1),
    ("arrived pasar 12, left pasar 22", 25, "on_the_way", 1, 2),
    # It left two minutes late and should have reached the hall five minutes ago.
    ("arrived pasar 12, left pasar 22", 35, "on_the_way", 1, 5),
    # The first stop was left out: the market at 49 is the third.
    ("arrived balai 30, left balai 40, arrived pasar 49", 50, "at_stop", 2, -1),
    ("arrived pasar 10, left pasar 20, arrived pasar 50, left pasar 61", 65, "on_the_way", None, 1),
    # A corner that is not in the plan changes nothing.
    ("arrived simpang 5", 6, "waiting", 0, None),
    ("arrived pasar 10, left pasar 20, roll_call_closed - 60", 65, "back", None, 0),
]


def acts(text: str) -> list[Act]:
    words = [part.split() for part in text.split(", ") if part]
    return [Act(kind=kind, place=place, at=int(at) * MINUTE) for kind, place, at in words]


@pytest.mark.parametrize(("did", "now", "state", "following", "late"), ROWS)
def test_progress(did: str, now: int, state: str, following: int | None, late: int | None) -> None:
    found = progress_of(ROUTE, acts(did), now * MINUTE)
    assert (found.state, found.next) == (state, following)
    assert found.late == (None if late is None else late * MINUTE)


def test_a_place_that_is_visited_twice_has_its_times_twice() -> None:
    found = progress_of(ROUTE, acts(ROWS[7][0]), 0)
    assert [(m.arrived, m.left) for m in found.made] == [
        (600, 1200),
        (None, None),
        (3000, 3660),
    ]
