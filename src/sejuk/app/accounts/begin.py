"""The link with which the first administrator begins."""

from __future__ import annotations

from datetime import timedelta

from sejuk.app.call import PublicCall
from sejuk.app.credentials import new_token
from sejuk.store.accounts import has_administrator, invite

LASTS = timedelta(hours=24)


def first_link(call: PublicCall) -> str | None:
    """A one-time code for the first administrator; None when there is an administrator.

    For whoever starts the server, and so holds the machine. An earlier code ends.
    """
    code = new_token()
    ends_ms = call.now_ms + int(LASTS.total_seconds()) * 1000
    with call.record.writing(now=call.now) as writing:
        if has_administrator(writing.connection):
            return None
        invite(writing.connection, code, "administrator", None, call.now_ms, ends_ms)
    return code
