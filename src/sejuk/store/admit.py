"""What becomes of each event that is sent: pure, from what the record knows of its device.

Nothing is lost: an event is recorded, or known already, or kept in quarantine, or it is a position
from outside the roll-calls, which must not be kept. Only a position of which that is not known yet
is not answered for, and stays with its device.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import msgspec

from sejuk.model.event import Event, Opaque, to_ms
from sejuk.model.ids import is_tracker
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.field import RollCallClosed, RollCallOpened, Sos
from sejuk.store.duty_hours import DutyHours, crew_at
from sejuk.store.gaps import Ranges, holds, with_numbers


class Verdict(StrEnum):
    RECORD = "record"
    DUPLICATE = "duplicate"
    DISCARD = "discard"
    HOLD = "hold"
    ID_REUSED = "id_reused"
    """Another event has this id."""
    SEQ_REUSED = "seq_reused"
    """Another event has this number of its device."""


class Core(msgspec.Struct, frozen=True, kw_only=True):
    """What two sendings of one event agree in."""

    device: str
    seq: int
    kind: str
    occurred_ms: int
    author: str
    patrol: str | None
    body: bytes | None
    """None for a body that this version does not know, or did not know when it came."""


class DeviceHistory(msgspec.Struct, kw_only=True):
    """What is known of one device; grows while a batch is judged."""

    ranges: Ranges = ()
    malformed: frozenset[int] = frozenset()
    """Numbers that came with something that was no event; a good one may still take them."""
    roll_calls: dict[int, bool] = {}
    """Number → opens (True) or closes."""
    hours: tuple[DutyHours, ...] = ()
    """Of a tracker: when its phone was on duty."""


class Known(msgspec.Struct, kw_only=True):
    """What is known of the events of a batch; grows while it is judged."""

    cores: dict[UUID, Core | None] = {}
    """Recorded events by id; None: discarded, or in quarantine because they do not fit."""
    devices: dict[str, DeviceHistory] = {}


def judge_all(events: Sequence[Event], known: Known) -> list[Verdict]:
    """The verdict on each; they are judged by device and number, and `known` takes them in."""
    verdicts: dict[int, Verdict] = {}
    for place in sorted(range(len(events)), key=lambda n: (events[n].device, events[n].seq)):
        verdicts[place] = judge(events[place], known)
        _take_in(events[place], verdicts[place], known)
    return [verdicts[place] for place in range(len(events))]


def judge(event: Event, known: Known) -> Verdict:
    """One event against what is known."""
    core = core_of(event)
    if event.id in known.cores:
        before = known.cores[event.id]
        return Verdict.DUPLICATE if before is None or same(before, core) else Verdict.ID_REUSED
    history = known.devices.get(event.device, DeviceHistory())
    if holds(history.ranges, event.seq) and event.seq not in history.malformed:
        return Verdict.SEQ_REUSED
    if event.fixes and not isinstance(event.body, Sos):
        if is_tracker(event.device):
            return _judge_track(event, history)
        return _judge_fixes(event.seq, history)
    return Verdict.RECORD


def _judge_fixes(seq: int, history: DeviceHistory) -> Verdict:
    """Positions are kept between the roll-calls, by number; GUARANTEES.md, G13."""
    last = max((n for n in history.roll_calls if n < seq), default=0)
    known_to = next((b for a, b in history.ranges if a <= last + 1 <= b), last)
    if known_to < seq - 1:  # a roll-call may lie in the gap
        return Verdict.HOLD
    return Verdict.RECORD if history.roll_calls.get(last, False) else Verdict.DISCARD


def _judge_track(event: Event, history: DeviceHistory) -> Verdict:
    """A tracker's are kept while its phone was on duty, by time, for the crew of that duty."""
    crews = {crew_at(history.hours, to_ms(fix.at)) for fix in event.fixes}
    is_on_duty = crews == {getattr(event.body, "crew", None)} and None not in crews
    return Verdict.RECORD if is_on_duty else Verdict.DISCARD


def _take_in(event: Event, verdict: Verdict, known: Known) -> None:
    if verdict is Verdict.HOLD or verdict is Verdict.DUPLICATE:
        return
    history = known.devices.setdefault(event.device, DeviceHistory())
    history.ranges = with_numbers(history.ranges, (event.seq,))
    history.malformed = history.malformed - {event.seq}
    if verdict is not Verdict.RECORD:
        known.cores.setdefault(event.id, None)
        return
    known.cores[event.id] = core_of(event)
    if isinstance(event.body, RollCallOpened | RollCallClosed):
        history.roll_calls = {
            **history.roll_calls,
            event.seq: isinstance(event.body, RollCallOpened),
        }


def core_of(event: Event) -> Core:
    """What must agree when it is sent again."""
    return Core(
        device=event.device,
        seq=event.seq,
        kind=event.kind,
        occurred_ms=to_ms(event.occurred_at),
        author=event.author,
        patrol=event.patrol,
        body=body_json(event.body),
    )


def body_json(body: Body | Opaque) -> bytes | None:
    """The JSON that the log keeps of a body; None for an opaque one, which is sealed."""
    return None if isinstance(body, Opaque) else msgspec.json.encode(body)


def same(a: Core, b: Core) -> bool:
    """True for two sendings of one event."""
    if a.body is None or b.body is None:
        return msgspec.structs.replace(a, body=None) == msgspec.structs.replace(b, body=None)
    return a == b
