"""Claims from the record to tension: their harm, their door, and what was known when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sejuk.app.tension import tension_signals
from sejuk.cycle import sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.claim import Channel, Harm, Intake, Subject
from sejuk.model.district import District
from sejuk.model.kinds.field import Arrived, Heard, Left
from sejuk.model.kinds.rumour import ClaimAssessed, ClaimOpened, SightingLinked
from tests.app.melati import FIRST, KATIM, begun

HOUR = timedelta(hours=1)
CLAIM = "isu-1"


def test_claims_in_tension(district: District, tmp_path: Path) -> None:
    """Told in the first neighbourhood; a patrol of 24 minutes heard it at a place of the second."""
    first, second = (hood.id for hood in district.neighbourhoods[:2])
    place = next(p.id for p in district.places if p.area_id == second)
    with begun(tmp_path, district.name) as record:

        def happen(hours: float, *bodies: object) -> list[str]:
            with record.writing(now=FIRST + HOUR * hours) as writing:
                return [str(writing.happen(b, author=KATIM).id) for b in bodies]  # type: ignore[arg-type]

        happen(0.0, Arrived(place=place, crew="A"))
        told, heard = happen(
            0.3,
            Heard(area=first, channel=Channel.OBROLAN, intake=Intake.PUBLIC),
            Heard(area=second, channel=Channel.OBROLAN),
        )
        happen(0.4, Left(place=place, crew="A"))
        happen(
            1.0,
            ClaimOpened(claim=CLAIM, area=district.name),
            SightingLinked(sighting=told, claim=CLAIM),
            SightingLinked(sighting=heard, claim=CLAIM),
        )
        happen(2.0, ClaimAssessed(claim=CLAIM, harm=Harm.VIOLENCE, about=Subject.OTHER))
        signals = tension_signals(record, district, FIRST)

    def points(hours: float) -> dict[str, float]:
        now = FIRST + HOUR * hours
        found = sense_district(district, signals, incident_kinds(), now)
        return {
            area.area: sum(t.amount for t in area.terms if t.code == "claims")
            for area in found.areas
        }

    by_patrol = 2.5 * 12 / 24
    assert points(1.5)[first] == 2.5
    assert points(1.5)[second] == pytest.approx(by_patrol)
    # Known two hours after: a call to violence weighs three times as much.
    assert points(2.5)[first] == 7.5
    assert points(2.5)[second] == pytest.approx(max(3 * by_patrol, 7.5 / 2))
