"""The severity-5 rule: one incident that endangers lives is told at once, outside any budget.

A detector waits until chance explains a rise badly; nobody should wait for that where lives are in
danger. Only what residents or agencies tell counts: a crew that finds it by itself has its own call
for help.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta, tzinfo
from itertools import groupby

import msgspec

from sejuk.model.kinds.warning import WarningCause
from sejuk.model.report import IncidentKind, Report, Verification
from sejuk.model.sensed import EarlyWarning
from sejuk.sensing.weight import TOLD, group_of, severity_of

SEVEREST = 5
LINK_HOURS = 3.0
"""Reports of one group in one area, each within so many hours of the one before: one incident."""


class Severe(msgspec.Struct, frozen=True, kw_only=True):
    """An incident of severity 5."""

    warning: EarlyWarning
    """Its `id` is empty: whoever keeps it gives it one."""
    reports: frozenset[str]
    """Ids of all that tell of it."""


def severe_incidents(
    reports: Iterable[Report],
    kinds: Mapping[str, IncidentKind],
    areas: Collection[str],
    zone: tzinfo,
) -> tuple[Severe, ...]:
    """All incidents of severity 5 among these reports, by area and time.

    Args:
        reports: with ids; in any order.
        kinds: what a report weighs that does not say it itself.
        areas: neighbourhoods and borders of the district; other places are another's.
        zone: of the district, for the day.
    """
    telling = [r for r in reports if r.area in areas and _is_severe(r, kinds)]
    ordered = sorted(telling, key=lambda r: (r.area, group_of(r, kinds), r.happened, r.id))
    found = []
    for (area, group), same in groupby(ordered, key=lambda r: (r.area, group_of(r, kinds))):
        found += [_severe(area, group, chain, zone) for chain in _chains(list(same))]
    return tuple(found)


def _is_severe(report: Report, kinds: Mapping[str, IncidentKind]) -> bool:
    return (
        severity_of(report, kinds) >= SEVEREST
        and report.origin in TOLD
        and report.verification is not Verification.REFUTED
    )


def _chains(reports: list[Report]) -> list[list[Report]]:
    chains: list[list[Report]] = []
    for report in reports:
        if chains and report.happened - chains[-1][-1].happened <= timedelta(hours=LINK_HOURS):
            chains[-1].append(report)
        else:
            chains.append([report])
    return chains


def _severe(area: str, group: str, chain: list[Report], zone: tzinfo) -> Severe:
    first = min(chain, key=lambda report: (report.received, report.id))
    day = first.happened.astimezone(zone).date()
    warning = EarlyWarning(
        id="",
        cause=WarningCause.SEVERE,
        stream=group,
        areas=(area,),
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
