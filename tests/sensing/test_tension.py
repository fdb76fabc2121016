"""Tension from reports: sums that a person can follow, and what must not move it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.files.incidents import incident_kinds
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Report, Sighting, Signals
from sejuk.sensing.incidents import link
from sejuk.sensing.tension import Sensed, sense

NOW = datetime(2024, 11, 28, 14, 0, tzinfo=UTC)
AREAS = ("1", "2", "1|2")
KINDS = incident_kinds()
BASE = 100 / 3  # 50 · 2 / (2 + 1)


def report(what: str = "pencurian", **more: object) -> Report:
    hours = float(str(more.pop("hours", 0)))
    happened = NOW - timedelta(hours=hours)
    facts = {"origin": Origin.RESIDENT, "area": "1", "happened": happened, "received": happened}
    return Report(what=what, **{**facts, **more})  # type: ignore[arg-type]


def sighting(claim: str | None, area: str = "1", hours: float = 0) -> Sighting:
    heard = NOW - timedelta(hours=hours)
    return Sighting(area=area, claim=claim, heard=heard, received=heard)


def sensed(*signals: Report | Sighting, now: datetime = NOW) -> Sensed:
    reports = tuple(s for s in signals if isinstance(s, Report))
    sightings = tuple(s for s in signals if isinstance(s, Sighting))
    return sense(Signals(reports=reports, sightings=sightings), AREAS, KINDS, now)


def check(expected: float, *signals: Report | Sighting) -> None:
    """Tension of area 1."""
    assert sensed(*signals).tension.by_area()["1"] == pytest.approx(expected, abs=1e-9)


def test_one_incident_of_the_usual_weight_is_usual() -> None:
    check(50.0, report())  # 50 · (2 + 1) / 3
    assert sensed(report()).tension.by_area()["2"] == pytest.approx(BASE)


def test_it_is_halved_every_week() -> None:
    check(BASE + 50 / 3 / 2, report(hours=7 * 24))
    check(BASE + 50 / 3 / 8, report(hours=21 * 24))
    assert sensed(report(hours=28 * 24)).tension.areas == (), "outside the window"


def test_severity_weighs() -> None:
    check(BASE + 50 / 3 * 5 / 3, report("tawuran"))
    check(BASE + 50 / 3 / 3, report("kebisingan"))
    check(BASE, report("tidak-dikenal"), report("kebisingan", area="2"))


def test_it_ends_at_a_hundred_and_says_so() -> None:
    found = sensed(*(report("tawuran", hours=4 * n) for n in range(12)))
    (area,) = (a for a in found.areas if a.area == "1")
    assert area.mean == pytest.approx(100)
    assert [term.code for term in area.terms] == ["base", "incidents", "limit"]


def test_many_who_tell_of_one_thing_are_one_incident() -> None:
    once, often = sensed(report()), sensed(*(report(hours=n / 60) for n in range(60)))
    assert often.areas[0].incidents == once.areas[0].incidents == 1
    assert often.tension.by_area()["1"] == pytest.approx(once.tension.by_area()["1"], abs=0.1)


LINKED = [
    ([0, 2.9, 5.8], 1),  # each within three hours of the one before
    ([0, 3.1], 2),
    ([0, 3.0], 1),
]


@pytest.mark.parametrize(("hours", "incidents"), LINKED)
def test_links(hours: list[float], incidents: int) -> None:
    reports = [report(hours=h) for h in hours]
    random.Random(1).shuffle(reports)
    assert len(link(reports, 3.0)) == incidents
    assert sum(i.reports for i in link(reports, 3.0)) == len(hours)


def test_what_has_no_weight_is_counted_and_changes_nothing() -> None:
    """G3: discovered reports alone do not drive tension. G7: nor do assemblies."""
    base = sensed(report())
    for more in (
        [report("tawuran", origin=Origin.DISCOVERED, area="2") for _ in range(50)],
        [report("tawuran", origin=Origin.DISPATCHED, area="2") for _ in range(50)],
        [report("tawuran", origin=Origin.MEDIA, area="2") for _ in range(50)],
        [report("unjuk-rasa", area="2", hours=4 * n) for n in range(50)],
    ):
        found = sensed(report(), *more)
        assert found.areas == base.areas
        assert found.without_weight == 50
    assert sensed(report("tawuran", origin=Origin.DISCOVERED)).tension.areas == ()


def test_claims_are_counted_once_and_lift_little() -> None:
    """G8: a claim that everybody repeats is one claim, and claims alone stay below the usual."""
    check(BASE + 2.5, *(sighting("isu-1") for _ in range(200)))
    check(BASE + 2.5, *(sighting(None) for _ in range(200)))
    check(BASE + 5.0, sighting("isu-1"), sighting(None))
    check(BASE + 10, *(sighting(f"isu-{n}") for n in range(200)))
    assert BASE + 10 < 50
    check(BASE, sighting("isu-1", hours=73), report(area="2"))


def test_only_what_was_known_counts() -> None:
    late = report(hours=10, received=NOW + timedelta(seconds=1))
    assert sensed(late).tension.areas == ()
    assert sensed(late, now=NOW + timedelta(hours=1)).tension.areas != ()


def test_a_neighbourhood_is_not_coloured_for_its_border() -> None:
    found = sensed(report("tawuran", area="1|2")).tension.by_area()
    assert [found["1"], found["2"]] == pytest.approx([BASE, BASE])
    assert found["1|2"] > 50


def test_areas_of_another_map_are_counted_and_left_out() -> None:
    found = sensed(report(area="99"), sighting("isu-1", area="98"), report())
    assert found.outside == 2
    assert {a.area for a in found.areas} == set(AREAS)


signals = st.lists(
    st.one_of(
        st.builds(
            report,
            what=st.sampled_from(sorted(KINDS)),
            origin=st.sampled_from(Origin),
            area=st.sampled_from([*AREAS, "7"]),
            hours=st.integers(0, 800),
        ),
        st.builds(
            sighting,
            claim=st.sampled_from([None, "isu-1", "isu-2"]),
            area=st.sampled_from(AREAS),
            hours=st.integers(0, 100),
        ),
    ),
    max_size=40,
)


@given(signals, st.randoms(use_true_random=False))
def test_terms_add_up_whatever_the_order(found: list[Report | Sighting], dice: object) -> None:
    first = sensed(*found)
    dice.shuffle(found)  # type: ignore[attr-defined]
    assert sensed(*found) == first
    for area in first.areas:
        assert 0 <= area.mean <= 100 + 1e-9
        assert abs(sum(t.amount for t in area.terms) - area.mean) <= 1e-9
