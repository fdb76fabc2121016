"""A server in this process, and people of every role who talk to it over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
from litestar.testing import TestClient

from sejuk.app.accounts.sign_in import new_session
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import new_token
from sejuk.app.server_settings import Rate, ServerSettings
from sejuk.model.event import to_ms
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole, Actor
from sejuk.problems import CATALOGUE
from sejuk.store.accounts import add_account
from sejuk.store.record import Record, open_record
from sejuk.store.sessions import add_device, begin_session, link_device
from sejuk.text.redact import redact
from sejuk.web.front import STATIC
from sejuk.web.openapi import openapi
from sejuk.web.routes import API
from sejuk.web.server import House, make_server

URL = "http://127.0.0.1:8080"
FREELY = Rate(burst=1_000_000, per_minute=1e9)
DOCUMENT = openapi(API)


class Person(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Somebody who is signed in, with a device of their own."""

    actor: Actor
    device: str
    token: str
    office: Office

    def get(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 – httpx's own
        return self.ask("GET", path, **more)

    def post(self, path: str, wish: object = None, **more: Any) -> httpx.Response:  # noqa: ANN401
        content = b"{}" if wish is None else msgspec.json.encode(wish)
        headers = {"content-type": "application/json", **more.pop("headers", {})}
        return self.ask("POST", path, content=content, headers=headers, **more)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        headers = {"authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return self.office.ask(method, path, headers=headers, **more)


class Office:
    """The server with its record."""

    def __init__(self, client: TestClient[Any], record: Record) -> None:
        self.client = client
        self.record = record
        self._people: dict[str, Person] = {}

    def person(self, role: str, agency: str = "polri", area: str = "", name: str = "") -> Person:
        """The one with this role, agency and area: made when first asked for."""
        key = name or "-".join(filter(None, (role, agency, area.replace("/", ".")))).lower()
        key = key.replace(" ", "")
        if key not in self._people:
            actor = Actor(
                account=key, name=key, role=AccountRole(role), agency=Agency(agency), area=area
            )
            self._people[key] = self._signed_in(actor)
        return self._people[key]

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        """Any request; its answer has to be one that the documentation names, and no fault."""
        faults = more.pop("faults", 0)
        answer: httpx.Response = self.client.request(method, path, follow_redirects=False, **more)
        assert (answer.status_code == 500) == bool(faults), (method, path, answer.text)
        check_documented(method, path, answer)
        return answer

    def _signed_in(self, actor: Actor) -> Person:
        now = clock()
        token, device = new_token(), f"d-{actor.account}"
        call = PublicCall(record=self.record, now=now)
        with self.record.writing(now=now) as writing:
            add_account(writing.connection, actor, to_ms(now))
            add_device(writing.connection, device, "gawai", to_ms(now))
            link_device(writing.connection, device, actor.account, to_ms(now))
            session = new_session(call, actor.account, device, "tests", timedelta(hours=1))
            begin_session(writing.connection, session, token, self.record.life)
        return Person(actor=actor, device=device, token=token, office=self)


@contextmanager
def open_office(
    folder: Path,
    static: Any = None,  # noqa: ANN401 – a path; settings come by name as well
    **settings: Any,  # noqa: ANN401
) -> Iterator[Office]:
    """A server on a record in this folder, without limits unless they are given."""
    free = dict.fromkeys(("door", "guess", "usual", "heavy", "tell", "ask", "public"), FREELY)
    made = ServerSettings(folder=str(folder), url=URL, **{**free, **settings})
    with open_record(folder, redact=redact, now=clock(), create=True) as record:
        # By itself it would write into the record while a test counts what stands there.
        house = House(record, made, static=static or STATIC, looks_out=False)
        app = make_server(house)
        with TestClient(app=app, base_url=URL, raise_server_exceptions=False) as client:
            yield Office(client, record)


def check_documented(method: str, path: str, answer: httpx.Response) -> None:
    """Status, type and code are ones that the OpenAPI document names for this address."""
    for header in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert header in answer.headers, header
    found = _operation(method, path.partition("?")[0])
    if answer.headers.get("content-type", "").startswith("application/problem+json"):
        problem = answer.json()
        assert set(problem) == {"type", "status", "code", "title", "detail"}
        assert problem["status"] == answer.status_code == CATALOGUE[problem["code"]].status
        assert not re.search(r"\{[a-z_]+\}", problem["title"] + problem["detail"])
        if found is not None:
            documented = found["responses"].get(str(answer.status_code), {"description": ""})
            assert problem["code"] in documented["description"].split(", "), (method, path, problem)
    elif found is not None:
        assert str(answer.status_code) in found["responses"], (method, path, answer.status_code)


def _operation(method: str, path: str) -> dict[str, Any] | None:
    for template, operations in DOCUMENT["paths"].items():
        parts, given = template.split("/"), path.split("/")
        if len(parts) == len(given) and all(
            p == g or p.startswith("{") for p, g in zip(parts, given, strict=True)
        ):
            operation: dict[str, Any] | None = operations.get(method.lower())
            if operation is not None and ("{" not in template or not _exact(path)):
                return operation
    return None


def _exact(path: str) -> bool:
    return path in DOCUMENT["paths"]


def check_problem(answer: httpx.Response, code: str) -> dict[str, Any]:
    """It is refused with this code."""
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.text
    problem: dict[str, Any] = answer.json()
    assert problem["code"] == code, problem
    return problem


def check_done(answer: httpx.Response) -> Any:  # noqa: ANN401 – whatever the server says
    assert answer.status_code in {200, 204}, answer.text
    return answer.json() if answer.status_code == 200 else None
