"""Facts of nights at Kampung Contoh: one by hand, and any that hypothesis can think of."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from sejuk.model.force import Agency
from sejuk.model.kinds.field import Mood, Origin
from sejuk.model.night import (
    AlarmSeen,
    ClaimHeard,
    ConcernSeen,
    CrewStrength,
    NightAct,
    NightFacts,
    OrderPaper,
)
from tests.reporting.conftest import kampung, night

PLAN, DISTRICT = night(), kampung()
BEGINS = PLAN.shift.begins
CONCERNS = frozenset({"lampu-jalan", "kebisingan", "lain"})
GATHERINGS = frozenset({"unjuk-rasa", "acara-warga"})
EVENTS = ("tawuran", "balap-liar", "pencurian", "banjir", "hal-baru")
"""The last one no table knows."""
PAPER = OrderPaper(
    id="o-1",
    number="Sprin/12/XI/2024",
    state="under_way",
    legal_basis=("UU 2/2002",),
    tni_request="B/12/XI/2024",
)


def at(minute: int) -> datetime:
    return BEGINS + timedelta(minutes=minute)


def act(kind: str, minute: int, crew: str = "1", **more: object) -> NightAct:
    return NightAct(kind=kind, at=at(minute), crew=crew, **more)  # type: ignore[arg-type]


def facts(*acts: NightAct, **more: object) -> NightFacts:
    fields: dict[str, object] = {
        "paper": PAPER,
        "plan": PLAN,
        "titles": {p.id: p.name for p in DISTRICT.places}
        | {n.id: n.name for n in DISTRICT.neighbourhoods},
        "wards": tuple((n.id, n.ward, n.name[:5]) for n in DISTRICT.neighbourhoods),
        "around": {p.id: p.neighbourhoods for p in DISTRICT.places},
        "landmarks": frozenset({"balai", "sekolah"}),
        "acts": tuple(sorted(acts, key=lambda a: a.at)),
        "concern_kinds": CONCERNS,
        "gathering_kinds": GATHERINGS,
    }
    return NightFacts(**{**fields, **more})  # type: ignore[arg-type]


PLACES = st.sampled_from(["polsek", "pasar", "balai", "sekolah", "simpang", "gang-lain"])
WHAT = st.sampled_from([*EVENTS, *CONCERNS, *GATHERINGS])
SHARES = st.integers(0, 7)
one_act = st.builds(
    NightAct,
    kind=st.sampled_from(["arrived", "left", "talked", "observed", "reported", "sos"]),
    at=st.integers(-60, 240).map(at),
    crew=st.sampled_from(["1", "2"]),
    place=PLACES,
    residents=st.integers(0, 40),
    what=WHAT,
    origin=st.sampled_from(Origin),
    mood=st.sampled_from(Mood),
)
counts = st.dictionaries(st.sampled_from(Agency), st.integers(0, 9))
any_night = st.builds(
    lambda acts, changes, concerns, claims, alarms, messages: facts(
        *acts,
        changes=tuple(changes),
        concerns=tuple(concerns),
        claims=tuple(claims),
        alarms=tuple(alarms),
        messages=messages,
    ),
    st.lists(one_act, max_size=40),
    st.lists(
        st.builds(CrewStrength, crew=st.sampled_from(["1", "2"]), at=st.just(at(0)), count=counts),
        max_size=2,
    ),
    st.lists(
        st.builds(ConcernSeen, number=SHARES, what=st.just("lain"), followed_up=st.booleans()),
        max_size=9,
    ),
    st.lists(
        st.builds(
            ClaimHeard,
            claim=st.one_of(st.none(), st.just("c-1")),
            times=st.integers(1, 9),
            answered=st.booleans(),
        ),
        max_size=5,
    ),
    st.lists(
        st.builds(
            AlarmSeen,
            cause=st.just("sos"),
            crew=st.just("1"),
            at=st.just(at(5)),
            closed=st.booleans(),
        ),
        max_size=3,
    ),
    SHARES,
)
