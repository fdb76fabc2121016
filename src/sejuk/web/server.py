"""The server: the table of endpoints as a Litestar application."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from litestar import HttpMethod, Litestar, Response, route
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream as StreamResponse
from litestar.types import ASGIApp

from sejuk.app.call import PublicCall
from sejuk.app.context import chance, clock
from sejuk.app.plannings.planner import Planner
from sejuk.app.public.publish import publish_due
from sejuk.app.sensing.lookout import Lookout
from sejuk.app.sensing.nightly import Sentry
from sejuk.app.server_settings import ServerSettings
from sejuk.app.tick import tick
from sejuk.app.types_ready import make_types_ready
from sejuk.problems import ProblemError, refuse
from sejuk.reporting.public.pages import problem_page as public_problem
from sejuk.store.record import Record
from sejuk.store.retention import expire
from sejuk.web.arrive import (
    FORM,
    AnyRequest,
    begin_visit,
    body_of,
    call_of,
    check_host,
    check_origin,
    check_secret,
    form_of,
    path_of,
    query_of,
    secret_of,
    token_of,
    wish_of,
)
from sejuk.web.callers import Callers
from sejuk.web.endpoint import JSON, Endpoint, Media, Visit
from sejuk.web.front import STATIC, front_handlers
from sejuk.web.headers import with_headers
from sejuk.web.limits import Limits, Sessions
from sejuk.web.pages import PAGES, Go, problem_page
from sejuk.web.problem import MEDIA_TYPE, language_of, problem_of
from sejuk.web.public.forms import PUBLIC_FORMS
from sejuk.web.public.pages import PUBLIC_PAGES
from sejuk.web.public.shelf import Shelf
from sejuk.web.public.site import is_public, problem_site
from sejuk.web.routes import API
from sejuk.web.stream import EVENT_STREAM, Bell, Stream, events

TICK_SECONDS = 2.0
THREADS = 32
"""Use cases at once; those that write wait for each other anyway."""
ENDPOINTS: tuple[Endpoint, ...] = (*API, *PAGES, *PUBLIC_PAGES, *PUBLIC_FORMS)
OPEN_TO_ALL = frozenset({"tell", "ask"})
"""Rates of those who write or search without being signed in: all of them count together, too."""
SLOW = frozenset({"door", *OPEN_TO_ALL})
"""A hash that takes long is part of the answer: few of them at once."""
PUBLISH_SECONDS = 60.0

_LOG = logging.getLogger("sejuk.web")


class House:
    """What all requests share."""

    def __init__(
        self,
        record: Record,
        settings: ServerSettings,
        *,
        static: Path = STATIC,
        now: Callable[[], datetime] = lambda: clock(),  # noqa: PLW0108 # tests travel in time
        speed: Callable[[], float] = lambda: 1.0,
        extra: tuple[Endpoint, ...] = (),
        sentry: Sentry | None = None,
        looks_out: bool = True,
    ) -> None:
        make_types_ready()
        self.endpoints = (*ENDPOINTS, *extra)
        self.record = record
        self.now = now
        self.speed = speed
        self.planner: Planner | None = None
        self.sentry = sentry
        self.looks_out = looks_out
        self.static = static
        self.settings = settings
        self.limits = Limits()
        # Apart: whoever comes as many callers must not have these forgotten.
        self.together = Limits()
        self.sessions = Sessions()
        self.bell = Bell()
        self.callers = Callers()
        self.shelf = Shelf()
        # Argon2 takes 64 MiB each time: a flood at the door must not take all memory.
        self.door = asyncio.Semaphore(4)


def make_server(house: House) -> ASGIApp:
    """The application. Whoever opened the record closes it, after the application has stopped."""
    app = Litestar(
        route_handlers=[
            *(_handler(house, endpoint) for endpoint in house.endpoints),
            *front_handlers(house.settings, house.static),
        ],
        exception_handlers={HTTPException: _unrouted, Exception: _unrouted},
        lifespan=[lambda _app: _living(house)],
        openapi_config=None,
        logging_config=None,
    )
    return with_headers(app, secure=house.settings.secure)


@asynccontextmanager
async def _living(house: House) -> AsyncIterator[None]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(_tick(house))]
    if house.looks_out:
        tasks.append(asyncio.create_task(_publish(house)))

    def tell() -> None:
        loop.call_soon_threadsafe(house.bell.ring)

    house.planner = Planner(house.record, house.now, tell)
    house.planner.start()
    lookout = Lookout(house.record, house.now, tell, house.sentry)
    if house.looks_out:
        lookout.start()
    try:
        yield
    finally:
        house.bell.stop()
        for task in tasks:
            task.cancel()
        await asyncio.to_thread(lookout.close)
        await asyncio.to_thread(house.planner.close)


async def _tick(house: House) -> None:
    """For as long as the server runs, whatever goes wrong in one round of it."""
    ended: date | None = None
    while True:
        await asyncio.sleep(TICK_SECONDS)
        try:
            now = house.now()
            if ended != now.date():  # at the start, and whenever a day (UTC) has begun
                await asyncio.to_thread(expire, house.record, now=now)
                ended = now.date()
                house.bell.ring()
            if await asyncio.to_thread(tick, house.record, now):
                house.bell.ring()
        except ProblemError as problem:
            _LOG.warning("tick: %s", problem)
        except Exception:  # noqa: BLE001 – alarms must sound again in the next round
            _LOG.exception("tick")


def _effects(record: Record, now: datetime) -> int:
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.rotations.effect import read_due  # noqa: PLC0415

    return read_due(record, now)


async def _publish(house: House) -> None:
    """The week's figures for the public once a week is over, and what an operation's rotations
    showed once it is."""
    while True:
        await asyncio.sleep(PUBLISH_SECONDS)
        for done in (publish_due, _effects):
            try:
                if await asyncio.to_thread(done, house.record, house.now()):
                    house.bell.ring()
            except ProblemError as problem:
                _LOG.warning("publish: %s", problem)
            except Exception:  # noqa: BLE001 – it is due again in a minute
                _LOG.exception("publish")


def _handler(house: House, endpoint: Endpoint) -> HTTPRouteHandler:
    async def handle(request: AnyRequest) -> Response[Any]:
        return await _answer(house, endpoint, request)

    path = endpoint.path.replace("}", ":str}")
    marked: Callable[..., HTTPRouteHandler] = route(
        path, http_method=HttpMethod(endpoint.method), name=endpoint.name, status_code=200
    )
    return marked(handle)


async def _answer(house: House, endpoint: Endpoint, request: AnyRequest) -> Response[Any]:
    try:
        visit = await _arrive(house, endpoint, request)
        given = await _run(house, endpoint, visit)
    except ProblemError as error:
        return _refuse(request, error, page=endpoint.page)
    except Exception:  # noqa: BLE001 – a defect is told by number and written down, not shown
        return _refuse(request, _fault(endpoint.name), page=endpoint.page)
    return _response(house, endpoint, visit, given)


async def _arrive(house: House, endpoint: Endpoint, request: AnyRequest) -> Visit:
    """All checks, the cheap ones first; only then is a body read."""
    settings = house.settings
    check_host(request, settings)
    if house.bell.stopping:
        raise refuse("server_stopping")
    token, by_cookie = token_of(request, settings)
    caller = house.callers.name(_address(request, settings), house.now().date())
    # A session counts by itself once it is known to be one; till then anything may be a token.
    known = token is not None and house.sessions.has(token)
    house.limits.take(f"all {token if known else caller}", settings.usual, time.monotonic())
    if endpoint.rate != "usual":
        rate = getattr(settings, endpoint.rate)
        house.limits.take(f"{endpoint.rate} {caller}", rate, time.monotonic())
    check_origin(request, settings)
    public = PublicCall(record=house.record, now=house.now(), speed=house.speed())
    visit = begin_visit(public, request)
    visit.url = settings.url
    visit.planner_or_none = house.planner
    visit.shelf_or_none = house.shelf
    visit.token = token
    visit.secret = secret_of(token) if token else ""
    visit.call_or_none = await _thread(call_of, public, endpoint, token)
    if token and visit.call_or_none:
        house.sessions.add(token)
    visit.path = path_of(request, endpoint)
    visit.query = query_of(request, endpoint)
    form: dict[str, str] = {}
    if endpoint.takes is not None:
        visit.body = await body_of(request, endpoint)
        form = form_of(visit.body) if endpoint.takes_media == FORM else {}
    # The public forms do nothing in anybody's name, and so carry no secret.
    if by_cookie and token and visit.call_or_none and endpoint.rate not in OPEN_TO_ALL:
        check_secret(request, token, form)
    form.pop("_csrf", None)
    visit.wish = wish_of(endpoint, visit.body, form)
    if endpoint.rate in OPEN_TO_ALL:
        house.together.take(endpoint.rate, settings.public, time.monotonic())
    _check_guesses(house, endpoint, visit)
    return visit


def _check_guesses(house: House, endpoint: Endpoint, visit: Visit) -> None:
    """Guesses at one account count together, wherever they come from."""
    account = getattr(visit.wish, "account", None)
    if endpoint.verb == "account.sign_in" and account:
        house.together.take(f"guess {account}", house.settings.guess, time.monotonic())


async def _run(house: House, endpoint: Endpoint, visit: Visit) -> Any:  # noqa: ANN401
    if endpoint.rate in SLOW:
        async with house.door:
            given = await _thread(endpoint.run, visit)
    else:
        given = await _thread(endpoint.run, visit)
    if endpoint.writes:
        house.bell.ring()
    return given


async def _thread(function: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401
    return await asyncio.to_thread(function, *args)


def _response(
    house: House,
    endpoint: Endpoint,
    visit: Visit,
    given: Any,  # noqa: ANN401
) -> Response[Any]:
    response: Response[Any]
    if isinstance(given, Stream):
        response = StreamResponse(events(given, house.bell, house.now), media_type=EVENT_STREAM)
    elif isinstance(given, Go):
        response = Response(b"", status_code=303, headers={"location": given.to})
    elif isinstance(given, Media):
        response = Response(
            given.content,
            media_type=given.kind,
            headers=given.headers,
            status_code=given.status,
        )
    elif endpoint.gives is None:
        response = Response(b"", status_code=204)
    elif endpoint.gives_media == JSON:
        response = Response(msgspec.json.encode(given), media_type=JSON)
    else:
        response = Response(given, media_type=endpoint.gives_media, status_code=visit.status)
    if visit.cookie is not None:
        response.set_cookie(
            key=house.settings.cookie,
            value=visit.cookie,
            max_age=None if visit.cookie else 0,
            httponly=True,
            samesite="strict",
            secure=house.settings.secure,
        )
    if visit.language != "id" and endpoint.page:
        response.headers["content-language"] = visit.language
    return response


def _refuse(request: AnyRequest, error: ProblemError, *, page: bool = False) -> Response[Any]:
    """In the looks and the language of where it was asked."""
    accepted = request.headers.get("accept-language", "")
    if not is_public(request.url.path):
        return _refusal(error, language_of(accepted), page=page)
    site = problem_site(request.scope["query_string"].decode("ascii", "replace"), accepted)
    return _refusal(error, site.language, page=True, html=public_problem(site, error))


def _refusal(
    error: ProblemError, language: str, *, page: bool = False, html: str = ""
) -> Response[Any]:
    headers = {"content-language": language, "vary": "accept-language"}
    if error.code == "too_many_requests":
        headers["retry-after"] = str(error.facts["seconds"])
    if error.kind.status == 401:
        headers["www-authenticate"] = "Bearer"
    if page:
        if error.code == "not_signed_in":
            return Response(b"", status_code=303, headers={"location": "/masuk"})
        return Response(
            html or problem_page(error, language),
            status_code=error.kind.status,
            headers=headers,
            media_type="text/html; charset=utf-8",
        )
    return Response(
        msgspec.json.encode(problem_of(error, language)),
        status_code=error.kind.status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )


def _unrouted(request: AnyRequest, error: Exception) -> Response[Any]:
    """What Litestar refuses before an endpoint is found: unknown addresses and methods."""
    if isinstance(error, MethodNotAllowedException):
        allow = ", ".join(_methods_at(request.url.path))
        problem = refuse("method_unknown", method=request.method, methods=allow)
        response = _refuse(request, problem)
        response.headers["allow"] = allow
        return response
    if isinstance(error, HTTPException) and error.status_code < 500:
        return _refuse(request, refuse("page_unknown"))
    return _refuse(request, _fault("unrouted"))


def _methods_at(path: str) -> list[str]:
    """What the table lets one do at an address."""
    given = path.split("/")
    return sorted(
        endpoint.method
        for endpoint in ENDPOINTS
        if len(parts := endpoint.path.split("/")) == len(given)
        and all(p == g or p.startswith("{") for p, g in zip(parts, given, strict=True))
    )


def _fault(where: str) -> ProblemError:
    """A defect of ours: told by number, written with its number to the server's own log."""
    number = chance(8)
    _LOG.exception("%s: fault %s", where, number)
    return refuse("server_fault", number=number)


def _address(request: AnyRequest, settings: ServerSettings) -> str:
    """Who calls: behind the proxy, whom the proxy says. Goes into a name and nowhere else."""
    peer = request.client.host if request.client else ""
    told = request.headers.get("x-forwarded-for", "")
    if settings.secure and peer in settings.proxies and told:
        return told.rpartition(",")[2].strip()[:45]
    return peer
