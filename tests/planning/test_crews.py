"""Stage A: mixed crews from a roster."""

from __future__ import annotations

from functools import cache
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings

from sejuk.model.force import Agency, Crew, Mode, Pillar, Role, Roster, RosterLine
from sejuk.planning.crews import CrewPlan, crew_letter, group_crew, make_crews, pillars_of
from sejuk.problems import ProblemError
from tests.planning.chance import SETTINGS, rosters

TEN = "4 polri: 3 lead; 3 tni; 2 satpol_pp; 1 dishub"
TWENTY_FIVE = "10 polri: 8 lead, 6 motorbike; 8 tni; 4 satpol_pp; 3 dishub"


def roster(text: str) -> Roster:
    """`4 polri: 3 lead, 2 motorbike` – leads first, and the last ones ride."""
    lines = []
    for part in text.split("; "):
        head, _, rest = part.partition(": ")
        people, agency = head.split()
        said = {what: int(n) for n, what in (s.split() for s in rest.split(", ") if s)}
        leads = said.get("lead", 0)
        for i in range(int(people)):
            rides = next((m for m in Mode if i >= int(people) - said.get(m, 0)), Mode.FOOT)
            role = Role.LEADER if i < leads else Role.MEMBER
            lines.append(RosterLine(agency=Agency(agency), role=role, people=1, vehicle=rides))
    merged: dict[tuple[Agency, Role, Mode], RosterLine] = {}
    for line in lines:
        key = (line.agency, line.role, line.vehicle)
        before = merged[key].people if key in merged else 0
        merged[key] = msgspec.structs.replace(line, people=before + 1)
    return Roster(lines=tuple(merged.values()))


def made(text: str, count: int | None = None) -> CrewPlan:
    return make_crews(roster(text), settings=SETTINGS, police_post="pos", count=count)


def said(crew: Crew) -> str:
    mode = "" if crew.mode is Mode.FOOT else f" by {crew.mode}"
    return " ".join(f"{m.people} {m.agency}" for m in crew.members) + mode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # min(4 police, 3 TNI, 3 Pemda) = 3 crews; 10 people make 4 + 3 + 3.
        (TEN, [4, 3, 3]),
        # min(10, 8, 7 Pemda) = 7; 25 = 4 × 4 + 3 × 3.
        (TWENTY_FIVE, [4, 4, 4, 4, 3, 3, 3]),
        ("2 polri: 1 lead", [2]),
        ("4 polri: 4 lead", [2, 2]),
        # One lead: one crew, however many others come.
        ("3 polri: 1 lead; 3 tni", [6]),
        # Leads without anybody else to mix with.
        ("3 polri: 3 lead", [3]),
        ("1 polri: 1 lead; 1 tni", [2]),
        ("1 polri: 1 lead; 2 tni; 3 dishub", [6]),
        # Satpol PP and Dishub are one pillar: two crews with all three.
        ("2 polri: 2 lead; 2 tni; 1 satpol_pp; 1 dishub", [3, 3]),
    ],
)
def test_as_many_as_the_pillars_allow(text: str, expected: list[int]) -> None:
    plan = made(text)
    assert sorted((crew.people() for crew in plan.crews), reverse=True) == expected
    assert all(crew.pillars() == pillars_of(roster(text).lines) for crew in plan.crews)
    assert plan.unmet == ()


def test_ten_people() -> None:
    # The fourth officer goes anywhere; each crew has one of TNI and one of Pemda.
    assert [said(crew) for crew in made(TEN).crews] == [
        "2 polri 1 tni 1 satpol_pp",
        "1 polri 1 tni 1 satpol_pp",
        "1 polri 1 tni 1 dishub",
    ]
    assert [crew.id for crew in made(TEN).crews] == ["A", "B", "C"]


def test_no_crew_without_all_pillars_because_some_ride() -> None:
    # Nobody but police rides: a mounted crew would have one pillar. All walk.
    assert {crew.mode for crew in made(TWENTY_FIVE).crews} == {Mode.FOOT}
    alone = made("2 polri: 1 lead, 2 motorbike; 1 tni")
    assert [said(crew) for crew in alone.crews] == ["2 polri 1 tni"]
    assert alone.unmet == ()


@pytest.mark.parametrize("mode", ["motorbike", "car"])
def test_a_crew_of_all_pillars_may_ride(mode: str) -> None:
    text = f"2 polri: 2 lead, 1 {mode}; 2 tni: 1 {mode}; 2 dishub: 1 {mode}"
    assert [said(crew) for crew in made(text).crews] == [
        "1 polri 1 tni 1 dishub",
        f"1 polri 1 tni 1 dishub by {mode}",
    ]


def test_one_of_pemda_and_many_police() -> None:
    # All pillars in each crew would leave 7 of 13 at the post: three crews, two without Pemda.
    plan = made("12 polri: 6 lead; 1 dishub")
    assert sorted(crew.people() for crew in plan.crews) == [4, 4, 5]
    assert [(u.what, u.reason, u.detail) for u in plan.unmet] == [
        ("pillars", "roster_short", "pemda")
    ] * 2
    lacking = {crew.id for crew in plan.crews if Pillar.PEMDA not in crew.pillars()}
    assert {u.id for u in plan.unmet} == lacking


def test_people_who_find_no_crew_are_listed() -> None:
    # One lead leads one crew of six; two of eight stay.
    plan = made("5 polri: 1 lead; 3 tni")
    assert [crew.people() for crew in plan.crews] == [6]
    assert sum(int(u.detail) for u in plan.unmet if u.what == "people") == 2


@pytest.mark.parametrize(("count", "sizes"), [(1, [6]), (2, [5, 5]), (3, [4, 3, 3])])
def test_a_number_of_crews_can_be_asked_for(count: int, sizes: list[int]) -> None:
    plan = made(TEN, count)
    assert [crew.people() for crew in plan.crews] == sizes
    left = sum(int(u.detail) for u in plan.unmet if u.what == "people")
    assert left == 10 - sum(sizes)


@pytest.mark.parametrize(
    ("text", "count", "code"),
    [
        ("1 polri: 1 lead", None, "roster_too_small"),
        ("3 tni", None, "no_police_lead"),
        ("4 polri; 2 tni: 2 lead", None, "no_police_lead"),
        (TEN, 4, "too_many_crews"),
        (TEN, 0, "too_many_crews"),
        ("3 polri: 3 lead", 2, "too_many_crews"),
    ],
)
def test_what_cannot_be(text: str, count: int | None, code: str) -> None:
    with pytest.raises(ProblemError) as problem:
        made(text, count)
    assert problem.value.code == code


def test_a_crew_starts_where_its_lead_does() -> None:
    lines = (
        RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=1, post="koramil"),
        RosterLine(agency=Agency.TNI, role=Role.MEMBER, people=1, post="elsewhere"),
    )
    plan = make_crews(Roster(lines=lines), settings=SETTINGS, police_post="pos")
    assert (plan.crews[0].start_post, plan.crews[0].end_post) == ("koramil", "koramil")


def test_everyone_as_one_group() -> None:
    group = group_crew(made(TEN).crews)
    assert said(group) == "4 polri 3 tni 2 satpol_pp 1 dishub"
    assert group.has_police_lead()


def test_letters() -> None:
    assert [crew_letter(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@settings(max_examples=80, derandomize=True)
@given(rosters())
def test_nobody_is_lost_or_doubled(given_roster: Roster) -> None:
    plan = make_crews(given_roster, settings=SETTINGS, police_post="pos")
    left = dict.fromkeys(Agency, 0)
    for unmet in plan.unmet:
        if unmet.what == "people":
            left[Agency(unmet.id)] += int(unmet.detail)
    for agency in Agency:
        out = sum(m.people for crew in plan.crews for m in crew.members if m.agency is agency)
        assert out + left[agency] == given_roster.by_agency().get(agency, 0)
    for crew in plan.crews:
        assert crew.has_police_lead()
        assert 2 <= crew.people() <= 6
    lacking = {c.id for c in plan.crews if c.pillars() != pillars_of(given_roster.lines)}
    assert {u.id for u in plan.unmet if u.what == "pillars"} == lacking


@settings(max_examples=80, derandomize=True)
@given(rosters())
def test_the_number_is_the_largest_there_is(given_roster: Roster) -> None:
    lines = tuple(li for li in given_roster.lines if li.people)
    plan = make_crews(given_roster, settings=SETTINGS, police_post="pos")
    largest = most_crews(lines)
    if 6 * largest >= given_roster.people():
        assert len(plan.crews) == largest
        assert plan.unmet == ()
        sizes = [crew.people() for crew in plan.crews]
        if {crew.mode for crew in plan.crews} == {Mode.FOOT}:
            assert max(sizes) - min(sizes) <= 1
    else:
        assert len(plan.crews) >= largest


def most_crews(lines: tuple[RosterLine, ...]) -> int:
    """By trying: crew after crew takes some of each kind, at least a lead and all pillars."""
    pillars = sorted(pillars_of(lines))
    kinds = ("lead", *pillars)
    have = dict.fromkeys(kinds, 0)
    for line in lines:
        lead = line.agency is Agency.POLRI and line.role is Role.LEADER
        (pillar,) = pillars_of((line,))
        have["lead" if lead else pillar] += line.people

    @cache
    def most(left: tuple[int, ...]) -> int:
        best = 0
        for some in product(*(range(min(n, 2) + 1) for n in left)):
            counts = dict(zip(kinds, some, strict=True))
            whole = all(counts[p] or (p is Pillar.POLRI and counts["lead"]) for p in pillars)
            if counts["lead"] and whole and 2 <= sum(some) <= 6:
                rest = tuple(n - k for n, k in zip(left, some, strict=True))
                best = max(best, 1 + most(rest))
        return best

    return most(tuple(have.values()))
