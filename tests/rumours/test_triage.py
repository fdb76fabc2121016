"""The order of work: monotone in each part, deadlines, and what is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.files.rubric import harm_examples
from sejuk.model.claim import Harm, deadline_after
from sejuk.model.triage import Verifiability
from sejuk.rumours.triage import Ranked, TriageParams, Waiting, triage

NOW = datetime(2024, 11, 28, 14, tzinfo=UTC)

claims = st.builds(
    Waiting,
    claim=st.just("a"),
    received=st.integers(0, 14 * 24 * 60).map(lambda m: NOW - timedelta(minutes=m)),
    harm=st.none() | st.sampled_from(Harm),
    growth_probability=st.floats(0, 1),
    reached=st.floats(0, 1),
    verifiability=st.none() | st.sampled_from(Verifiability),
)
parts = st.floats(0, 1)


def points(claim: Waiting) -> float:
    return triage([claim], NOW)[0].points


def changed(one: Waiting, /, **changes: object) -> Waiting:
    return msgspec.structs.replace(one, **changes)


def fresh(harm: Harm, **more: object) -> Waiting:
    return changed(Waiting(claim=f"fresh {harm}", received=NOW, harm=harm), **more)


def left(harm: Harm, part: float, **more: object) -> Waiting:
    """With so much of its time left."""
    received = NOW - deadline_after(harm) * (1.0 - part)
    return changed(Waiting(claim=f"due {harm}", received=received, harm=harm), **more)


def order(*claims: Waiting) -> list[str]:
    return [ranked.claim for ranked in triage(claims, NOW)]


@settings(max_examples=40)
@given(claims, st.sampled_from(("growth_probability", "reached")), parts, parts)
def test_more_spread_never_comes_later(claim: Waiting, part: str, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert points(changed(claim, **{part: low})) <= points(changed(claim, **{part: high}))


@settings(max_examples=40)
@given(claims)
def test_more_harm_never_comes_later(claim: Waiting) -> None:
    by_harm = [points(changed(claim, harm=harm)) for harm in Harm]
    assert by_harm == sorted(by_harm)
    assert points(changed(claim, harm=None)) == by_harm[-1]  # it could be the worst


@settings(max_examples=40)
@given(claims)
def test_what_can_be_settled_sooner_never_comes_later(claim: Waiting) -> None:
    soonest_first = [points(changed(claim, verifiability=v)) for v in Verifiability]
    assert soonest_first == sorted(soonest_first, reverse=True)


@settings(max_examples=40)
@given(claims, st.integers(0, 10_000))
def test_waiting_longer_never_comes_later(claim: Waiting, minutes: int) -> None:
    longer = changed(claim, received=claim.received - timedelta(minutes=minutes))
    assert points(claim) <= points(longer)


@settings(max_examples=40)
@given(claims)
def test_the_parts_multiply_to_the_points(claim: Waiting) -> None:
    (ranked,) = triage([claim], NOW)
    product = 1.0
    for part in ranked.parts:
        product *= part.factor
    assert abs(product - ranked.points) <= 1e-9 * ranked.points
    assert [part.code for part in ranked.parts] == [
        "harm", "growth", "reach", "verifiability", "time"
    ]  # fmt: skip
    assert all(part.words.id and part.words.en for part in ranked.parts)


@settings(max_examples=40)
@given(claims, claims, st.sampled_from(Harm))
def test_in_the_last_eighth_time_outweighs_all_but_harm(
    some: Waiting, other: Waiting, harm: Harm
) -> None:
    due = left(harm, 0.124, growth_probability=some.growth_probability, reached=some.reached)
    due = changed(due, verifiability=some.verifiability)
    new = changed(other, claim="new", harm=harm, received=NOW)
    assert order(new, due)[0] == due.claim


SPREADS = {"growth_probability": 1.0, "reached": 1.0, "verifiability": Verifiability.SIGHT}
LITTLE = {"growth_probability": 0.0, "reached": 0.0, "verifiability": Verifiability.LONG}


@pytest.mark.parametrize("harm", [Harm.NONE, Harm.UNREST, Harm.MOBILISATION])
def test_harms(harm: Harm) -> None:
    """One harm up goes first unless the other is due; two harms up goes first whatever it is."""
    worse = Harm(harm + 1)
    assert order(fresh(harm, **SPREADS), fresh(worse, **LITTLE))[0] == f"fresh {worse}"
    assert order(left(harm, -3.0), fresh(worse, **LITTLE))[0] == f"due {harm}"
    if harm < Harm.MOBILISATION:
        worst = Harm(harm + 2)
        assert order(left(harm, -3.0, **SPREADS), fresh(worst, **LITTLE))[0] == f"fresh {worst}"


def test_deadlines() -> None:
    """The design: 2 h, 12 h, 48 h, 7 d."""
    hours = {harm: (triage([fresh(harm)], NOW)[0].due - NOW) for harm in Harm}
    assert [h / timedelta(hours=1) for h in hours.values()] == [168, 48, 12, 2]


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "sisa 2 jam"), (45, "sisa 75 menit"), (150, "terlambat 30 menit")],
)
def test_time_in_words(ago: int, words: str) -> None:
    claim = fresh(Harm.VIOLENCE, received=NOW - timedelta(minutes=ago))
    (ranked,) = triage([claim], NOW)
    assert ranked.parts[-1].words.id == words


def test_equals_go_by_their_due_time_and_name() -> None:
    first: tuple[Ranked, ...] = triage([fresh(Harm.NONE, claim=c) for c in "cab"], NOW)
    assert [ranked.claim for ranked in first] == ["a", "b", "c"]


def test_the_usual_weights_hold_what_is_said_of_them() -> None:
    by = TriageParams()
    others = 2.0 * 2.0 / by.verifiable[-1]
    for low, high in zip(by.harm, by.harm[1:], strict=False):
        assert high / low > others
    for low, high in zip(by.harm, by.harm[2:], strict=False):
        assert high / low > others / by.least_left


def test_every_harm_has_examples() -> None:
    rubric = harm_examples()
    assert [one.harm for one in rubric] == list(Harm)
    assert all(len(one.examples) >= 2 for one in rubric)
