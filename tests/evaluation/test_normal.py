"""Return to normal: shares with their intervals, looks of one night counted as alike, thin data."""

from __future__ import annotations

import numpy as np
import pytest

from sejuk.evaluation.normal import (
    design_effect,
    jeffreys,
    look_of,
    normal,
    share,
    times_told,
)
from sejuk.model.daily_life import Fear, Look, RatedPlace, Share, Sign
from sejuk.model.kinds.field import Mood, Observed
from sejuk.reporting.normal import normal_sentences
from tests.evaluation.melati import night

SEEN = [("1", night(0), 1.0), ("1", night(0), 1.0), ("1", night(1), 0.0), ("1", night(1), 0.0)]
"""Two nights, within each of which all looks are alike."""


def test_the_three_signs_of_a_look_are_one_part() -> None:
    """RW 1: 2 of 3, 1 of 1 and nothing that could be seen; RW 2 was not seen at all."""
    looks = [
        Look(
            area="1", night=night(0), mood=Mood.SEJUK,
            stalls_open=True, people_outside=True, traffic_usual=False,
        ),
        Look(area="1", night=night(1), mood=Mood.PANAS, stalls_open=True),
        Look(area="1", night=night(2), mood=Mood.HANGAT),
        Look(area="1", night=night(9), mood=Mood.PANAS, stalls_open=False),
    ]  # fmt: skip
    fears = [Fear(area="1", night=night(1)), Fear(area="1", night=night(8))]
    places = [RatedPlace(area="1", safe=True), RatedPlace(area="1", safe=False)]
    found = normal(["1", "2"], looks, fears, places, first=night(0), last=night(6))
    one, other = found.areas
    daily, calm = one.signs[Sign.DAILY_LIFE], one.signs[Sign.CALM]
    assert (daily.mean, calm.mean) == pytest.approx((5 / 6, 2 / 3))
    assert (daily.looks, daily.nights, calm.looks) == (2, 2, 3)
    assert (one.fears.count, one.places, one.safe_places) == (1, 2, 1)
    assert daily.thin
    nothing = other.signs[Sign.CALM]
    assert (nothing.mean, nothing.low, nothing.high, nothing.thin) == (None, 0.0, 1.0, True)


@pytest.mark.parametrize(
    ("usual", "n", "low", "high"),
    [(2, 10, 0.0441, 0.5028), (0, 10, 0.0, 0.2172), (10, 10, 0.7828, 1.0), (0, 0, 0.0, 1.0)],
)
def test_jeffreys_interval(usual: float, n: float, low: float, high: float) -> None:
    """statsmodels 0.15, proportion_confint(2, 10, method="jeffreys"); 0 of 10: its upper limit, the
    lower one set to 0 as Brown, Cai & DasGupta (2001) do."""
    assert jeffreys(usual, n) == pytest.approx((low, high), abs=1e-4)


def test_counts_have_an_interval_too() -> None:
    """χ² with 2x + 1 degrees of freedom, halved: for none 5.024/2, for three 1.690/2 and
    16.013/2 (any table)."""
    none, three = times_told(0), times_told(3)
    assert (none.low, none.high) == pytest.approx((0.0, 5.024 / 2), abs=1e-3)
    assert (three.low, three.high) == pytest.approx((1.690 / 2, 16.013 / 2), abs=1e-3)


def test_what_a_crew_taps_is_a_look() -> None:
    seen = Observed(place="poi-1", mood=Mood.HANGAT, stalls_open=True, traffic_usual=False)
    assert look_of(seen, "1", night(0)) == Look(
        area="1", night=night(0), mood=Mood.HANGAT, stalls_open=True, traffic_usual=False
    )


def test_sentences_say_when_there_is_little() -> None:
    """RW 1: 20 looks in five nights, all as usual; RW 2: one look."""
    looks = [
        Look(area="1", night=night(n % 5), mood=Mood.SEJUK, stalls_open=True) for n in range(20)
    ]
    looks.append(Look(area="2", night=night(0), mood=Mood.PANAS, stalls_open=False))
    found = normal(["1", "2", "3"], looks, [], [], first=night(0), last=night(6))
    one, two, three = normal_sentences(found, {"1": "RW 01", "2": "RW 02", "3": "RW 03"})
    assert one.id.startswith("RW 01: kehidupan sehari-hari 100 % seperti biasa (selang 95 %: 8")
    assert "data tipis" not in one.id
    assert "data tipis" in two.id
    assert "thin data" in two.en
    assert "belum ada yang melihat" in three.id


def test_nights_that_are_all_alike_count_once() -> None:
    """Within nights no variance: ρ = 1, and two looks a night count as one."""
    assert design_effect(SEEN) == pytest.approx(2)
    twice = share(SEEN, 2.0)
    assert (twice.low, twice.high) == pytest.approx(jeffreys(1, 2))


def test_looks_that_have_nothing_in_common_count_fully() -> None:
    """Each night has both: less variance between nights than chance gives."""
    seen = [("1", night(n), float(look)) for n in range(4) for look in (0, 1)]
    assert design_effect(seen) == 1
    assert design_effect([]) == design_effect(SEEN[:1]) == 1


def test_thin_data_say_so() -> None:
    many = [("1", night(n % 5), 1.0) for n in range(20)]
    assert not share(many, 1.0).thin
    assert share(many[:2], 1.0).thin  # two looks
    assert share([("1", night(n % 2), 1.0) for n in range(20)], 1.0).thin  # two nights
    assert share(many, 4.0).thin  # as good as five looks


def intervals(rng: np.random.Generator, *, clustered: bool) -> list[Share]:
    """30 areas, 12 nights of 4 looks; 0.7 of them as usual, the more the luckier the night."""
    seen = [
        (str(area), night(n), float(rng.random() < p))
        for area in range(30)
        for n in range(12)
        for p in [rng.beta(2.8, 1.2)]
        for _ in range(4)
    ]
    effect = design_effect(seen) if clustered else 1.0
    return [share([s for s in seen if s[0] == str(area)], effect) for area in range(30)]


def test_intervals_cover_when_nights_are_alike() -> None:
    """450 areas; looks of a night correlate by 1/(2.8 + 1.2 + 1) = 0.2, so that 48 looks count as
    30. 95 % ± 4 standard errors of 1 point; taken for 48 they would cover clearly less."""
    rng = np.random.default_rng(3)
    found = [one for _ in range(15) for one in intervals(rng, clustered=True)]
    assert np.mean([one.low <= 0.7 <= one.high for one in found]) == pytest.approx(0.95, abs=0.04)
    rng = np.random.default_rng(3)
    blind = [one for _ in range(15) for one in intervals(rng, clustered=False)]
    assert np.mean([one.low <= 0.7 <= one.high for one in blind]) < 0.91
