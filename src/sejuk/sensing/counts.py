"""Incidents and efforts → arrays of areas and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Effort, Incident, Outage
from sejuk.sensing.days import Days
from sejuk.sensing.ground import Ground
from sejuk.sensing.outages import open_part

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

USUAL_SEVERITY = 3
DISPERSION_PRIOR = 10.0
"""Incidents of severity 3."""
_AT_ONCE = 10_000


class Counts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Incidents weighed by severity, in units in which their variance is their mean.

    A sum of weights w has the variance E[w²]/E[w] times its mean: divided by that, `dispersion`, it
    is as uncertain as a Poisson count (quasi-likelihood, McCullagh & Nelder 1989, section 6.2.3).
    """

    told: Floats
    found: Floats
    """[areas, count] by residents and agencies; by patrols."""
    near: Floats
    """[areas, count] told of other areas of the kind, within reach of an echo."""
    open: Floats
    """[areas, count + 1] exposure of what is told: part of the day, times the occasion's factor."""
    minutes: Floats
    """[areas, count + 1] exposure of what is found."""
    evidence: Whole
    """[areas, count] incidents as such; those that patrols found only where effort is known."""
    dispersion: Floats
    """[areas] the same for all of a kind."""

    @property
    def days(self) -> int:
        return int(self.told.shape[1])


def counted(
    told: Sequence[Incident],
    found: Sequence[Incident],
    efforts: Iterable[Effort],
    outages: Sequence[Outage],
    factors: Floats,
    ground: Ground,
    days: Days,
) -> Counts:
    """All that happened within the days.

    Args:
        factors: [areas, count + 1] of occasions; on days on which more is expected, more is usual.
    """
    position = ground.index()
    shape = (len(ground.areas), days.count)
    told, found = _within(told, days), _within(found, days)
    dispersion = _dispersion(told, position, ground)
    weight = _weights(told, position, dispersion)
    minutes = minutes_by_day(efforts, position, days)
    seen = minutes[:, :-1] > 0
    counted_found = _table(found, position, days, shape)
    return Counts(
        told=_table(told, position, days, shape, weight),
        found=_table(found, position, days, shape, _weights(found, position, dispersion)) * seen,
        near=_near(told, weight, ground, days),
        # Before the first incident nobody may have listened.
        open=open_part(days, ground.areas, told, outages) * factors * bool(told),
        minutes=minutes,
        evidence=(_table(told, position, days, shape) + counted_found * seen).astype(np.int64),
        dispersion=dispersion,
    )


def minutes_by_day(efforts: Iterable[Effort], position: Mapping[str, int], days: Days) -> Floats:
    """[areas, count + 1] of patrol; none on the day to come."""
    minutes = np.zeros((len(position), days.count + 1))
    for effort in efforts:
        day = days.of_date(effort.day)
        if effort.area in position and 0 <= day < days.count:
            minutes[position[effort.area], day] += effort.minutes
    return minutes


def _within(incidents: Iterable[Incident], days: Days) -> list[Incident]:
    first = days.begins(0)
    return [i for i in incidents if i.began > first]


def _dispersion(incidents: Sequence[Incident], position: dict[str, int], ground: Ground) -> Floats:
    """Neighbourhoods and borders by themselves, so that neither moves the other."""
    border = np.array([ground.border[position[i.area]] for i in incidents], bool)
    weight = np.array([i.severity / USUAL_SEVERITY for i in incidents])
    of_kind = [
        (DISPERSION_PRIOR + (weight[border == kind] ** 2).sum())
        / (DISPERSION_PRIOR + weight[border == kind].sum())
        for kind in (False, True)
    ]
    return np.asarray(np.where(ground.border, of_kind[1], of_kind[0]), np.float64)


def _weights(incidents: Sequence[Incident], position: dict[str, int], dispersion: Floats) -> Floats:
    return np.array(
        [i.severity / USUAL_SEVERITY / dispersion[position[i.area]] for i in incidents], np.float64
    )


def _days_of(incidents: Sequence[Incident], days: Days) -> Whole:
    return days.of(np.array([i.began.timestamp() for i in incidents]))


def _table(
    incidents: Sequence[Incident],
    position: dict[str, int],
    days: Days,
    shape: tuple[int, int],
    weight: Floats | None = None,
) -> Floats:
    """[areas, count]"""
    if not incidents:
        return np.zeros(shape)
    area = np.array([position[i.area] for i in incidents])
    cell = area * shape[1] + _days_of(incidents, days)
    sums = np.bincount(cell, weights=weight, minlength=shape[0] * shape[1])
    return np.asarray(sums.reshape(shape), np.float64)


def _near(incidents: Sequence[Incident], weight: Floats, ground: Ground, days: Days) -> Floats:
    """Each incident in every area that its echo reaches; without a node, the part of its area."""
    near = np.zeros((len(ground.areas), days.count))
    if ground.around is None or ground.reach is None or not incidents:
        return near
    position = ground.index()
    day = _days_of(incidents, days)
    node = np.array([-1 if i.node is None else i.node for i in incidents])
    for first in range(0, len(incidents), _AT_ONCE):
        some = first + np.flatnonzero(node[first : first + _AT_ONCE] >= 0)
        area, which = np.nonzero(ground.around[:, node[some]])
        np.add.at(near, (area, day[some[which]]), weight[some[which]])
    for i, incident in enumerate(incidents):
        if incident.node is None:
            near[:, int(day[i])] += weight[i] * ground.reach[:, position[incident.area]]
    return near
