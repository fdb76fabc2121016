"""What a report weighs and with which others it is taken; who tells and who finds.

Light: a server asks this of each report that comes in, before it has loaded any numerics.
"""

from __future__ import annotations

from collections.abc import Mapping

from sejuk.model.kinds.field import Origin
from sejuk.model.report import IncidentKind, Report

TOLD = frozenset({Origin.RESIDENT, Origin.AGENCY})
FOUND = frozenset({Origin.DISPATCHED, Origin.DISCOVERED})


def group_of(report: Report, kinds: Mapping[str, IncidentKind]) -> str:
    """Kinds without a group stand alone."""
    return kinds[report.what].group or report.what


def severity_of(report: Report, kinds: Mapping[str, IncidentKind]) -> int:
    """As told, else as the kind usually is; nothing where the kind weighs nothing."""
    usual = kinds[report.what].severity if report.what in kinds else 0
    return (report.severity or usual) if usual else 0
