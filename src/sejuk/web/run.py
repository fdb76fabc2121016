"""Running the server: one process that opens the record, listens, and stops when it is told to.

One process, because SQLite has one writer and streams are then woken without a broker; and because
nothing is left behind when it is struck down.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server

from sejuk.app.accounts.begin import first_link
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.sensing.watching import sentry_of
from sejuk.app.server_settings import ServerSettings
from sejuk.problems import refuse
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from sejuk.web.memory import give_memory_back
from sejuk.web.server import House, make_server


def run(
    settings: ServerSettings, *, address: str, port: int, tell: Callable[[str | None], None]
) -> None:
    """Serves until SIGINT or SIGTERM; then finishes what is under way.

    Args:
        tell: is given the code for the first administrator, or None when there is one.

    Raises `port_taken` and the problems of the record.
    """
    check_free(address, port)
    give_memory_back()
    folder = Path(settings.folder)
    with open_record(folder, redact=redact, now=clock(), create=True) as record:
        tell(first_link(PublicCall(record=record, now=clock())))
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
        house = House(record, settings, sentry=sentry_of(folder))
        asyncio.run(serve_house(house, address, port))


async def serve_house(house: House, address: str, port: int) -> None:
    """Until it is told to stop by SIGINT or SIGTERM."""
    server = _server(house, address, port)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, _stop, house, server)
    await server.serve()


@contextmanager
def served(house: House, address: str, port: int) -> Iterator[None]:
    """For as long as the body runs, on a thread of its own."""
    loop, server = asyncio.new_event_loop(), _server(house, address, port)

    def serve() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(server.serve())

    thread = threading.Thread(target=serve, name="server", daemon=True)
    thread.start()
    try:
        yield
    finally:
        with suppress(RuntimeError):  # it has ended by itself, which its thread has told
            loop.call_soon_threadsafe(_stop, house, server)
        thread.join()


def _server(house: House, address: str, port: int) -> Server:
    return Server(
        make_server(house),
        address=address,
        port=port,
        interface=Interfaces.ASGI,
        backlog=1024,
        websockets=False,
        log_enabled=False,
    )


def _stop(house: House, server: Server) -> None:
    house.bell.stop()  # streams end, and nothing new begins
    server.stop()  # type: ignore[no-untyped-call]


def check_free(address: str, port: int) -> None:
    """Raises `port_taken`."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            raise refuse("port_taken", port=port, detail=error.strerror) from None
