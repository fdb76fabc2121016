"""Asks one address that an officer gave, and trusts nothing of what comes back.

The only place of the program that asks out. It asks with GET, sends no cookie and no name, looks at
where a name leads before it connects, and connects to just that: never to the machine itself or its
own network, unless that was given so. Redirects are looked at in the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from contextlib import suppress
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from sejuk.problems import ProblemError, refuse
from sejuk.text.accounts import names_an_account
from sejuk.version import __version__

KINDS = frozenset(
    {
        *("application/json", "application/ld+json", "application/rss+xml"),
        *("application/atom+xml", "application/xml", "text/xml", "text/html"),
        *("application/xhtml+xml", "text/csv", "text/plain", "application/csv"),
    }
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CHUNK = 65_536


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    connect_seconds: float = 10.0
    """Also between two pieces of an answer."""
    total_seconds: float = 60.0
    """From the first connection to the last byte, redirects included."""
    megabytes: float = 10.0
    """Of an answer, unpacked."""
    redirects: int = 5
    own_network: bool = False
    """Addresses of the machine itself and of private networks may be given, and only given."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a server said of its answer the last time."""

    etag: str = ""
    modified: str = ""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes | None
    """None: as it was the last time."""
    charset: str
    address: str
    """After redirects."""
    known: Known


class _Asked(msgspec.Struct, frozen=True):
    """An address taken apart."""

    secure: bool
    host: str
    port: int
    target: str
    """Path and query."""


def fetch(address: str, known: Known | None = None, limits: Limits = Limits()) -> Fetched:  # noqa: B008 - frozen
    """The answer of an address.

    Raises ProblemError: address_refused, address_is_an_account, address_own_network, fetch_failed,
    fetch_timeout, fetch_too_large, fetch_wrong_type, fetch_status, fetch_redirects.
    """
    given, here = address, address
    ends = time.monotonic() + limits.total_seconds
    inside_given = False
    for hop in range(limits.redirects + 1):
        asked = _taken_apart(here)
        ip, inside = _looked_up(asked, given)
        if hop == 0:
            inside_given = inside and limits.own_network
        if inside and not inside_given:
            raise refuse("address_own_network", address=_shown(here), host=asked.host)
        with _Asking(given, asked, ip, ends, limits) as asking:
            response = asking.ask(known if hop == 0 or here == given else None)
            if response.status in REDIRECTS and response.headers.get("Location"):
                here = _next(here, response.headers["Location"], given)
                continue
            return asking.answer(response, here, known)
    raise refuse("fetch_redirects", address=_shown(given), limit=limits.redirects)


class _Asking:
    """One connection, which a timer cuts when the time is over, whatever it is waiting for."""

    def __init__(self, given: str, asked: _Asked, ip: str, ends: float, limits: Limits) -> None:
        self.given, self.asked, self.ip, self.limits = given, asked, ip, limits
        self.ends = ends
        self.over = False
        self.socket: socket.socket | None = None
        self.connection: http.client.HTTPConnection | None = None
        self.response: http.client.HTTPResponse | None = None
        self.timer = threading.Timer(max(0.0, ends - time.monotonic()), self._cut)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        for part in (self.response, self.connection):
            if part is not None:
                part.close()
        if self.socket is not None:
            self.socket.close()

    def ask(self, known: Known | None) -> http.client.HTTPResponse:
        """The head of the answer."""
        asked = self.asked
        usual = 443 if asked.secure else 80
        host = f"[{asked.host}]" if ":" in asked.host else asked.host
        headers = {
            "Host": host if asked.port == usual else f"{host}:{asked.port}",
            "User-Agent": f"sejuk/{__version__}",
            "Accept": ", ".join(sorted(KINDS)),
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            self._connect()
            assert self.connection is not None  # noqa: S101 - for the type
            self.connection.putrequest(
                "GET", asked.target, skip_host=True, skip_accept_encoding=True
            )
            for name, value in headers.items():
                self.connection.putheader(name, value)
            self.connection.endheaders()
            self.response = self.connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._failed(error) from None
        if self.over:  # a head that was cut looks like one that has ended
            raise self._failed(TimeoutError())
        return self.response

    def answer(self, response: http.client.HTTPResponse, here: str, known: Known | None) -> Fetched:
        """The rest of it, if it is what was asked for."""
        if response.status == http.client.NOT_MODIFIED and known:
            return Fetched(content=None, charset="", address=here, known=known)
        if response.status != http.client.OK:
            raise refuse("fetch_status", address=_shown(self.given), status=response.status)
        kind = response.headers.get_content_type() if response.headers["Content-Type"] else ""
        if kind not in KINDS:
            raise refuse("fetch_wrong_type", address=_shown(self.given), kind=kind[:60] or "?")
        content = self._content(response)
        charset = response.headers.get_content_charset("") or ""
        now_known = Known(
            etag=_header(response, "ETag"), modified=_header(response, "Last-Modified")
        )
        return Fetched(content=content, charset=charset[:40], address=here, known=now_known)

    def _connect(self) -> None:
        asked = self.asked
        wait = max(0.01, min(self.limits.connect_seconds, self.ends - time.monotonic()))
        made = socket.create_connection((self.ip, asked.port), timeout=wait)
        self.socket = made
        if asked.secure:
            context = ssl.create_default_context()
            self.socket = context.wrap_socket(made, server_hostname=asked.host)
        self.connection = http.client.HTTPConnection(asked.host, asked.port)
        self.connection.sock = self.socket

    def _content(self, response: http.client.HTTPResponse) -> bytes:
        limit = int(self.limits.megabytes * 1_000_000)
        packed = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packed not in {"identity", "", "gzip", "x-gzip", "deflate"}:
            raise refuse("fetch_wrong_type", address=_shown(self.given), kind=packed[:60])
        unpack = None if packed in {"identity", ""} else zlib.decompressobj(wbits=47)
        found = bytearray()
        try:
            while piece := response.read1(_CHUNK):
                found += unpack.decompress(piece, limit + 1 - len(found)) if unpack else piece
                if len(found) > limit:
                    size = self.limits.megabytes
                    raise refuse("fetch_too_large", address=_shown(self.given), limit=f"{size:g}")
            if response.length or (unpack and not unpack.eof):
                raise http.client.IncompleteRead(b"")
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise self._failed(error) from None
        if self.over:
            raise self._failed(TimeoutError())
        return bytes(found)

    def _cut(self) -> None:
        self.over = True
        if self.socket is not None:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)

    def _failed(self, error: Exception) -> ProblemError:
        if self.over or isinstance(error, TimeoutError):
            seconds = f"{self.limits.total_seconds:g}"
            return refuse("fetch_timeout", address=_shown(self.given), seconds=seconds)
        said = getattr(error, "strerror", None) or type(error).__name__
        return refuse("fetch_failed", address=_shown(self.given), detail=str(said)[:120])


def is_address(text: str) -> bool:
    """It is to be asked and not a file's name."""
    return text.lower().startswith(("http://", "https://"))


def _taken_apart(address: str) -> _Asked:
    try:
        parts = urlsplit(address.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError):
        raise refuse("address_refused", address=_shown(address)) from None
    named = parts.username is not None or parts.password is not None
    if parts.scheme not in {"http", "https"} or not host or named or len(address) > 2000:
        raise refuse("address_refused", address=_shown(address))
    if names_an_account(host):
        raise refuse("address_is_an_account")
    secure = parts.scheme == "https"
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?")
    return _Asked(secure, host, port or (443 if secure else 80), target + "?" * bool(query) + query)


def _looked_up(asked: _Asked, given: str) -> tuple[str, bool]:
    """Where the name leads, and whether any of it is inside; connected to is just that."""
    try:
        found = socket.getaddrinfo(asked.host, asked.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise refuse("fetch_failed", address=_shown(given), detail="DNS") from None
    ips = [str(row[4][0]) for row in found]
    inside = [ip for ip in ips if _is_inside(ip)]
    return (inside or ips)[0], bool(inside)


def _is_inside(text: str) -> bool:
    """The machine itself, its network, or what leads there by another form of address."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        within = ip.ipv4_mapped or ip.sixtofour or (last if ip in _NAT64 else None)
        if within is not None:
            return _is_inside(str(within))
    return not ip.is_global or ip.is_multicast or ip.is_reserved


def _next(here: str, location: str, given: str) -> str:
    try:
        there = urljoin(here, location.strip())
        downgraded = urlsplit(here).scheme == "https" and urlsplit(there).scheme != "https"
    except ValueError:
        raise refuse("address_refused", address=_shown(location)) from None
    if downgraded:
        raise refuse("fetch_failed", address=_shown(given), detail="https → http")
    return there


def _header(response: http.client.HTTPResponse, name: str) -> str:
    value = response.headers.get(name, "").strip()
    return value if len(value) <= 200 and value.isprintable() and value.isascii() else ""


def _shown(address: str) -> str:
    """Without a query, which may hold a key."""
    plain = "".join(sign for sign in address.split("?", maxsplit=1)[0] if sign.isprintable())
    return plain if len(plain) <= 100 else plain[:99] + "…"
