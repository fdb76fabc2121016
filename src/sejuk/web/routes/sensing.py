"""Sensing in the room: early warnings and the record of them; tension with its reasons."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.app.sensing.rows import AreaWhy, TensionDays, TensionLook
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
from sejuk.model.ids import AreaId
from sejuk.model.kinds.body import Moment
from sejuk.operations.early_warning import EARLY_WARNING
from sejuk.problems import refuse
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.routes.papers import steps
from sejuk.web.routes.room import DistrictName


def _asked(visit: Visit, name: str) -> str:
    if name not in visit.query:
        raise refuse("request_invalid", detail=name)
    return visit.query[name]


def _at(visit: Visit) -> datetime | None:
    return msgspec.convert(visit.query["at"], Moment) if "at" in visit.query else None


def _look(visit: Visit) -> TensionLook:
    from sejuk.app.sensing.look import look  # noqa: PLC0415 – numerics take a second to load

    return look(visit.call, _asked(visit, "district"), _at(visit))


def _look_by_day(visit: Visit) -> TensionDays:
    from sejuk.app.sensing.look import look_by_day  # noqa: PLC0415 – the same

    return look_by_day(visit.call, _asked(visit, "district"))


def _why(visit: Visit) -> AreaWhy:
    from sejuk.app.sensing.look import why  # noqa: PLC0415 – the same

    return why(visit.call, _asked(visit, "district"), _asked(visit, "area"), _at(visit))


SENSING = (
    Endpoint(
        method="GET",
        path="/sensing/look",
        does="Tension of a district now, or as it was known at a past moment.",
        verb="sensing.look",
        run=_look,
        gives=TensionLook,
        query={"district": DistrictName, "at": Moment},
        problems=("district_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/sensing/days",
        does="Tension of each of the last thirty days, as it was known that morning.",
        verb="sensing.look",
        run=_look_by_day,
        gives=TensionDays,
        query={"district": DistrictName},
        problems=("district_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/sensing/area",
        does="Why the tension of an area is what it is: terms, incidents, day by day.",
        verb="sensing.area",
        run=_why,
        gives=AreaWhy,
        query={"district": DistrictName, "area": AreaId, "at": Moment},
        problems=("district_unknown", "not_your_area", "area_not_sensed"),
        writes=False,
    ),
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
