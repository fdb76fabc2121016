"""What is checked of each request, in this order, before a use case hears of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from litestar import Request
from litestar.exceptions import ClientException

from sejuk.app.access import require
from sejuk.app.accounts.sign_in import identify
from sejuk.app.call import Call, PublicCall
from sejuk.app.server_settings import ServerSettings
from sejuk.problems import refuse
from sejuk.web.endpoint import JSON, Endpoint, Visit
from sejuk.web.forms import not_of_its_form
from sejuk.web.problem import language_of

AnyRequest = Request[Any, Any, Any]
FORM = "application/x-www-form-urlencoded"
TRACCAR = "/tracks/traccar"
"""Its app can name itself in no other way than in the address."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PART = re.compile(r"[A-Za-z0-9_.:@|-]{1,96}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def check_host(request: AnyRequest, settings: ServerSettings) -> None:
    """Raises `wrong_host`: a page of another name cannot make a browser talk to this server."""
    if request.headers.get("host", "").lower() != settings.host.lower():
        raise refuse("wrong_host")


def token_of(request: AnyRequest, settings: ServerSettings) -> tuple[str | None, bool]:
    """The session's token, and whether a browser sent it by itself (as a cookie)."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and _TOKEN.fullmatch(bearer.strip()):
        return bearer.strip(), False
    if scheme.lower() == "basic" and (password := _password(bearer.strip())):
        return password, False
    if request.url.path == TRACCAR and _TOKEN.fullmatch(request.query_params.get("id", "")):
        return str(request.query_params["id"]), False
    cookie = request.cookies.get(settings.cookie, "")
    return (cookie, True) if _TOKEN.fullmatch(cookie) else (None, False)


def _password(basic: str) -> str | None:
    """A token as the password of an app that knows no other way; whatever the user is called."""
    try:
        _, _, password = base64.b64decode(basic, validate=True).decode().partition(":")
    except ValueError:
        return None
    return password if _TOKEN.fullmatch(password) else None


def call_of(public: PublicCall, endpoint: Endpoint, token: str | None) -> Call | None:
    """Who calls. Raises `not_signed_in`, and `not_allowed` where the role may not."""
    call = identify(public.record, token, public.now) if token else None
    call = msgspec.structs.replace(call, speed=public.speed) if call else None
    if endpoint.public:
        return call
    if call is None:
        raise refuse("not_signed_in")
    require(call.actor, endpoint.verb)
    return call


def check_origin(request: AnyRequest, settings: ServerSettings) -> None:
    """Raises `request_forged` when a browser says that another site's page sent this."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin")
    other = origin is not None and urlsplit(origin).netloc.lower() != settings.host.lower()
    if site not in {"none", "same-origin"} or other:
        raise refuse("request_forged")


def secret_of(token: str) -> str:
    """What a form must bring along to be ours: nobody without the token can know it."""
    return hmac.digest(token.encode(), b"form", hashlib.sha256).hex()


def check_secret(request: AnyRequest, token: str, form: dict[str, str]) -> None:
    """Raises `request_forged` unless a request by cookie brings its secret."""
    if request.method in SAFE_METHODS:
        return
    given = request.headers.get("x-sejuk-csrf") or form.pop("_csrf", "")
    if not hmac.compare_digest(given.encode(), secret_of(token).encode()):
        raise refuse("request_forged")


async def body_of(request: AnyRequest, endpoint: Endpoint) -> bytes:
    """Raises `wrong_media_type`, `request_too_large`, `request_malformed`."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != endpoint.takes_media:
        raise refuse("wrong_media_type", expected=endpoint.takes_media)
    limit = endpoint.most_bytes
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal():
        raise refuse("request_malformed", detail="Content-Length")
    if int(declared) > limit:
        raise refuse("request_too_large", limit=limit // 1024)
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise refuse("request_too_large", limit=limit // 1024)
            chunks.append(chunk)
    except ClientException:
        raise refuse("request_malformed", detail="disconnect") from None
    return b"".join(chunks)


def form_of(body: bytes) -> dict[str, str]:
    """The fields of a form. Raises `request_malformed`."""
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            max_num_fields=40,
            errors="strict",
        )
    except ValueError as error:
        raise refuse("request_malformed", detail=str(error)) from None
    return {name: value for name, value in pairs if value}


def wish_of(endpoint: Endpoint, body: bytes, form: dict[str, str]) -> Any:  # noqa: ANN401
    """The body as the endpoint's type. Raises `request_malformed`, `request_invalid`."""
    if endpoint.takes is None or endpoint.takes is bytes:
        return None
    try:
        if endpoint.takes_media == JSON:
            return msgspec.json.decode(body, type=endpoint.takes)
        return msgspec.convert(form, endpoint.takes, strict=False)
    except msgspec.ValidationError as error:
        raise not_of_its_form(error) or refuse("request_invalid", detail=_clean(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refuse("request_malformed", detail=_clean(error)) from None


def path_of(request: AnyRequest, endpoint: Endpoint) -> dict[str, str]:
    """What varies in the path. Raises `page_unknown` for what can be no id."""
    found = {name: str(request.path_params[name]) for name in endpoint.parts}
    if not all(_PART.fullmatch(value) for value in found.values()):
        raise refuse("page_unknown")
    return found


def query_of(request: AnyRequest, endpoint: Endpoint) -> dict[str, str]:
    """The parameters that the endpoint names. Raises `request_invalid`."""
    try:
        pairs = parse_qsl(
            request.scope["query_string"].decode("ascii"), max_num_fields=40, errors="strict"
        )
    except ValueError as error:
        raise refuse("request_invalid", detail=_clean(error)) from None
    if not endpoint.query:
        return {}
    for name, value in pairs:
        if name not in endpoint.query:
            raise refuse("request_invalid", detail=name[:40])
        try:
            msgspec.convert(value, endpoint.query[name], strict=False)
        except msgspec.ValidationError as error:
            problem = not_of_its_form(error, name)
            raise problem or refuse("request_invalid", detail=f"{name}: {_clean(error)}") from None
    return dict(pairs)


def begin_visit(public: PublicCall, request: AnyRequest) -> Visit:
    """A visit of which nothing is checked yet."""
    return Visit(
        public=public,
        call_or_none=None,
        path={},
        query={},
        agent=request.headers.get("user-agent", "")[:120],
        language=language_of(request.headers.get("accept-language", "")),
        headers={
            name: value
            for name in ("last-event-id", "taken-at", "if-none-match", "accept-encoding")
            if (value := request.headers.get(name))
        },
    )


def _clean(error: Exception) -> str:
    """What a decoder says, in one short line."""
    return " ".join(str(error).split())[:200]
