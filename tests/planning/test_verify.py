"""The checker: a hand-made valid plan passes; whatever is changed in it is caught."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace as put

from sejuk.model.district import District
from sejuk.model.force import Agency, Crew, Members, Mode, Role, Roster, RosterLine
from sejuk.model.pin import Pin
from sejuk.model.plan import Figures, Plan, Reason, Route, Stop, StopKind, Unmet
from sejuk.model.rotation import Rotation, RotationFrame, RotationUnit, Stratum
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.verify import RULES, Violation, verify

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Night:
    """What `verify` is given."""

    plan: Plan
    district: District
    roster: Roster
    tension: Tension
    history: History
    settings: PlanningSettings
    floors: dict[str, int]
    pins: tuple[Pin, ...] = ()
    bans: frozenset[str] = frozenset()

    def check(self) -> tuple[Violation, ...]:
        return verify(
            self.plan,
            district=self.district,
            roster=self.roster,
            tension=self.tension,
            history=self.history,
            settings=self.settings,
            floors=self.floors,
            pins=self.pins,
            bans=self.bans,
        )

    def codes(self) -> str:
        return " ".join(sorted({violation.rule for violation in self.check()}))


Change = Callable[[Night], Night]


@pytest.fixture
def night(
    tiny_plan: Plan,
    tiny_district: District,
    tiny_roster: Roster,
    tiny_tension: Tension,
    tiny_history: History,
    tiny_settings: PlanningSettings,
    tiny_floors: dict[str, int],
) -> Night:
    return Night(
        tiny_plan,
        tiny_district,
        tiny_roster,
        tiny_tension,
        tiny_history,
        tiny_settings,
        tiny_floors,
    )


# How a row changes the night ----------------------------------------------------------------


def plan(**changes: object) -> Change:
    return lambda n: replace(n, plan=put(n.plan, **changes))


def figures(**changes: object) -> Change:
    return lambda n: replace(n, plan=put(n.plan, figures=put(n.plan.figures, **changes)))


def settings(**changes: object) -> Change:
    return lambda n: replace(n, settings=put(n.settings, **changes))


def history(**changes: object) -> Change:
    return lambda n: replace(n, history=put(n.history, **changes))


def floors(**due: int) -> Change:
    return lambda n: replace(n, floors={h.removeprefix("h"): visits for h, visits in due.items()})


def pinned(place: str, clock: str | None = None, **more: object) -> Change:
    """The commander wants this, and the plan says so."""
    at = None if clock is None else time.fromisoformat(clock)
    pins = (msgspec.convert({"place": place, "at": at, **more}, Pin),)
    return lambda n: replace(n, pins=pins, plan=put(n.plan, pins=pins))


def rotation(drawn: str, undrawn: str, begins: str = "2024-11-27") -> Change:
    """Two places take part in three nights; tonight is the second of them."""
    units = tuple(
        RotationUnit(place=place, stratum=Stratum(ward="Contoh", tercile=1), thousandths=500)
        for place in (drawn, undrawn)
    )
    frame = RotationFrame(begins=date.fromisoformat(begins), nights=3, budget=1, units=units)
    return plan(rotation=Rotation(frame=frame, frame_digest="", drawn=(drawn,), commitment=""))


def bound(most: float | None, gap: float | None) -> Change:
    return plan(bound=most, gap_percent=gap)


def banned(*places: str) -> Change:
    return lambda n: replace(n, bans=frozenset(places), plan=put(n.plan, bans=places))


def route(id: str, /, **changes: object) -> Change:  # noqa: A002
    def change(n: Night) -> Night:
        routes = tuple(put(r, **changes) if r.crew.id == id else r for r in n.plan.routes)
        return replace(n, plan=put(n.plan, routes=routes))

    return change


def stop(name: str, **changes: object) -> Change:
    """`a3` is the stop of crew A with index 3."""
    crew, k = name[0].upper(), int(name[1:])
    return _stops(crew, lambda ss: (*ss[:k], put(ss[k], **changes), *ss[k + 1 :]))


def drop(name: str) -> Change:
    crew, k = name[0].upper(), int(name[1:])
    return _stops(crew, lambda ss: (*ss[:k], *ss[k + 1 :]))


def insert(name: str, **changes: object) -> Change:
    """A stop after `name`, like it but for the changes."""
    crew, k = name[0].upper(), int(name[1:])
    return _stops(crew, lambda ss: (*ss[: k + 1], put(ss[k], **changes), *ss[k + 1 :]))


def rest(place: str, start: int, leave: int) -> Change:
    """A break of crew B after its last stop."""
    return insert(
        "b4",
        place=place,
        kind=StopKind.BREAK,
        arrive=start,
        start=start,
        leave=leave,
        block=start // 5400,
        neighbourhood=None,
        value=0.0,
        reasons=(),
    )


def resting(start: int, leave: int) -> Stop:
    """A break at the post."""
    return Stop(
        place="pos",
        kind=StopKind.BREAK,
        arrive=start,
        start=start,
        leave=leave,
        block=0,
        neighbourhood=None,
        value=0.0,
        reasons=(),
    )


def cover(**rows: tuple[int, float]) -> Change:
    """h1=(3, 36.0): neighbourhood 1 has three visits and 36 minutes."""

    def change(n: Night) -> Night:
        told = {h.removeprefix("h"): row for h, row in rows.items()}
        rows_now = (
            put(row, visits=told[row.id][0], minutes=told[row.id][1]) if row.id in told else row
            for row in n.plan.cover
        )
        return plan(cover=tuple(rows_now))(n)

    return change


def _stops(crew: str, edit: Callable[[tuple[Stop, ...]], tuple[Stop, ...]]) -> Change:
    def change(n: Night) -> Night:
        (r,) = (r for r in n.plan.routes if r.crew.id == crew)
        return route(crew, stops=edit(r.stops))(n)

    return change


def crew(id: str, /, **changes: object) -> Change:  # noqa: A002
    def change(n: Night) -> Night:
        (r,) = (r for r in n.plan.routes if r.crew.id == id)
        return route(id, crew=put(r.crew, **changes))(n)

    return change


def members(id: str, leaders: int = 1, **people: int) -> Change:  # noqa: A002
    return crew(
        id,
        members=tuple(
            Members(agency=Agency(a), people=n, leaders=leaders if a == Agency.POLRI else 0)
            for a, n in people.items()
        ),
    )


def roster(
    leaders: int = 2, vehicle: Mode = Mode.FOOT, post: str | None = None, **n: int
) -> Change:
    """The roster of the valid night but for these numbers of members."""
    lines = {"polri": 2, "tni": 2, "satpol_pp": 1, "dishub": 1} | n
    made = [RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=leaders)]
    made += [RosterLine(agency=Agency(a), role=Role.MEMBER, people=k) for a, k in lines.items()]
    whole = Roster(lines=tuple(put(line, vehicle=vehicle, post=post) for line in made))
    return lambda night: replace(night, roster=whole)


def place(id: str, **changes: object) -> Change:  # noqa: A002
    def change(n: Night) -> Night:
        places = tuple(put(p, **changes) if p.id == id else p for p in n.district.places)
        return replace(n, district=put(n.district, places=places))

    return change


def third_crew(n: Night) -> Night:
    """Crew C waits at the post; the roster has its people."""
    c = Crew(
        id="C",
        members=(
            Members(agency=Agency.POLRI, people=1, leaders=1),
            Members(agency=Agency.TNI, people=1),
            Members(agency=Agency.DISHUB, people=1),
        ),
        mode=Mode.FOOT,
        start_post="pos",
        end_post="pos",
    )
    waiting = Route(crew=c, depart=0, back=5100, stops=(), travel=0)
    n = roster(leaders=3, tni=3, satpol_pp=2, dishub=2)(n)
    return plan(routes=(*n.plan.routes, waiting))(n)


def one_group(n: Night) -> Night:
    """All eight people as one group: pasar, a joint visit at sekolah, and home.

    Travel 4 + 2 + 6 units = 12 min; simpang and batas stay unvisited for the whole shift, sekolah
    from 1800 s on (150 min); neighbourhood 3 is short of one visit.
    """
    a = n.plan.routes[0]
    everyone = Crew(
        id="A",
        members=tuple(
            Members(agency=agency, people=people, leaders=2 * (agency is Agency.POLRI))
            for agency, people in n.roster.by_agency().items()
        ),
        mode=Mode.FOOT,
        start_post="pos",
        end_post="pos",
    )
    stops = (a.stops[0], put(a.stops[1], start=1080, leave=1800, meets=()))
    group = Route(crew=everyone, depart=0, back=2160, stops=stops, travel=720, together=True)
    covers = zip(n.plan.cover, ((1, 12.0), (1, 12.0), (0, 0.0)), strict=True)
    return apply(
        n,
        plan(
            kind="single",
            routes=(group,),
            cover=tuple(put(row, visits=v, minutes=m) for row, (v, m) in covers),
        ),
        figures(
            visits=2,
            places=2,
            neighbourhoods=2,
            priority_place_blocks=1,
            dwell_minutes=24.0,
            travel_minutes=12.0,
            longest_gap_minutes=180.0,
            longest_gap_max_minutes=180.0,
            workload_spread_minutes=0.0,
            visits_per_neighbourhood_min=0,
            visits_per_neighbourhood_max=1,
            objective=64 / 7 + 58 - 200 - 2 * 5 - 0.12,
        ),
        unmet("floor", "3"),
        unmet("rawan_gap", "simpang"),
        unmet("rawan_gap", "batas"),
    )


def rawan_post(nights_ago: int) -> Change:
    """pos is rawan, was visited so long ago, and is not tonight: gaps 127, 130, 143 and 180."""

    def change(n: Night) -> Night:
        ago = n.history.place_nights_ago | {"pos": nights_ago}
        gaps = figures(longest_gap_minutes=136.5, longest_gap_max_minutes=180.0)
        return apply(n, place("pos", rawan=True), history(place_nights_ago=ago), gaps)

    return change


def last_fortnight(ago: int, *minutes: float) -> Change:
    """Fourteen nights of record; `ago` nights ago 1, 2 and 3 had these minutes of visits."""
    some = {str(h): float(n) for h, n in enumerate(minutes, start=1)}
    return history(nights=14, presence=tuple(some if n == ago else {} for n in range(1, 15)))


def people(*residents: int) -> Change:
    def change(n: Night) -> Night:
        pairs = zip(n.district.neighbourhoods, residents, strict=True)
        hoods = tuple(put(hood, population=count) for hood, count in pairs)
        return replace(n, district=put(n.district, neighbourhoods=hoods))

    return change


def unmet(what: str, id: str, reason: str = "example") -> Change:  # noqa: A002
    return lambda n: plan(unmet=(*n.plan.unmet, Unmet(what=what, id=id, reason=reason)))(n)


def reasons(**terms: float) -> tuple[Reason, ...]:
    return tuple(Reason(code=code, amount=amount) for code, amount in terms.items())


def apply(night: Night, *changes: Change) -> Night:
    for change in changes:
        night = change(night)
    return night


def visit_past_midnight(start: int) -> Change:
    """The second visit at pasar starts so many seconds into the shift; midnight is 7200."""
    back = start + 720 + 240
    return lambda n: apply(
        n,
        stop("a4", start=start, leave=start + 720),
        route("A", back=back),
        figures(workload_spread_minutes=(back - 5100) / 60),
        unmet("spread", "plan"),
    )


def motorbikes(**without: Mode) -> Change:
    """The roster has the motorbikes of crew A and no more, but for these agencies."""
    count = {"polri": (Role.LEADER, 2), "tni": (Role.MEMBER, 1), "satpol_pp": (Role.MEMBER, 1)}

    def change(n: Night) -> Night:
        riders = tuple(
            RosterLine(
                agency=Agency(a),
                role=role,
                people=people,
                vehicle=without.get(a, Mode.MOTORBIKE),
            )
            for a, (role, people) in count.items()
        )
        walkers = tuple(
            RosterLine(agency=agency, role=Role.MEMBER, people=people)
            for agency, people in ((Agency.POLRI, 2), (Agency.TNI, 1), (Agency.DISHUB, 1))
        )
        return replace(n, roster=Roster(lines=riders + walkers))

    return change


def motorbike_crew(n: Night) -> Night:
    """Crew A at 15 km/h: 9 minutes of travel for 18, so 33 in all."""
    return apply(
        n,
        crew("A", mode=Mode.MOTORBIKE),
        route("A", travel=540),
        figures(travel_minutes=33.0, objective=OBJECTIVE + 0.09),
    )


def all_at_balai(long: str) -> Change:
    """Crew C is at balai while of A and B only `long` is still there; B waits for nobody.

    C walks 8 units there and back: 16 more minutes of travel.
    """

    def change(n: Night) -> Night:
        (meeting,) = (s for s in n.plan.routes[0].stops if s.kind is StopKind.RENDEZVOUS)
        late = put(meeting, arrive=480, start=3960, leave=4320, meets=("A", "B"))
        stays = {"a3": stop("a4", arrive=4560)}
        stays["b3"] = stop("b4", arrive=4320, start=4320, leave=5040)
        return apply(
            n,
            third_crew,
            stop("a3", meets=("B", "C")),
            stop("b3", meets=("A", "C")),
            stop(long, leave=4320),
            stays[long],
            route("B", back=5520),
            route("C", stops=(late,), travel=960),
            figures(travel_minutes=58.0, objective=OBJECTIVE - 0.16),
        )

    return change


# What is fine -------------------------------------------------------------------------------

OBJECTIVE = 365 / 7 + 86.38
"""By hand, see conftest.tiny_plan."""

FINE: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("as made by hand", ()),
    # 12 min each in 14 nights, the median 12: 3 × 12 = 36, of which 3 has 36 tonight.
    ("burden per resident takes over",
        (last_fortnight(14, 12, 12, 12), settings(burden_stops_without_history=0))),
    # A night ago: 12 + 24 in 1 and 2. Three times as many people in 3: 12 + 36 of 3 × 36.
    ("more residents bear more", (last_fortnight(1, 12, 12, 36), people(1000, 1000, 3000))),
    # One neighbourhood without residents: per neighbourhood.
    ("without all residents all are alike", (last_fortnight(14, 12, 12, 12), people(9, 0, 9))),
    ("a median of nothing limits visits, not minutes", (last_fortnight(1, 0, 0, 99),)),
    ("the starts may differ a little", (stop("b3", start=3300),)),
    # Without b4 crew B walks 8 units home from 3720, and its second visit (27/7) is missing.
    ("a rendezvous needs no open door", (
        place("balai", opens=1320, closes=1330), drop("b4"), route("B", back=4200),
        figures(visits=6, dwell_minutes=72.0, visits_per_neighbourhood_max=2,
                workload_spread_minutes=36.0, objective=OBJECTIVE - 27 / 7),
        unmet("spread", "plan"),
        lambda n: plan(cover=(*n.plan.cover[:2], put(n.plan.cover[2], visits=2, minutes=24.0)))(n),
    )),
    # A starts 5 min after B and stays 10: 84 − 2 min in all.
    ("a joint visit's starts may lie five minutes apart", (
        stop("a1", start=1620), stop("b1", start=1320), figures(dwell_minutes=82.0),
        lambda n: plan(cover=(n.plan.cover[0], put(n.plan.cover[1], minutes=22.0),
                              n.plan.cover[2]))(n))),
    ("the crews may leave a joint visit one after the other", (stop("b1", leave=2160),)),
    ("a wait of exactly the limit",
        (settings(rendezvous_wait_minutes=2), stop("b3", start=3300))),
    ("back exactly when the shift ends", (
        route("A", back=10800), route("B", back=10800), figures(workload_spread_minutes=0.0))),
    ("a spread of exactly the limit", (settings(workload_spread_minutes=21),)),
    ("a crew that never leaves its post: 106 min less than A", (
        third_crew, route("C", back=0), unmet("rendezvous", "C"), unmet("spread", "plan"),
        figures(workload_spread_minutes=106.0))),
    ("a crew of exactly the least and the most", (settings(crew_people_min=4, crew_people_max=4),)),
    ("a crew that departs a minute later is out a minute less", (
        stop("a0", arrive=300, start=300, leave=1020), stop("a1", arrive=1140),
        route("A", depart=60), figures(workload_spread_minutes=20.0))),
    ("a visit seven nights ago is one of the last seven nights: no 8", (
        history(neighbourhood_nights_ago={"1": 1, "2": 7, "3": 2}),
        stop("a1", value=50.0, reasons=reasons(base=30, joint=20)),
        figures(objective=OBJECTIVE - 8))),
    # Gaps at pasar 4, 7040 s and 2080 s; medians of 117⅓, 127, 130, 143; A is out 8960 s.
    ("the longest gap lies between two visits", (
        place("pasar", rawan=True), stop("a4", start=8000, leave=8720), route("A", back=8960),
        figures(longest_gap_minutes=128.5, workload_spread_minutes=3860 / 60),
        unmet("spread", "plan"))),
    ("the longest dwell", (
        stop("a4", leave=6360), route("A", back=6600),
        figures(dwell_minutes=88.0, workload_spread_minutes=25.0),
        lambda n: plan(cover=(put(n.plan.cover[0], minutes=28.0), *n.plan.cover[1:]))(n))),
    ("closing time itself is open", (place("sekolah", opens=1345, closes=1345),)),
    ("opening time itself, hours past midnight", (place("pasar", opens=1324),)),
    ("closing time itself, after midnight: 22.04 and 0.01", (
        visit_past_midnight(7260), place("pasar", closes=1))),
    ("opening time alone", (place("sekolah", opens=1345),)),
    ("closing time alone", (place("sekolah", closes=1345),)),
    ("closing time alone, at midnight", (
        visit_past_midnight(7200), place("pasar", opens=None, closes=1324))),
    ("a short floor is listed and paid for: 3 − 2 = 1 visit × 200",
        (floors(h1=3), unmet("floor", "1"), figures(objective=OBJECTIVE - 200))),
    ("a floor in a neighbourhood unknown to the map is 2 × 200",
        (floors(h9=2), unmet("floor", "9"), figures(objective=OBJECTIVE - 400))),
    ("an over-gap place is listed and costs 5",
        (place("pos", rawan=True), unmet("rawan_gap", "pos"),
         # Gaps 127, 130, 143 and the whole shift, 180: median (130 + 143)/2.
         figures(objective=OBJECTIVE - 5,
                 longest_gap_minutes=136.5, longest_gap_max_minutes=180.0))),
    ("a rawan place visited three nights ago can wait", (rawan_post(3),)),
    ("a crew that meets nobody is listed", (third_crew, unmet("rendezvous", "C"))),
    ("a wide spread is listed", (settings(workload_spread_minutes=20), unmet("spread", "plan"))),
    ("a crew without Pemda is listed", (
        members("B", polri=2, tni=1), unmet("pillars", "B"),
        figures(patrols_all_pillars_percent=50.0))),
    ("a joint visit that was dropped counts as planned",
        (unmet("joint", "batas"), figures(joint_visits_planned=2))),
    ("one group of eight", (one_group,)),
    ("a pin met by either crew of a joint visit at 22.25", (pinned("sekolah", "22:25", crew="B"),)),
    ("a pin met five minutes later", (pinned("sekolah", "22:20", crew="A", block=0),)),
    ("a pin to a block", (pinned("pasar", block=1),)),
    ("a pin that is listed", (pinned("pos"), unmet("pin", "pos"))),
    ("a ban on a place where nobody stops", (banned("pos"),)),
    ("a drawn place is visited, the other is not", (rotation("balai", "pos"),)),
    ("a drawn place that is listed", (rotation("pos", "entah"), unmet("extra", "pos"))),
    ("a rotation that is over", (rotation("pos", "balai", "2024-11-25"),)),
    ("a rotation that begins tomorrow", (rotation("pos", "balai", "2024-11-29"),)),
    ("a bound of the objective itself: no gap", (bound(OBJECTIVE, 0.0),)),
    ("a bound twice the objective: a gap of half", (bound(2 * OBJECTIVE, 50.0),)),
    ("the bound with other meetings is above", (
        bound(2 * OBJECTIVE, 50.0), plan(bound_relaxed=4 * OBJECTIVE, gap_relaxed_percent=75.0))),
    ("no more motorbikes than riders", (motorbikes(), motorbike_crew)),
    # Both at 15 km/h: half the seconds, 21 minutes of travel.
    ("a roster on motorbikes", (
        roster(vehicle=Mode.MOTORBIKE),
        crew("A", mode=Mode.MOTORBIKE), crew("B", mode=Mode.MOTORBIKE),
        route("A", travel=540), route("B", travel=720),
        figures(travel_minutes=21.0, objective=OBJECTIVE + 0.21))),
    # 840 + 900 s at the post: back 6000, 6 min before A.
    ("a break at the post", (
        settings(break_after_minutes=180), rest("pos", 5100, 6000), route("B", back=6000),
        figures(workload_spread_minutes=6.0))),
    ("a late break where the night was changed on the way", (
        plan(notes=("replanned",)), rest("pos", 7201, 8101), route("B", back=8101),
        figures(workload_spread_minutes=1741 / 60))),
    ("a break from a third to two thirds of the shift", (
        third_crew, unmet("rendezvous", "C"), rest("pos", 7200, 8100), route("B", back=8100),
        route("C", stops=(resting(3600, 4500),)), unmet("spread", "plan"),
        figures(workload_spread_minutes=50.0))),
    # No record: due 1, every neighbourhood is new, nothing is over the gap.
    # 8 + 30/2+8+20 + 14.4 + 8 + 10+8 + 10 + 3 − 0.42, and 8 for neighbourhood 1.
    ("the first night", (
        history(nights=0, place_nights_ago={}, neighbourhood_nights_ago={}),
        stop("a0", value=16.0, reasons=reasons(base=8, first=8)),
        stop("a1", value=43.0, reasons=reasons(base=15, first=8, joint=20)),
        stop("a2", value=14.4, reasons=reasons(base=14.4)),
        stop("a4", value=8.0, reasons=reasons(base=8)),
        stop("b0", value=18.0, reasons=reasons(base=10, first=8)),
        stop("b2", value=10.0, reasons=reasons(base=10)),
        stop("b4", value=3.0, reasons=reasons(base=10, second=-7)),
        # pos is rawan and not visited: the whole shift of 180, median (130 + 143)/2.
        place("pos", rawan=True),
        figures(objective=16 + 43 + 14.4 + 8 + 18 + 10 + 3 - 0.42,
                longest_gap_minutes=136.5, longest_gap_max_minutes=180.0))),
)  # fmt: skip


@pytest.mark.parametrize("changes", [row[1] for row in FINE], ids=[row[0] for row in FINE])
def test_fine(night: Night, changes: tuple[Change, ...]) -> None:
    assert apply(night, *changes).check() == ()


# What is wrong ------------------------------------------------------------------------------
# Each row: the codes found, exactly, the one it is about first, and the change. More than one
# code where a single change breaks several things, as a shorter visit changes the figures.

UNCOUNTED = "cover figures objective stop_neighbourhood stop_value"
"""A visit at pasar is no longer one: neighbourhood 1 loses it, and the tie then draws the
border visit to the lower id, 1."""

WRONG: tuple[tuple[str, Change | tuple[Change, ...]], ...] = (
    ("district", plan(district="Lain")),
    ("district", plan(synthetic=False)),
    ("unknown_place figures objective route_travel", crew("A", end_post="entah")),
    # A and B meet where nothing is: A is left with 4 + 2 + 1 + 4 units, B with 8 + 2 + 4 + 8.
    ("unknown_place", (
        stop("a3", place="entah"), route("A", travel=660), stop("b3", place="entah"),
        route("B", travel=1320), figures(travel_minutes=33.0, objective=OBJECTIVE + 0.09))),
    ("unknown_place route_travel figures objective cover stop_value stop_neighbourhood",
        stop("a0", place="entah")),
    ("pins", pinned("pos")),
    ("pins", pinned("sekolah", "22:19")),
    ("pins", pinned("sekolah", "22:26")),
    ("pins", pinned("simpang", crew="A")),
    ("pins", pinned("simpang", block=1)),
    ("pins", (pinned("pasar"), plan(pins=()))),
    ("bound", bound(OBJECTIVE - 1, -100 / (OBJECTIVE - 1))),
    ("bound", bound(2 * OBJECTIVE, 25.0)),
    ("bound", bound(2 * OBJECTIVE, None)),
    ("bound", bound(None, 50.0)),
    ("bound", (
        bound(4 * OBJECTIVE, 75.0), plan(bound_relaxed=2 * OBJECTIVE, gap_relaxed_percent=50.0))),
    ("rotation", rotation("pos", "entah")),
    ("rotation", rotation("balai", "simpang")),
    ("rotation", rotation("balai", "simpang", "2024-11-28")),
    ("rotation", rotation("balai", "simpang", "2024-11-26")),
    ("bans", banned("simpang")),
    ("bans", (banned("pos"), plan(bans=()))),
    ("crew_twice meets no_meeting rendezvous_alone", crew("B", id="A")),
    ("crew_twice", (third_crew, crew("C", id="A"))),
    ("duplicate_stop overlap", insert("a3")),
    ("duplicate_stop",
        (settings(break_minutes=0), rest("pos", 5100, 5100), rest("pos", 5100, 5100))),
    ("together", route("A", together=True)),
    ("post", roster(post="Contoh pasar")),
    ("post visit_at_post figures objective",
        (crew("A", end_post="pasar"), route("A", travel=840))),
    ("before_shift figures", route("A", depart=-60)),
    ("before_shift", (route("A", depart=-60), figures(workload_spread_minutes=22.0))),
    ("overtime figures", (route("A", back=10801), route("B", back=10801))),
    ("overtime", (
        route("A", back=10800), route("B", back=10860),
        figures(overtime_minutes=1.0, workload_spread_minutes=1.0))),
    ("time_order", stop("a0", arrive=250)),
    # A has left before it starts, so that nobody meets.
    ("time_order rendezvous_length meets rendezvous_alone", stop("a3", leave=3419)),
    ("time_order overlap travel_time spread figures", (route("A", depart=20), route("A", back=19))),
    ("overlap", stop("a4", arrive=3719)),
    ("travel_time", stop("a4", arrive=3959)),
    ("travel_time", stop("a4", arrive=3720)),
    ("travel_time figures", route("A", depart=1)),
    ("travel_time figures", route("A", back=6359)),
    ("unreachable vehicle route_travel objective figures", crew("A", mode=Mode.CAR)),
    # Where nothing can be travelled, nothing is: 24 minutes of B are left.
    ("unreachable", (
        roster(vehicle=Mode.CAR), crew("A", mode=Mode.CAR), route("A", travel=0),
        figures(travel_minutes=24.0, objective=OBJECTIVE + 0.18))),
    ("route_travel", route("A", travel=1079)),
    ("dwell " + UNCOUNTED, stop("a0", leave=839)),
    ("dwell", (
        stop("a4", leave=6361), route("A", back=6601), cover(h1=(2, 24 + 241 / 60)),
        figures(dwell_minutes=84 + 241 / 60, workload_spread_minutes=1501 / 60))),
    ("dwell cover figures", (stop("a4", leave=6361), route("A", back=6601))),
    ("rendezvous_length meeting_overlap", stop("a3", start=3421)),
    ("rendezvous_length meets rendezvous_alone", stop("a3", start=3720)),
    ("break_missing", settings(break_after_minutes=179)),
    ("break_length", (
        rest("pos", 5100, 5999), route("B", back=5999),
        figures(workload_spread_minutes=361 / 60))),
    ("break_length figures", (rest("pos", 5100, 5999), route("B", back=5999))),
    ("break_place", (
        rest("balai", 4620, 5520), route("B", back=6000), figures(workload_spread_minutes=6.0))),
    ("break_place figures", (rest("balai", 4620, 5520), route("B", back=6000))),
    ("break_hour", (
        rest("pos", 7201, 8101), route("B", back=8101),
        figures(workload_spread_minutes=1741 / 60))),
    ("break_hour", (third_crew, unmet("rendezvous", "C"), plan(notes=("replanned",)),
                    route("C", stops=(resting(3599, 4499),)))),
    ("blocks", plan(blocks=(0, 10800))),
    ("block", stop("a4", block=0)),
    ("block", stop("a0", block=1)),
    # Crew C is worth 16 at its own post, and counts for neighbourhood 1.
    ("visit_at_post", (
        third_crew, unmet("rendezvous", "C"), cover(h1=(3, 36.0)),
        route("C", stops=(put(resting(0, 720), kind=StopKind.VISIT, neighbourhood="1", value=16.0,
                              reasons=reasons(base=16)),)),
        figures(visits=8, places=6, dwell_minutes=96.0, objective=OBJECTIVE + 16))),
    ("opening_hours", place("sekolah", opens=480, closes=1344)),
    ("opening_hours cover figures",
        (place("sekolah", closes=1345), stop("a1", start=1501), stop("b1", start=1501))),
    ("opening_hours", place("pasar", opens=1325)),
    ("opening_hours", place("sekolah", opens=1344, closes=1344)),
    ("opening_hours", place("pasar", closes=1409)),
    ("opening_hours", place("simpang", opens=0, closes=360)),
    ("opening_hours", place("sekolah", opens=1346)),
    ("opening_hours", place("sekolah", closes=1344)),
    ("opening_hours", (visit_past_midnight(7260), place("pasar", closes=0))),
    # Without a closing time the hours end with the day.
    ("opening_hours", (visit_past_midnight(7200), place("pasar", opens=1324, closes=None))),
    ("separation", stop("b4", start=3899, leave=4619)),
    # Crew B at the same time at the place where A is, each on a visit of its own.
    ("separation meets reasons stop_value stop_neighbourhood figures objective cover",
        (stop("a1", kind=StopKind.VISIT), stop("b1", kind=StopKind.VISIT))),
    ("visits_per_block", (
        settings(separation_minutes=0, burden_stops_without_history=4),
        insert("b4", arrive=4620, start=4620, leave=5340, value=0.0, reasons=()),
        route("B", back=5820), cover(h3=(4, 48.0)),
        figures(visits=8, dwell_minutes=96.0, visits_per_neighbourhood_max=4,
                workload_spread_minutes=9.0))),
    ("visits_per_block cover figures", (
        settings(separation_minutes=0, burden_stops_without_history=4),
        insert("b4", arrive=4620, start=4620, leave=5340, value=0.0, reasons=()),
        route("B", back=5820))),
    ("crew_size", settings(crew_people_max=3)),
    ("crew_size", settings(crew_people_min=5)),
    ("crew_size", (one_group, settings(crew_people_min=9, crew_people_max=9))),
    ("crew_size", (one_group, route("A", together=False))),
    ("police_lead tni_without_police_lead", members("B", leaders=0, polri=2, tni=1, dishub=1)),
    ("police_lead", (
        members("B", leaders=0, polri=2, dishub=1), unmet("pillars", "B"),
        figures(patrols_all_pillars_percent=50.0))),
    ("police_lead pillars figures", members("B", leaders=0, polri=2, dishub=1)),
    ("tni_without_police_lead police_lead pillars figures", members("B", tni=1, dishub=1)),
    ("tni_alone tni_without_police_lead police_lead pillars figures",
        (roster(tni=3), members("B", tni=2))),
    ("roster_people", roster(tni=1)),
    ("roster_people", roster(dishub=0)),
    ("roster_people", members("B", polri=2, tni=1, dishub=2)),
    ("roster_people", members("B", polri=2, tni=1, dishub=1, satpol_pp=0)),
    ("roster_leaders", roster(leaders=1, polri=3)),
    ("roster_leaders", (roster(leaders=4), members("B", leaders=3, polri=2, tni=1, dishub=1))),
    ("vehicle", motorbike_crew),
    ("vehicle figures objective", (crew("A", mode=Mode.MOTORBIKE), route("A", travel=540))),
    ("pillars", (members("B", polri=2, tni=1), figures(patrols_all_pillars_percent=50.0))),
    ("pillars figures", members("B", polri=2, tni=1)),
    ("pillars figures", (members("B", polri=2, tni=1), unmet("pillars", "A"))),
    ("no_meeting", third_crew),
    ("meets", stop("a3", meets=())),
    ("meets", stop("a3", meets=("B", "B"))),
    ("meets", stop("a1", meets=("C",))),
    ("meets", stop("a0", meets=("B",))),
    ("rendezvous_alone", (drop("b3"), stop("a3", meets=()))),
    ("meeting_window", (settings(rendezvous_wait_minutes=1), stop("b3", start=3300))),
    ("meeting_window", (settings(rendezvous_wait_minutes=1), stop("b3", start=3359))),
    ("meeting_window stop_value reasons objective figures",
        (settings(joint_window_minutes=2), stop("b1", start=1320))),
    ("meeting_overlap", stop("b3", start=3300, leave=3719)),
    # C alone has Dishub, so that no joint visit is held: 20 less.
    ("joint_agencies", (
        third_crew, unmet("rendezvous", "C"), members("B", polri=2, tni=1, satpol_pp=1),
        stop("a1", value=38.0, reasons=reasons(base=30, first=8)),
        figures(joint_visits_met=0, objective=OBJECTIVE - 20))),
    ("joint_agencies no_meeting stop_value reasons objective figures",
        (third_crew, members("B", polri=2, tni=1, satpol_pp=1))),
    ("stop_neighbourhood", stop("a2", neighbourhood="1")),
    ("stop_neighbourhood", stop("b1", neighbourhood="2")),
    ("stop_neighbourhood", (stop("a1", neighbourhood=None), stop("b1", neighbourhood="2"))),
    ("burden", settings(burden_stops_without_history=2)),
    # In 3: 12 a night ago + 36 tonight, more than 3 × 12.
    ("burden", last_fortnight(1, 12, 12, 12)),
    # Per 1,000: 12, 12, 8; in 3 12 + 36 of at most 3 × 12 × 1.5 = 54: fine; of half that: not.
    ("burden", (last_fortnight(1, 12, 12, 12), people(1000, 1000, 750))),
    ("burden", (last_fortnight(1, 0, 0, 99), settings(burden_stops_without_history=2))),
    ("floor", (floors(h1=3), figures(objective=OBJECTIVE - 200))),
    ("floor objective", floors(h1=3)),
    ("floor objective", (floors(h1=3), unmet("floor", "2"))),
    ("rawan_gap", (rawan_post(4), figures(objective=OBJECTIVE - 5))),
    ("rawan_gap objective figures", place("pos", rawan=True)),
    ("rawan_gap objective", rawan_post(4)),
    ("unmet_reason", unmet("pin", "pasar", reason=" ")),
    ("spread", settings(workload_spread_minutes=20)),
    ("spread figures", (settings(workload_spread_minutes=21), route("A", back=6361))),
    ("stop_value", stop("a0", value=10.0, reasons=reasons(base=10))),
    ("stop_value", stop("b1", value=30.0, reasons=reasons(base=30))),
    ("stop_value", stop("b3", value=1.0, reasons=reasons(base=1))),
    ("stop_value reasons", stop("a0", value=float("nan"))),
    ("stop_value objective figures", lambda n: replace(n, tension=Tension())),
    ("reasons", stop("a1", reasons=reasons(base=30, first=8, joint=20.00000001))),
    ("reasons", stop("a1", reasons=reasons(base=38, joint=20))),
    ("reasons", stop("a2", reasons=reasons(base=20.8, first=8))),
    ("objective", figures(objective=OBJECTIVE + 1e-5)),
    ("cover", lambda n: plan(cover=n.plan.cover[1:])(n)),
    ("cover", lambda n: plan(cover=(*n.plan.cover, n.plan.cover[0]))(n)),
    ("cover", lambda n: plan(cover=(put(n.plan.cover[0], minutes=25.0), *n.plan.cover[1:]))(n)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "changes"), WRONG, ids=[f"{i:02}-{row[0].split()[0]}" for i, row in enumerate(WRONG)]
)
def test_wrong(night: Night, codes: str, changes: Change | tuple[Change, ...]) -> None:
    changed = apply(night, *(changes if isinstance(changes, tuple) else (changes,)))
    assert changed.codes() == " ".join(sorted(codes.split()))


# Each row: the code, where it is found, once for each violation, and the change.
WHERE: tuple[tuple[str, str, tuple[Change, ...]], ...] = (
    ("break_missing", "A", (
        settings(break_after_minutes=179), rest("pos", 5100, 6000), route("B", back=6000))),
    # Two TNI as crew B: at sekolah and the rendezvous others are there, at b0, b2, b4 nobody.
    ("tni_alone", "B B B", (members("B", tni=2),)),
    ("tni_alone", "A A A A A B B B B B", (members("A", tni=1), members("B", tni=1))),
    ("vehicle", "tni", (motorbike_crew, motorbikes(tni=Mode.FOOT))),
    ("vehicle", "satpol_pp", (motorbike_crew, motorbikes(satpol_pp=Mode.CAR))),
    ("vehicle", "polri tni dishub", (motorbike_crew, crew("B", mode=Mode.MOTORBIKE),
                                     motorbikes())),
    # Whoever overlaps with one of a meeting belongs to it, also when another has left.
    ("meeting_overlap", "balai", (all_at_balai("a3"),)),
    ("meeting_overlap", "balai", (all_at_balai("b3"),)),
    ("rendezvous_alone", "", (all_at_balai("a3"),)),
    ("rendezvous_alone", "", (all_at_balai("b3"),)),
    ("meets", "", (all_at_balai("a3"),)),
    ("meets", "", (all_at_balai("b3"),)),
    # The same time at two places is no meeting, nor is the same place one after the other.
    ("rendezvous_alone", "A B", (stop("b3", place="simpang"),)),
    ("rendezvous_alone", "A B", (stop("b3", start=3720, leave=4020),)),
    ("meets", "A B", (stop("b3", start=3720, leave=4020),)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "where", "changes"), WHERE, ids=[f"{i:02}-{row[0]}" for i, row in enumerate(WHERE)]
)
def test_where(night: Night, code: str, where: str, changes: tuple[Change, ...]) -> None:
    found = [v.where for v in apply(night, *changes).check() if v.rule == code]
    assert found == where.split()


RECOMPUTED = [f for f in Figures.__struct_fields__ if f not in {"street_km_passed", "objective"}]


@pytest.mark.parametrize("name", RECOMPUTED)
def test_each_figure_is_recomputed(night: Night, name: str) -> None:
    wrong = getattr(night.plan.figures, name) + 1
    (violation,) = figures(**{name: wrong})(night).check()
    assert (violation.rule, violation.where) == ("figures", name)


NEVER_ALONE = {
    "tni_without_police_lead": "a crew with TNI and no police lead is a crew without police lead",
    "tni_alone": "a crew of TNI alone has no police lead",
    "rendezvous_length": "who leaves early is not with the others for long enough, or alone",
}
"""Rules that say again, for a guarantee of its own, what another rule says of all crews."""


def test_every_rule_catches_what_no_other_does() -> None:
    """Without any one rule, some wrong plan would be published."""
    broken = {row[0].split()[0] for row in WRONG} | {"figures"}
    assert broken == set(RULES)
    alone = {row[0] for row in WRONG if " " not in row[0]} | {"figures"}
    assert alone == set(RULES) - set(NEVER_ALONE)


def test_a_plan_without_routes_has_figures_too(night: Night) -> None:
    empty = apply(night, plan(routes=()), figures(workload_spread_minutes=0.0))
    told = {v.where for v in empty.check() if v.rule == "figures"}
    assert {"visits", "dwell_minutes", "patrols_all_pillars_percent"} <= told
    assert not {"workload_spread_minutes", "overtime_minutes"} & told


def test_gap_of_a_district_without_rawan_places_is_none(night: Night) -> None:
    calm = apply(night, place("simpang", rawan=False), lambda n: replace(n, tension=Tension()))
    told = {v.where: v.detail for v in calm.check() if v.rule == "figures"}
    assert told["longest_gap_minutes"] == "130.0, not None"


@pytest.mark.parametrize(
    ("minutes", "bounds"),
    [
        # PLANNING.md, blocks: half the shift when it is ≤ 4 h, else 2 h.
        (180, (0, 90, 180)),
        (240, (0, 120, 240)),
        (241, (0, 120, 241)),
        (299, (0, 120, 299)),
        # An hour is not shorter than half a block: a block of its own.
        (300, (0, 120, 240, 300)),
        (360, (0, 120, 240, 360)),
    ],
)
def test_blocks(night: Night, minutes: int, bounds: tuple[int, ...]) -> None:
    begins = night.plan.shift.begins
    ends = night.plan.shift.at(minutes * 60).time()
    shift = Shift(date=begins.date(), start=begins.time(), end=ends)
    changed = plan(shift=shift, blocks=tuple(b * 60 for b in bounds))(night)
    assert "blocks" not in changed.codes()


# Whatever the plan says, the checker answers ------------------------------------------------

TIMES = st.integers(-(10**12), 10**12) | st.integers(-100, 11_000)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    "place": st.sampled_from(["pos", "pasar", "batas", "sekolah", "balai", "simpang", "entah", ""]),
    "kind": st.sampled_from(StopKind),
    "arrive": TIMES,
    "start": TIMES,
    "leave": TIMES,
    "block": st.integers(-3, 9),
    "neighbourhood": st.sampled_from([None, "1", "2", "3", "9"]),
    "value": st.floats(),
    "meets": st.lists(st.sampled_from("ABC")).map(tuple),
}
CHANGES = st.lists(
    st.tuples(
        st.sampled_from([f"{crew}{k}" for crew in "ab" for k in range(5)]),
        st.sampled_from(sorted(FIELDS)).flatmap(
            lambda name: FIELDS[name].map(lambda value: {name: value})
        ),
    ),
    max_size=6,
)


@given(changes=CHANGES, depart=TIMES, back=TIMES, without=st.sets(st.sampled_from("AB")))
@hypothesis_settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the fixture is frozen
)
def test_never_raises(
    night: Night,
    changes: list[tuple[str, dict[str, object]]],
    depart: int,
    back: int,
    without: set[str],
) -> None:
    changed = apply(night, *(stop(name, **fields) for name, fields in changes))
    changed = apply(changed, route("A", depart=depart, back=back))
    routes = tuple(r for r in changed.plan.routes if r.crew.id not in without)
    found = plan(routes=routes)(changed).check()
    assert {violation.rule for violation in found} <= set(RULES)
    assert all(isinstance(v.where, str) and isinstance(v.detail, str) for v in found)
    msgspec.json.encode(found)


# Independence and documentation -------------------------------------------------------------


def test_shares_no_code_with_the_planner() -> None:
    """PLANNING.md, stage G: only the nouns, numpy, msgspec and the standard library."""
    files = sorted((REPOSITORY / "src" / "sejuk" / "planning" / "verify").glob("*.py"))
    assert len(files) > 1
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    imported = {
        name
        for node in nodes
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else ["." * node.level + (node.module or "")]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    ours = ("sejuk.problems", "sejuk.model.", "sejuk.planning.verify")
    theirs = {"numpy", "msgspec"} | sys.stdlib_module_names
    strangers = {
        name
        for name in imported
        if not name.startswith(ours) and name.split(".", maxsplit=1)[0] not in theirs
    }
    assert strangers == set()
    assert "import_module" not in source


def row(code: str) -> str:
    """The line of docs/reference/checker.md that the rule's docstring makes."""
    text = inspect.cleandoc(RULES[code].__doc__ or "")
    meaning, _, rest_of_it = text.partition("\n\nSource: ")
    source, _, reading = " ".join(rest_of_it.split()).partition(". ")
    cells = (f"`{code}`", " ".join(meaning.split()), source.removesuffix("."), reading)
    return "| " + " | ".join(cells) + " |"


def test_each_rule_is_documented() -> None:
    page = (REPOSITORY / "docs" / "reference" / "checker.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [row(code) for code in RULES]
