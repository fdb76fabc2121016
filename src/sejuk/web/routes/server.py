"""The server about itself. It tells everyone the same."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from sejuk.version import __version__
from sejuk.web.endpoint import Endpoint, Visit


class Health(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ok: bool
    version: str


def _health(visit: Visit) -> Health:
    visit.public.record.size()  # the database answers
    return Health(ok=True, version=__version__)


def _describe(_visit: Visit) -> msgspec.Raw:
    return _document()


@cache
def _document() -> msgspec.Raw:
    from sejuk.web.openapi import openapi  # noqa: PLC0415 – it reads the table this row is in
    from sejuk.web.routes import API  # noqa: PLC0415

    return msgspec.Raw(msgspec.json.encode(openapi(API)))


SERVER = (
    Endpoint(
        method="GET",
        path="/health",
        does="Whether the server answers.",
        verb="server.health",
        run=_health,
        gives=Health,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/openapi.json",
        does="This document.",
        verb="server.describe",
        run=_describe,
        gives=dict[str, Any],
        writes=False,
    ),
)
