"""Tension from reports: sums that a person can follow, and what must not move it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from sejuk.files.incidents import incident_kinds
from sejuk.model.claim import Intake
from sejuk.model.kinds.field import Mood, Origin
from sejuk.model.report import Effort, Occasion, Outage, Report, Sighting, Signals, Verification
from sejuk.model.sensed import SensedArea
from sejuk.sensing.claims import ClaimParams
from sejuk.sensing.ground import ground
from sejuk.sensing.tension import Sensed, SensingParams, level_of, sense

NOW = datetime(2024, 11, 28, 14, 0, tzinfo=UTC)
AREAS = ("1", "2", "3", "1|2", "2|3")
GROUND = ground(AREAS)
KINDS = incident_kinds()

STRENGTH = 1 / (1 / 10 + 1)
"""Of a week, in incidents: weeks differ by 1/10, areas by 1, while nothing is known."""
DUE = 1 / 30
"""Of an area and day, while nothing is known; the first incident begins the first day."""


def report(what: str = "pencurian", **more: object) -> Report:
    hours = float(str(more.pop("hours", 0)))
    happened = NOW - timedelta(hours=hours)
    facts = {"origin": Origin.RESIDENT, "area": "1", "happened": happened, "received": happened}
    return Report(what=what, **{**facts, **more})  # type: ignore[arg-type]


def sighting(claim: str | None, area: str = "1", hours: float = 0) -> Sighting:
    heard = NOW - timedelta(hours=hours)
    return Sighting(area=area, claim=claim, heard=heard, received=heard, intake=Intake.PUBLIC)


def sensed(
    *signals: Report | Sighting | Effort | Outage,
    now: datetime = NOW,
    occasions: tuple[Occasion, ...] = (),
    params: SensingParams | None = None,
) -> Sensed:
    given_signals = Signals(
        reports=tuple(s for s in signals if isinstance(s, Report)),
        sightings=tuple(s for s in signals if isinstance(s, Sighting)),
        efforts=tuple(s for s in signals if isinstance(s, Effort)),
        outages=tuple(s for s in signals if isinstance(s, Outage)),
    )
    return sense(given_signals, GROUND, KINDS, now, occasions=occasions, params=params)


def area(found: Sensed, which: str = "1") -> SensedArea:
    return next(a for a in found.areas if a.area == which)


def terms(found: SensedArea) -> dict[str, float]:
    return {term.code: term.amount for term in found.terms}


def quiet_weeks(*areas: str, weeks: int = 12, every_hours: float = 24.0) -> list[Report]:
    """An incident of the usual weight a day in each of the areas, until the guard band."""
    count = int(weeks * 7 * 24 / every_hours)
    return [
        report(id=f"{a}-{n}", area=a, hours=every_hours * (n + 0.5))
        for a in areas
        for n in range(count)
    ]


def test_while_nothing_is_known_all_is_as_usual_and_thin() -> None:
    found = sensed()
    assert {a.area for a in found.areas} == set(AREAS)
    for one in found.areas:
        assert terms(one) == pytest.approx({"base": 50.0})
        assert (one.thin, one.incidents, one.level) == (True, 0, Mood.SEJUK)
        assert one.low < 50 < one.high
    # The planner is told that there is nothing, and says so on the plan.
    assert found.tension.areas == ()


def test_the_first_incident_by_hand() -> None:
    found = sensed(report())
    first = area(found)
    # 50 · (s + 1)/(s + due), as nothing else is known.
    mean = 50 * (STRENGTH + 1) / (STRENGTH + DUE)
    assert terms(first) == pytest.approx({"base": 50.0, "excess": mean - 50, "limit": 100 - mean})
    posterior = gamma(STRENGTH + 1, scale=1 / (STRENGTH + DUE))
    assert first.rise_probability == pytest.approx(posterior.sf(1.5))
    assert (first.level, first.thin, first.incidents) == (Mood.HANGAT, True, 1)
    other = area(found, "2")
    assert other.mean == pytest.approx(50 * STRENGTH / (STRENGTH + DUE))
    assert other.low == pytest.approx(50 * gamma(STRENGTH, scale=1 / (STRENGTH + DUE)).ppf(0.1))
    assert other.high == 100
    assert len(found.tension.areas) == len(AREAS)


def test_severity_weighs() -> None:
    small, usual, great = (
        area(sensed(report(severity=s), params=SensingParams(reference=0.1))).mean
        for s in (1, 3, 5)
    )
    # Of severity 3 is one; 5 are 5/3, of which 10 + (5/3)² over 10 + 5/3 are as sure as one.
    unit, due = 50 / 0.1 * DUE, DUE
    spread = (10 + 25 / 9) / (10 + 5 / 3)
    assert usual == pytest.approx(unit * (STRENGTH + 1) / (STRENGTH + due))
    assert great == pytest.approx(unit * spread * (STRENGTH + 5 / 3 / spread) / (STRENGTH + due))
    assert small < usual < great


def test_it_ends_at_a_hundred_and_says_so() -> None:
    found = area(sensed(*(report("tawuran", hours=4 * n) for n in range(12))))
    assert found.mean == pytest.approx(100)
    assert found.high == pytest.approx(100)
    assert [term.code for term in found.terms] == ["base", "excess", "limit"]
    assert found.level is Mood.PANAS


def test_the_reference_is_fixed() -> None:
    """Nothing that comes after the first 60 days moves it, however hot a night is."""
    calm = quiet_weeks("1", "2", "3")
    hot = [report("tawuran", id=f"hot-{n}", area="2", hours=4 * n) for n in range(12)]
    # One a day in each, the prior being 2 in 60.
    assert sensed(*calm).reference == pytest.approx((2 + 3 * 60) / (60 + 3 * 60), rel=0.02)
    before = sensed(*calm)
    assert sensed(*calm, *hot).reference == pytest.approx(before.reference, rel=0.02)
    # Areas as usual are near 50; the other is at its end, and they are not cooled by it.
    after = sensed(*calm, *hot)
    assert area(after, "2").level is Mood.PANAS
    assert area(after, "1").mean == pytest.approx(area(before, "1").mean, abs=1.0)


def test_a_level_is_read_off_the_probability() -> None:
    expected = [(0.5, "sejuk"), (0.51, "hangat"), (0.8, "hangat"), (0.81, "perhatian")]
    for probability, level in [*expected, (0.95, "perhatian"), (0.951, "panas"), (0.0, "sejuk")]:
        assert level_of(probability) == level


def test_many_who_tell_of_one_thing_are_one_incident() -> None:
    once, often = sensed(report()), sensed(*(report(hours=n / 60) for n in range(60)))
    assert area(often).incidents == area(once).incidents == 1
    assert often.areas == once.areas


def test_what_has_no_weight_is_counted_and_changes_nothing() -> None:
    """G3: discovered reports alone do not drive tension. G7: nor do assemblies."""
    some = [*quiet_weeks("1", "3"), report(hours=1)]
    base = sensed(*some)
    for more in (
        [report("tawuran", origin=Origin.DISCOVERED, area="2") for _ in range(50)],
        [report("pencurian", origin=Origin.DISCOVERED, hours=n / 9) for n in range(50)],
        [report("tawuran", origin=Origin.DISPATCHED, area="2") for _ in range(50)],
        [report("tawuran", origin=Origin.MEDIA, area="2") for _ in range(50)],
        [report("unjuk-rasa", area="2", hours=4 * n) for n in range(50)],
        [report("unjuk-rasa", area="2", hours=4 * n, severity=5) for n in range(50)],
        [report("kata-baru", area="2", hours=4 * n, severity=5) for n in range(50)],
    ):
        found = sensed(*some, *more)
        assert found.areas == base.areas
        assert found.without_weight == 50
    untrue = [report("tawuran", verification=Verification.REFUTED) for _ in range(9)]
    assert sensed(*some, *untrue).areas == base.areas
    assert sensed(*some, *untrue).refuted == 9
    assert sensed(report("tawuran", origin=Origin.DISCOVERED)).tension.areas == ()


def effort(where: str, minutes: float, days: int) -> Effort:
    day = date(2024, 11, 28) - timedelta(days=days)
    return Effort(area=where, day=day, minutes=minutes, received=NOW)


def test_what_patrols_find_counts_by_effort() -> None:
    """Twice the minutes and twice the finds are the same; the same finds in a tenth are more."""
    told = quiet_weeks("1", "2", "3", weeks=8)

    def finds(a: str, count: int) -> list[Report]:
        return [
            report(id=f"d{a}{n}", area=a, origin=Origin.DISCOVERED, hours=24 * 7 * 8 * n / count)
            for n in range(count)
        ]

    def base(*more: Report | Effort) -> dict[str, float]:
        return {a: terms(area(sensed(*told, *more), a))["base"] for a in ("1", "2", "3")}

    even = base(
        *(effort(a, 60.0 * (2 if a == "1" else 1), n) for a in "123" for n in range(56)),
        *finds("1", 40),
        *finds("2", 20),
        *finds("3", 20),
    )
    assert even["1"] == pytest.approx(even["2"], rel=0.1)
    uneven = base(
        *(effort(a, 60.0, n) for a in "123" for n in range(56)),
        *finds("1", 40),
        *finds("2", 20),
        *finds("3", 20),
    )
    assert uneven["1"] > 1.1 * uneven["2"]


def test_effort_that_was_not_known_yet_does_not_count() -> None:
    told = quiet_weeks("1", "2", "3", weeks=8)
    found = report(origin=Origin.DISCOVERED, area="1", hours=30)
    later = msgspec.structs.replace(effort("1", 60.0, 1), received=NOW + timedelta(seconds=1))
    without = sensed(*told, found)
    assert sensed(*told, found, later).areas == without.areas
    assert sensed(*told, found, effort("1", 60.0, 1)).areas != without.areas


def test_claims_are_counted_once_and_lift_little() -> None:
    """G8: a claim that everybody repeats is one claim; claims alone never make an area panas."""

    def points(*heard: Sighting) -> float:
        return terms(area(sensed(*heard))).get("claims", 0.0)

    assert points(*(sighting("isu-1") for _ in range(200))) == 2.5
    assert points(*(sighting(None) for _ in range(200))) == 2.5
    assert points(sighting("isu-1"), sighting(None)) == 5.0
    assert points(*(sighting(f"isu-{n}") for n in range(200))) == 10.0
    # Half of it where only a neighbour heard it; a border is no neighbour of a neighbourhood.
    assert points(sighting("isu-1", area="2")) == 1.25
    assert points(sighting("isu-1", area="3"), sighting("isu-1", area="1|2")) == 0.0
    # Four half-lives and not a day more; within them half in seven days.
    assert points(sighting("isu-1", hours=7 * 24)) == 1.25
    assert points(sighting("isu-1", hours=28 * 24 - 1)) == 2.5 * 0.5 ** (27 / 7)
    assert points(sighting("isu-1", hours=28 * 24)) == 0.0
    assert sensed(sighting("isu-1")).tension.areas != ()


@pytest.mark.parametrize("evidence", [[], quiet_weeks("1", "2", "3")])
def test_claims_alone_stop_at_perhatian(evidence: list[Report]) -> None:
    """Were they worth a thousand points and not ten."""
    by = SensingParams(claims=claims_worth(1000.0))
    found = area(sensed(*evidence, sighting("isu-1"), params=by))
    assert found.mean == pytest.approx(100)
    assert found.level is Mood.PERHATIAN
    hot = [report("tawuran", hours=4 * n) for n in range(12)]
    assert area(sensed(*evidence, *hot, sighting("isu-1"), params=by)).level is Mood.PANAS


def claims_worth(points: float) -> ClaimParams:
    return ClaimParams(points=points, most_points=points)


def test_an_occasion_raises_what_is_expected_before_it_begins() -> None:
    """The count is tomorrow: now is 21.00 WIB, 21 of the 24 hours to come are of that day."""
    count = Occasion(name="x", first=date(2024, 11, 29), last=date(2024, 11, 30), factor=1.4)
    found = area(sensed(occasions=(count,)))
    assert terms(found) == pytest.approx({"base": 50, "calendar": 50 * 0.4 * 21 / 24})
    assert sensed(occasions=(count,)).tension.areas != ()
    here = Occasion(name="x", first=date(2024, 11, 29), last=date(2024, 11, 29), factor=2, area="2")
    assert terms(area(sensed(occasions=(here,)))) == {"base": 50}
    assert terms(area(sensed(occasions=(here, count)), "2"))["calendar"] == pytest.approx(
        50 * (21 * 1.0 + 0 * 0.4) / 24
    )
    past = Occasion(name="x", first=date(2024, 11, 1), last=date(2024, 11, 27), factor=3)
    assert "calendar" not in terms(area(sensed(occasions=(past,))))


def test_what_an_occasion_explains_is_no_excess() -> None:
    """Three times as much on the days on which three times as much is expected."""
    calm = quiet_weeks("1", "2", "3")
    more = [
        report(id=f"more-{a}-{n}", area=a, hours=6 * n + 2) for a in "123" for n in range(4 * 6)
    ]
    days = Occasion(name="x", first=date(2024, 11, 23), last=date(2024, 11, 28), factor=5)
    with_it = terms(area(sensed(*calm, *more, occasions=(days,))))["excess"]
    without = terms(area(sensed(*calm, *more)))["excess"]
    assert without > 50
    assert abs(with_it) < 0.2 * without


def test_an_outage_is_no_calm() -> None:
    """Residents could not tell for ten days: the area is not taken to have cooled down."""
    told = [r for r in quiet_weeks("1", "2", "3") if r.happened < NOW - timedelta(days=10)]
    lost = Outage(origin=None, area=None, begins=NOW - timedelta(days=10), ends=NOW)
    looked = sensed(*told, lost)
    noted = area(looked)
    # One a day, against a reference that its prior keeps below.
    assert noted.mean == pytest.approx(50 / looked.reference, abs=8)
    # Nobody noted it: ten days without one of 3 a day have a probability of e⁻³⁰.
    found = sensed(*told)
    assert [(o.origin, o.area) for o in found.outages] == [(Origin.RESIDENT, None)]
    assert found.outages[0].ends == NOW
    assert area(found).mean == pytest.approx(noted.mean, abs=4)


def test_only_what_was_known_counts() -> None:
    late = report(hours=10, received=NOW + timedelta(seconds=1))
    assert sensed(late).tension.areas == ()
    assert sensed(late).later == 1
    assert sensed(late, now=NOW + timedelta(hours=1)).tension.areas != ()


def test_a_neighbourhood_is_not_coloured_for_its_border() -> None:
    calm = quiet_weeks("1", "2", every_hours=24 * 14)
    fights = [report("tawuran", area="1|2", hours=13 * n) for n in range(12)]
    before, after = sensed(*calm), sensed(*calm, *fights)
    for which in ("1", "2"):
        assert area(after, which) == area(before, which)
    # Though no border ever had anything to tell.
    assert area(before, "1|2").mean < 5
    assert area(after, "1|2").level is Mood.PANAS


def test_areas_of_another_map_are_counted_and_left_out() -> None:
    found = sensed(report(area="99"), sighting("isu-1", area="98"), report())
    assert found.outside == 2
    assert {a.area for a in found.areas} == set(AREAS)


signals = st.lists(
    st.one_of(
        st.builds(
            report,
            id=st.uuids().map(str),
            what=st.sampled_from(sorted(KINDS)),
            origin=st.sampled_from(Origin),
            area=st.sampled_from([*AREAS, "7"]),
            hours=st.integers(0, 2000),
            severity=st.sampled_from([None, 1, 5]),
            verification=st.sampled_from(Verification),
        ),
        st.builds(
            sighting,
            claim=st.sampled_from([None, "isu-1", "isu-2"]),
            area=st.sampled_from(AREAS),
            hours=st.integers(0, 100),
        ),
        st.builds(
            effort,
            where=st.sampled_from(AREAS),
            minutes=st.floats(0, 300),
            days=st.integers(0, 60),
        ),
    ),
    max_size=40,
)
COUNT = Occasion(name="x", first=date(2024, 11, 28), last=date(2024, 12, 5), factor=1.7)


@settings(max_examples=50)
@given(signals, st.randoms(use_true_random=False))
def test_terms_add_up_whatever_the_order(
    found: list[Report | Sighting | Effort], dice: object
) -> None:
    first = sensed(*found, occasions=(COUNT,))
    dice.shuffle(found)  # type: ignore[attr-defined]
    again = sensed(*found, occasions=(COUNT,))
    for one, other in zip(first.areas, again.areas, strict=True):
        assert 0 <= one.low <= one.mean <= one.high <= 100 + 1e-9
        assert abs(sum(t.amount for t in one.terms) - one.mean) <= 1e-9
        assert np.isfinite(one.rise_probability)
        assert one.mean == pytest.approx(other.mean, abs=1e-9)
        assert (one.level, one.incidents) == (other.level, other.incidents)
    assert first.incidents == again.incidents


@settings(max_examples=50)
@given(signals, st.integers(0, 2000))
def test_a_replay_sees_what_was_known(found: list[Report | Sighting | Effort], hours: int) -> None:
    """Reports received later, whenever they say it happened, change nothing at all."""
    then = NOW - timedelta(hours=hours)
    known = [s for s in found if isinstance(s, Effort) or s.received <= then]
    late = [
        report(
            "tawuran", id=f"late-{n}", area="1", hours=hours + 30 * n, received=then + timedelta(1)
        )
        for n in range(5)
    ]
    before, after = sensed(*known, now=then), sensed(*found, *late, now=then)
    assert after.areas == before.areas
    assert after.incidents == before.incidents
