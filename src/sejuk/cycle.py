"""The thermostat, pure, in two halves: reports → tension, and values → plan → verified.

Between them a person looks at the tension, and may put another in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime

from sejuk.geo.anchors import metres_apart
from sejuk.geo.snap import node_areas
from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.model.report import IncidentKind, Occasion, Signals
from sejuk.model.sensed import EarlyWarning
from sejuk.planning.night import Night, Search, plan_night
from sejuk.planning.verify import Violation, verify
from sejuk.sensing.ground import Ground, ground
from sejuk.sensing.scan.zones import street_zones
from sejuk.sensing.tension import Sensed, SensingParams, sense
from sejuk.sensing.watch import WatchParams, watch


def sense_district(
    district: District,
    signals: Signals,
    kinds: Mapping[str, IncidentKind],
    now: datetime,
    params: SensingParams | None = None,
    *,
    occasions: Sequence[Occasion] = (),
    on: Ground | None = None,
) -> Sensed:
    """The first half: tension of the district's neighbourhoods, and of borders that have places.

    Args:
        on: `ground_of` the district, for those who ask more than once.
    """
    where = on or ground_of(district)
    return sense(signals, where, kinds, now, zone=district.zone, occasions=occasions, params=params)


def ground_of(district: District) -> Ground:
    """What is near what in a district."""
    return _ground(district, node_areas(district))


def _ground(district: District, nodes: Sequence[str | None]) -> Ground:
    return ground(district.area_ids(), district.network, nodes)


def watch_district(
    district: District,
    signals: Signals,
    kinds: Mapping[str, IncidentKind],
    now: datetime,
    params: WatchParams | None = None,
    *,
    occasions: Sequence[Occasion] = (),
    executor: Executor | None = None,
) -> tuple[EarlyWarning, ...]:
    """Beside the first half: where more is happening than chance explains. Ids are empty.

    Args:
        executor: of threads.
    """
    nodes = node_areas(district)
    where = _ground(district, nodes)
    apart = metres_apart(district, where.areas, nodes)
    return watch(
        signals,
        where,
        street_zones(apart),
        kinds,
        now,
        zone=district.zone,
        occasions=occasions,
        params=params,
        executor=executor,
    )


def plan_and_verify(night: Night, search: Search) -> tuple[Plan, tuple[Violation, ...]]:
    """The second half: the values of visits from tension, the plan, and the independent checker."""
    plan = plan_night(night, search)
    return plan, check_plan(plan, night)


def check_plan(plan: Plan, night: Night) -> tuple[Violation, ...]:
    """What the checker finds in a plan of this night."""
    return verify(
        plan,
        district=night.district,
        roster=night.roster,
        tension=night.tension,
        history=night.history,
        settings=night.settings,
        floors=night.floors,
        pins=night.pins,
        bans=night.bans,
    )
