"""The wire form of events: read back as it was written, and never an exception, whatever comes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.event import BadEvent, Event, Opaque
from sejuk.model.event_wire import MOST_BYTES, read_event, write_event
from sejuk.model.kinds.field import Arrived
from tests.store.anything import histories
from tests.store.diary import SALT, arrived, noted, tracked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=10,
)


def as_json(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_event(event))
    return found


@settings(max_examples=50)
@given(histories(most=3))
def test_what_is_written_is_read_back(events: list[Event]) -> None:
    assert [read_event(write_event(event)) for event in events] == events


@given(st.binary(max_size=200))
def test_no_bytes_are_an_exception(raw: bytes) -> None:
    found = read_event(raw)
    assert isinstance(found, BadEvent)
    assert found.raw == raw


@settings(max_examples=200)
@given(st.data(), JSON)
def test_no_changed_field_is_an_exception(data: st.DataObject, value: object) -> None:
    page = as_json(noted(7, "aman"))
    field = data.draw(st.sampled_from([*page, "residents_name", "body.kind", "body.place"]))
    if field.startswith("body."):
        page["body"][field.removeprefix("body.")] = value
    else:
        page[field] = value
    raw = json.dumps(page).encode()
    found = read_event(raw)
    if isinstance(found, BadEvent):
        assert found.raw == raw
        assert found.detail
    else:
        assert read_event(write_event(found)) == found


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"name": "Budi"}, "unknown field `name`"),
        ({"body": {"kind": "arrived", "place": "poi-1", "name": "Budi"}}, "unknown field `name`"),
        ({"body": {"kind": "arrived"}}, "`place`"),
        ({"body": {"place": "poi-1"}}, "`kind`"),
        ({"body": {"kind": "Budi Santoso"}}, "`$.kind`"),
        ({"texts": {"note": "aman"}}, "texts, fixes, photos"),
        ({"texts": {"Any Key!": "aman"}}, "$.texts"),
        ({"photos": ["0" * 64]}, "texts, fixes, photos"),
        ({"seq": 0}, "id, seq"),
        ({"seq": 1.5}, "$.seq"),
        ({"id": "00000000-0000-4000-8000-000000000000"}, "id, seq"),
        ({"occurred_at": "2024-11-28T22:00:00"}, "timezone"),
        ({"author": "x" * 65}, "$.author"),
        ({"author": "3171234567890123"}, "$.author"),
        ({"device": "hp melati"}, "$.device"),
        ({"salt": "short"}, "$.salt"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], detail: str) -> None:
    found = read_event(json.dumps(as_json(arrived(7)) | change).encode())
    assert isinstance(found, BadEvent)
    assert detail.replace("`", "") in found.detail.replace("`", "")
    assert (
        found.id == (None if "4000" in str(change.get("id")) else arrived(7).id) or "id" in change
    )
    assert found.seq == (7 if "seq" not in change else None)


@pytest.mark.parametrize("field", ["texts", "fixes", "photos"])
def test_what_is_sealed_needs_a_salt(field: str) -> None:
    page = as_json(noted(1, "aman") if field == "texts" else tracked(1))
    if field == "photos":
        page = as_json(noted(1, "aman")) | {"texts": {}, "photos": ["0" * 64]}
    del page["salt"]
    found = read_event(json.dumps(page).encode())
    assert isinstance(found, BadEvent)
    assert found.detail == "salt"


def test_an_unknown_kind_is_kept_as_it_came() -> None:
    raw = write_event(arrived(1)).replace(b'"arrived"', b'"flown_over"')
    found = read_event(raw)
    assert isinstance(found, Event)
    assert found.body == Opaque(
        kind="flown_over", raw=b'{"kind":"flown_over","place":"poi-1","crew":"A"}'
    )
    assert write_event(found) == raw


def test_an_event_has_a_size() -> None:
    page = as_json(arrived(1)) | {"patrol": "x" * MOST_BYTES}
    found = read_event(json.dumps(page).encode())
    assert isinstance(found, BadEvent)
    assert "bytes" in found.detail


def test_defaults_are_left_out() -> None:
    assert msgspec.json.encode(Arrived(place="poi-1")) == b'{"kind":"arrived","place":"poi-1"}'
    assert SALT not in write_event(arrived(1)).decode()
