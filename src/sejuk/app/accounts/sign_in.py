"""Signing in with password and one-time code; who a token belongs to."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from sejuk.app.accounts.accept import Password, SixDigits
from sejuk.app.call import Call, PublicCall
from sejuk.app.context import chance
from sejuk.app.credentials import (
    hash_password,
    needs_new_hash,
    new_token,
    password_fits,
    totp_step,
)
from sejuk.model.ids import Author
from sejuk.problems import refuse
from sejuk.store.accounts import find_account, set_password, use_totp_step
from sejuk.store.record import Record
from sejuk.store.sessions import Session, begin_session, end_old_sessions, find_session, note_seen

BROWSER_LASTS = timedelta(hours=12)
"""A shift and what goes with it."""
SEEN_EVERY_MS = 5 * 60 * 1000


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: Author
    password: Password
    totp_code: SixDigits


def sign_in(call: PublicCall, wish: SignIn, *, agent: str) -> str:
    """The token of a new session. Raises `sign_in_refused`, whatever is wrong."""
    with call.record.reading() as connection:
        account = find_account(connection, wish.account)
    usable = account if account and not account.closed else None
    # Both are checked in any case: the time tells nobody which was wrong.
    fits = password_fits(usable.password if usable else None, wish.password)
    step = totp_step(
        usable.totp if usable else None, wish.totp_code, call.now, usable.totp_step if usable else 0
    )
    if usable is None or not fits or step is None:
        raise refuse("sign_in_refused")
    renewed = _renewed(usable.password, wish)
    with call.record.writing(now=call.now) as writing:
        now = find_account(writing.connection, wish.account)
        if now is None or now.closed or now.totp_step >= step:  # used meanwhile
            raise refuse("sign_in_refused")
        use_totp_step(writing.connection, wish.account, step)
        if renewed:
            set_password(writing.connection, wish.account, renewed)
        end_old_sessions(writing.connection, call.now_ms)
        token = new_token()
        session = new_session(call, wish.account, None, agent, BROWSER_LASTS)
        begin_session(writing.connection, session, token, call.record.life)
    return token


def new_session(
    call: PublicCall, account: str, device: str | None, agent: str, lasts: timedelta
) -> Session:
    """A session that begins now."""
    return Session(
        session=chance(16),
        account=account,
        device=device,
        agent=agent[:120],
        begun_ms=call.now_ms,
        seen_ms=call.now_ms,
        ends_ms=call.now_ms + int(lasts.total_seconds()) * 1000,
    )


def identify(record: Record, token: str, now: datetime) -> Call | None:
    """The call of whoever holds a session's token; None when it opens nothing (any more)."""
    public = PublicCall(record=record, now=now)
    with record.reading() as connection:
        session = find_session(connection, token, record.life, public.now_ms)
        account = find_account(connection, session.account) if session else None
    if session is None or account is None or account.closed:
        return None
    if public.now_ms - session.seen_ms > SEEN_EVERY_MS:
        with record.writing(now=now) as writing:
            note_seen(writing.connection, session.session, public.now_ms)
    return Call(
        record=record,
        now=now,
        actor=account.actor,
        session=session.session,
        device=session.device,
    )


def _renewed(kept: str | None, wish: SignIn) -> str | None:
    old = kept is not None and needs_new_hash(kept)
    return hash_password(wish.password, wish.account) if old else None
