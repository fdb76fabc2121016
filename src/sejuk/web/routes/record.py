"""The record: what devices send, and what everyone is shown of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from sejuk.app.patrol import PatrolAnswer, read_patrol
from sejuk.app.sync.arrivals import PlaceShows, place_code
from sejuk.app.sync.bring_in import BroughtIn, OutboxFile, bring_in
from sejuk.app.sync.opening import sealing_key
from sejuk.app.sync.photos import keep_photo, read_photo
from sejuk.app.sync.push import Push, Pushed, push
from sejuk.app.sync.tail import Cursor, Tail, tail
from sejuk.app.tracks import Taken, TrackVisits, derive_visits, take_track
from sejuk.files.tracks import read_gpx, read_owntracks, read_traccar, read_traccar_query
from sejuk.model.kinds.body import Moment
from sejuk.problems import refuse
from sejuk.store.envelope import NamedKey
from sejuk.web.arrive import TRACCAR
from sejuk.web.endpoint import Endpoint, Media, Visit
from sejuk.web.stream import EVENT_STREAM, stream

PUSH_BYTES = 8 * 1024 * 1024
"""A hundred events of 64 kB, and what is around them."""
PHOTO_BYTES = 512 * 1024
"""More than a photo may have, so that one that is too large is told so."""
PAGE = 200

TRACCAR_NAMES = (
    *("id", "lat", "lon", "timestamp", "accuracy", "speed", "bearing", "altitude", "batt"),
    *("charge", "hdop", "valid", "alarm", "driverUniqueId"),
)
"""What Traccar Client may say; only where and when is kept."""

Limit = Annotated[int, msgspec.Meta(ge=1, le=1000)]


def _tail(visit: Visit) -> Tail:
    return tail(visit.call, visit.query.get("cursor"), int(visit.query.get("limit", PAGE)))


def _keep_photo(visit: Visit) -> None:
    keep_photo(visit.call, visit.path["sha256"], visit.body, _taken(visit))


def _taken(visit: Visit) -> datetime:
    """By `Taken-At`, in the server's time; else now. A photo ends 30 days after it was taken."""
    told = visit.headers.get("taken-at")
    if told is None:
        return visit.public.now
    try:
        taken = msgspec.convert(told, Moment)
    except msgspec.ValidationError as error:
        raise refuse("request_invalid", detail=f"Taken-At: {error}") from None
    return min(taken, visit.public.now)


def _owntracks(visit: Visit) -> tuple[str, ...]:
    """The app wants a list of messages for it: there are none."""
    take_track(visit.call, read_owntracks(visit.body))
    return ()


def _read_photo(visit: Visit) -> Media:
    content, kind = read_photo(visit.call, visit.path["sha256"])
    return Media(content=content, kind=kind)


RECORD = (
    Endpoint(
        method="POST",
        path="/sync",
        does="Events of a device, answered for by id; and what is new for it.",
        verb="record.push",
        run=lambda v: push(v.call, v.wish),
        takes=Push,
        gives=Pushed,
        problems=("no_device", "device_not_yours"),
        most_bytes=PUSH_BYTES,
    ),
    Endpoint(
        method="POST",
        path="/sync/file",
        does="Another device's outbox, brought in as a file by somebody who answers for it.",
        verb="record.bring_in",
        run=lambda v: bring_in(v.call, v.wish),
        takes=OutboxFile,
        gives=BroughtIn,
        problems=("device_unknown", "not_your_area"),
        most_bytes=PUSH_BYTES,
    ),
    Endpoint(
        method="GET",
        path="/patrol",
        does="What a crew takes along: tonight's order, routes, places and a map.",
        verb="patrol.read",
        run=lambda v: read_patrol(v.call),
        gives=PatrolAnswer,
        problems=("district_unknown",),
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/tracks/owntracks",
        does="A background track from OwnTracks (HTTP mode); the token is the password.",
        verb="record.push",
        run=_owntracks,
        takes=bytes,
        gives=tuple[str, ...],
        problems=("track_unreadable", "no_device"),
    ),
    Endpoint(
        method="GET",
        path=TRACCAR,
        does="A background track from Traccar Client; the token is the device identifier.",
        verb="record.push",
        run=lambda v: take_track(v.call, read_traccar_query(v.query)),
        gives=Taken,
        query=dict.fromkeys(TRACCAR_NAMES, str),
        problems=("track_unreadable", "no_device"),
    ),
    Endpoint(
        method="POST",
        path=TRACCAR,
        does="The same from newer versions, as JSON.",
        verb="record.push",
        run=lambda v: take_track(v.call, read_traccar(v.body)),
        takes=bytes,
        gives=Taken,
        query={"id": str},
        problems=("track_unreadable", "no_device"),
    ),
    Endpoint(
        method="POST",
        path="/tracks/gpx",
        does="A track as a GPX file, after a patrol.",
        verb="record.push",
        run=lambda v: take_track(v.call, read_gpx(v.body.decode("utf-8", "replace"))),
        takes=bytes,
        takes_media="application/gpx+xml",
        gives=Taken,
        problems=("track_unreadable", "no_device", "gpx_broken", "xml_entities", "file_truncated"),
        most_bytes=PUSH_BYTES,
    ),
    Endpoint(
        method="GET",
        path="/devices/{device}/visits",
        does="Where a phone stayed, derived from its track, with what cannot be so.",
        verb="visit.derive",
        run=lambda v: derive_visits(v.call, v.path["device"]),
        gives=TrackVisits,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/places/{place}/code",
        does="The code that a place shows now; another one each half minute.",
        verb="place.code",
        run=lambda v: place_code(v.call, v.path["place"]),
        gives=PlaceShows,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/sealing-key",
        does="The public key to which a device seals what it keeps.",
        verb="record.push",
        run=lambda v: sealing_key(v.call),
        gives=NamedKey,
        writes=False,
    ),
    Endpoint(
        method="PUT",
        path="/blobs/{sha256}",
        does="A photo, under the SHA-256 of its bytes; any number of times.",
        verb="photo.keep",
        run=_keep_photo,
        takes=bytes,
        takes_media="application/octet-stream",
        problems=(
            "photo_digest_wrong",
            "photo_too_large",
            "photo_kind_unknown",
            "photo_has_notes",
            "request_invalid",
        ),
        most_bytes=PHOTO_BYTES,
    ),
    Endpoint(
        method="GET",
        path="/blobs/{sha256}",
        does="A photo, while it lasts.",
        verb="photo.read",
        run=_read_photo,
        gives=bytes,
        gives_media="image/*",
        problems=("photo_unknown",),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/record",
        does="Entries of the record after a cursor, as far as this account may see them.",
        verb="record.tail",
        run=_tail,
        gives=Tail,
        query={"cursor": Cursor, "limit": Limit},
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/tail",
        does="The same as it happens: server-sent events, from `Last-Event-ID` on.",
        verb="record.tail",
        run=stream,
        gives=Tail,
        gives_media=EVENT_STREAM,
        query={"cursor": Cursor},
        problems=("request_invalid",),
        writes=False,
    ),
)
