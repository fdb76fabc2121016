"""What all public pages share: their addresses, languages and headers."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlencode

import msgspec

from sejuk.model.district import District
from sejuk.reporting.public.rendering import Site, say, style_text
from sejuk.version import __version__
from sejuk.web.endpoint import Visit
from sejuk.web.problem import language_of

ROOT = "/publik"
HTML = "text/html"
"""Litestar says by itself in which letters."""
STYLE = f"{ROOT}/gaya.css"
ZONE = "Asia/Jakarta"
"""Of pages that belong to no district."""
Language = Literal["id", "en"]
DistrictName = Annotated[str, msgspec.Meta(min_length=1, max_length=119)]
QUERY = {"bahasa": Language, "wilayah": DistrictName}
"""Of every page: the language, where it is not the browser's, and the district, where there are
several."""
HEADERS = {"vary": "accept-encoding, accept-language"}


def is_public(path: str) -> bool:
    """True for an address of the public page."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def site_of(visit: Visit, path: str, district: District | None) -> Site:
    """For a page at this address."""
    return _site(
        visit.query.get("bahasa") or visit.language,
        path,
        tuple((name, visit.query[name]) for name in QUERY if name in visit.query),
        district,
    )


def problem_site(query: str, accept_language: str) -> Site:
    """For what could not be answered; nothing of the request is trusted."""
    pairs = dict(parse_qsl(query[:300], errors="replace"))
    asked = pairs.get("bahasa", "")
    language = asked if asked in {"id", "en"} else language_of(accept_language)
    keep = (("bahasa", asked),) if asked in {"id", "en"} else ()
    return _site(language, ROOT, keep, None)


def _site(
    language: str, path: str, keep: tuple[tuple[str, str], ...], district: District | None
) -> Site:
    source = district.source if district else None
    rest = [pair for pair in keep if pair[0] != "bahasa"]
    other = urlencode([("bahasa", "id" if language == "en" else "en"), *rest])
    return Site(
        name=say("site.short", language),
        language=language,
        zone=district.zone if district else ZONE,
        version=__version__,
        path=path,
        query=urlencode(keep),
        other=f"{path}?{other}",
        style=f"{STYLE}?v={style_tag()}",
        credit=f"{source.credit}, {source.vintage}" if source else "",
        synthetic=source.synthetic if source else False,
    )


@cache
def style_tag() -> str:
    """Changes with the style sheet, so that it can be kept for ever."""
    return hashlib.sha256(style_text().encode()).hexdigest()[:12]
