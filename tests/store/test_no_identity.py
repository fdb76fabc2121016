"""G1: the bodies of events have no place for a resident's identity. GUARANTEES.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest

from sejuk.model import ids
from sejuk.model.kinds import KINDS

WORDS = {
    meta.pattern
    for name in dir(ids)
    for meta in get_args(getattr(ids, name))[1:]
    if isinstance(meta, msgspec.Meta) and meta.pattern
}
"""The patterns of ids, which are the only strings that a body may hold."""
FORBIDDEN = ("name", "nama", "nik", "phone", "hp", "plate", "face", "handle", "email", "mail")
PLAIN = (
    msgspec.inspect.IntType,
    msgspec.inspect.FloatType,
    msgspec.inspect.BoolType,
    msgspec.inspect.NoneType,
    msgspec.inspect.UUIDType,
    msgspec.inspect.EnumType,
    msgspec.inspect.DateTimeType,
    msgspec.inspect.DateType,
)


def fields(kind: type) -> Iterator[tuple[str, msgspec.inspect.Type]]:
    """Every field of a body and of what it holds, down to plain types."""
    found = msgspec.inspect.type_info(kind)
    assert isinstance(found, msgspec.inspect.StructType)
    for field in found.fields:
        yield from leaves(field.name, field.type)


def leaves(name: str, type_: msgspec.inspect.Type) -> Iterator[tuple[str, msgspec.inspect.Type]]:
    match type_:
        case msgspec.inspect.UnionType():
            for one in type_.types:
                yield from leaves(name, one)
        case msgspec.inspect.VarTupleType():
            yield from leaves(name, type_.item_type)
        case msgspec.inspect.StructType():
            for field in type_.fields:
                yield from leaves(f"{name}.{field.name}", field.type)
        case _:
            yield name, type_


@pytest.mark.parametrize("tag", KINDS)
def test_a_body_holds_ids_numbers_and_fixed_words(tag: str) -> None:
    for name, type_ in fields(KINDS[tag]):
        if isinstance(type_, msgspec.inspect.StrType):
            assert type_.pattern in WORDS, f"{name} takes any text"
        else:
            assert isinstance(type_, PLAIN), f"{name}: {type_}"
        last = name.rpartition(".")[2]
        assert not set(last.split("_")) & set(FORBIDDEN), name


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (pattern, text)
        for pattern in sorted(WORDS)
        for text in (
            "3171234567890123",  # an identity number
            "id-3171234567890123",
            "budi@contoh.id",
            "@budi_santoso",
            "baris\nbaru",
            "poi-1\n",
            "0" * 64 + "\n",
            "",
            "x" * 200,
        )
    ],
)
def test_an_id_takes_no_identity(pattern: str, text: str) -> None:
    assert re.search(pattern, text) is None
