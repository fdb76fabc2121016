"""Crews together: pillars, meetings and joint visits."""

from __future__ import annotations

from sejuk.model.force import PILLAR_OF
from sejuk.model.plan import StopKind
from sejuk.planning.verify.case import Case, Findings


def pillars(case: Case) -> Findings:
    """Every crew carries each pillar that the roster has, or `unmet` lists it (pillars, crew).

    Source: PLANNING.md, Stage A (all pillars where the roster allows).
    """
    wanted = {PILLAR_OF[agency] for agency in case.roster.by_agency()}
    for route in case.plan.routes:
        missing = wanted - route.crew.pillars()
        if missing and not case.lists("pillars", route.crew.id):
            yield route.crew.id, f"without {', '.join(sorted(missing))}"


def no_meeting(case: Case) -> Findings:
    """With two crews or more each meets another, or `unmet` lists it (rendezvous, crew).

    Source: PLANNING.md, subject to (at least one rendezvous). A joint visit with another crew is
    a meeting as well.
    """
    if len(case.plan.routes) > 1:
        met = {crew for g in case.meetings if len(g.crews) > 1 for crew in g.crews}
        for route in case.plan.routes:
            if route.crew.id not in met and not case.lists("rendezvous", route.crew.id):
                yield route.crew.id, "meets no other crew"


def meets(case: Case) -> Findings:
    """`meets` names exactly the other crews whose stop of that kind overlaps at that place.

    Source: model.plan.Stop. So it is symmetric, and empty at a visit of one crew or a break.
    """
    others = {at: g.crews - {at.crew} for g in case.meetings for at in g.stops}
    for at in case.stops:
        expected = others.get(at, frozenset())
        if sorted(at.stop.meets) != sorted(expected):
            yield at.crew, f"{at}: meets {at.stop.meets}; {sorted(expected)} are there"


def rendezvous_alone(case: Case) -> Findings:
    """At a rendezvous there is another crew.

    Source: GLOSSARY.md, rendezvous (the planned meeting of two crews).
    """
    for meeting in case.meetings:
        if meeting.lead.stop.kind is StopKind.RENDEZVOUS and len(meeting.crews) < 2:
            yield meeting.lead.crew, str(meeting.lead)


def meeting_window(case: Case) -> Findings:
    """The starts at a meeting lie within the joint window, at a rendezvous within the wait.

    Source: PLANNING.md, subject to (all agencies within 5 min) and Defaults (wait ≤ 5). This is
    the time between the first and the last start; how long before its own start a crew arrived
    is not limited.
    """
    for meeting in case.meetings:
        is_joint = meeting.lead.stop.kind is StopKind.JOINT
        s = case.settings
        limit = s.joint_window_minutes if is_joint else s.rendezvous_wait_minutes
        if meeting.spread > limit * 60:
            yield meeting.place, f"the starts lie {meeting.spread} s apart"


def meeting_overlap(case: Case) -> Findings:
    """All crews of a meeting are together for at least the rendezvous minutes.

    Source: PLANNING.md, Defaults (rendezvous: 5 min together).
    """
    for meeting in case.meetings:
        if len(meeting.crews) > 1 and meeting.together < case.settings.rendezvous_minutes * 60:
            yield meeting.place, f"together for {meeting.together} s"


def joint_agencies(case: Case) -> Findings:
    """At a joint visit are all agencies of the roster, or `unmet` lists it (joint, place).

    Source: PLANNING.md, Defaults (joint visits: all agencies of the roster). An agency that no
    crew of the plan carries could not be present and is not asked for.
    """
    for joint in case.joints:
        missing = case.expected_agencies - joint.agencies
        if missing and not case.lists("joint", joint.place):
            yield joint.place, f"without {', '.join(sorted(missing))}"
