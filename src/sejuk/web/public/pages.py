"""Public pages to read: the front page, an answer, the guarantees, the figures, the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec

from sejuk.app.public.page import (
    SHOWN,
    public_answer,
    public_district,
    public_page,
    running_operations,
)
from sejuk.model.district import District
from sejuk.reporting.public.front import front_page
from sejuk.reporting.public.map import map_height, public_map
from sejuk.reporting.public.pages import answer_page, guarantees_page
from sejuk.reporting.public.rendering import style_text
from sejuk.web.endpoint import JSON, Endpoint, Media, Visit
from sejuk.web.kept import UNCHANGING, kept
from sejuk.web.public.shelf import Ready, ready
from sejuk.web.public.site import HEADERS, HTML, QUERY, ROOT, site_of

FRESH = "public, max-age=60"
"""Whoever reloads within a minute costs nothing; a proxy may answer for us."""
SVG = "image/svg+xml"


def district_of(visit: Visit) -> District:
    """The one that is asked for. Raises `district_unknown`."""
    return public_district(visit.public, visit.query.get("wilayah"))


def _front(visit: Visit) -> Media:
    district = district_of(visit)

    def make() -> str:
        site = site_of(visit, ROOT, district)
        page = public_page(visit.public, district)
        return front_page(
            page, site, map_address=site.to(f"{ROOT}/peta.svg"), map_height=_height(district)
        )

    return _shelved(visit, "front", district, make, HTML)


def _figures(visit: Visit) -> Media:
    district = district_of(visit)

    def make() -> bytes:
        return msgspec.json.encode(public_page(visit.public, district).figures)

    return _shelved(visit, "figures", district, make, JSON)


def _guarantees(visit: Visit) -> Media:
    district = district_of(visit)

    def make() -> str:
        with visit.public.record.reading() as place:
            running = running_operations(place, district, visit.public.now)
        return guarantees_page(site_of(visit, f"{ROOT}/jaminan", district), running)

    return _shelved(visit, "guarantees", district, make, HTML)


def _answer(visit: Visit) -> Media:
    answer, area = public_answer(visit.public, visit.path["answer"])
    district = public_district(visit.public, area)
    site = site_of(visit, f"{ROOT}/jawaban/{answer.id}", district)
    return _media(visit, ready(answer_page(answer, site)), HTML)


def _map(visit: Visit) -> Media:
    return _media(visit, _drawn(district_of(visit)), SVG)


def _style(visit: Visit) -> Media:
    found = ready(style_text())
    return _media(visit, found, "text/css", keep=UNCHANGING)


@lru_cache(maxsize=8)
def _drawn(district: District) -> Ready:
    return ready(public_map(district))


@lru_cache(maxsize=8)
def _height(district: District) -> int:
    return map_height(district)


def _shelved(
    visit: Visit, what: str, district: District, make: Callable[[], str | bytes], kind: str
) -> Media:
    """As of what the record has of it, and of the day."""
    with visit.public.record.looking(now=visit.public.now) as view:
        as_of = view.latest(SHOWN), visit.public.now.date(), visit.public.now.hour
    language = visit.query.get("bahasa") or visit.language
    key = what, district.name, language, tuple(sorted(visit.query.items()))
    return _media(visit, visit.shelf.get(key, as_of, make), kind)


def _media(visit: Visit, found: Ready, kind: str, *, keep: str = FRESH) -> Media:
    language = visit.query.get("bahasa") or visit.language
    more = {**HEADERS, "content-language": language}
    return kept(found.content, found.packed, kind, found.tag, visit.headers, keep=keep, more=more)


def _page(path: str, run: Callable[[Visit], Media], **query: object) -> Endpoint:
    return Endpoint(
        method="GET",
        path=path,
        does="",
        verb="public.read",
        run=run,
        gives=bytes,
        gives_media=HTML,
        query=QUERY | query,
        writes=False,
        kept=True,
        page=True,
    )


PUBLIC_PAGES = (
    _page(ROOT, _front),
    _page(f"{ROOT}/gaya.css", _style, v=str),
    _page(f"{ROOT}/peta.svg", _map),
    _page(f"{ROOT}/angka.json", _figures),
    _page(f"{ROOT}/jaminan", _guarantees),
    _page(f"{ROOT}/jawaban/{{answer}}", _answer),
)
