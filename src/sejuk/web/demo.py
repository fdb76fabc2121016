"""Servers of `sejuk demo`: one for a turn of the loop; and one that shows a night live.

The live one has links that sign in. They exist in this server alone: their addresses are added to
the table when it is made, and work only with a code of chance that stands in the terminal of
whoever started it. Both listen on this machine and nowhere else.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.context import Progress
from sejuk.app.credentials import new_token
from sejuk.app.crews.client import wait_until_up
from sejuk.app.demo_night.fast_clock import FastClock
from sejuk.app.demo_night.people import Shown, sign_in_shown
from sejuk.app.demo_night.step_clock import StepClock
from sejuk.app.districts import FOLDER, districts
from sejuk.app.sensing.watching import sentry_of
from sejuk.app.serve import SAMPLE, free_port, ready
from sejuk.app.server_settings import ServerSettings
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import ROLE_WORDS
from sejuk.problems import ProblemError, refuse
from sejuk.store.record import Record
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.pages import HTML, Go
from sejuk.web.run import check_free, serve_house, served
from sejuk.web.server import House
from sejuk.web.templating import render, say

if TYPE_CHECKING:
    from sejuk.app.demo_night.turn import Turn, Turned, TurnWish

ADDRESS = "127.0.0.1"
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
    from sejuk.app.demo_night.night import (  # noqa: PLC0415 – numerics
        FIX_SECONDS,
        HOME,
        Prepared,
        Show,
        release_night,
    )
    from sejuk.app.demo_night.rumours import Desk  # noqa: PLC0415 – with the night
    from sejuk.simulation.shift import WalkParams  # noqa: PLC0415 – the same

    if not isinstance(prepared, Prepared):
        raise TypeError(prepared)

    token = tokens_of(record, fast.now)
    wait_until_up(settings.url, ended.is_set)
    order = release_night(settings.url, prepared, token)
    folder = Path(settings.folder)
    Desk(folder, settings.url, prepared.plan.district, token).fill(fast.now())
    params = WalkParams(sos=True, fix_seconds=FIX_SECONDS)
    show = Show(folder, settings.url, order, prepared.plan, token, params)
    shift = prepared.plan.shift
    fast.start(speed, shift.at(shift.seconds) + HOME)
    come()
    show.run(fast, ended.is_set)


def go_round(folder: Path, district_folder: Path, wish: TurnWish, progress: Progress) -> Turned:
    """One turn of the loop, in a new record in this folder. Raises the problems of the record."""
    progress("weeks", 0.0)
    with turn_of(folder, district_folder, wish) as turn:
        return turn.run(progress)


@contextmanager
def turn_of(folder: Path, district_folder: Path, wish: TurnWish) -> Iterator[Turn]:
    """At its beginning, in a new record with the weeks before it, on a server that nobody else can
    enter and that ends with the body."""
    from sejuk.app.demo_night.before import open_shown  # noqa: PLC0415 – numerics
    from sejuk.app.demo_night.turn import BEGINS_AT, Turn  # noqa: PLC0415 – the same

    ready(folder, sample=False)
    copytree(district_folder, folder / FOLDER / SAMPLE)
    (district,) = districts(folder).values()
    begins = datetime.combine(wish.date, BEGINS_AT, ZoneInfo(district.zone))
    clock, port = StepClock(begins), free_port()
    settings = ServerSettings(folder=str(folder), url=f"http://{ADDRESS}:{port}")
    with open_shown(folder, district.name, (), begins) as shown:
        house = House(shown.record, settings, now=clock.now, looks_out=False)
        with served(house, ADDRESS, port):
            wait_until_up(settings.url)
            tokens = tokens_of(shown.record, clock.now)
            yield Turn(shown.record, settings.url, clock, tokens, district, wish)


def tokens_of(record: Record, now: Callable[[], datetime]) -> Callable[[str, str | None], str]:
    """Signs in whom the story needs."""

    def token(account: str, device: str | None) -> str:
        call = PublicCall(record=record, now=now())
        return sign_in_shown(call, account, agent="demo", device=device)

    return token


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
