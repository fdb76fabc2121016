"""Server-sent events: the tail of the record, as it grows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

import msgspec

from sejuk.app.access import allowed
from sejuk.app.accounts.sign_in import identify
from sejuk.app.call import Call
from sejuk.app.sync.tail import Cursor, Tail, position_of, tail
from sejuk.problems import refuse
from sejuk.web.endpoint import Visit

EVENT_STREAM = "text/event-stream"
LOOK_SECONDS = 1.0
"""How long another process's entries may wait; our own ring the bell."""
GATHER_SECONDS = 0.25
"""What comes within it goes out together: with hundreds of phones each push rings the bell, and
every listener would look into the record each time."""
BREATH_SECONDS = 15.0
"""A breath this often, so that a broken line is noticed and a session that ended is too. It is an
event, not a comment: pages never hear of comments, and watch for a line that went dead."""
LIMIT = 200


class Bell:
    """Rings when this process has written to the record, and for the last time when it stops."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.stopping = False

    def ring(self) -> None:
        """Wakes all that wait. On the loop's own thread."""
        for event in self._waiting:
            event.set()

    def stop(self) -> None:
        self.stopping = True
        self.ring()

    async def wait(self, seconds: float) -> None:
        """Until it rings, or so many seconds."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(event)


class Stream(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the endpoint gives: where to begin, and whose eyes see it."""

    call: Call
    token: str
    cursor: Cursor | None


@allowed("record.tail")
def open_stream(call: Call, token: str, cursor: Cursor | None) -> Stream:
    """Raises `not_allowed`; what goes into the stream is checked again, entry by entry."""
    return Stream(call=call, token=token, cursor=cursor)


def stream(visit: Visit) -> Stream:
    """From `Last-Event-ID` on, else from `cursor`, else from now on. Raises `request_invalid`."""
    # A browser says by itself where it was when the line broke; at first only its address can.
    wanted = visit.headers.get("last-event-id") or visit.query.get("cursor") or None
    if wanted is not None:
        try:
            msgspec.convert(wanted, Cursor)
        except msgspec.ValidationError as error:
            raise refuse("request_invalid", detail=f"Last-Event-ID: {error}") from None
    record = visit.call.record
    cursor = wanted or f"{record.life}.{record.size()}"
    return open_stream(visit.call, visit.token or "", cursor)


async def events(begun: Stream, bell: Bell, now: Callable[[], datetime]) -> AsyncIterator[bytes]:
    """The stream itself, until the client goes, the session ends, or the server stops."""
    cursor, call = begun.cursor, begun.call
    loop = asyncio.get_running_loop()
    breath = loop.time()
    yield b"retry: 2000\n\n"
    while not bell.stopping:
        size = await asyncio.to_thread(call.record.size)
        if size > position_of(call.record.life, cursor):
            found = await asyncio.to_thread(_look, call, cursor, now())
            for chunk in _written(found):
                yield chunk
            cursor = found.cursor
            if found.more:
                continue
        if loop.time() - breath > BREATH_SECONDS:
            breath = loop.time()
            again = await asyncio.to_thread(identify, call.record, begun.token, now())
            if again is None:
                return
            call = again
            # With the cursor: entries that were passed over are not looked at again.
            yield f"id: {cursor}\nevent: breath\ndata: {{}}\n\n".encode()
        await bell.wait(LOOK_SECONDS)
        if not bell.stopping:
            await asyncio.sleep(GATHER_SECONDS)


def _look(call: Call, cursor: Cursor | None, now: datetime) -> Tail:
    return tail(msgspec.structs.replace(call, now=now), cursor, LIMIT)


def _written(found: Tail) -> list[bytes]:
    life = found.cursor.rpartition(".")[0]
    return [
        b"id: %s.%d\nevent: entry\ndata: %s\n\n"
        % (life.encode(), entry.position, msgspec.json.encode(entry))
        for entry in found.entries
    ]
