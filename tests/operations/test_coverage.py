"""Coverage of three neighbourhoods over two weeks, counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sejuk.operations.coverage import StopMade, coverage, history_of, stops_made

MONDAY = date(2024, 11, 25)
AREAS = {"pasar": ("1",), "batas": ("1", "2"), "balai": ("3",)}


def made(place: str, day: int, minutes: float = 12) -> StopMade:
    at = datetime(2024, 11, 25, 22, tzinfo=UTC) + timedelta(days=day)
    return StopMade(place=place, arrived=at, left=at + timedelta(minutes=minutes))


def test_coverage_by_hand() -> None:
    stops = [made("pasar", 0), made("batas", 1), made("pasar", 9), made("balai", 2, 9.9)]
    one, two, three = coverage(stops, AREAS, ("1", "2", "3"), MONDAY, 2)
    # Days 0 and 9 of 14: eight days in between, four after.
    assert (one.visits, one.minutes, one.longest_gap_days) == ((1, 1), 24.0, 8)
    assert one.last == date(2024, 12, 4)
    # The border counts for 2, which had none: twelve of 14 days after it.
    assert (two.visits, two.longest_gap_days) == ((1, 0), 12)
    # Ten minutes less six seconds is no visit.
    assert (three.visits, three.minutes, three.last, three.longest_gap_days) == (
        (0, 0),
        0,
        None,
        14,
    )


def test_stops_are_arrivals_that_were_left() -> None:
    def at(minute: int) -> datetime:
        return datetime(2024, 11, 25, 22, minute, tzinfo=UTC)

    acts = [
        ("a", "arrived", "pasar", at(0)),
        ("b", "arrived", "pasar", at(1)),
        ("a", "left", "pasar", at(12)),
        ("a", "left", "balai", at(20)),
        ("b", "arrived", "balai", at(30)),
    ]
    assert stops_made(acts) == [StopMade(place="pasar", arrived=at(0), left=at(12))]


def test_history_by_hand() -> None:
    late = made("pasar", 3)
    after_midnight = StopMade(
        place="pasar",
        arrived=late.arrived + timedelta(hours=3),
        left=late.left + timedelta(hours=3),
    )
    stops = [
        made("pasar", 0),
        made("batas", 1),
        after_midnight,
        made("balai", 3, 9),
        made("pasar", 4),
    ]
    found = history_of(stops, AREAS, date(2024, 11, 29))
    # The 25th, the 26th, and the 28th, though its clock said the 29th; tonight does not count.
    assert found.nights == 4
    assert found.place_nights_ago == {"pasar": 1, "batas": 3}
    assert found.neighbourhood_nights_ago == {"1": 1, "2": 3}
    assert found.presence == ({"1": 12.0}, {}, {"2": 12.0}, {"1": 12.0})
