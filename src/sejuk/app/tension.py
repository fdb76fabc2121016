"""Tension as the record knows it now: what was reported and heard in a district."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from sejuk.app.calendars import occasions_of
from sejuk.app.efforts import efforts_of
from sejuk.app.lots import lots_of
from sejuk.app.rumours.here import sightings_here
from sejuk.cycle import sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.claim import Intake
from sejuk.model.district import District
from sejuk.model.event import Entry, body_of, from_ms, to_ms
from sejuk.model.kinds.field import Reported
from sejuk.model.kinds.rumour import ClaimAssessed
from sejuk.model.report import Assessment, Report, Sighting, Signals
from sejuk.model.role import meets
from sejuk.sensing.tension import Sensed, SensingParams
from sejuk.store.claims import sightings_received_since
from sejuk.store.papers import PaperRow, areas_of_accounts
from sejuk.store.record import Record

KINDS = frozenset(
    {
        "reported",
        "heard",
        "sighting_linked",
        "sighting_split",
        "sighting_dropped",
        "claim_assessed",
        "claim_stepped",
    }
)
"""What changes it."""
WINDOW = timedelta(days=SensingParams().window_days)


def tension_now(record: Record, district: District, now: datetime) -> Sensed:
    """Of the district's neighbourhoods and borders, from the record alone."""
    signals = tension_signals(record, district, now)
    occasions = occasions_of(record.folder, district.zone)
    return sense_district(district, signals, incident_kinds(), now, occasions=occasions)


def tension_signals(
    record: Record, district: District, now: datetime, window: timedelta = WINDOW
) -> Signals:
    """All that tension is made from as of this moment, or of a later one."""
    return msgspec.structs.replace(
        signals_of(record, district, now, window),
        efforts=efforts_of(record, district, now, window),
        lots=lots_of(record, district, now, window),
    )


def signals_of(record: Record, district: District, now: datetime, window: timedelta) -> Signals:
    """What accounts of this district reported and heard; nothing that is out of scope (G8).

    Ids of neighbourhoods are those of one map, so that an account of another district, whose `7`
    is another place, does not count here.
    """
    with record.looking(now=now) as view:
        entries = view.since(now - window, {"reported"})
        assessed = view.since(now - window, {"claim_assessed"})
        areas = areas_of_accounts(view.connection, {entry.author for entry in entries})
        heard = sightings_here(
            view.connection,
            sightings_received_since(view.connection, to_ms(now - window)),
            district.name,
        )
    here = [entry for entry in entries if _is_here(areas.get(entry.author), district.name)]
    bodies = [(entry, body_of(entry)) for entry in here]
    nodes = {place.id: place.node for place in district.places}
    return Signals(
        reports=tuple(_report(e, body, nodes) for e, body in bodies if isinstance(body, Reported)),
        sightings=tuple(_sighting(row) for row in heard),
        assessments=_assessments(assessed, {row.claim for row in heard}),
    )


def _is_here(area: str | None, district: str) -> bool:
    return area is not None and meets(area, district)


def _report(entry: Entry, body: Reported, nodes: Mapping[str, int]) -> Report:
    """Where it names a place of the district, it is at that place's node."""
    return Report(
        id=str(entry.id),
        what=body.what,
        origin=body.origin,
        area=body.area,
        node=nodes.get(body.place or ""),
        happened=min(entry.corrected_at, entry.received_at),
        received=entry.received_at,
    )


def _assessments(entries: Iterable[Entry], claims: Collection[str]) -> tuple[Assessment, ...]:
    """Of these claims; all of them, so that a past moment knows what was known then."""
    bodies = [(entry, body_of(entry)) for entry in entries]
    return tuple(
        Assessment(claim=body.claim, harm=body.harm, received=entry.received_at)
        for entry, body in bodies
        if isinstance(body, ClaimAssessed) and body.claim in claims
    )


def _sighting(row: PaperRow) -> Sighting:
    return Sighting(
        area=row.area,
        claim=row.claim,
        heard=from_ms(row.heard_ms),
        received=from_ms(row.received_ms),
        linked=None if row.linked_ms is None else from_ms(row.linked_ms),
        intake=Intake(row.intake),
    )
