"""The life of an early warning (peringatan dini): a question to the duty officer.

A named person confirms or declines it, and both are kept. It is one episode: it is raised again
only when it grew, and it ends when its zone has been quiet for a week.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from sejuk.model.kinds.warning import WarningCause
from sejuk.model.role import AccountRole
from sejuk.model.sensed import EarlyWarning
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse

QUIET_DAYS = 7
"""Without being found again, until it ends."""
GROWTH = 1.5
"""Times its excess over what is usual, and a person is asked again. Chosen by hand."""


class EarlyWarningState(StrEnum):
    RAISED = "raised"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"


OPEN = (EarlyWarningState.RAISED, EarlyWarningState.CONFIRMED, EarlyWarningState.DECLINED)


class EarlyWarningCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of an early warning depends on."""

    today: date
    """By the district's clock."""
    until: date
    """The last day on which it was found."""
    by_name: str = ""
    """The person who decides, as typed."""
    reason: str = ""


def is_named(case: EarlyWarningCase) -> ProblemError | None:
    """A named person decides."""
    return None if case.by_name.strip() else refuse("early_warning_needs_name")


def is_quiet(case: EarlyWarningCase) -> ProblemError | None:
    """Seven days have passed in which it was not found."""
    if case.today > case.until + timedelta(days=QUIET_DAYS):
        return None
    return refuse("early_warning_not_quiet", days=QUIET_DAYS)


_DUTY = frozenset({AccountRole.DUTY_OFFICER})
_PROGRAM: frozenset[AccountRole] = frozenset()


def _go_on(state: EarlyWarningState) -> Move[EarlyWarningCase]:
    """Found again and no stronger: what was decided stands."""
    words = Both("berlanjut", "goes on")
    return Move(event="go_on", words=words, sources=(state,), target=state, who=_PROGRAM)


EARLY_WARNING: Cycle[EarlyWarningCase] = Cycle(
    name="early_warning",
    words=Both("peringatan dini", "early warning"),
    start=EarlyWarningState.RAISED,
    states={
        EarlyWarningState.RAISED: Both("menunggu keputusan", "raised"),
        EarlyWarningState.CONFIRMED: Both("dibenarkan", "confirmed"),
        EarlyWarningState.DECLINED: Both("tidak dibenarkan", "declined"),
        EarlyWarningState.ENDED: Both("berakhir", "ended"),
    },
    moves=(
        # A person may think again: each decision stays in the record, the last one counts.
        Move(
            event="confirm",
            words=Both("benarkan", "confirm"),
            sources=(EarlyWarningState.RAISED, EarlyWarningState.DECLINED),
            target=EarlyWarningState.CONFIRMED,
            who=_DUTY,
            needs=(is_named,),
        ),
        Move(
            event="decline",
            words=Both("tidak benarkan", "decline"),
            sources=(EarlyWarningState.RAISED, EarlyWarningState.CONFIRMED),
            target=EarlyWarningState.DECLINED,
            who=_DUTY,
            needs=(is_named, has_reason),
        ),
        Move(
            event="grow",
            words=Both("menguat", "grows"),
            sources=OPEN,
            target=EarlyWarningState.RAISED,
            who=_PROGRAM,
        ),
        *(_go_on(state) for state in OPEN),
        Move(
            event="end",
            words=Both("akhiri", "end"),
            sources=OPEN,
            target=EarlyWarningState.ENDED,
            who=_PROGRAM,
            needs=(is_quiet,),
        ),
    ),
)


def early_warning_id(district: str, warning: EarlyWarning, day: date) -> str:
    """The same for the same finding, however often it is looked for.

    Args:
        day: on which it was looked for, by the district's clock; of a severe incident nothing
            but the incident counts.
    """
    what = [district, warning.cause, warning.stream]
    if warning.cause is WarningCause.SEVERE:
        what += warning.incidents
    else:
        what += [*sorted(warning.areas), day.isoformat()]
    digits = hashlib.sha256("\n".join(what).encode()).hexdigest()
    # In short groups: an id has no fifteen digits in a row, which an identity number would have.
    return f"pd-{digits[:8]}-{digits[8:16]}"


def same_episode(before: EarlyWarning, found: EarlyWarning) -> bool:
    """True when what is found now is the warning that stands already: its zones and days meet."""
    return (
        before.cause is found.cause
        and before.stream == found.stream
        and not set(before.areas).isdisjoint(found.areas)
        and found.since <= before.until + timedelta(days=QUIET_DAYS)
    )


def has_grown(before: EarlyWarning, found: EarlyWarning) -> bool:
    """True when a person should be asked again: most of its areas are new, or half as much excess
    again. Which areas are named moves a little each night, as chance has it."""
    if 2 * len(set(found.areas) - set(before.areas)) > len(found.areas):
        return True
    # At least one incident above what is usual, so that crumbs do not multiply.
    excess = max(before.observed - before.expected, 1.0)
    return found.observed - found.expected >= GROWTH * excess
