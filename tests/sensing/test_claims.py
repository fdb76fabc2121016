"""Points of tension for claims: what counts once, what weighs, and what patrols must not add."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.claim import Harm, Intake
from sejuk.model.report import Assessment, Effort, Sighting
from sejuk.sensing.claims import ClaimParams, claim_points
from sejuk.sensing.ground import ground

NOW = datetime(2024, 11, 28, 14, tzinfo=UTC)
"""21.00 in Jakarta."""
GROUND = ground({"1", "2", "3", "1|2", "2|3"})
UNCAPPED = ClaimParams(most_points=1e9)


def seen(
    ago: float = 0.0, area: str = "1", claim: str | None = "a", intake: Intake = Intake.PUBLIC
) -> Sighting:
    at = NOW - timedelta(days=ago)
    return Sighting(area=area, claim=claim, heard=at, received=at, intake=intake)


def heard(ago: float = 0.0, area: str = "1", claim: str = "a") -> Sighting:
    return seen(ago, area, claim, Intake.CREW)


def effort(minutes: float, ago: int = 0, area: str = "1") -> Effort:
    day = date(2024, 11, 28) - timedelta(days=ago)
    return Effort(area=area, day=day, minutes=minutes, received=NOW)


def harm(how: Harm, ago: float = 0.0, claim: str = "a") -> Assessment:
    return Assessment(claim=claim, harm=how, received=NOW - timedelta(days=ago))


def points(
    *signals: Sighting | Assessment | Effort, by: ClaimParams = UNCAPPED, now: datetime = NOW
) -> dict[str, float]:
    found = claim_points(
        [s for s in signals if isinstance(s, Sighting)],
        [s for s in signals if isinstance(s, Assessment)],
        [s for s in signals if isinstance(s, Effort)],
        GROUND.areas,
        GROUND.neighbours,
        now,
        "Asia/Jakarta",
        by,
    )
    return dict(zip(GROUND.areas, found.tolist(), strict=True))


@pytest.mark.parametrize(
    ("how", "weighs"), [(None, 1), (Harm.NONE, 0), (Harm.UNREST, 1), (2, 2), (3, 3)]
)
def test_harm_weighs(how: Harm | None, weighs: float) -> None:
    assessed = [] if how is None else [harm(Harm(how))]
    assert points(seen(), *assessed)["1"] == 2.5 * weighs


def test_the_last_assessment_that_was_known_counts() -> None:
    told = (seen(3), harm(Harm.VIOLENCE, ago=2), harm(Harm.UNREST, ago=1))
    before = NOW - timedelta(days=1.5)
    assert points(*told)["1"] == pytest.approx(2.5 * 0.5 ** (3 / 7))
    assert points(*told, now=before)["1"] == pytest.approx(3 * 2.5 * 0.5 ** (1 / 7))


def test_once_for_each_area_and_day_by_whatever_door() -> None:
    by_all_doors = [seen(0.1 * k, intake=door) for k, door in enumerate(Intake)]
    assert points(*by_all_doors, effort(12))["1"] == 2.5
    # Days of 1, 2^(-1/7) and 2^(-2/7).
    assert points(seen(), seen(1), seen(2))["1"] == pytest.approx(
        2.5 * (1 + 0.5 ** (1 / 7) + 0.5 ** (2 / 7))
    )


def test_half_of_it_goes_to_neighbours() -> None:
    assert points(seen(area="2")) == {"1": 1.25, "2": 2.5, "3": 1.25, "1|2": 0.0, "2|3": 0.0}
    # Its own older sighting is more than half of the neighbour's.
    assert points(seen(area="2"), seen(3))["1"] == pytest.approx(2.5 * 0.5 ** (3 / 7))


def test_the_cap_stays() -> None:
    many = [seen(claim=f"{n}") for n in range(50)]
    assert max(points(*many, by=ClaimParams()).values()) == 10.0


def test_what_patrols_hear_is_measured_by_their_minutes() -> None:
    assert points(heard())["1"] == 0.0  # nobody knows how long they listened
    assert points(heard(), effort(12))["1"] == pytest.approx(2.5)
    assert points(heard(), effort(48))["1"] == pytest.approx(2.5 / 4)
    # In one of two visits, a week apart: 2.5 · 1/(1 + 1/2).
    assert points(heard(), effort(12), effort(12, 7))["1"] == pytest.approx(2.5 / 1.5)
    # Elsewhere, or not known: no matter.
    assert points(heard(), effort(12), effort(60, area="2"))["1"] == pytest.approx(2.5)


hearings = st.lists(
    st.tuples(st.sampled_from(["1", "2", "1|2"]), st.integers(0, 20), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=40)
@given(hearings, hearings, st.integers(1, 4), st.data())
def test_more_patrols_that_hear_more_in_proportion_change_nothing(
    told: list[tuple[str, int, int]],
    by_patrols: list[tuple[str, int, int]],
    times: int,
    data: st.DataObject,
) -> None:
    """G3: so many times the minutes, and for each claim they heard so many others like it."""
    minutes = {
        (area, ago): data.draw(st.floats(1, 100), label=f"minutes {area} {ago}")
        for area, ago, _ in by_patrols
    }
    public = [seen(ago, area, f"told {claim}") for area, ago, claim in told]
    once = [heard(ago, area, f"{claim}") for area, ago, claim in by_patrols]
    before = points(*public, *once, *(effort(m, ago, area) for (area, ago), m in minutes.items()))
    more = [
        msgspec.structs.replace(one, claim=f"{one.claim} {k}") for one in once for k in range(times)
    ]
    after = points(
        *public, *more, *(effort(times * m, ago, area) for (area, ago), m in minutes.items())
    )
    assert after == pytest.approx(before, abs=1e-9)


@settings(max_examples=40)
@given(hearings, st.floats(0, 500), st.integers(0, 27))
def test_patrols_that_hear_nothing_new_never_raise(
    told: list[tuple[str, int, int]], minutes: float, ago: int
) -> None:
    public = [seen(d, area, f"{claim}") for area, d, claim in told]
    listened = [effort(10, d, area) for area, d, _ in told]
    also = [heard(d, area, f"patrol {claim}") for area, d, claim in told]
    before = points(*public, *also, *listened)
    after = points(*public, *also, *listened, effort(minutes, ago))
    assert all(after[area] <= before[area] + 1e-9 for area in before)


def test_presence_does_not_raise_it_on_average() -> None:
    """Three claims in a hundred minutes, whether 12 or 120 minutes a day are listened; where
    patrols listen longer the figure is surer and no higher."""
    rng = np.random.default_rng(4)

    def mean(minutes: float) -> float:
        found = []
        for _ in range(30):
            signals: list[Sighting | Effort] = []
            for ago in range(21):
                signals.append(effort(minutes, ago))
                count = rng.poisson(0.03 * minutes)
                signals += [heard(ago, claim=f"{ago} {k}") for k in range(count)]
            found.append(points(*signals)["1"])
        return float(np.mean(found))

    # 0.03 a minute · 12 minutes · 2.5; standard errors of about 0.06 and 0.02 of thirty records.
    assert mean(12) == pytest.approx(0.9, abs=0.15)
    assert mean(120) == pytest.approx(0.9, abs=0.06)
