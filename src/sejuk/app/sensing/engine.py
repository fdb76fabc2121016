"""What the room asks of sensing, in the shared nouns: the one place that knows which version runs.

The tension of now is the minimal version (docs/explanation/tension.md), whose Gamma posterior gives
the interval and the level; what is usual on a day is the baseline's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from scipy.special import gammaincc, gammaincinv

from sejuk.cycle import sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.model.kinds.field import Mood
from sejuk.model.plan import Reason
from sejuk.model.report import Incident, IncidentKind, Report, Signals
from sejuk.model.sensed import SensedArea
from sejuk.sensing import tension as minimal
from sejuk.sensing.baseline import BaselineParams, baselines
from sejuk.sensing.incidents import Incident as Linked

RISE = 1.5
LEVELS = ((0.95, Mood.PANAS), (0.8, Mood.PERHATIAN), (0.5, Mood.HANGAT))
"""Above this probability of so many times the usual."""
THIN = 5
_USUAL = minimal.USUAL_TENSION


class SensedDistrict(msgspec.Struct, frozen=True, kw_only=True):
    areas: tuple[SensedArea, ...]
    incidents: tuple[Incident, ...]
    known: bool
    outside: int
    refuted: int
    without_weight: int
    """Reports and sightings that were left out."""


class Daily(msgspec.Struct, frozen=True, kw_only=True):
    day: date
    observed: int
    expected: float


def sense_then(signals: Signals, district: District, moment: datetime) -> SensedDistrict:
    """All areas of a district, from what had been received by then."""
    kinds = incident_kinds()
    params = minimal.SensingParams()
    found = sense_district(district, signals, kinds, moment, params)
    areas = found.areas or _nothing_known(district)
    return SensedDistrict(
        areas=tuple(_area(one, params) for one in areas),
        incidents=tuple(_incidents(found.incidents, signals.reports, kinds, moment)),
        known=bool(found.areas),
        outside=found.outside,
        refuted=0,
        without_weight=found.without_weight,
    )


def daily(
    sensed: SensedDistrict, district: District, area: str, moment: datetime, count: int
) -> tuple[Daily, ...]:
    """The last days of an area, by the district's calendar, against what is usual."""
    zone = ZoneInfo(district.zone)
    last = moment.astimezone(zone).date()
    began = [i.began.astimezone(zone).date() for i in sensed.incidents]
    reach = max([count, *((last - day).days + 1 for day in began)])
    days = [last - timedelta(days=ago) for ago in reversed(range(reach))]
    position = {one.area: i for i, one in enumerate(sensed.areas)}
    counts = np.zeros((len(position), reach))
    for incident, day in zip(sensed.incidents, began, strict=True):
        counts[position[incident.area], (day - days[0]).days] += 1
    alone = np.zeros((len(position), len(position)))
    weekday = np.array([day.weekday() for day in days], np.int64)
    exposure = np.ones_like(counts)
    usual = baselines(counts, exposure, alone, weekday, BaselineParams()).expected(exposure)
    row = position[area]
    return tuple(
        Daily(day=days[d], observed=int(counts[row, d]), expected=float(usual[row, d]))
        for d in range(reach - count, reach)
    )


def _nothing_known(district: District) -> tuple[minimal.SensedArea, ...]:
    areas = {hood.id for hood in district.neighbourhoods}
    areas |= {place.area_id for place in district.places}
    unit = _USUAL / (minimal.SensingParams().prior + minimal.SensingParams().usual)
    base = Reason(code="base", amount=unit * minimal.SensingParams().prior)
    return tuple(
        minimal.SensedArea(area=area, terms=(base,), incidents=0) for area in sorted(areas)
    )


def _area(one: minimal.SensedArea, by: minimal.SensingParams) -> SensedArea:
    terms = {term.code: term.amount for term in one.terms}
    claims = terms.get("claims", 0.0)
    rate = by.prior + by.usual
    shape = by.prior + terms.get("incidents", 0.0) * rate / _USUAL
    rise = float(gammaincc(shape, RISE * rate))
    low, high = (float(_USUAL * gammaincinv(shape, at) / rate) + claims for at in (0.1, 0.9))
    return SensedArea(
        area=one.area,
        terms=one.terms,
        low=min(low, one.mean),
        high=min(max(high, one.mean), minimal.MOST_TENSION),
        level=next((level for above, level in LEVELS if rise > above), Mood.SEJUK),
        rise_probability=rise,
        incidents=one.incidents,
        thin=one.incidents < THIN,
    )


def _incidents(
    linked: Iterable[Linked],
    reports: Iterable[Report],
    kinds: Mapping[str, IncidentKind],
    moment: datetime,
) -> Iterable[Incident]:
    """With what their first reports say."""
    told: dict[tuple[str, str], list[Report]] = {}
    for report in sorted(reports, key=lambda r: (r.happened, r.id)):
        if report.received <= moment and report.origin in minimal.DRIVING:
            told.setdefault((report.area, report.what), []).append(report)
    for one in linked:
        after = [r for r in told[(one.area, one.what)] if r.happened >= one.began]
        mine = after[: one.reports]
        first = min(mine, key=lambda r: (r.received, r.id))
        yield Incident(
            id=mine[0].id,
            group=kinds[one.what].group or one.what,
            severity=kinds[one.what].severity,
            origin=first.origin,
            area=one.area,
            node=None,
            began=one.began,
            known=first.received,
            reports=one.reports,
        )
