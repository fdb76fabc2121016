"""The page `docs/reference/api.md`, written from the table of endpoints and that of access."""

from __future__ import annotations

from collections.abc import Iterator

from sejuk.app.access import MAY
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import ROLE_WORDS
from sejuk.web.endpoint import Endpoint, problems_of
from sejuk.web.routes import API

_HEAD = """\
# The server's addresses

Every address of the server, what it does and who may use it. What is not here is not served, and
a role that is not named is refused. The exact form of requests and answers is served as OpenAPI 3.1
at `/openapi.json`. Problems come as `application/problem+json` (RFC 9457) in Indonesian or English,
by `Accept-Language`; their codes are explained on the page of [problems](problems.md).

A request is signed in by `Authorization: Bearer` with a token, or by the cookie of the sign-in
page; one by cookie that changes something also brings `X-Sejuk-Csrf`, as `GET /self` gives it.

An account acts only inside its area: `Johar Baru` takes in `Johar Baru/Galur`, an empty area all.
An approver signs for the agency of the account, and for no other.

This page is written from `web/routes/` and `app/access.py`; change it there.
"""


def api_page() -> str:
    """The whole page: a table of all, then the problems that each may answer with."""
    lines = ["| address | what it does | who |", "|---|---|---|"]
    lines += [f"| `{e.method} {e.path}` | {e.does} | {_who(e)} |" for e in API]
    return "\n".join([_HEAD, *lines, "", *_problems()]) + "\n"


def _who(endpoint: Endpoint) -> str:
    if endpoint.public:
        return "everyone"
    roles = MAY[endpoint.verb]
    if roles == frozenset(AccountRole):
        return "every account"
    return ", ".join(ROLE_WORDS[role].en for role in AccountRole if role in roles)


def _problems() -> Iterator[str]:
    yield "## Problems by address\n"
    yield "Each address answers with these codes and no others.\n"
    for endpoint in API:
        codes = ", ".join(f"[{code}](problems.md#{code})" for code in problems_of(endpoint))
        yield f"- `{endpoint.method} {endpoint.path}`: {codes}"
