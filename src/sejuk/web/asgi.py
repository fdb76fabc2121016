"""The entry point of a server process: settings from one variable, a record opened, an app made."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from litestar.types import ASGIApp

from sejuk.app.context import clock
from sejuk.app.server_settings import VARIABLE, ServerSettings
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from sejuk.web.server import make_server


def create() -> ASGIApp:
    """For granian. Raises the problems of the record."""
    settings = msgspec.json.decode(os.environ[VARIABLE], type=ServerSettings)
    record = open_record(Path(settings.folder), redact=redact, now=clock(), create=True)
    return make_server(record, settings, at_end=record.close)
