"""Any event of any kind there is, made from the types of its fields: new kinds come in unasked."""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from sejuk.model.event import Event
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.body import Body
from tests.store.diary import CORNER, NOW, SALT

WORDS = ("a", "b", "c")
"""Few, so that papers meet again: the second step of an order, a second order of the same id."""


@functools.cache
def bodies() -> st.SearchStrategy[Body]:
    """Any body."""
    return st.one_of([values(msgspec.inspect.type_info(kind)) for kind in KINDS.values()])


@st.composite
def histories(draw: st.DrawFn, most: int = 25) -> list[Event]:
    """Events of two devices, each with its numbers in order."""
    events: list[Event] = []
    seqs = {"hp-melati": 0, "hp-mawar": 0}
    for _ in range(draw(st.integers(0, most))):
        device = draw(st.sampled_from(sorted(seqs)))
        seqs[device] += 1
        events.append(around(draw(bodies()), device, seqs[device], draw(st.booleans())))
    return events


def around(body: Body, device: str, seq: int, full: bool) -> Event:
    """An event with this body; `full`: with all that may travel beside it."""
    kind = type(body)
    texts = dict.fromkeys(sorted(kind.TEXTS), "aman") if full else {}
    fixes = (CORNER,) if full and kind.HAS_FIXES else ()
    photos = ("0" * 64,) if full and kind.HAS_PHOTOS else ()
    return Event(
        id=UUID(int=(hash_of(device) << 96) | 7 << 76 | 2 << 62 | seq),
        device=device,
        seq=seq,
        occurred_at=NOW,
        author="katim-a",
        body=body,
        texts=texts,
        fixes=fixes,
        photos=photos,
        salt=SALT if texts or fixes or photos else None,
    )


def hash_of(device: str) -> int:
    return sum(device.encode())


def values(type_: msgspec.inspect.Type) -> st.SearchStrategy[Any]:
    """Values of a field's type. A type that is not here is a reason to think twice about it."""
    match type_:
        case msgspec.inspect.StructType():
            fields = {f.name: values(f.type) for f in type_.fields}
            given = st.fixed_dictionaries(fields)
            if hasattr(type_.cls, "__post_init__"):  # not all goes together
                given = given.filter(lambda some: goes_together(type_.cls, some))
            return given.map(lambda some: type_.cls(**some))
        case msgspec.inspect.UnionType():
            return st.one_of([values(one) for one in type_.types])
        case msgspec.inspect.EnumType():
            return st.sampled_from(list(type_.cls))
        case msgspec.inspect.VarTupleType():
            return st.lists(values(type_.item_type), max_size=2).map(tuple)
        case msgspec.inspect.StrType():
            # A pattern of so many signs, or one that lets a short word through.
            length = re.search(r"\]\{(\d+)\}", type_.pattern or "")
            words = [c.upper() * int(length[1]) for c in WORDS] if length else WORDS
            fitting = [w for w in (*words, *map(str.lower, words)) if fits(type_, w)]
            return st.sampled_from(fitting or ["https://kpu.example/1"])
        case msgspec.inspect.IntType():
            return st.integers(0, 9)
        case msgspec.inspect.FloatType():
            return st.sampled_from([0.0, 0.5])
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.NoneType():
            return st.none()
        case msgspec.inspect.UUIDType():
            return st.sampled_from([UUID(int=7 << 76 | 2 << 62 | n) for n in range(3)])
        case msgspec.inspect.DateTimeType():
            return st.sampled_from([NOW, datetime(2024, 12, 8, tzinfo=UTC)])
        case msgspec.inspect.DateType():
            return st.sampled_from([date(2024, 11, 28), date(2024, 12, 8)])
        case _:
            raise NotImplementedError(str(type_))


def goes_together(cls: type, given: dict[str, Any]) -> bool:
    try:
        cls(**given)
    except ValueError:
        return False
    return True


def fits(type_: msgspec.inspect.StrType, word: str) -> bool:
    return type_.pattern is None or re.search(type_.pattern, word) is not None
