"""Who is in a crew: size, leaders, agencies, and no more than the roster has."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sejuk.model.force import Agency, Members, Mode, Role
from sejuk.planning.verify.case import Case, Findings


def crew_size(case: Case) -> Findings:
    """A crew has 2 to 6 people; a group that keeps together has at least 2.

    Source: PLANNING.md, Defaults (crew size) and Figures (the rule is for the others).
    """
    for route in case.plan.routes:
        people = route.crew.people()
        most = math.inf if route.together else case.settings.crew_people_max
        if not case.settings.crew_people_min <= people <= most:
            yield route.crew.id, f"{people} people"


def police_lead(case: Case) -> Findings:
    """Every crew has a police officer who may lead.

    Source: PLANNING.md, Defaults (one police lead); GLOSSARY.md, crew.
    """
    for route in case.plan.routes:
        if not route.crew.has_police_lead():
            yield route.crew.id, "nobody of the police may lead"


def tni_without_police_lead(case: Case) -> Findings:
    """No crew with TNI is without a police lead, ever.

    Source: GUARANTEES.md, G9; PLANNING.md, subject to.
    """
    for route in case.plan.routes:
        if Agency.TNI in route.crew.agencies() and not route.crew.has_police_lead():
            yield route.crew.id, "TNI without a police lead"


def tni_alone(case: Case) -> Findings:
    """TNI are never alone at a stop: people of another agency are there.

    Source: GUARANTEES.md, G9. At a meeting the others' people count.
    """
    for at in case.stops:
        if at.route.crew.agencies() == {Agency.TNI}:
            others = (g for g in case.meetings if at in g.stops)
            if all(g.agencies == {Agency.TNI} for g in others):
                yield at.crew, str(at)


def roster_people(case: Case) -> Findings:
    """All crews together take no more people of an agency than the roster has.

    Source: PLANNING.md, Crews. Each line of a crew has at least one person.
    """
    has = case.roster.by_agency()
    for agency in Agency:
        taken = sum(m.people for m in _members(case, agency))
        if taken > has.get(agency, 0):
            yield agency.value, f"{taken} people, the roster has {has.get(agency, 0)}"
    for route in case.plan.routes:
        for m in route.crew.members:
            if m.people < 1:
                yield route.crew.id, f"{m.people} people of {m.agency}"


def roster_leaders(case: Case) -> Findings:
    """All crews together take no more leaders of an agency than the roster has.

    Source: PLANNING.md, Crews. Leaders are among the people of their line.
    """
    for agency in Agency:
        taken = sum(m.leaders for m in _members(case, agency))
        has = sum(
            line.people
            for line in case.roster.lines
            if line.agency is agency and line.role is Role.LEADER
        )
        if taken > has:
            yield agency.value, f"{taken} leaders, the roster has {has}"
    for route in case.plan.routes:
        for m in route.crew.members:
            if not 0 <= m.leaders <= m.people:
                yield route.crew.id, f"{m.leaders} leaders among {m.people} of {m.agency}"


def vehicle(case: Case) -> Findings:
    """Whoever goes by motorbike or car has one by the roster, agency by agency.

    Source: PLANNING.md, Files (`kendaraan`). A crew moves as one, so on wheels only when the
    roster has that vehicle for each of its people; anyone may walk.
    """
    for mode in Mode:
        for agency in Agency:
            riders = sum(m.people for m in _members(case, agency, mode))
            seats = sum(
                line.people
                for line in case.roster.lines
                if line.agency is agency and line.vehicle is mode
            )
            if mode is not Mode.FOOT and riders > seats:
                yield agency.value, f"{riders} by {mode}, the roster has {seats}"


def _members(case: Case, agency: Agency, mode: Mode | None = None) -> Iterator[Members]:
    for route in case.plan.routes:
        if mode is None or route.crew.mode is mode:
            yield from (m for m in route.crew.members if m.agency is agency)
