"""Who acts: an account holds one role, of one agency, in one area."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.force import Agency


class AccountRole(StrEnum):
    """What an account may be. One account has one: who verifies rumours cannot approve plans."""

    SUPERIOR_COMMAND = "superior_command"
    """Reads reports, writes directives."""
    CREW_MEMBER = "crew_member"
    CREW_LEADER = "crew_leader"
    DUTY_OFFICER = "duty_officer"
    """Plans and runs the night."""
    APPROVER = "approver"
    """The commander of one agency, who signs for its people."""
    RUMOUR_VERIFIER = "rumour_verifier"
    PUBLIC_RELATIONS = "public_relations"
    ANALYST = "analyst"
    """Aggregates only."""
    AUDITOR = "auditor"
    """Reads the record, writes nothing."""
    ADMINISTRATOR = "administrator"
    """Accounts and devices; no content."""


AGENCIES_OF: dict[AccountRole, frozenset[Agency]] = {
    role: frozenset(Agency) for role in AccountRole
} | {
    # Crews are led and nights are run by the police, with the others in support (guarantee G9).
    AccountRole.CREW_LEADER: frozenset({Agency.POLRI}),
    AccountRole.DUTY_OFFICER: frozenset({Agency.POLRI}),
}
"""Agencies whose people may hold a role."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """The account in whose name something is done."""

    account: str
    """Id of the account."""
    name: str
    """The office as typed by the administrator, such as `Padal malam`; shown beside signatures."""
    role: AccountRole
    agency: Agency
    area: str = ""
    """What it may see and do: `` all, `johar-baru` a district, `johar-baru/galur` one ward."""

    def __post_init__(self) -> None:
        if self.agency not in AGENCIES_OF[self.role]:
            raise ValueError(f"{self.role} is not an office of {self.agency}")


def covers(area: str, wanted: str) -> bool:
    """True when `wanted` is `area` itself or lies inside it."""
    return not area or wanted == area or wanted.startswith(area + "/")


def meets(a: str, b: str) -> bool:
    """True when one of two areas lies inside the other."""
    return covers(a, b) or covers(b, a)
