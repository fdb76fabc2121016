"""A server on this machine that misbehaves in every way that servers do, one way for each path."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.factchecks.samples import FORMS, RSS

XML, JSON, HTML = "application/rss+xml", "application/json", "text/html"
ETAG, MODIFIED = '"a1"', "Thu, 28 Nov 2024 15:30:00 GMT"
BOMB = gzip.compress(bytes(40_000_000))
"""40 MB in 40 kB."""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>'
)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.server.heard.append((self.path, dict(self.headers.items())))
        with suppress(OSError):
            ROUTES.get(path, Handler.missing)(self)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def give(
        self,
        content: bytes,
        kind: str = XML,
        *,
        status: int = 200,
        length: int | None = None,
        **more: str,
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def form(self, name: str, kind: str) -> None:
        self.give(FORMS[name], kind)

    def missing(self) -> None:
        self.give(b"", status=404)

    def conditional(self) -> None:
        if self.headers["If-None-Match"] == ETAG and self.headers["If-Modified-Since"] == MODIFIED:
            self.give(b"", status=304)
        else:
            self.give(FORMS["rss"], ETag=ETAG, Last_Modified=MODIFIED, Set_Cookie="a=b")

    def to(self, place: str, status: int = 302) -> None:
        self.give(b"", status=status, Location=place)

    def drip(self, head: bytes) -> None:
        """A byte every hundredth of a second, for ever."""
        self.wfile.write(head)
        while not self.server.over.wait(0.01):
            self.wfile.write(b"x")

    def silent(self) -> None:
        self.server.over.wait(30)

    def raw(self, content: bytes) -> None:
        self.wfile.write(content)
        self.close_connection = True


OK = b"HTTP/1.1 200 OK\r\n"
ROUTES: dict[str, Callable[[Handler], None]] = {
    "/rss": lambda h: h.form("rss", XML),
    "/json": lambda h: h.form("claim_review", f"{JSON}; charset=utf-8"),
    "/html": lambda h: h.form("html", f"{HTML}; charset=x-nonsense-7"),
    "/gzip": lambda h: h.give(gzip.compress(FORMS["rss"]), Content_Encoding="gzip"),
    "/deflate": lambda h: h.give(zlib.compress(FORMS["rss"]), Content_Encoding="deflate"),
    "/br": lambda h: h.give(b"x", Content_Encoding="br"),
    "/conditional": Handler.conditional,
    "/moved": lambda h: h.to("/rss", 301),
    "/loop": lambda h: h.to("/loop"),
    "/to-loopback": lambda h: h.to(f"http://127.0.0.1:{h.server.server_port}/rss"),
    "/to-metadata": lambda h: h.to("http://169.254.169.254/latest/meta-data/"),
    "/to-file": lambda h: h.to("file:///etc/passwd"),
    "/to-nonsense": lambda h: h.to("http://[::1/"),
    "/no-type": lambda h: h.give(FORMS["rss"], ""),
    "/picture": lambda h: h.give(b"\x89PNG", "image/png"),
    "/error": lambda h: h.give(b"<html>", HTML, status=500),
    "/truncated": lambda h: h.give(FORMS["rss"][:300], length=len(FORMS["rss"])),
    "/gzip-truncated": lambda h: h.give(gzip.compress(FORMS["rss"])[:-20], Content_Encoding="gzip"),
    "/not-gzip": lambda h: h.give(FORMS["rss"], Content_Encoding="gzip"),
    "/huge": lambda h: h.give(b"x" * 400_000, "text/plain"),
    "/bomb": lambda h: h.give(BOMB, Content_Encoding="gzip"),
    "/drip": lambda h: h.drip(OK + b"Content-Type: text/xml\r\n\r\n"),
    "/drip-head": lambda h: h.drip(OK + b"X-A: "),
    "/silent": Handler.silent,
    "/no-http": lambda h: h.raw(b"SSH-2.0-x\r\n"),
    "/nothing": lambda h: h.raw(b""),
    "/many-headers": lambda h: h.raw(OK + b"A: b\r\n" * 500),
    "/long-header": lambda h: h.raw(OK + b"A: " + b"x" * 90_000),
    "/chunks-broken": lambda h: h.raw(
        OK + b"Content-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>"
    ),
    "/malformed": lambda h: h.give(RSS.replace("<channel>", "<channel></x>").encode()),
    "/cut-feed": lambda h: h.give(RSS[: RSS.index("<item><title>Cek") + 40].encode()),
    "/laughs": lambda h: h.give(LAUGHS.encode()),
    "/deep": lambda h: h.give(b"[" * 100_000, JSON),
    "/bad-charset": lambda h: h.give("klaim\nbahay\u00e4".encode("cp1252"), "text/csv"),
}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    address_family = socket.AF_INET

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heard: list[tuple[str, dict[str, str]]] = []
        """Path and headers of each request."""
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Whoever hangs up is meant to."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


@contextmanager
def misbehaving() -> Iterator[Server]:
    """The server while somebody asks it."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
