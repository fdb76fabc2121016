"""Tension (suhu) of each area, 0–100, as a sum of terms that a person can read.

    tension = base + excess + echo + claims + calendar, at most 100 (limit)

in one unit: incidents expected in the next 24 hours, each weighed by its severity (3 is 1), where
50 is what a neighbourhood had on average in the first 60 days of the record. That reference is
fixed: a bad night is not scaled away. Each term is what it adds to the expectation of those before.

The interval and the probability of more than 1.5 times the reference, off which the level is read,
are those of the rate's Gamma posterior. While nothing is known, all areas are at 50, and thin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc, gammaincinv

from sejuk.model.kinds.field import Mood
from sejuk.model.plan import Reason
from sejuk.model.report import Incident, IncidentKind, Lot, Occasion, Outage, Signals
from sejuk.model.sensed import SensedArea
from sejuk.model.values import AreaTension, Tension
from sejuk.sensing.calendar import occasion_factors
from sejuk.sensing.claims import ClaimParams, claim_points
from sejuk.sensing.counts import Counts, counted
from sejuk.sensing.days import Days, days_known
from sejuk.sensing.excess import Fitted
from sejuk.sensing.ground import Ground
from sejuk.sensing.incidents import LinkParams, link
from sejuk.sensing.inflation import Inflation, InflationParams
from sejuk.sensing.outages import SilenceParams, silences
from sejuk.sensing.presence import told_exposure
from sejuk.sensing.rates import Rates, RatesParams, rates
from sejuk.sensing.streams import separate

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

USUAL_TENSION, MOST_TENSION = 50.0, 100.0
RISE = 1.5
"""Times the reference."""
LEVELS = ((0.95, Mood.PANAS), (0.8, Mood.PERHATIAN), (0.5, Mood.HANGAT))
"""Above this probability of a rise."""
MOST_BY_CLAIMS = 0.95
"""Claims alone never lift above `perhatian` (guarantee G8)."""
INTERVAL = (0.1, 0.9)
EVIDENCE_DAYS, THIN = 90, 5


class SensingParams(msgspec.Struct, frozen=True, kw_only=True):
    window_days: int = 730
    """Of the record, at most."""
    reference_days: int = 60
    reference_incidents: float = 2.0
    reference_exposure: float = 60.0
    """Of the reference while nothing is known: one incident in 30 days of an area."""
    reference: float | None = None
    """Incidents of severity 3 a day; None: as the record's first days say."""
    link: LinkParams = LinkParams()
    silence: SilenceParams = SilenceParams()
    rates: RatesParams = RatesParams()
    claims: ClaimParams = ClaimParams()
    inflation: InflationParams = InflationParams()


class Sensed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one look at the signals."""

    areas: tuple[SensedArea, ...] = ()
    incidents: tuple[Incident, ...] = ()
    """Of the stream that residents and agencies tell, then of that which patrols find."""
    outages: tuple[Outage, ...] = ()
    """Those that were given and those that were found."""
    reference: float = 0.0
    """Incidents of severity 3 a day at which tension is 50."""
    neighbourhoods: Fitted | None = None
    borders: Fitted | None = None
    """What the record says of weeks and near repeats."""
    inflation: float = 0.0
    """What residents tell more where patrols are as long as on average; it is due, and no rise."""
    known: bool = False
    """Something is: incidents, claims or an occasion."""
    later: int = 0
    outside: int = 0
    refuted: int = 0
    without_weight: int = 0
    """How many reports and sightings were left out, as `Streams` counts them; reports of patrols
    without effort have no weight."""

    @property
    def left_out(self) -> int:
        return self.later + self.outside + self.refuted + self.without_weight

    @property
    def tension(self) -> Tension:
        """For the planner, to a thousandth; empty while nothing is known, so that the plan says
        so."""
        if not self.known:
            return Tension()
        return Tension(
            areas=tuple(
                AreaTension(
                    area=a.area, mean=_rounded(a.mean), low=_rounded(a.low), high=_rounded(a.high)
                )
                for a in self.areas
            )
        )


def sense(
    signals: Signals,
    ground: Ground,
    kinds: Mapping[str, IncidentKind],
    now: datetime,
    *,
    zone: str = "Asia/Jakarta",
    occasions: Sequence[Occasion] = (),
    params: SensingParams | None = None,
) -> Sensed:
    """Tension of all areas of the ground from what was known at `now`.

    Args:
        kinds: what each kind of report weighs; a kind that is not here weighs nothing.
        zone: IANA name, for days of the week and for the calendar.
    """
    by = params or SensingParams()
    streams = separate(signals, ground, kinds, now)
    told = link(streams.told, ground, kinds, by.link)
    found = link(streams.found, ground, kinds, by.link)
    outages = tuple(o for o in signals.outages if o.begins < now)
    outages += silences(told, now, by.silence)
    days = days_known(told, now, zone, by.window_days)
    factors = occasion_factors(occasions, ground.areas, days)
    efforts = [effort for effort in signals.efforts if effort.received <= now]
    counts = counted(told, found, efforts, outages, factors, ground, days)
    counts, presence = _with_presence(counts, signals.lots, ground, days, by)
    found_rates = rates(counts, ground, days.weekdays(), by.rates)
    points = claim_points(
        streams.sightings,
        signals.assessments,
        efforts,
        ground.areas,
        ground.neighbours,
        now,
        zone,
        by.claims,
    )
    reference = _reference(counts, ground, by)
    coming = factors[:, -1]
    evidence = counts.evidence[:, -EVIDENCE_DAYS:].sum(axis=1)
    return Sensed(
        areas=_areas(
            ground.areas, found_rates, counts.dispersion / reference, coming, points, evidence
        ),
        incidents=told + found,
        outages=outages,
        reference=reference,
        neighbourhoods=found_rates.neighbourhoods,
        borders=found_rates.borders,
        inflation=presence.kappa,
        known=bool(counts.evidence.any() or points.any() or (coming != 1.0).any()),
        later=streams.later,
        outside=streams.outside,
        refuted=streams.refuted,
        without_weight=streams.without_weight + (0 if counts.minutes.any() else len(streams.found)),
    )


def _with_presence(
    counts: Counts, lots: Sequence[Lot], ground: Ground, days: Days, by: SensingParams
) -> tuple[Counts, Inflation]:
    """What is told because patrols were there is due on that day; none are there on the next."""
    over = slice(0, counts.days)
    exposure, found = told_exposure(
        counts.told, counts.open[:, over], counts.minutes[:, over], lots, ground, days, by.inflation
    )
    open_ = np.concatenate([exposure, counts.open[:, counts.days :]], axis=1)
    return msgspec.structs.replace(counts, open=open_), found


def _rounded(tension: float) -> float:
    """Sums of terms may miss 0 and 100 by the last digit."""
    return round(min(max(tension, 0.0), MOST_TENSION), 3)


def level_of(probability: float) -> Mood:
    """The level of a probability of a rise."""
    return next((level for above, level in LEVELS if probability > above), Mood.SEJUK)


def _reference(counts: Counts, ground: Ground, by: SensingParams) -> float:
    """Incidents of severity 3 that a neighbourhood has in a day.

    From the first days of the record, so that it does not move after them, and from those before
    the guard band, so that what rises now is measured against what was.
    """
    if by.reference is not None:
        return by.reference
    over = min(by.reference_days, counts.days - by.rates.told.guard_days)
    first = slice(0, max(over, 0))
    rows = slice(None) if ground.border.all() else ~ground.border
    told, exposure = counts.told[rows, first], counts.open[rows, first]
    weighed = told * counts.dispersion[rows][:, None]
    return float(
        (by.reference_incidents + weighed[exposure > 0].sum())
        / (by.reference_exposure + exposure.sum())
    )


def _areas(
    areas: Sequence[str],
    found: Rates,
    times: Floats,
    coming: Floats,
    points: Floats,
    evidence: Whole,
) -> tuple[SensedArea, ...]:
    """`times` makes of a rate so many times the reference; all others are [areas] too."""
    unit = USUAL_TENSION * times
    now = found.shape / found.rate
    terms = {
        "base": unit * found.usual,
        "excess": unit * (now - found.usual),
        "echo": unit * found.echo,
        "claims": points,
        "calendar": unit * (now + found.echo) * (coming - 1.0),
    }
    terms["limit"] = np.minimum(MOST_TENSION - sum(terms.values()), 0.0)
    low, high = (_quantile(found, at, coming, unit) + points for at in INTERVAL)
    rise = _rise(found, coming, points / unit, RISE / times)
    return tuple(
        _area(
            area,
            {code: float(amounts[a]) for code, amounts in terms.items()},
            (float(low[a]), float(high[a])),
            float(rise[a]),
            int(evidence[a]),
        )
        for a, area in enumerate(areas)
    )


def _area(
    area: str,
    terms: Mapping[str, float],
    interval: tuple[float, float],
    rise: float,
    evidence: int,
) -> SensedArea:
    reasons = tuple(Reason(code=code, amount=amount) for code, amount in terms.items() if amount)
    mean = sum(reason.amount for reason in reasons)
    # A very skewed posterior can have its mean outside of the interval.
    low, high = (min(max(bound, 0.0), MOST_TENSION) for bound in interval)
    return SensedArea(
        area=area,
        terms=reasons,
        low=min(low, mean),
        high=max(high, mean),
        level=level_of(rise),
        rise_probability=rise,
        incidents=evidence,
        thin=evidence < THIN,
    )


def _quantile(found: Rates, at: float, coming: Floats, unit: Floats) -> Floats:
    """[areas] of the rate's posterior, in points."""
    rate = gammaincinv(found.shape, at) / found.rate
    return np.asarray(unit * coming * (rate + found.echo), np.float64)


def _rise(found: Rates, coming: Floats, claims: Floats, beyond: Floats) -> Floats:
    """[areas] probability of a rate beyond that, where claims raise it no further
    than `perhatian`."""

    def probability(claimed: Floats) -> Floats:
        # An occasion may say that nothing is expected.
        least = np.maximum((beyond - claimed) / np.maximum(coming, 1e-9) - found.echo, 0.0)
        return np.asarray(gammaincc(found.shape, found.rate * least), np.float64)

    without = probability(np.zeros_like(claims))
    return np.maximum(without, np.minimum(probability(claims), MOST_BY_CLAIMS))
