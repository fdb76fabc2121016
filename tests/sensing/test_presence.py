"""What residents tell more where patrols are: learned from lots, due and no rise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from sejuk.model.exploration import AreaChance, Exploration
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Effort, IncidentKind, Lot, Report, Signals
from sejuk.sensing.days import Days
from sejuk.sensing.ground import ground
from sejuk.sensing.incidents import LinkParams, link
from sejuk.sensing.tension import Sensed, sense
from sejuk.sensing.watch import WatchParams, streams_of

NOW = datetime(2024, 11, 28, 14, tzinfo=UTC)
AREAS = ("1", "2", "3", "4")
NIGHTS = 150
GROUND = ground((*AREAS, "1|2"))
KINDS = {f"k{n}": IncidentKind(severity=3, group=f"g{n}") for n in range(8)}
DAYS = Days(now=NOW, zone="Asia/Jakarta", count=NIGHTS)
SPOILT = "1"
"""Where crews go every night, whatever the lot says."""


def make_signals(kappa: float, *, always: bool = False) -> Signals:
    """Nights with a lot for one of four; residents tell as much everywhere, and more by `kappa` of
    it where presence is like the average.

    Args:
        always: crews also go to one neighbourhood each night of the last 60.
    """
    rng = np.random.default_rng(6)
    reports: list[Report] = []
    efforts, lots = [], []
    for day in range(NIGHTS):
        drawn = AREAS[int(rng.integers(4))]
        chances = tuple(AreaChance(area=area, thousandths=250) for area in AREAS)
        lot = Exploration(label="", chances=chances, drawn=(drawn,))
        began = DAYS.begins(day) + timedelta(hours=6)
        date = DAYS.date(day)
        lots.append(Lot(day=date, exploration=lot, received=began))
        visited = {drawn} | ({SPOILT} if always and day >= NIGHTS - 60 else set())
        for area in AREAS:
            minutes = 12.0 * (area in visited)
            if minutes:
                efforts.append(Effort(area=area, day=date, minutes=minutes, received=began))
            told = rng.poisson(0.4 * (1 + kappa * minutes / 3.0))  # 3 minutes are the average
            reports += [
                Report(
                    id=f"{day} {area} {k}",
                    what=f"k{k}",
                    origin=Origin.RESIDENT,
                    area=area,
                    happened=began,
                    received=began,
                )
                for k in range(min(int(told), 8))
            ]
    return Signals(reports=tuple(reports), efforts=tuple(efforts), lots=tuple(lots))


def sensed(signals: Signals, now: datetime = NOW) -> Sensed:
    return sense(signals, GROUND, KINDS, now)


def without_lots(signals: Signals) -> Signals:
    return msgspec.structs.replace(signals, lots=())


@pytest.fixture(scope="module")
def inflated() -> Signals:
    return make_signals(0.5, always=True)


def test_it_is_found() -> None:
    # 150 nights: within 0.2 of what it is, as drawn towards 0 and of this one history.
    assert sensed(make_signals(0.5)).inflation == pytest.approx(0.5, abs=0.2)
    assert sensed(make_signals(0.0)).inflation < 0.15


def test_presence_is_due_and_no_rise(inflated: Signals) -> None:
    """Crews stood sixty nights where nothing happens but that they are told more: without the lots
    that is twice the tension of others, with them hardly more."""

    def above(found: Sensed) -> float:
        means = {a.area: a.mean for a in found.areas}
        return means[SPOILT] / float(np.mean([means[area] for area in AREAS if area != SPOILT]))

    assert above(sensed(without_lots(inflated))) > 1.6
    assert above(sensed(inflated)) < 1.25


def test_no_lot_changes_no_byte(inflated: Signals) -> None:
    """Nor one of a night to come, nor one that was released later, nor one that had to fall so."""
    plain = msgspec.json.encode(sensed(without_lots(inflated)))
    last = inflated.lots[-1]
    certain = Exploration(label="", chances=(AreaChance(area="1", thousandths=1000),), drawn=("1",))
    for lots in (
        [msgspec.structs.replace(last, day=last.day + timedelta(days=1))],
        [msgspec.structs.replace(last, received=NOW + timedelta(seconds=1))],
        [msgspec.structs.replace(last, exploration=certain)],
    ):
        signals = msgspec.structs.replace(inflated, lots=tuple(lots))
        assert msgspec.json.encode(sensed(signals)) == plain


def test_a_replay_knows_the_lots_of_its_time(inflated: Signals) -> None:
    then = NOW - timedelta(days=60)
    known = msgspec.structs.replace(
        inflated,
        lots=tuple(lot for lot in inflated.lots if lot.received <= then),
    )
    assert msgspec.json.encode(sensed(inflated, then)) == msgspec.json.encode(sensed(known, then))


def test_of_two_orders_for_a_night_the_later_one_counts(inflated: Signals) -> None:
    wrong = tuple(
        msgspec.structs.replace(
            lot,
            received=lot.received - timedelta(hours=1),
            exploration=msgspec.structs.replace(lot.exploration, drawn=("2",)),
        )
        for lot in inflated.lots
    )
    signals = msgspec.structs.replace(inflated, lots=inflated.lots + wrong)
    assert msgspec.json.encode(sensed(signals)) == msgspec.json.encode(sensed(inflated))


def test_early_warnings_expect_more_where_crews_were(inflated: Signals) -> None:
    """Presence at a visit is some three times the average."""
    told = link(inflated.reports, GROUND, KINDS, LinkParams())
    one = GROUND.index()[SPOILT]

    def due(signals: Signals) -> NDArray[np.float64]:
        (stream, *_) = streams_of(told, signals, GROUND, DAYS, ("g0",), (), WatchParams())
        return np.asarray(stream.usual.open[one], np.float64)

    plain, corrected = due(without_lots(inflated)), due(inflated)
    assert (plain[-10:] == 1.0).all()
    kappa = sensed(inflated).inflation
    assert corrected[-10:].min() > 1 + 0.7 * kappa * 2.5
