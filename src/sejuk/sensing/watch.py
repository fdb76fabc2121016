"""Early warning: where more is happening than chance explains, as of a moment (SENSING.md, 5).

For each group of kinds by itself, incidents that residents and agencies told of are counted by area
and day, and the detector asks whether some zone has risen. The district's budget of false alarms
is split over the groups. What is found is localised by the detector and explained by the
permutation scan, which knows nothing of baselines: two ways to the same place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Incident, IncidentKind, Occasion, Outage, Signals
from sejuk.model.sensed import FALSE_ALARM_DAYS, EarlyWarning, WarningCause
from sejuk.sensing.baseline import BaselineParams, baselines
from sejuk.sensing.calendar import occasion_factors
from sejuk.sensing.counts import minutes_by_day
from sejuk.sensing.days import Days, days_known
from sejuk.sensing.detector import Detection, Usual, detect
from sejuk.sensing.ground import Ground
from sejuk.sensing.incidents import LinkParams, link
from sejuk.sensing.outages import SilenceParams, open_part, silences
from sejuk.sensing.presence import told_exposure
from sejuk.sensing.repeats import with_repeats
from sejuk.sensing.scan.clusters import Cluster
from sejuk.sensing.scan.permutation import scan
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.zones import Zones
from sejuk.sensing.streams import separate
from sejuk.sensing.threshold import threshold_for
from sejuk.sensing.zones import ZoneSets, sets_of

Floats = NDArray[np.float64]


class WatchParams(msgspec.Struct, frozen=True, kw_only=True):
    false_alarm_days: float = FALSE_ALARM_DAYS
    """While nothing rises, one alarm in so many days, over all groups of a district."""
    least_severity: int = 2
    """Groups whose kinds are all below this are for the council, not for an alarm."""
    window_days: int = 365
    """Of the record, at most."""
    first_days: int = 28
    """Of the record: too few to know what is usual."""
    watched_days: int = 90
    """How far back the detector begins; older rises are history."""
    least_incidents: int = 3
    """Two may be a coincidence that no model of ours knows, and are nothing to send people for."""
    late_days: int = 3
    """What is found on the last day, or with reports that came late on one of these before it."""
    scan_days: int = 180
    scan: ScanSettings = ScanSettings(max_window=14)
    link: LinkParams = LinkParams()
    silence: SilenceParams = SilenceParams()
    baseline: BaselineParams = BaselineParams()
    seed: int = 2024
    """Of simulated quiet days and of the scan: equal records, equal warnings."""


class Stream(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One group of kinds, counted."""

    group: str
    incidents: tuple[Incident, ...]
    day: NDArray[np.int64]
    area: NDArray[np.int64]
    """[incidents]"""
    counts: Floats
    """[areas, days]"""
    usual: Usual


def watch(
    signals: Signals,
    ground: Ground,
    zones: Zones,
    kinds: Mapping[str, IncidentKind],
    now: datetime,
    *,
    zone: str = "Asia/Jakarta",
    occasions: Sequence[Occasion] = (),
    params: WatchParams | None = None,
    executor: Executor | None = None,
) -> tuple[EarlyWarning, ...]:
    """Rises as of `now`, from what was known then; their ids are empty.

    Args:
        zones: by street distance between the ground's areas.
        kinds: what each kind of report weighs; a kind that is not here weighs nothing.
        zone: IANA name, for days of the week and for the calendar.
        executor: of threads, for quiet days and scans.
    """
    by = params or WatchParams()
    groups = watched_groups(kinds, by.least_severity)
    told = link(separate(signals, ground, kinds, now).told, ground, kinds, by.link)
    if not told:
        return ()
    days = days_known(told, now, zone, by.window_days)
    sets = sets_of(zones)
    found: list[EarlyWarning] = []
    for stream in streams_of(told, signals, ground, days, groups, occasions, by):
        detection = _newest(stream, sets, len(groups), by, executor)
        if detection is not None:
            warning = _warning(stream, detection, ground, days, len(groups), by)
            if warning.observed >= by.least_incidents:
                cluster = _explained(stream, detection, zones, by, executor)
                found.append(_with_scan(warning, cluster))
    return tuple(found)


def watched_groups(kinds: Mapping[str, IncidentKind], least_severity: int) -> tuple[str, ...]:
    """Groups of kinds of which one at least is severe enough."""
    worst: dict[str, int] = {}
    for what, kind in kinds.items():
        group = kind.group or what
        worst[group] = max(worst.get(group, 0), kind.severity)
    return tuple(sorted(group for group, severity in worst.items() if severity >= least_severity))


def streams_of(
    told: Sequence[Incident],
    signals: Signals,
    ground: Ground,
    days: Days,
    groups: Sequence[str],
    occasions: Sequence[Occasion],
    by: WatchParams,
) -> tuple[Stream, ...]:
    """The groups of which anything is known, with what is usual in each."""
    outages = tuple(o for o in signals.outages if o.begins < days.now)
    outages += silences(told, days.now, by.silence)
    factors = occasion_factors(occasions, ground.areas, days)[:, : days.count]
    listening = _listening(told, signals, outages, factors, ground, days)
    position = ground.index()
    found = []
    for name in groups:
        own = tuple(i for i in told if i.group == name and i.began > days.begins(0))
        if not own:
            continue
        day = days.of(np.array([i.began.timestamp() for i in own]))
        area = np.array([position[i.area] for i in own], np.int64)
        counts = np.zeros((len(ground.areas), days.count))
        np.add.at(counts, (area, day), 1.0)
        usual = _usual(counts, listening, factors, ground, days, by)
        found.append(
            Stream(group=name, incidents=own, day=day, area=area, counts=counts, usual=usual)
        )
    return tuple(found)


def _listening(
    told: Sequence[Incident],
    signals: Signals,
    outages: Sequence[Outage],
    factors: Floats,
    ground: Ground,
    days: Days,
) -> Floats:
    """[areas, days] part of the day in which residents could tell, and more where patrols were."""
    listening = open_part(days, ground.areas, told, outages)[:, : days.count]
    if not signals.lots:
        return listening
    position = ground.index()
    efforts = [effort for effort in signals.efforts if effort.received <= days.now]
    minutes = minutes_by_day(efforts, position, days)[:, : days.count]
    within = [i for i in told if i.began > days.begins(0)]
    counts = np.zeros_like(listening)
    day = days.of(np.array([i.began.timestamp() for i in within]))
    np.add.at(counts, (np.array([position[i.area] for i in within], np.int64), day), 1.0)
    due = listening * factors
    exposure, _ = told_exposure(counts, due, minutes, signals.lots, ground, days)
    # Factors come in later again.
    return np.divide(exposure, factors, out=np.zeros_like(exposure), where=factors > 0)


def _usual(
    counts: Floats, listening: Floats, factors: Floats, ground: Ground, days: Days, by: WatchParams
) -> Usual:
    """Neighbourhoods and borders each by their own baseline and their own near repeats."""
    mean, variance = np.zeros_like(counts), np.zeros_like(counts)
    weekdays = days.weekdays()[: days.count]
    for rows in (np.flatnonzero(~ground.border), np.flatnonzero(ground.border)):
        if len(rows):
            near, heard = ground.neighbours[np.ix_(rows, rows)], listening[rows]
            known = baselines(counts[rows], heard * factors[rows], near, weekdays, by.baseline)
            scale = known.factor * factors[rows] / known.rate
            past = days.count - by.baseline.guard_days
            repeats = with_repeats(counts[rows], known.shape * scale, heard, near, past)
            mean[rows], variance[rows] = repeats.mean, known.shape * scale**2
    return Usual(mean=mean, variance=variance, open=listening)


def _newest(
    stream: Stream, sets: ZoneSets, groups: int, by: WatchParams, executor: Executor | None
) -> Detection | None:
    """The newest that is news."""
    days = stream.counts.shape[1]
    if days <= by.first_days:
        return None
    last = slice(days - 1, days)
    tonight = Usual(
        mean=stream.usual.mean[:, last],
        variance=stream.usual.variance[:, last],
        open=stream.usual.open[:, last],
    )
    rng = np.random.default_rng(by.seed)
    budget = by.false_alarm_days * groups
    threshold = threshold_for(budget, tonight, sets, rng, executor=executor)
    first = max(by.first_days, days - by.watched_days)
    found = detect(stream.counts, stream.usual, sets, threshold, first=first).detections
    return found[-1] if found and found[-1].day >= days - 1 - by.late_days else None


def _explained(
    stream: Stream,
    detection: Detection,
    zones: Zones,
    by: WatchParams,
    executor: Executor | None,
) -> Cluster | None:
    """The most likely cluster up to that day that shares an area with what was detected."""
    upto = detection.day + 1
    counts = stream.counts[:, max(0, upto - by.scan_days) : upto].astype(np.int64)
    areas = set(detection.areas.tolist())
    clusters = scan(counts, zones, by.scan, by.seed, executor).clusters
    return next((c for c in clusters if not areas.isdisjoint(c.members)), None)


def _warning(
    stream: Stream,
    detection: Detection,
    ground: Ground,
    days: Days,
    groups: int,
    by: WatchParams,
) -> EarlyWarning:
    inside = np.isin(stream.area, detection.areas) & (stream.day >= detection.since)
    until = max(detection.day, int(stream.day[inside].max(initial=0)))
    usual = (stream.usual.mean * stream.usual.open)[detection.areas, detection.since : until + 1]
    return EarlyWarning(
        id="",
        cause=WarningCause.RISE,
        stream=stream.group,
        areas=tuple(ground.areas[a] for a in detection.areas),
        raised=days.now,
        since=days.date(detection.since),
        until=days.date(until),
        incidents=tuple(stream.incidents[i].id for i in np.flatnonzero(inside)),
        expected=float(usual.sum()),
        false_alarm_days=by.false_alarm_days * groups,
        recurrence_days=None,
        p=None,
    )


def _with_scan(warning: EarlyWarning, cluster: Cluster | None) -> EarlyWarning:
    if cluster is None:
        return warning
    return msgspec.structs.replace(warning, recurrence_days=cluster.recurrence, p=cluster.p)
