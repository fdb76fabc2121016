"""A client of the server's API, for one account."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import msgspec

from sejuk.problems import ProblemError, refuse

TIMEOUT_SECONDS = 120.0
"""Planning and checking take their time."""
UP_SECONDS = 60.0
"""Patience with a server that is starting."""
LOOK_SECONDS = 0.1


class _Told(msgspec.Struct):
    code: str = ""
    title: str = ""


class Client(msgspec.Struct, frozen=True):
    """Makes a connection for each request, like a phone that has just found its line again."""

    url: str
    token: str | None = None

    def ask(self, method: str, path: str, wish: Any = None) -> Any:  # noqa: ANN401 – JSON
        """One request. Raises `server_refused` with the problem, `server_unreachable`."""
        headers = {"accept-language": "id", "content-type": "application/json"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        body = None if method == "GET" else msgspec.json.encode({} if wish is None else wish)
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        try:
            with closing(kind(parts.netloc, timeout=TIMEOUT_SECONDS)) as connection:
                connection.request(method, path, body=body, headers=headers)
                answer = connection.getresponse()
                content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise refuse("server_unreachable", detail=str(error) or type(error).__name__) from None
        if answer.status >= 400:
            try:
                told = msgspec.json.decode(content, type=_Told)
            except msgspec.DecodeError:
                told = _Told(title=f"HTTP {answer.status}")
            code = told.code or str(answer.status)
            raise refuse("server_refused", problem=code, title=told.title)
        return msgspec.json.decode(content or b"{}")

    def post(self, path: str, wish: Any = None) -> Any:  # noqa: ANN401 – JSON
        """The same with POST."""
        return self.ask("POST", path, wish)


def wait_until_up(url: str, stopping: Callable[[], bool] = lambda: False) -> None:
    """Until the server answers, or nobody wants it any more. Raises `server_unreachable`."""
    until = time.monotonic() + UP_SECONDS
    while not stopping():
        try:
            Client(url).ask("GET", "/health")
        except ProblemError:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            return
