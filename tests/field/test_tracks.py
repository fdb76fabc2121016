"""Tracks of other apps: read right, never a fault of ours, kept between the roll-calls only."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.app.context import clock
from sejuk.files.tracks import read_gpx, read_owntracks, read_traccar, read_traccar_query
from sejuk.model.event import Fix
from sejuk.problems import ProblemError
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone

AT = datetime(2024, 11, 28, 15, 0, tzinfo=UTC)
SECONDS = int(AT.timestamp())
FIX = Fix(at=AT, lon=106.85, lat=-6.18, accuracy_m=12.0)
OWN = {"_type": "location", "lat": -6.18, "lon": 106.85, "tst": SECONDS, "acc": 12, "tid": "a1"}
TRACCAR = {
    "location": {
        "timestamp": "2024-11-28T15:00:00Z",
        "coords": {"latitude": -6.18, "longitude": 106.85, "accuracy": 12, "speed": 1},
    },
    "device_id": "x",
}
GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="-6.18" lon="106.85"><ele>3</ele><time>2024-11-28T15:00:00Z</time></trkpt>
<trkpt lat="-6.19" lon="106.86"/></trkseg></trk></gpx>"""
QUERY = {"lat": "-6.18", "lon": "106.85", "timestamp": str(SECONDS), "accuracy": "12"}


def test_each_form_is_read() -> None:
    assert read_owntracks(json.dumps(OWN).encode()) == (FIX,)
    assert read_owntracks(json.dumps([OWN, {"_type": "lwt"}]).encode()) == (FIX,)
    assert read_traccar(json.dumps(TRACCAR).encode()) == (FIX,)
    assert read_traccar_query(QUERY) == (FIX,)
    assert read_traccar_query({**QUERY, "timestamp": str(SECONDS * 1000)}) == (FIX,)
    assert read_traccar_query({**QUERY, "timestamp": AT.isoformat()}) == (FIX,)
    assert [(f.at, f.lat) for f in read_gpx(GPX)] == [(AT, -6.18)]


NUMBER = st.one_of(st.floats(), st.integers(), st.text(max_size=5), st.none(), st.booleans())


@given(NUMBER, NUMBER, NUMBER, NUMBER, st.binary(max_size=60))
def test_no_input_is_a_fault_of_ours(a: Any, b: Any, c: Any, d: Any, noise: bytes) -> None:  # noqa: ANN401
    own = json.dumps({"_type": "location", "lat": a, "lon": b, "tst": c, "acc": d}).encode()
    traccar = json.dumps({"location": {"timestamp": c, "coords": {"latitude": a, "longitude": b}}})
    gpx = f'<gpx><trkpt lat="{a}" lon="{b}"><time>{c}</time></trkpt></gpx>'.replace("\0", "")
    query = {"lat": str(a), "lon": str(b), "timestamp": str(c)}
    reads: tuple[Callable[[], tuple[Fix, ...]], ...] = (
        lambda: read_owntracks(own),
        lambda: read_owntracks(noise),
        lambda: read_traccar(traccar.encode()),
        lambda: read_traccar(noise),
        lambda: read_gpx(gpx),
        lambda: read_gpx(noise.decode("latin-1")),
        lambda: read_traccar_query(query),
    )
    for read in reads:
        try:
            found = read()
        except ProblemError:
            continue
        assert all(-90 <= fix.lat <= 90 and -180 <= fix.lon <= 180 for fix in found)


def basic(phone: Phone) -> dict[str, str]:
    word = base64.b64encode(f"tim-a:{phone.person.token}".encode()).decode()
    return {"authorization": f"Basic {word}"}


def own_track(minutes: float) -> dict[str, Any]:
    at = clock() + timedelta(minutes=minutes)
    return {**OWN, "tst": int(at.timestamp())}


def test_positions_are_kept_between_the_phones_roll_calls(own_office: Office) -> None:
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    now = clock()
    katim.push(katim.event("roll_call_opened", crew="A", at=now - timedelta(minutes=30)))
    katim.push(katim.event("roll_call_closed", at=now - timedelta(minutes=10)))
    wish = [own_track(-40), own_track(-20), own_track(-15), own_track(-5)]
    for _ in range(2):  # the tracker does not know whether it arrived, and sends again
        answer = own_office.ask(
            "POST",
            "/tracks/owntracks",
            content=json.dumps(wish).encode(),
            headers={"content-type": "application/json", **basic(katim)},
        )
        assert check_done(answer) == []
    kept = [e for e in own_office.record.read() if e.kind == "tracked"]
    assert [e.device for e in kept] == [f"t-{katim.person.device}"] * 2


def test_traccar_and_gpx(own_office: Office) -> None:
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    katim.push(katim.event("roll_call_opened", crew="A", at=clock() - timedelta(minutes=30)))
    at = int((clock() - timedelta(minutes=3)).timestamp())
    query = f"id={katim.person.token}&lat=-6.18&lon=106.85&timestamp={at}&accuracy=9&batt=80"
    told = check_done(own_office.ask("GET", f"/tracks/traccar?{query}"))
    assert told == {"kept": 1, "discarded": 0}
    moment = (clock() - timedelta(minutes=2)).isoformat()
    answer = katim.person.ask(
        "POST",
        "/tracks/gpx",
        content=GPX.replace("2024-11-28T15:00:00Z", moment).encode(),
        headers={"content-type": "application/gpx+xml"},
    )
    assert check_done(answer) == {"kept": 1, "discarded": 0}
    padal = own_office.person("duty_officer", area="Melati")
    visits = check_done(padal.get(f"/devices/{katim.person.device}/visits"))
    assert (visits["points"], visits["visits"]) == (2, [])


@pytest.mark.parametrize("content", [b"", b"{", b"[]x", b'{"_type": "location"}'])
def test_what_is_no_track_is_refused(own_office: Office, content: bytes) -> None:
    katim = own_office.person("crew_leader", area="Melati")
    answer = katim.ask(
        "POST", "/tracks/owntracks", content=content, headers={"content-type": "application/json"}
    )
    check_problem(answer, "track_unreadable")
