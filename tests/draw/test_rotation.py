"""The fair rotation: exact probabilities by going through every possible u, never by luck."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.draw.probability import LEAST, MOST, fitting_budget, fitting_units, probabilities
from sejuk.draw.rotation import draw_rotation, drawn_units, frame_digest, rotation_frame
from sejuk.draw.seed import RANGE, commit, numbers
from sejuk.model.rotation import RotationFrame, RotationUnit, Stratum
from sejuk.problems import ProblemError

BEGINS = dt.date(2024, 11, 28)
SEED, SALT = hashlib.sha256(b"benih").digest(), bytes(16)


def frame_of(
    risk: dict[str, float],
    budget: int,
    *,
    wards: int = 2,
    vetoed: frozenset[str] = frozenset(),
) -> RotationFrame:
    ward = {place: f"Kelurahan {k % wards}" for k, place in enumerate(risk)}
    return rotation_frame(begins=BEGINS, risk=risk, ward=ward, budget=budget, vetoed=vetoed)


def streams(frame: RotationFrame, order_seed: int) -> Iterator[Iterator[int]]:
    """1,000 streams that shuffle alike, by `order_seed`, and then give each u in thousandths."""
    strata = Counter(unit.stratum for unit in frame.units)
    shuffles = len(strata) - 1 + sum(n - 1 for n in strata.values())
    stream = numbers(hashlib.sha256(bytes([order_seed])).digest(), "order")
    order = [next(stream) for _ in range(shuffles)]
    for u in range(1000):
        yield iter([*order, (u * RANGE + 999) // 1000])


risks = st.dictionaries(
    st.integers(0, 999).map(str), st.sampled_from((4.0, 8.0, 10.0, 12.0, 25.0)), min_size=4,
    max_size=25,
)  # fmt: skip


@settings(max_examples=25)
@given(risks, st.integers(1, 20), st.integers(1, 4), st.integers(0, 255))
def test_inclusion_is_exact_over_all_starts(
    risk: dict[str, float], budget: int, wards: int, order_seed: int
) -> None:
    """In any order: of the 1,000 possible u exactly `thousandths` draw a unit."""
    try:
        frame = frame_of(risk, budget, wards=wards)
    except ProblemError:
        return
    times: Counter[str] = Counter()
    for stream in streams(frame, order_seed):
        drawn = drawn_units(frame, stream)
        assert len(drawn) == frame.budget
        times.update(drawn)
    assert times == {unit.place: unit.thousandths for unit in frame.units}


@settings(max_examples=60)
@given(risks, st.integers(1, 20), st.integers(1, 4), st.binary(min_size=32, max_size=32))
def test_strata_get_their_share(
    risk: dict[str, float], budget: int, wards: int, seed: bytes
) -> None:
    """Each stratum gets the whole number below or above its expectation."""
    try:
        frame = frame_of(risk, budget, wards=wards)
    except ProblemError:
        return
    drawn = set(draw_rotation(frame, seed, SALT).drawn)
    expected: Counter[Stratum] = Counter()
    got: Counter[Stratum] = Counter()
    for unit in frame.units:
        expected[unit.stratum] += unit.thousandths
        got[unit.stratum] += unit.place in drawn
    for stratum, thousandths in expected.items():
        assert thousandths // 1000 <= got[stratum] <= -(-thousandths // 1000)


def test_seeded_draws_meet_their_probabilities() -> None:
    """4,000 seeds: every unit within 4.5 standard errors of its p (0.8 % · 4.5 = 3.6 %)."""
    frame = frame_of({str(i): 4.0 + i % 7 for i in range(20)}, 8)
    times: Counter[str] = Counter()
    for k in range(4000):
        times.update(draw_rotation(frame, hashlib.sha256(str(k).encode()).digest(), SALT).drawn)
    for unit in frame.units:
        error = (unit.p * (1 - unit.p) / 4000) ** 0.5
        assert abs(times[unit.place] / 4000 - unit.p) < 4.5 * error


def test_pairs_are_drawn_apart_and_together() -> None:
    """Random order leaves no pair of a stratum impossible, as a fixed order would."""
    frame = frame_of({str(i): 10.0 for i in range(8)}, 4, wards=1)
    pairs = Counter(
        frozenset((a, b))
        for k in range(600)
        for drawn in [draw_rotation(frame, hashlib.sha256(f"{k}".encode()).digest(), SALT).drawn]
        for a in drawn
        for b in drawn
        if a < b
    )  # fmt: skip
    assert len(pairs) == 8 * 7 // 2


def test_a_draw_repeats_and_names_its_commitment() -> None:
    frame = frame_of({str(i): 5.0 + i for i in range(12)}, 5)
    rotation = draw_rotation(frame, SEED, SALT)
    assert rotation == draw_rotation(frame, SEED, SALT)
    assert rotation.commitment == commit(SEED, SALT)
    assert rotation.frame_digest == frame_digest(frame)
    assert set(rotation.drawn) | set(rotation.undrawn) == {u.place for u in frame.units}
    assert rotation.drawn != draw_rotation(frame, hashlib.sha256(SEED).digest(), SALT).drawn
    assert msgspec.json.decode(msgspec.json.encode(rotation), type=type(rotation)) == rotation


def test_a_veto_before_the_draw_leaves_the_experiment() -> None:
    risk = {str(i): 10.0 for i in range(10)}
    frame = frame_of(risk, 4, vetoed=frozenset({"3", "elsewhere"}))
    assert frame.vetoed == ("3",)
    assert "3" not in {unit.place for unit in frame.units}
    assert sum(unit.thousandths for unit in frame.units) == 4000
    assert frame_digest(frame) != frame_digest(frame_of(risk, 4))


def test_strata_are_terciles_by_ward() -> None:
    # Nine places of risk 1 … 9 in one ward: thirds of three. Ties share a third.
    frame = frame_of({str(i): float(i) for i in range(1, 10)}, 4, wards=1)
    assert {u.place: u.stratum.tercile for u in frame.units} == {
        "1": 1, "2": 1, "3": 1, "4": 2, "5": 2, "6": 2, "7": 3, "8": 3, "9": 3,
    }  # fmt: skip
    flat = frame_of({str(i): 1.0 for i in range(9)}, 4, wards=1)
    assert {u.stratum.tercile for u in flat.units} == {3}


@pytest.mark.parametrize(
    ("places", "budget", "takes_part", "spent"),
    [
        (10, 1, 5, 1),  # 0.2 each of five; the five least tense are left out
        (10, 2, 10, 2),
        (10, 8, 10, 8),  # 0.8 each
        (10, 9, 10, 8),  # nobody is sure: the ninth is not spent
        (3, 5, 3, 2),
    ],
)
def test_budget_fits_the_limits(places: int, budget: int, takes_part: int, spent: int) -> None:
    frame = frame_of({str(i): 10.0 + i for i in range(places)}, budget)
    assert (len(frame.units), frame.budget) == (takes_part, spent)
    assert len(frame.left_out) == places - takes_part
    assert frame.left_out == tuple(str(i) for i in range(places - takes_part))


@pytest.mark.parametrize(
    ("places", "budget", "code"),
    [(5, 0, "bad_rotation_budget"), (0, 3, "no_rotation"), (1, 3, "no_rotation")],
)
def test_what_cannot_be_drawn_is_refused(places: int, budget: int, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        frame_of({str(i): 10.0 for i in range(places)}, budget)
    assert caught.value.code == code


def test_probabilities_follow_need_inside_their_limits() -> None:
    # Needs 1:2:3 and a budget of 1.2 visits in thousandths … of 2 with four units:
    # 1, 1, 1, 7 share 2: 7/10 · 2 = 1.4 passes 0.8, so it stays there and 1.2 is left for three.
    assert probabilities({"a": 1, "b": 1, "c": 1, "d": 7}, 2) == {
        "a": 400, "b": 400, "c": 400, "d": 800,
    }  # fmt: skip
    # 1 and 3 share 1: 250 and 750.
    assert probabilities({"a": 1, "b": 3}, 1) == {"a": 250, "b": 750}
    # No need at all is shared alike.
    assert probabilities({"a": 0, "b": 0}, 1) == {"a": 500, "b": 500}


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.floats(0, 1e9), min_size=2),
    st.integers(1, 50),
)
def test_probabilities_add_up(needs: dict[str, float], budget: int) -> None:
    budget = fitting_budget(len(needs), budget)
    if fitting_units(len(needs), budget) < len(needs):
        with pytest.raises(ValueError, match="budget"):
            probabilities(needs, budget)
        return
    found = probabilities(needs, budget)
    assert sum(found.values()) == 1000 * budget
    assert all(LEAST <= k <= MOST for k in found.values())
    for a, need in needs.items():
        for b, other in needs.items():
            if need <= other:
                assert found[a] <= found[b] + 1


def test_nouns_refuse_what_is_no_rotation() -> None:
    stratum = Stratum(ward="Contoh", tercile=1)
    with pytest.raises(ValueError, match=r"0\.2"):
        RotationUnit(place="a", stratum=stratum, thousandths=100)
    unit = RotationUnit(place="a", stratum=stratum, thousandths=500)
    with pytest.raises(ValueError, match="add up"):
        RotationFrame(begins=BEGINS, nights=3, budget=1, units=(unit,))
