"""Pages for people, where they are needed: beginning, signing in, one's account, the administrator.

Plain forms without scripts. The operations room and the field app are programs of their own.
"""

from __future__ import annotations

from typing import Any

import msgspec
import segno

from sejuk.app.access import may
from sejuk.app.accounts.accept import Acceptance, Code, accept_invitation, look_at_invitation
from sejuk.app.accounts.administer import (
    InvitationLink,
    NewAccount,
    end_account,
    invite_account,
    list_accounts,
    open_account,
)
from sejuk.app.accounts.devices import (
    DeviceCode,
    end_device,
    invite_device,
    invite_own_device,
    list_devices,
)
from sejuk.app.accounts.sessions import end_own_session, list_sessions, own_account
from sejuk.app.accounts.sign_in import SignIn, sign_in
from sejuk.app.credentials import totp_link
from sejuk.app.sync.arrivals import place_code
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole
from sejuk.problems import ProblemError, refuse
from sejuk.web.arrive import FORM
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.problem import problem_of
from sejuk.web.templating import render, say, text_of

HTML = "text/html; charset=utf-8"


class Go(msgspec.Struct, frozen=True):
    """To another page."""

    to: str


class OneAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: str


class OneDevice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    device: str


class OneSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    session: str


class Nothing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


def problem_page(error: ProblemError, language: str) -> str:
    """A problem, for people."""
    return render(
        "problem.html",
        language,
        title=say("problem.title").of(language),
        problem=problem_of(error, language),
    )


def _sign_in_page(visit: Visit, problem: ProblemError | None = None, note: str = "") -> str:
    return render(
        "sign_in.html",
        visit.language,
        title=say("sign_in.title").of(visit.language),
        account=getattr(visit.wish, "account", ""),
        problem=problem and problem_of(problem, visit.language),
        note=note,
    )


def _sign_in(visit: Visit) -> Go | str:
    try:
        visit.cookie = sign_in(visit.public, visit.wish, agent=visit.agent)
    except ProblemError as problem:
        visit.status = problem.kind.status
        return _sign_in_page(visit, problem)
    return Go("/app/")


def _begin_page(
    visit: Visit, code: str, typed: Acceptance | None = None, problem: ProblemError | None = None
) -> str:
    found = look_at_invitation(visit.public, code)
    # After a slip the secret stays the one that was scanned.
    secret = typed.totp_secret if typed else found.totp_secret
    link = totp_link(secret, found.account or "administrator")
    return render(
        "begin.html",
        visit.language,
        title=say(f"begin.title_{found.what}").of(visit.language),
        lead=say(f"begin.lead_{found.what}").of(visit.language),
        account=found.account,
        code=code,
        secret=secret,
        secret_shown=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        qr=_qr(link),
        typed=typed,
        problem=problem and problem_of(problem, visit.language),
    )


def _begin(visit: Visit) -> str:
    code = visit.path["code"]
    try:
        msgspec.convert(code, Code)
    except msgspec.ValidationError:
        raise refuse("code_not_valid") from None
    return _begin_page(visit, code)


def _accept(visit: Visit) -> str:
    try:
        accept_invitation(visit.public, visit.wish)
    except ProblemError as problem:
        if problem.code == "code_not_valid":
            raise
        visit.status = problem.kind.status
        return _begin_page(visit, visit.wish.code, visit.wish, problem)
    words = [say("begin.done").of(visit.language), say("begin.wait").of(visit.language)]
    visit.wish = None
    return _sign_in_page(visit, note=" ".join(words))


def _own(visit: Visit) -> str:
    call = visit.call
    administers = may(call.actor, "account.list")
    return render(
        "own.html",
        visit.language,
        title=say("own.title").of(visit.language),
        own=own_account(call),
        sessions=list_sessions(call),
        may_enrol=may(call.actor, "device.invite_self"),
        accounts=list_accounts(call) if administers else None,
        devices=list_devices(call) if administers else None,
        roles=list(AccountRole),
        agencies=list(Agency),
        csrf=visit.secret,
    )


def _link_page(visit: Visit, found: InvitationLink) -> str:
    return _code_page(visit, "invitation", found, f"{visit.url}/mulai/{found.code}")


def _device_page(visit: Visit, found: DeviceCode) -> str:
    # After the `#`, so that it stays in the browser and out of every log on the way.
    return _code_page(visit, "device", found, f"{visit.url}/field/#gawai/{found.code}")


def _code_page(visit: Visit, what: str, found: InvitationLink | DeviceCode, link: str) -> str:
    lead = "code.scan" if what == "device" else "code.hand_over"
    return render(
        "code.html",
        visit.language,
        title=say(f"code.title_{what}").of(visit.language),
        lead=say(lead).of(visit.language),
        account=found.account,
        link=link,
        qr=_qr(link),
        ends_at=found.ends_at,
    )


def _place_page(visit: Visit) -> str:
    shown = place_code(visit.call, visit.path["place"])
    seconds = max(1, -(-(shown.ends_ms - visit.public.now_ms) // 1000))
    return render(
        "place_code.html",
        visit.language,
        problem=None,
        refresh=seconds,  # a page without a script: it asks again when the code has changed
        title=say("place_code.title").of(visit.language),
        place=shown.place,
        code=f"{shown.code[:4]} {shown.code[4:]}",
        qr=_qr(f"{visit.url}/field/#hadir/{shown.place}/{shown.code}"),
    )


def _sign_out(visit: Visit) -> Go:
    end_own_session(visit.call, visit.call.session)
    visit.cookie = ""
    return Go("/masuk")


def _then_own(act: Any, field: str) -> Any:  # noqa: ANN401 – a use case, and a visit's answer
    def run(visit: Visit) -> Go:
        act(visit.call, getattr(visit.wish, field))
        return Go("/akun")

    return run


def _qr(text: str) -> str:
    return segno.make(text, error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")


def _page(path: str, verb: str, run: Any, **more: Any) -> Endpoint:  # noqa: ANN401
    return Endpoint(
        method="GET",
        path=path,
        does="",
        verb=verb,
        run=run,
        gives=str,
        gives_media=HTML,
        writes=False,
        page=True,
        **more,
    )


def _form(path: str, verb: str, takes: Any, run: Any, **more: Any) -> Endpoint:  # noqa: ANN401
    return Endpoint(
        method="POST",
        path=path,
        does="",
        verb=verb,
        run=run,
        takes=takes,
        takes_media=FORM,
        gives=str,
        gives_media=HTML,
        page=True,
        **more,
    )


PAGES = (
    _page("/", "server.health", lambda _: Go("/app/")),
    msgspec.structs.replace(
        _page("/gaya.css", "server.health", lambda _: text_of("gaya.css")),
        gives_media="text/css; charset=utf-8",
    ),
    _page("/masuk", "account.sign_in", _sign_in_page),
    _form("/masuk", "account.sign_in", SignIn, _sign_in, rate="door"),
    _page("/mulai/{code}", "account.accept", _begin, rate="door"),
    _form("/mulai", "account.accept", Acceptance, _accept, rate="door"),
    _page("/akun", "account.self", _own),
    _page("/titik/{place}", "place.code", _place_page),
    _form("/akun/keluar", "session.end", Nothing, _sign_out),
    _form("/akun/sesi", "session.end", OneSession, _then_own(end_own_session, "session")),
    _form(
        "/akun/gawai",
        "device.invite_self",
        Nothing,
        lambda v: _device_page(v, invite_own_device(v.call)),
    ),
    _form(
        "/akun/baru",
        "account.open",
        NewAccount,
        lambda v: _link_page(v, open_account(v.call, v.wish)),
    ),
    _form(
        "/akun/undang",
        "account.invite",
        OneAccount,
        lambda v: _link_page(v, invite_account(v.call, v.wish.account)),
    ),
    _form(
        "/akun/qr",
        "device.invite",
        OneAccount,
        lambda v: _device_page(v, invite_device(v.call, v.wish.account)),
    ),
    _form("/akun/tutup", "account.close", OneAccount, _then_own(end_account, "account")),
    _form("/akun/cabut", "device.revoke", OneDevice, _then_own(end_device, "device")),
)
