"""Tension as the room shows it: now, at a past moment, day by day, and why it is so in an area."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.sensing.nightly import AT, day_and_moment
from sejuk.app.sensing.rows import (
    AreaDays,
    AreaIncident,
    AreaLook,
    AreaWhy,
    DayCount,
    TensionDays,
    TensionLook,
)
from sejuk.app.sensing.sensed import SensedAt, ground_here, sensed_now, sensed_then
from sejuk.model.district import District
from sejuk.model.kinds.body import Moment
from sejuk.model.kinds.field import Mood
from sejuk.model.sensed import SensedArea
from sejuk.problems import refuse
from sejuk.sensing.daily import daily
from sejuk.sensing.days import days_known
from sejuk.sensing.tension import SensingParams

DAYS = 30
"""How far the slider and the plot go back."""
MOST_INCIDENTS = 100
EVIDENCE = timedelta(days=90)
LEVELS = tuple(Mood)
"""From sejuk up; an answer names a level by its place here."""


@allowed("sensing.look")
def look(call: Call, name: str, at: Moment | None) -> TensionLook:
    """Now, or as it was known at a past moment. Raises `district_unknown`, `not_your_area`."""
    district = _district(call, name)
    sensed = _sensed(call, district, at)
    found = sensed.found
    return TensionLook(
        district=name,
        at=sensed.moment,
        known=found.known,
        areas=tuple(map(_area, found.areas)),
        outside=found.outside,
        refuted=found.refuted,
        without_weight=found.without_weight,
    )


@allowed("sensing.look")
def look_by_day(call: Call, name: str) -> TensionDays:
    """The last thirty days. Raises `district_unknown`, `not_your_area`."""
    district = _district(call, name)
    moments = mornings(district, call.now)
    found = sensed_then(call.record, district, moments, call.now)
    return TensionDays(
        district=name,
        moments=moments,
        areas=tuple(
            AreaDays(
                area=days[0].area,
                means=tuple(round(area.mean, 1) for area in days),
                levels=tuple(LEVELS.index(area.level) for area in days),
                thin=tuple(area.thin for area in days),
            )
            for days in zip(*(sensed.found.areas for sensed in found), strict=True)
        ),
    )


@allowed("sensing.area")
def why(call: Call, name: str, area: str, at: Moment | None) -> AreaWhy:
    """Of one area, now or at a past moment.

    Raises `district_unknown`, `area_not_sensed`, `not_your_area`.
    """
    district = _district(call, name)
    sensed = _sensed(call, district, at)
    found = next((one for one in sensed.found.areas if one.area == area), None)
    if found is None:
        raise refuse("area_not_sensed", area=area, district=name)
    return AreaWhy(
        district=name,
        at=sensed.moment,
        area=_area(found),
        rise_probability=found.rise_probability,
        incidents=_incidents(sensed, area),
        days=_days(sensed, district, area),
    )


def mornings(district: District, now: datetime) -> tuple[datetime, ...]:
    """Five in the morning of the last thirty days, by the district's clock; none is to come."""
    last, _ = day_and_moment(district, now)
    days = (last - timedelta(days=ago) for ago in reversed(range(DAYS)))
    return tuple(datetime.combine(day, AT, ZoneInfo(district.zone)) for day in days)


def _district(call: Call, name: str) -> District:
    require_area(call.actor, name)
    return district_named(call.record.folder, name)


def _sensed(call: Call, district: District, at: datetime | None) -> SensedAt:
    if at is None or at >= call.now:
        return sensed_now(call.record, district, call.now)
    (sensed,) = sensed_then(call.record, district, (at,), call.now)
    return sensed


def _area(one: SensedArea) -> AreaLook:
    return AreaLook(
        area=one.area,
        mean=one.mean,
        low=one.low,
        high=one.high,
        level=one.level,
        terms=one.terms,
        incidents=one.incidents,
        thin=one.thin,
    )


def _incidents(sensed: SensedAt, area: str) -> tuple[AreaIncident, ...]:
    since = sensed.moment - EVIDENCE
    here = [i for i in sensed.found.incidents if i.area == area and i.began > since]
    here.sort(key=lambda incident: (incident.began, incident.id), reverse=True)
    return tuple(
        AreaIncident(
            incident=one.id,
            group=one.group,
            severity=one.severity,
            origin=one.origin,
            began=one.began,
            known=one.known,
            reports=one.reports,
        )
        for one in here[:MOST_INCIDENTS]
    )


def _days(sensed: SensedAt, district: District, area: str) -> tuple[DayCount, ...]:
    """What is usual is learned from all that is known, and shown for the last days."""
    found, moment = sensed.found, sensed.moment
    known = days_known(found.incidents, moment, district.zone, SensingParams().window_days)
    days = msgspec.structs.replace(known, count=max(known.count, DAYS))
    per_day = daily(found.incidents, found.outages, ground_here(district), days, area)
    return tuple(
        DayCount(
            day=days.date(day),
            observed=int(per_day.observed[day]),
            expected=float(per_day.expected[day]),
        )
        for day in range(days.count - DAYS, days.count)
    )
