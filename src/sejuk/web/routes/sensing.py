"""Sensing in the room: early warnings and the record of them; tension with its reasons."""

from __future__ import annotations

from sejuk.app.sensing.warnings import (
    EarlyWarningDetail,
    EarlyWarningRow,
    EarlyWarningWish,
    RecordOfWarnings,
    list_early_warnings,
    read_early_warning,
    record_of_warnings,
    step_early_warning,
)
from sejuk.operations.early_warning import EARLY_WARNING
from sejuk.problems import refuse
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.routes.papers import steps
from sejuk.web.routes.room import DistrictName


def _asked(visit: Visit, name: str) -> str:
    if name not in visit.query:
        raise refuse("request_invalid", detail=name)
    return visit.query[name]


SENSING = (
    Endpoint(
        method="GET",
        path="/early-warnings",
        does="Early warnings (peringatan dini) and what was decided on them.",
        verb="early_warning.list",
        run=lambda v: list_early_warnings(v.call),
        gives=tuple[EarlyWarningRow, ...],
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/early-warnings/{id}",
        does="An early warning with its incidents.",
        verb="early_warning.list",
        run=lambda v: read_early_warning(v.call, v.path["id"]),
        gives=EarlyWarningDetail,
        problems=("early_warning_unknown", "not_your_area"),
        writes=False,
    ),
    *steps(
        EARLY_WARNING,
        "early-warnings",
        step_early_warning,
        (EarlyWarningWish, EarlyWarningRow),
        ("early_warning_unknown", "early_warning_needs_name", "reason_missing"),
    ),
    Endpoint(
        method="GET",
        path="/sensing/record",
        does="How many early warnings there were, what became of them, and the budget.",
        verb="early_warning.list",
        run=lambda v: record_of_warnings(v.call, _asked(v, "district")),
        gives=RecordOfWarnings,
        query={"district": DistrictName},
        problems=("district_unknown", "not_your_area"),
        writes=False,
    ),
)
