"""Public pages to read: the front page, an answer, the guarantees, the figures, the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec

from sejuk.app.districts import districts
from sejuk.app.public.page import (
    SHOWN,
    public_answer,
    public_answers,
    public_district,
    public_page,
    running_operations,
)
from sejuk.files.guarantees import guarantees, last_run, program_digest
from sejuk.model.answer import digest_of
from sejuk.model.district import District
from sejuk.model.public_page import PublicOperation
from sejuk.reporting.public.front import front_page
from sejuk.reporting.public.guarantees import guarantees_page
from sejuk.reporting.public.map import map_height, public_map
from sejuk.reporting.public.pages import Card, answer_page
from sejuk.reporting.public.rendering import say, style_text
from sejuk.rumours.answer.atom import Published, atom_feed
from sejuk.rumours.answer.card import card, card_text
from sejuk.rumours.answer.claim_review import claim_review, claim_review_script
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
            page,
            site,
            admissions=guarantees().admissions,
            map_address=site.to(f"{ROOT}/peta.svg"),
            map_height=_height(district),
        )

    return _shelved(visit, "front", district, make, HTML)


def _figures(visit: Visit) -> Media:
    district = district_of(visit)

    def make() -> bytes:
        return msgspec.json.encode(public_page(visit.public, district).figures)

    return _shelved(visit, "figures", district, make, JSON)


def _guarantees(visit: Visit) -> Media:
    """Of the program, so that it is there before there is any district."""
    known = districts(visit.public.record.folder)
    district = district_of(visit) if known or "wilayah" in visit.query else None

    def make() -> str:
        running: tuple[PublicOperation, ...] = ()
        if district is not None:
            with visit.public.record.reading() as place:
                running = running_operations(place, district, visit.public.now)
        site = site_of(visit, f"{ROOT}/jaminan", district)
        return guarantees_page(site, guarantees(), last_run(), program_digest(), running)

    return _shelved(visit, "guarantees", district, make, HTML)


def _answer(visit: Visit) -> Media:
    answer, district = public_answer(visit.public, visit.path["answer"])
    address = f"{ROOT}/jawaban/{answer.id}"
    review = claim_review(
        answer.content, address=f"{visit.url}{address}", office_address=f"{visit.url}{ROOT}"
    )
    # A corrected verdict is not offered to search engines any more, nor one that is doubted.
    offered = review if answer.corrected_by is None and not answer.reopened else None
    page = answer_page(
        answer,
        site_of(visit, address, district),
        json_ld=claim_review_script(offered) if offered else "",
        card=Card(address=f"{address}/kartu.png", words=card_text(answer.content)),
    )
    return _media(visit, ready(page), HTML)


def _card(visit: Visit) -> Media:
    """Drawn once for each text: it takes a tenth of a second."""
    answer, _ = public_answer(visit.public, visit.path["answer"])
    address = f"{visit.url}{ROOT}/jawaban/{answer.id}"
    key = "card", answer.id, address
    found = visit.shelf.get(
        key, digest_of(answer.content), lambda: card(answer.content, address=address)
    )
    return _media(visit, found, "image/png")


def _feed(visit: Visit) -> Media:
    """All answers that stand, in their own languages."""
    district = district_of(visit)
    answers = [a for a in public_answers(visit.public, district) if a.corrected_by is None]
    feed = atom_feed(
        [Published(answer=a.content, address=f"{visit.url}{ROOT}/jawaban/{a.id}") for a in answers],
        title=say("answers.title", "id"),
        address=f"{visit.url}{ROOT}/jawaban.atom",
        issued_by=district.name,
        updated=visit.public.now.replace(hour=0, minute=0, second=0, microsecond=0),
    )
    return _media(visit, ready(feed), "application/atom+xml")


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
    visit: Visit, what: str, district: District | None, make: Callable[[], str | bytes], kind: str
) -> Media:
    """As of what the record has of it, and of the day."""
    with visit.public.record.looking(now=visit.public.now) as view:
        as_of = view.latest(SHOWN), visit.public.now.date(), visit.public.now.hour
    language = visit.query.get("bahasa") or visit.language
    name = district.name if district else ""
    key = what, name, language, tuple(sorted(visit.query.items()))
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
    _page(f"{ROOT}/jawaban.atom", _feed),
    _page(f"{ROOT}/jawaban/{{answer}}", _answer),
    _page(f"{ROOT}/jawaban/{{answer}}/kartu.png", _card),
)
