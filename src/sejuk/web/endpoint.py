"""An endpoint: one row of the table from which routes, access and OpenAPI are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from sejuk.app.access import PUBLIC
from sejuk.app.call import Call, PublicCall
from sejuk.app.plannings.planner import Planner
from sejuk.problems import refuse
from sejuk.web.public.shelf import Shelf

JSON = "application/json"
SMALL = 64 * 1024


class Visit(msgspec.Struct, kw_only=True, eq=False):
    """One request, after all checks; and what its answer wants to add."""

    public: PublicCall
    call_or_none: Call | None
    path: dict[str, str]
    query: dict[str, str]
    wish: Any = None
    """The body, as the endpoint's `takes`."""
    body: bytes = b""
    agent: str = ""
    token: str | None = None
    secret: str = ""
    """The session's token against forged forms."""
    language: str = "id"
    headers: dict[str, str] = {}
    """Of the request, lower-case."""
    planner_or_none: Planner | None = None
    shelf_or_none: Shelf | None = None
    url: str = ""
    """The server's own, for links."""
    cookie: str | None = None
    """To be set: a token, or empty to take it away."""
    status: int = 200
    """Of the answer, where an endpoint has something to say of it."""

    @property
    def call(self) -> Call:
        if self.call_or_none is None:
            raise refuse("not_signed_in")
        return self.call_or_none

    @property
    def planner(self) -> Planner:
        if self.planner_or_none is None:
            raise refuse("server_stopping")
        return self.planner_or_none

    @property
    def shelf(self) -> Shelf:
        if self.shelf_or_none is None:
            raise refuse("server_stopping")
        return self.shelf_or_none


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is no JSON and says itself what it is."""

    content: bytes
    kind: str
    headers: dict[str, str] = {}
    status: int = 200


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    method: str
    path: str
    """With `{name}` for each part that varies."""
    does: str
    """One line of the documentation."""
    verb: str
    """A row of the access table, or of those open to everyone."""
    run: Callable[[Visit], Any]
    takes: Any = None
    """Type of the JSON body; None without one."""
    gives: Any = None
    """Type of the JSON answer; None: nothing (204)."""
    takes_media: str = JSON
    gives_media: str = JSON
    query: dict[str, Any] = {}
    """Name → type."""
    problems: tuple[str, ...] = ()
    """Codes that it answers with, besides those that all do."""
    most_bytes: int = SMALL
    kept: bool = False
    """Answers with a tag, and to a browser that still has it with 304."""
    rate: str = "usual"
    """Which limit of the settings counts."""
    writes: bool = True
    """It may append to the record."""
    page: bool = False
    """For people: a form comes, HTML goes, and no program needs to know."""

    @property
    def public(self) -> bool:
        return self.verb in PUBLIC

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of what varies in the path."""
        return tuple(p[1:-1] for p in self.path.split("/") if p.startswith("{"))


WITH_BODY = (
    "request_malformed",
    "request_invalid",
    "entry_malformed",
    "request_too_large",
    "wrong_media_type",
)
SIGNED_IN = ("not_signed_in", "not_allowed", "request_forged")
ALWAYS = ("too_many_requests", "wrong_host", "server_fault", "server_stopping", "record_busy")
WRITING = ("record_disk_full", "record_not_writable")


def problems_of(endpoint: Endpoint) -> tuple[str, ...]:
    """All codes that an endpoint may answer with, sorted."""
    codes = {*endpoint.problems, *ALWAYS}
    if endpoint.takes is not None:
        codes |= set(WITH_BODY)
    if endpoint.query:
        codes |= {"request_invalid", "entry_malformed"}
    if endpoint.parts:
        codes.add("page_unknown")
    if not endpoint.public:
        codes |= set(SIGNED_IN)
    if endpoint.writes:
        codes |= set(WRITING)
    return tuple(sorted(codes))
