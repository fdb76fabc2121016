"""Lots of released orders, from the record to tension: whoever reads it later learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest

from sejuk.app.efforts import efforts_of
from sejuk.app.lots import lots_of
from sejuk.app.tension import tension_now, tension_signals
from sejuk.cycle import sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.model.exploration import AreaChance, Exploration
from sejuk.model.force import Agency
from sejuk.model.kinds.field import Arrived, Left, Origin, Reported
from sejuk.model.kinds.papers import OrderDrafted, OrderRevised, OrderStepped
from sejuk.sensing.tension import Sensed
from sejuk.store.documents import keep_document
from sejuk.store.record import Record, Writing
from tests.app.melati import FIRST, KATIM, begun

NIGHTS = 80
AFTER = FIRST + timedelta(days=NIGHTS, hours=-10)
"""Noon of the day after the last night."""
WHATS = ("pencurian", "minuman-keras", "perkelahian", "sampah")
"""Of four groups, so that none is linked with another."""


def paper(district: str, night: datetime, lot: Exploration | None) -> bytes:
    """Of an order, as far as anybody reads it here; `plan.json` has much more."""
    shift = {"date": (night + timedelta(hours=7)).date().isoformat()}
    plan: dict[str, object] = {
        "format": "sejuk plan 1",
        "district": district,
        "shift": {**shift, "start": "21:00:00", "end": "01:00:00", "zone": "Asia/Jakarta"},
    }
    if lot is not None:
        plan["exploration"] = lot
    return msgspec.json.encode({"plan": plan, "roster": ""})


def lot_of(district: District, drawn: int) -> Exploration:
    hoods = [hood.id for hood in district.neighbourhoods]
    share = 1000 // len(hoods)
    chances = tuple(AreaChance(area=hood, thousandths=share) for hood in hoods)
    return Exploration(label="", chances=chances, drawn=(hoods[drawn],))


def draft(
    writing: Writing, area: str, order: str, night: datetime, lot: Exploration | None
) -> None:
    digest = keep_document(writing.connection, paper(area, night, lot), 0)
    body = OrderDrafted(
        order=order,
        area=area,
        plan=digest,
        begins=night - timedelta(hours=1),
        ends=night + timedelta(hours=3),
        agencies=(Agency.POLRI,),
    )
    writing.happen(body, author="padal")


def release(writing: Writing, order: str) -> None:
    body = OrderStepped(order=order, step="release", state="released", agency=Agency.POLRI)
    writing.happen(body, author="kapolsek")


@pytest.fixture(scope="module")
def record(district: District, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Eighty nights with one visit each, to the neighbourhood that was drawn; there residents tell
    three times as much. On the last thirty the crew goes to the first one besides."""
    rng = np.random.default_rng(4)
    hoods = [hood.id for hood in district.neighbourhoods]
    place = {hood: next(p.id for p in district.places if p.area_id == hood) for hood in hoods}
    with begun(tmp_path_factory.mktemp("record"), district.name) as found:
        for n in range(NIGHTS):
            night = FIRST + timedelta(days=n)
            drawn = int(rng.integers(len(hoods)))
            with found.writing(now=night - timedelta(hours=8)) as writing:
                draft(writing, district.name, f"order-{n}", night, lot_of(district, drawn))
                release(writing, f"order-{n}")
            visited = [hoods[drawn]] + [hoods[0]] * (n >= NIGHTS - 30 and drawn != 0)
            for k, hood in enumerate(visited):
                begin = night + timedelta(minutes=20 * k)
                for minutes, kind in ((0, Arrived), (12, Left)):
                    with found.writing(now=begin + timedelta(minutes=minutes)) as writing:
                        writing.happen(kind(place=place[hood], crew="A"), author=KATIM)
            with found.writing(now=night + timedelta(hours=1)) as writing:
                for hood in hoods:
                    told = rng.poisson(1.2 if hood in visited else 0.4)
                    for what in WHATS[: int(told)]:
                        body = Reported(what=what, origin=Origin.RESIDENT, area=hood)
                        writing.happen(body, author=KATIM)
        yield found


def test_tension_knows_what_presence_adds(record: Record, district: District) -> None:
    """Average presence is a quarter of a visit, which triples: 2 over 4 is 0.5."""
    sensed = tension_now(record, district, AFTER)
    assert sensed.inflation == pytest.approx(0.5, abs=0.25)
    signals = tension_signals(record, district, AFTER)
    blind = msgspec.structs.replace(signals, lots=())
    unaware = sense_district(district, blind, incident_kinds(), AFTER)
    assert unaware.inflation == 0.0

    def above(found: Sensed) -> float:
        mean = {area.area: area.mean for area in found.areas}
        first, *others = (mean[hood.id] for hood in district.neighbourhoods)
        return first / float(np.mean(others))

    assert above(sensed) < 0.9 * above(unaware)


def test_lots_and_efforts_share_their_days(record: Record, district: District) -> None:
    window = timedelta(days=100)
    lots = lots_of(record, district, AFTER, window)
    assert len(lots) == NIGHTS
    visited = {(e.area, e.day) for e in efforts_of(record, district, AFTER, window)}
    assert all((area, lot.day) in visited for lot in lots for area in lot.exploration.drawn)


def test_only_what_was_released_in_this_district(district: District, tmp_path: Path) -> None:
    """As the plan was when it was released; changed later, it says nothing of the lot."""
    night = FIRST + timedelta(days=1)
    first, second = lot_of(district, 0), lot_of(district, 1)
    with begun(tmp_path, district.name) as record:
        with record.writing(now=FIRST) as writing:
            draft(writing, district.name, "draft", night, first)
            draft(writing, "Mawar", "elsewhere", night, first)
            release(writing, "elsewhere")
            draft(writing, district.name, "no-lot", night, None)
            release(writing, "no-lot")
            draft(writing, district.name, "changed", night, first)
            change(writing, "changed", paper(district.name, night, second))
            release(writing, "changed")
        with record.writing(now=FIRST + timedelta(hours=2)) as writing:
            change(writing, "changed", paper(district.name, night, first))
            release(writing, "changed")
            broken = OrderDrafted(
                order="broken",
                area=district.name,
                plan=keep_document(writing.connection, b"{}", 0),
                begins=night,
                ends=night + timedelta(hours=4),
                agencies=(Agency.POLRI,),
            )
            writing.happen(broken, author="padal")
            release(writing, "broken")
        (lot,) = lots_of(record, district, night + timedelta(days=1), timedelta(days=30))
        assert (lot.exploration, lot.received) == (second, FIRST)
        assert lots_of(record, district, night + timedelta(days=60), timedelta(days=30)) == ()


def change(writing: Writing, order: str, content: bytes) -> None:
    digest = keep_document(writing.connection, content, 0)
    body = OrderRevised(order=order, plan=digest, based_on=digest, planning="p", changed=1, kept=1)
    writing.happen(body, author="padal")
