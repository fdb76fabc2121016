"""Tension (suhu) of each area, 0–100, as a sum of terms that a person can read.

    tension = 50 · (prior + n) / (prior + usual) + claims, at most 100

n is the number of incidents that residents or agencies told of, each weighed by its severity and
halved every `half_life_days`; `usual` is n where things are as usual; `prior` is how many such
incidents the prior counts for (the mean of a Gamma–Poisson rate with that prior). So 50 is usual,
33 an area of which nothing was heard. The scale is fixed: a bad night is not scaled away.

What patrols find by themselves has no weight: where they go, they find more, and that must not
send more of them (guarantee G3). Nor has what an officer who was sent there reports, until effort
is counted as its exposure. Claims are counted once each, however often and by whomever they were
heard, and lift an area by no more than `most_claim_points` (guarantee G8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from sejuk.model.kinds.field import Origin
from sejuk.model.plan import Reason
from sejuk.model.report import IncidentKind, Report, Sighting, Signals
from sejuk.model.values import AreaTension, Tension
from sejuk.sensing.incidents import Incident, link

USUAL_TENSION, MOST_TENSION = 50.0, 100.0
USUAL_SEVERITY = 3
DRIVING = frozenset({Origin.RESIDENT, Origin.AGENCY})
"""Origins that say something about the place and nothing about where patrols were."""


class SensingParams(msgspec.Struct, frozen=True, kw_only=True):
    """Chosen by hand, not fitted: the sensing that learns from data is not there yet."""

    window_days: float = 28.0
    half_life_days: float = 7.0
    link_hours: float = 3.0
    prior: float = 2.0
    """Incidents of severity 3."""
    usual: float = 1.0
    """The same, after halving."""
    claim_points: float = 2.5
    most_claim_points: float = 10.0
    claim_days: float = 3.0


class SensedArea(msgspec.Struct, frozen=True, kw_only=True):
    """Why an area's tension is what it is."""

    area: str
    terms: tuple[Reason, ...]
    """base, incidents, claims, limit: they add up to the tension."""
    incidents: int
    """How many stand behind it."""

    @property
    def mean(self) -> float:
        return sum(term.amount for term in self.terms)


class Sensed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one look at the signals."""

    areas: tuple[SensedArea, ...] = ()
    """Empty while nothing is known of any area."""
    incidents: tuple[Incident, ...] = ()
    outside: int = 0
    """Reports and sightings of areas that the district does not have."""
    without_weight: int = 0
    """Reports that were found by patrols, came from media, or are of a kind without weight."""

    @property
    def tension(self) -> Tension:
        return Tension(areas=tuple(AreaTension(area=a.area, mean=a.mean) for a in self.areas))


def sense(
    signals: Signals,
    areas: Iterable[str],
    kinds: Mapping[str, IncidentKind],
    now: datetime,
    params: SensingParams | None = None,
) -> Sensed:
    """Tension of all `areas` from what was known at `now`.

    Args:
        areas: ids of neighbourhoods and borders.
        kinds: what each kind of report weighs; a kind that is not here weighs nothing.
    """
    by = params or SensingParams()
    known = frozenset(areas)
    reports = [r for r in signals.reports if _counts(r.happened, r.received, now, by.window_days)]
    heard = [s for s in signals.sightings if _counts(s.heard, s.received, now, by.claim_days)]
    inside = [r for r in reports if r.area in known]
    driving = [r for r in inside if _drives(r, kinds)]
    claims = _claims(s for s in heard if s.area in known)
    incidents = link(driving, by.link_hours)
    areas_found = tuple(
        _area(area, [i for i in incidents if i.area == area], claims.get(area, 0), kinds, now, by)
        for area in sorted(known)
    )
    return Sensed(
        areas=areas_found if incidents or claims else (),
        incidents=incidents,
        outside=len(reports) - len(inside) + sum(s.area not in known for s in heard),
        without_weight=len(inside) - len(driving),
    )


def _counts(happened: datetime, received: datetime, now: datetime, days: float) -> bool:
    """It was known, and is not too long ago."""
    return received <= now and now - timedelta(days=days) < happened


def _drives(report: Report, kinds: Mapping[str, IncidentKind]) -> bool:
    kind = kinds.get(report.what)
    return report.origin in DRIVING and kind is not None and kind.severity > 0


def _claims(sightings: Iterable[Sighting]) -> dict[str, int]:
    """Area → claims heard there; those that are not matched yet count as one."""
    found: dict[str, set[str | None]] = {}
    for sighting in sightings:
        found.setdefault(sighting.area, set()).add(sighting.claim)
    return {area: len(claims) for area, claims in found.items()}


def _area(
    area: str,
    incidents: list[Incident],
    claims: int,
    kinds: Mapping[str, IncidentKind],
    now: datetime,
    by: SensingParams,
) -> SensedArea:
    unit = USUAL_TENSION / (by.prior + by.usual)
    n = sum(_weight(incident, kinds, now, by) for incident in incidents)
    terms = {
        "base": unit * by.prior,
        "incidents": unit * n,
        "claims": min(by.claim_points * claims, by.most_claim_points),
    }
    over = sum(terms.values()) - MOST_TENSION
    if over > 0:
        terms["limit"] = -over
    reasons = tuple(Reason(code=code, amount=amount) for code, amount in terms.items() if amount)
    return SensedArea(area=area, terms=reasons, incidents=len(incidents))


def _weight(
    incident: Incident, kinds: Mapping[str, IncidentKind], now: datetime, by: SensingParams
) -> float:
    days = max((now - incident.began) / timedelta(days=1), 0.0)
    severity = kinds[incident.what].severity / USUAL_SEVERITY
    return float(severity * 0.5 ** (days / by.half_life_days))
