"""Headers of every answer, whatever it is: the strictest that a page without scripts can have.

An answer that brings one of them itself keeps its own: the programs of `web/front.py` run scripts.
"""

from __future__ import annotations

from litestar.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # With `no-referrer`, browsers send `Origin: null` with our own forms: what comes from nowhere
    # is taken for forged.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cache-control", b"no-store"),
)
HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")


def with_headers(app: ASGIApp, *, secure: bool) -> ASGIApp:
    """The same application, with these headers on all it says."""
    extra = [*HEADERS, *([HTTPS_ONLY] if secure else [])]

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", []))
                given = {name.lower() for name, _ in own}
                message["headers"] = [*own, *(pair for pair in extra if pair[0] not in given)]
            await send(message)

        await app(scope, receive, send_more)

    return wrapped
