"""Background tracks as other apps send them: OwnTracks, Traccar Client, and GPX files.

The field app is a web app and cannot follow a phone that lies dark in a pocket; these can.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from sejuk.files.xml import parse_xml
from sejuk.model.event import Fix
from sejuk.problems import ProblemError, refuse

MOST_POINTS = 5000
SECONDS_BEFORE = 100_000_000_000
"""A larger number of time counts milliseconds."""

Points = tuple[Fix, ...]


class _OwnTracks(msgspec.Struct, frozen=True):
    """https://owntracks.org/booklet/tech/json: `_type` location; other types are no positions."""

    type_: str = msgspec.field(name="_type", default="")
    lat: float | None = None
    lon: float | None = None
    tst: int | None = None
    acc: float | None = None


class _Coords(msgspec.Struct, frozen=True):
    latitude: float
    longitude: float
    accuracy: float | None = None


class _Location(msgspec.Struct, frozen=True):
    timestamp: datetime | int | float
    coords: _Coords


class _Traccar(msgspec.Struct, frozen=True):
    """Traccar Client from version 9 on."""

    location: _Location


def read_owntracks(body: bytes) -> Points:
    """One message or a list of them. Raises `track_unreadable`."""
    kind = list[_OwnTracks] | _OwnTracks
    try:
        found = msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from None
    messages = found if isinstance(found, list) else [found]
    wanted = [m for m in messages if m.type_ == "location"]
    return tuple(_fix(m.lat, m.lon, m.tst, m.acc) for m in wanted[:MOST_POINTS])


def read_traccar(body: bytes) -> Points:
    """The JSON of newer versions. Raises `track_unreadable`."""
    try:
        where = msgspec.json.decode(body, type=_Traccar).location
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from None
    coords = where.coords
    return (_fix(coords.latitude, coords.longitude, where.timestamp, coords.accuracy),)


def read_traccar_query(query: Mapping[str, str]) -> Points:
    """The parameters of older versions (OsmAnd's). Raises `track_unreadable`."""
    try:
        at: datetime | float = float(query["timestamp"])
    except KeyError as error:
        raise _unreadable(error) from None
    except ValueError:
        at = _moment(query["timestamp"])
    try:
        accuracy = float(query["accuracy"]) if query.get("accuracy") else None
        return (_fix(float(query["lat"]), float(query["lon"]), at, accuracy),)
    except (KeyError, ValueError) as error:
        raise _unreadable(error) from None


def read_gpx(text: str) -> Points:
    """Track points that have a time.

    Raises `track_unreadable`, `gpx_broken`, `xml_entities`, `file_truncated`.
    """
    found: list[Fix] = []
    open_points: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "trkpt":
            open_points.append(dict(attributes))

    def end(tag: str, content: str) -> None:
        if tag == "time" and open_points:
            open_points[-1]["time"] = content.strip()
        elif tag == "trkpt" and open_points:
            point = open_points.pop()
            if "time" in point and len(found) < MOST_POINTS:
                found.append(_gpx_point(point))

    parse_xml("GPX", text, start=start, end=end, broken="gpx_broken")
    return tuple(found)


def _gpx_point(point: Mapping[str, str]) -> Fix:
    try:
        lat, lon = float(point["lat"]), float(point["lon"])
    except (KeyError, ValueError) as error:
        raise _unreadable(error) from None
    return _fix(lat, lon, _moment(point["time"]), None)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise _unreadable(error) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _fix(lat: Any, lon: Any, at: Any, accuracy: float | None) -> Fix:  # noqa: ANN401 – as it came
    if lat is None or lon is None or at is None:
        raise refuse("track_unreadable", detail="lat, lon, time")
    try:
        if not isinstance(at, datetime):
            at = datetime.fromtimestamp(at / 1000 if at > SECONDS_BEFORE else at, UTC)
        elif at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        made = {"at": at, "lon": lon, "lat": lat, "accuracy_m": accuracy}
        return msgspec.convert(made, Fix)
    except (msgspec.ValidationError, ValueError, OverflowError, OSError) as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> ProblemError:
    return refuse("track_unreadable", detail=" ".join(str(error).split())[:120])
