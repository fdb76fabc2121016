"""Sightings in areas and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from sejuk.model.claim import Intake
from sejuk.model.report import Effort, Sighting
from sejuk.rumours.growth import Trend, growth
from sejuk.rumours.spread import growth_since_answer, series, spread

NOW = datetime(2024, 11, 28, 14, tzinfo=UTC)
"""21.00 in Jakarta."""
ZONE = "Asia/Jakarta"


def seen(ago: float, area: str = "1", intake: Intake = Intake.PUBLIC) -> Sighting:
    at = NOW - timedelta(days=ago)
    return Sighting(area=area, claim="a", heard=at, received=at, intake=intake)


def effort(ago: int, minutes: float) -> Effort:
    day = date(2024, 11, 28) - timedelta(days=ago)
    return Effort(area="2", day=day, minutes=minutes, received=NOW)


def test_where_and_when() -> None:
    late = Sighting(area="1", claim="a", heard=NOW, received=NOW + timedelta(minutes=1))
    sightings = [seen(0.1), seen(0.9, "2"), seen(1.1, "2"), seen(2.5, "9"), seen(40, "3"), late]
    found = spread(sightings, {"1", "2", "3", "4"}, NOW, ZONE, days=3)
    assert found.areas == ("2", "1")
    assert found.seen == ((0, 1, 1), (0, 0, 1))
    assert found.days[-1] == date(2024, 11, 28)
    assert found.reached == 0.5  # 2 of 4


def test_patrols_are_measured_by_their_minutes() -> None:
    sightings = [seen(20), seen(0.5, intake=Intake.CREW), seen(1.5), seen(0.2)]
    found = series(sightings, [effort(0, 90), effort(0, 30), effort(13, 60)], NOW, ZONE)
    assert found.seen.shape == (2, 14)
    assert found.exposure[0, [0, -1]].tolist() == [60.0, 120.0]
    assert found.seen[0].sum() == found.seen[0, -1] == 1
    assert found.seen[1, [-2, -1]].tolist() == [1, 1]
    assert (found.exposure[1] == 1).all()


def test_the_first_sighting_is_no_evidence() -> None:
    found = series([seen(2.25), seen(2.2), seen(0.5)], [effort(2, 80)], NOW, ZONE)
    assert found.seen.tolist() == [[0, 0, 0], [1, 0, 1]]
    assert found.exposure[:, 0].tolist() == [20.0, 0.25]  # a quarter of that day is left


def test_a_claim_of_an_even_pace_neither_falls_nor_grows() -> None:
    """Seen at random from an unknown moment on; counted with its first sighting it would fall."""
    rng = np.random.default_rng(2)
    slopes = []
    for _ in range(60):
        times = rng.uniform(0, 10, rng.poisson(12))
        slopes.append(growth(series([seen(t) for t in times], [], NOW, ZONE)).slope)
    assert abs(np.mean(slopes)) < 3 * np.std(slopes) / np.sqrt(60)


def test_answered_but_still_growing() -> None:
    """It fell before the answer; what counts is what came after it."""
    before = [seen(5 + k / 20) for k in range(100)]
    grows = [seen(day + 0.01 * k) for day, n in enumerate((32, 16, 8, 4)) for k in range(n)]
    answered = NOW - timedelta(days=4.5)
    assert growth_since_answer(before + grows, [], answered, NOW, ZONE).trend is Trend.GROWING
    stays = [seen(day + 0.1 * k) for day in range(4) for k in range(6)]
    found = growth_since_answer(before + stays, [], answered, NOW, ZONE)
    assert found.trend is not Trend.GROWING
    assert growth_since_answer(before, [], answered, NOW, ZONE).thin
