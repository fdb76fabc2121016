"""`sejuk demo --serve`: a server that shows a night, with links that sign in.

The links exist in this server alone: their addresses are added to the table when it is made, and
work only with a code of chance that stands in the terminal of whoever started it. It listens on
this machine and nowhere else.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.credentials import new_token
from sejuk.app.demo_night.fast_clock import FastClock
from sejuk.app.demo_night.people import Shown, sign_in_shown
from sejuk.app.sensing.watching import sentry_of
from sejuk.app.server_settings import ServerSettings
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import ROLE_WORDS
from sejuk.problems import ProblemError, refuse
from sejuk.store.record import Record
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.pages import HTML, Go
from sejuk.web.run import check_free, serve_house
from sejuk.web.server import House
from sejuk.web.templating import render, say

ADDRESS = "127.0.0.1"
PATIENCE_SECONDS = 60.0
_LOG = logging.getLogger("sejuk.demo")


class Entrance(msgspec.Struct, kw_only=True, eq=False):
    """Who may come in by a link, and as whom."""

    code: str
    offices: tuple[Shown, ...] = ()


def run_demo(
    settings: ServerSettings,
    *,
    port: int,
    district: str,
    speed: float,
    tell: Callable[[str, tuple[Shown, ...]], None],
) -> None:
    """Serves and shows until SIGINT or SIGTERM. `tell` is given the link and the accounts.

    Raises `port_taken` and the problems of the record.
    """
    from sejuk.app.demo_night.before import open_shown  # noqa: PLC0415 – numerics
    from sejuk.app.demo_night.night import Prepared, prepare  # noqa: PLC0415 – numerics

    check_free(ADDRESS, port)
    folder, fast = Path(settings.folder), FastClock()
    prepared: Prepared = prepare(folder, district, fast.now())
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    with open_shown(folder, prepared.plan.district, prepared.crews, fast.now()) as shown:
        record = shown.record
        entrance = Entrance(code=new_token(), offices=shown.offices)
        house = House(
            record,
            settings,
            now=fast.now,
            speed=lambda: fast.speed,
            extra=endpoints(entrance),
            sentry=sentry_of(folder),
        )
        ended = threading.Event()

        def come() -> None:
            tell(f"{settings.url}/demo/{entrance.code}", entrance.offices)

        def show() -> None:
            try:
                _show(record, settings, fast, prepared, speed, ended, come)
            except ProblemError as problem:
                if not ended.is_set():
                    _LOG.warning("%s", problem)

        thread = threading.Thread(target=show, name="show", daemon=True)
        thread.start()
        try:
            asyncio.run(serve_house(house, ADDRESS, port))
        finally:
            ended.set()
            thread.join()


def _show(
    record: Record,
    settings: ServerSettings,
    fast: FastClock,
    prepared: object,
    speed: float,
    ended: threading.Event,
    come: Callable[[], None],
) -> None:
    """From the draft to the end of the night; `come` is called when there is something to see."""
    from sejuk.app.crews.client import Client  # noqa: PLC0415 – numerics
    from sejuk.app.demo_night.night import HOME, Prepared, Show, release_night  # noqa: PLC0415
    from sejuk.app.demo_night.rumours import fill_desk  # noqa: PLC0415 – with the night

    if not isinstance(prepared, Prepared):
        raise TypeError(prepared)

    def token(account: str, device: str | None) -> str:
        call = PublicCall(record=record, now=fast.now())
        return sign_in_shown(call, account, agent="demo", device=device)

    until = time.monotonic() + PATIENCE_SECONDS
    while not ended.wait(0.1):
        try:
            Client(settings.url).ask("GET", "/health")
            break
        except ProblemError:
            if time.monotonic() > until:
                raise
    order = release_night(settings.url, prepared, token)
    fill_desk(Path(settings.folder), settings.url, prepared.plan.district, token, fast.now())
    show = Show(Path(settings.folder), settings.url, order, prepared.plan, token)
    shift = prepared.plan.shift
    fast.start(speed, shift.at(shift.seconds) + HOME)
    come()
    show.run(fast, ended.is_set)


def endpoints(entrance: Entrance) -> tuple[Endpoint, ...]:
    """The page of links, and each link."""

    def page(visit: Visit) -> str:
        _check(entrance, visit)
        return render(
            "demo.html",
            visit.language,
            title=say("demo.title").of(visit.language),
            problem=None,
            code=entrance.code,
            offices=[
                (office, ROLE_WORDS[office.role].of(visit.language)) for office in entrance.offices
            ],
        )

    def come_in(visit: Visit) -> Go:
        _check(entrance, visit)
        wanted = visit.path["account"]
        office = next((o for o in entrance.offices if o.account == wanted), None)
        if office is None:
            raise refuse("code_not_valid")
        visit.cookie = sign_in_shown(visit.public, wanted, agent=visit.agent)
        return Go("/akun" if office.role is AccountRole.ADMINISTRATOR else "/app/")

    return (
        _page("/demo/{code}", page),
        _page("/demo/{code}/{account}", come_in),
    )


def _check(entrance: Entrance, visit: Visit) -> None:
    if not hmac.compare_digest(visit.path["code"].encode(), entrance.code.encode()):
        raise refuse("code_not_valid")


def _page(path: str, run: Callable[[Visit], object]) -> Endpoint:
    return Endpoint(
        method="GET",
        path=path,
        does="",
        verb="account.sign_in",
        run=run,
        gives=str,
        gives_media=HTML,
        rate="door",
        page=True,
    )
