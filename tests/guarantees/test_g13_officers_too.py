"""G13: positions are kept only between a device's two roll-calls, by its own numbers.

An SOS is the one exception. Whatever the order in which events come, and whatever the clock says.
"""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.event import Event, Part
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.field import RollCallClosed, RollCallOpened, Sos, Tracked
from tests.store.diary import CORNER, NOW, event, opened
from tests.store.test_projections import in_memory
from tests.web.office import Office
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


@settings(max_examples=25, deadline=None)
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
