"""The programs that run in a browser: files of the built front end, served from the package.

They are the same for everyone and hold nothing of the record, so nobody needs to be signed in
to get them.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from litestar import HttpMethod, Response, route
from litestar.handlers import HTTPRouteHandler

from sejuk.app.server_settings import ServerSettings
from sejuk.problems import ProblemError, refuse
from sejuk.web.arrive import AnyRequest, check_host
from sejuk.web.endpoint import Media
from sejuk.web.kept import REVALIDATED, UNCHANGING, kept
from sejuk.web.problem import MEDIA_TYPE, language_of, problem_of
from sejuk.web.templating import render, say

STATIC = Path(__file__).parent / "static"
PROGRAMS = ("app", "field")
"""Folders of `static`, each served under its own name: operations room, field app."""
INDEX = "index.html"
ASSETS = "assets"
"""Files in it have their digest in their names."""
PACKED_FROM = 1024
"""Bytes from which packing is worth it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
    "child-src blob:; manifest-src 'self'; media-src 'self' data: blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Own origin only. Workers from blobs are how MapLibre draws; styles in elements how it places."""
MAY_USE = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"
"""QR codes are read by the camera, and a crew shows where it is."""

_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
_PACKED = frozenset({".js", ".css", ".html", ".json", ".webmanifest", ".svg", ".map"})


class File(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes
    packed: bytes | None
    tag: str


def front_handlers(settings: ServerSettings, static: Path = STATIC) -> list[HTTPRouteHandler]:
    """Handlers of all programs, whether they are built or not."""
    return [
        _handler(path, program, settings, static)
        for program in PROGRAMS
        for path in (f"/{program}", f"/{program}/{{wanted:path}}")
    ]


def find_file(root: Path, wanted: str) -> Path | None:
    """The file of a program that an address means; None for none.

    What looks like no file is an address within the program, which its first page knows.
    """
    parts = [part for part in PurePosixPath(wanted).parts if part != "/"]
    if any(part in {"..", "."} or part.startswith(".") for part in parts) or "\\" in wanted:
        return None
    file = root.joinpath(*parts)
    if file.is_file():
        return file
    index = root / INDEX
    return index if (not parts or "." not in parts[-1]) and index.is_file() else None


def _handler(path: str, program: str, settings: ServerSettings, static: Path) -> HTTPRouteHandler:
    root = static / program

    async def handle(request: AnyRequest) -> Response[Any]:
        try:
            check_host(request, settings)
            # Litestar takes `/app` and `/app/` for one; a browser does not.
            if request.scope["raw_path"] == f"/{program}".encode():
                return Response(b"", status_code=308, headers={"location": f"/{program}/"})
            return _answer(root, request)
        except ProblemError as error:
            return _refusal(error, request)

    marked: HTTPRouteHandler = route(
        path, http_method=HttpMethod.GET, name=f"GET {path}", status_code=200
    )(handle)
    return marked


def _answer(root: Path, request: AnyRequest) -> Response[Any]:
    wanted = str(request.path_params.get("wanted", ""))
    if not (root / INDEX).is_file():
        return _not_built(request)
    file = find_file(root, wanted)
    if file is None:
        raise refuse("page_unknown")
    found = _read(file, file.stat().st_mtime_ns)
    headers = {"content-security-policy": POLICY, "permissions-policy": MAY_USE}
    given: Media = kept(
        found.content,
        found.packed,
        _KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        found.tag,
        dict(request.headers),
        keep=UNCHANGING if file.parent == root / ASSETS else REVALIDATED,
        more=headers,
    )
    return Response(
        given.content, media_type=given.kind, headers=given.headers, status_code=given.status
    )


@lru_cache(maxsize=512)
def _read(file: Path, _changed: int) -> File:
    content = file.read_bytes()
    is_worth_it = file.suffix in _PACKED and len(content) >= PACKED_FROM
    return File(
        content=content,
        packed=gzip.compress(content, 9, mtime=0) if is_worth_it else None,
        tag=hashlib.sha256(content).hexdigest()[:32],
    )


def _not_built(request: AnyRequest) -> Response[Any]:
    language = language_of(request.headers.get("accept-language", ""))
    page = render("not_built.html", language, title=say("front.title").of(language), problem=None)
    return Response(page, media_type=_KINDS[".html"])


def _refusal(error: ProblemError, request: AnyRequest) -> Response[Any]:
    language = language_of(request.headers.get("accept-language", ""))
    return Response(
        msgspec.json.encode(problem_of(error, language)),
        status_code=error.kind.status,
        headers={"content-language": language, "vary": "accept-language"},
        media_type=MEDIA_TYPE,
    )
