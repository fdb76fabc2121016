"""G13: positions are kept only between a device's two roll-calls, by its own numbers.

An SOS is the one exception. Whatever the order in which events come, and whatever the clock says.
"""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.app.context import clock
from sejuk.model.event import Event, Part
from sejuk.model.ids import tracker_of
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.field import RollCallClosed, RollCallOpened, Sos, Tracked
from tests.store.diary import CORNER, NOW, event, opened
from tests.store.test_projections import in_memory
from tests.web.office import Office, check_done
from tests.web.phone import Phone

KIND_OF = {"open": RollCallOpened, "close": RollCallClosed, "fix": Tracked, "sos": Sos}
days = st.lists(
    st.tuples(st.sampled_from(sorted(KIND_OF)), st.integers(-48, 48)), min_size=1, max_size=14
)


def made(night: list[tuple[str, int]]) -> list[Event]:
    """One device's events, numbered as they stand; hours by a clock that may say anything."""
    return [
        event(
            seq,
            KIND_OF[what](),
            at=NOW + timedelta(hours=hours),
            fixes=(CORNER,) if what in {"fix", "sos"} else (),
        )
        for seq, (what, hours) in enumerate(night, 1)
    ]


def may_be_kept(night: list[tuple[str, int]]) -> set[int]:
    """The guarantee read anew: numbers whose positions may be kept."""
    within, kept = False, set()
    for seq, (what, _) in enumerate(night, 1):
        if what in {"open", "close"}:
            within = what == "open"
        elif what == "sos" or within:
            kept.add(seq)
    return kept


@settings(max_examples=25)
@given(days, st.randoms(use_true_random=False))
def test_no_fix_outside_the_window_is_kept(night: list[tuple[str, int]], dice: object) -> None:
    events = made(night)
    some = list(events)
    dice.shuffle(some)  # type: ignore[attr-defined]
    with in_memory() as folder, opened(folder) as record:
        for one in some:  # each by itself, in any order
            record.append([one], now=NOW)
        record.append(events, now=NOW)  # what was held comes again
        entries = [e for e in record.read() if e.device == "hp-melati"]
        kept = {e.seq for e in entries if record.sealed_part(e, Part.FIXES, now=NOW) is not None}
    assert kept == may_be_kept(night)


def test_only_a_track_and_an_sos_can_carry_a_position() -> None:
    assert {tag for tag, kind in KINDS.items() if kind.HAS_FIXES} == {"tracked", "sos"}
    words = ("lon", "lat", "latitude", "longitude", "position_of", "coordinates", "gps")
    for kind in KINDS.values():
        assert not {field.name for field in msgspec.structs.fields(kind)} & set(words)


def test_it_is_by_crew_and_never_by_name() -> None:
    (field,) = msgspec.structs.fields(Tracked)
    assert field.name == "crew"
    assert str in {type_ for one in get_args(field.type) for type_ in (one, *get_args(one))}


def test_over_http_what_is_outside_is_acknowledged_and_gone(office: Office) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    before = phone.event("tracked", fixes=[phone.fix()])
    sos = phone.event("sos", fixes=[phone.fix()])
    told = phone.push(before, sos)
    assert told["discarded"] == [before["id"]]
    assert set(told["acked"]) == {before["id"], sos["id"]}
    (seen,) = Phone(office.person("duty_officer", area="Melati")).push()["pull"]
    assert (seen["kind"], len(seen["fixes"])) == ("sos", 1)


MINUTE = timedelta(minutes=1)


def track(phone: Phone, *minutes: float) -> tuple[int, int]:
    """A tracker beside the phone sends positions of so many minutes from now: kept, discarded."""
    wish = [
        {
            "_type": "location",
            "lat": -6.18,
            "lon": 106.85,
            "tst": round((clock() + m * MINUTE).timestamp()),
        }
        for m in minutes
    ]
    before = len(positions(phone))
    answer = phone.person.post("/tracks/owntracks", wish)
    assert check_done(answer) == []
    kept = len(positions(phone)) - before
    return kept, len(minutes) - kept


def positions(phone: Phone) -> list[str | None]:
    """The crew of each position of its tracker that can be read."""
    record = phone.person.office.record
    found = [e for e in record.read() if e.device == tracker_of(phone.person.device)]
    assert {e.kind for e in found} <= {"tracked"}, "a tracker holds no roll-call"
    return [
        msgspec.json.decode(e.body)["crew"]
        for e in found
        if record.sealed_part(e, Part.FIXES, now=clock()) is not None
    ]


def test_a_tracker_is_bound_to_the_duty_of_a_crew(office: Office) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    assert track(phone, -1) == (0, 1)
    phone.push(phone.event("roll_call_opened", at=clock() - 30 * MINUTE))
    assert track(phone, -20) == (0, 1), "nobody's duty"
    phone.push(phone.event("roll_call_opened", crew="A", at=clock() - 15 * MINUTE))
    assert track(phone, -20, -12, -10) == (2, 1)
    assert positions(phone) == ["A", "A"]


def test_what_a_tracker_sent_after_a_roll_call_that_came_late_is_gone(office: Office) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    phone.push(phone.event("roll_call_opened", crew="A", at=clock() - 30 * MINUTE))
    assert track(phone, -20, -10, -5) == (3, 0)
    phone.push(phone.event("roll_call_closed", crew="A", at=clock() - 15 * MINUTE))
    assert positions(phone) == ["A"]
    assert track(phone, -10, -1) == (0, 2)


def test_a_roll_call_that_nobody_closed_is_no_duty_for_ever(office: Office) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    phone.push(phone.event("roll_call_opened", crew="A", at=clock() - timedelta(hours=20)))
    assert track(phone, -60 * 19, -60) == (1, 1)


def test_the_store_itself_refuses_a_track_from_outside() -> None:
    tracker = tracker_of("hp-melati")
    inside = event(1, Tracked(crew="A"), device=tracker, at=NOW, fixes=(CORNER,))
    other = event(2, Tracked(crew="B"), device=tracker, at=NOW, fixes=(CORNER,))
    nobodys = event(3, Tracked(), device=tracker, at=NOW, fixes=(CORNER,))
    with in_memory() as folder, opened(folder) as record:
        assert record.append([inside], now=NOW).discarded == (inside.id,)
    with in_memory() as folder, opened(folder) as record:
        record.append([event(1, RollCallOpened(crew="A"), at=NOW - MINUTE)], now=NOW)
        answer = record.append([inside, other, nobodys], now=NOW)
        assert answer.discarded == (other.id, nobodys.id)
        assert [e.id for e in answer.recorded] == [inside.id]
