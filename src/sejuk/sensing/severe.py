"""The severity-5 rule: one incident that endangers lives is told at once, outside any budget.

A detector waits until chance explains a rise badly; nobody should wait for that where lives are in
danger. Only what residents or agencies tell counts: a crew that finds it by itself has its own call
for help.

Reports are linked as all others are, by street and time: a brawl that is told of on both sides of a
border is one, and is told once. What goes on for more than 12 hours is told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

import msgspec

from sejuk.model.kinds.warning import WarningCause
from sejuk.model.report import IncidentKind, Report, Verification
from sejuk.model.sensed import EarlyWarning
from sejuk.sensing.ground import Ground
from sejuk.sensing.incidents import LinkParams, linked
from sejuk.sensing.weight import TOLD, group_of, severity_of

SEVEREST = 5


class Severe(msgspec.Struct, frozen=True, kw_only=True):
    """An incident of severity 5."""

    warning: EarlyWarning
    """Its `id` is empty: whoever keeps it gives it one."""
    reports: frozenset[str]
    """Ids of all that tell of it."""


def severe_incidents(
    reports: Iterable[Report],
    kinds: Mapping[str, IncidentKind],
    ground: Ground,
    zone: tzinfo,
    by: LinkParams | None = None,
) -> tuple[Severe, ...]:
    """All incidents of severity 5 among these reports, by group and time.

    Args:
        reports: with ids; in any order.
        kinds: what a report weighs that does not say it itself.
        ground: of the district; places that it does not have are another's.
        zone: of the district, for the day.
    """
    areas = ground.index()
    telling = [r for r in reports if r.area in areas and is_severe(r, kinds)]
    chains = linked(telling, ground, kinds, by or LinkParams())
    return tuple(_severe(chain, kinds, zone) for chain in chains)


def is_severe(report: Report, kinds: Mapping[str, IncidentKind]) -> bool:
    """True when it tells of danger to lives, from those whose word counts here."""
    return (
        severity_of(report, kinds) >= SEVEREST
        and report.origin in TOLD
        and report.verification is not Verification.REFUTED
    )


def _severe(chain: Sequence[Report], kinds: Mapping[str, IncidentKind], zone: tzinfo) -> Severe:
    first = min(chain, key=lambda report: (report.received, report.id))
    day = first.happened.astimezone(zone).date()
    others = sorted({report.area for report in chain} - {first.area})
    warning = EarlyWarning(
        id="",
        cause=WarningCause.SEVERE,
        stream=group_of(first, kinds),
        areas=(first.area, *others),
        raised=first.received,
        since=day,
        until=day,
        incidents=(first.id,),
        expected=0.0,
        false_alarm_days=None,
        recurrence_days=None,
        p=None,
    )
    return Severe(warning=warning, reports=frozenset(report.id for report in chain))
