"""The people of a night: agencies, roster lines, crews."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Agency(StrEnum):
    """The agencies of the three pillars; Satpol PP and Dishub are both Pemda."""

    POLRI = "polri"
    TNI = "tni"
    SATPOL_PP = "satpol_pp"
    DISHUB = "dishub"


class Pillar(StrEnum):
    POLRI = "polri"
    TNI = "tni"
    PEMDA = "pemda"


PILLAR_OF = {
    Agency.POLRI: Pillar.POLRI,
    Agency.TNI: Pillar.TNI,
    Agency.SATPOL_PP: Pillar.PEMDA,
    Agency.DISHUB: Pillar.PEMDA,
}


class Role(StrEnum):
    """LEADER may lead a crew (katim); a crew's lead must be of the police."""

    LEADER = "leader"
    MEMBER = "member"


class Mode(StrEnum):
    """How a crew moves; the travel-time matrices are kept in this order."""

    FOOT = "foot"
    MOTORBIKE = "motorbike"
    CAR = "car"


MODES = tuple(Mode)


class RosterLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the roster (kuat pers): so many people of one agency in one role."""

    agency: Agency
    role: Role
    people: int
    vehicle: Mode = Mode.FOOT
    post: str | None = None
    """Place id or name where they start and end; None: the district's police station."""
    request_number: str | None = None
    """TNI only: the request under which they come; needed at release, not for a draft."""
    valid_until: str | None = None
    """TNI only: ISO date on which that request ends."""


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[RosterLine, ...]
    example: bool = False
    """True for the built-in example, so that every output can say so."""

    def people(self) -> int:
        return sum(line.people for line in self.lines)

    def by_agency(self) -> dict[Agency, int]:
        """People per agency, in the order of `Agency`, agencies without people left out."""
        counts = {a: sum(li.people for li in self.lines if li.agency is a) for a in Agency}
        return {agency: n for agency, n in counts.items() if n}


class Members(msgspec.Struct, frozen=True, kw_only=True):
    """People of one agency in a crew."""

    agency: Agency
    people: int
    leaders: int = 0
    """How many of them may lead."""


class Crew(msgspec.Struct, frozen=True, kw_only=True):
    """People of several agencies who move together, led by a police officer."""

    id: str
    members: tuple[Members, ...]
    mode: Mode
    start_post: str
    end_post: str
    """Place ids."""

    def people(self) -> int:
        return sum(m.people for m in self.members)

    def agencies(self) -> frozenset[Agency]:
        return frozenset(m.agency for m in self.members if m.people)

    def pillars(self) -> frozenset[Pillar]:
        return frozenset(PILLAR_OF[a] for a in self.agencies())

    def has_police_lead(self) -> bool:
        return any(m.agency is Agency.POLRI and min(m.people, m.leaders) > 0 for m in self.members)
