"""Public forms: a concern, a claim, an objection, and the ticket that tells what became of it.

What is typed is looked over before anything is kept: where something was taken out, or looks like a
name, the form comes back once with what would be kept. The code of a ticket travels in bodies only,
never in an address, and the page that shows it is not stored by browsers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from sejuk.app.public.page import public_answer
from sejuk.app.public.tell import (
    Claim,
    Concern,
    Objection,
    Told,
    look_over,
    tell_claim,
    tell_concern,
    tell_objection,
)
from sejuk.app.public.ticket import ticket_story
from sejuk.files.concerns import concern_table
from sejuk.model.claim import Channel
from sejuk.model.district import District
from sejuk.model.public_page import PublicAnswer
from sejuk.problems import ProblemError
from sejuk.reporting.public.pages import Choice, form_page, sent_page, tell_page, ticket_page
from sejuk.reporting.public.rendering import Site, say
from sejuk.web.arrive import FORM
from sejuk.web.endpoint import Endpoint, Media, Visit
from sejuk.web.public.pages import district_of
from sejuk.web.public.site import HEADERS, HTML, QUERY, ROOT, site_of

MOST_BYTES = 16 * 1024
"""A thousand signs, each of at most twelve bytes as a form sends them, and the choices."""
SURE = "1"


class Ticket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Annotated[str, msgspec.Meta(max_length=40)] = ""


def _tell(visit: Visit) -> Media:
    return _html(visit, tell_page(site_of(visit, f"{ROOT}/sampaikan", district_of(visit))))


def _concern_form(visit: Visit) -> Media:
    return _form(visit, "concern", f"{ROOT}/keluhan", _concern_choices)


def _concern(visit: Visit) -> Media:
    return _sent(
        visit,
        "concern",
        f"{ROOT}/keluhan",
        _concern_choices,
        lambda district: tell_concern(visit.public, district.name, visit.wish),
    )


def _claim_form(visit: Visit) -> Media:
    return _form(visit, "claim", f"{ROOT}/isu", _claim_choices)


def _claim(visit: Visit) -> Media:
    return _sent(
        visit,
        "claim",
        f"{ROOT}/isu",
        _claim_choices,
        lambda district: tell_claim(visit.public, district.name, visit.wish),
    )


def _objection_form(visit: Visit) -> Media:
    answer, district = public_answer(visit.public, visit.path["answer"])
    site = site_of(visit, _objection_path(answer), district)
    return _html(visit, form_page("objection", site, about=answer))


def _objection(visit: Visit) -> Media:
    answer, district = public_answer(visit.public, visit.path["answer"])
    site = site_of(visit, _objection_path(answer), district)
    return _looked_over(
        visit,
        ("objection", site, ()),
        lambda: tell_objection(visit.public, answer.id, visit.wish),
        about=answer,
    )


def _ticket_form(visit: Visit) -> Media:
    return _html(visit, ticket_page(site_of(visit, f"{ROOT}/tiket", district_of(visit))))


def _ticket(visit: Visit) -> Media:
    site = site_of(visit, f"{ROOT}/tiket", district_of(visit))
    try:
        story = ticket_story(visit.public, visit.wish.code)
    except ProblemError as problem:
        return _html(visit, ticket_page(site, problem=problem), problem.kind.status)
    return _html(visit, ticket_page(site, story))


Choices = Callable[[District, str, Any], tuple[Choice, ...]]
"""(district, language, what was typed) → the lists of a form."""


def _form(visit: Visit, what: str, path: str, choices: Choices) -> Media:
    district = district_of(visit)
    site = site_of(visit, path, district)
    return _html(visit, form_page(what, site, choices=choices(district, site.language, None)))


def _sent(
    visit: Visit, what: str, path: str, choices: Choices, tell: Callable[[District], Told]
) -> Media:
    district = district_of(visit)
    site = site_of(visit, path, district)
    lists = choices(district, site.language, visit.wish)
    return _looked_over(visit, (what, site, lists), lambda: tell(district))


def _looked_over(
    visit: Visit,
    form: tuple[str, Site, tuple[Choice, ...]],
    tell: Callable[[], Told],
    about: PublicAnswer | None = None,
) -> Media:
    """Sent, or the form again: with what its writer should look at, or with what went wrong."""
    what, site, choices = form
    looked = look_over(visit.wish.text)
    if not looked.is_clean and not visit.wish.sure:
        notes = []
        if looked.taken_out:
            notes.append(say("form.taken_out", site.language))
        if looked.names:
            names = ", ".join(f"“{name}”" for name in looked.names)
            notes.append(say("form.names", site.language, names=names))
        again = form_page(
            what,
            site,
            choices=choices,
            typed=looked.text,
            notes=tuple(notes),
            sure=SURE,
            about=about,
        )
        return _html(visit, again)
    try:
        told = tell()
    except ProblemError as problem:
        if problem.kind.status >= 500:
            raise
        again = form_page(
            what, site, choices=choices, typed=looked.text, about=about, problem=problem
        )
        return _html(visit, again, problem.kind.status)
    return _html(visit, sent_page(site, told.code, told.due))


def _concern_choices(
    district: District, language: str, typed: Concern | None
) -> tuple[Choice, ...]:
    kinds = concern_table().kinds
    return (
        Choice(
            name="what",
            label=say("form.kind", language),
            options=tuple((code, kind.words.of(language)) for code, kind in kinds.items()),
            chosen=(typed.what if typed else None) or "",
        ),
        _areas(district, language, typed.neighbourhood if typed else None),
    )


def _claim_choices(district: District, language: str, typed: Claim | None) -> tuple[Choice, ...]:
    return (
        _areas(district, language, typed.neighbourhood if typed else None),
        Choice(
            name="channel",
            label=say("form.channel", language),
            options=tuple((c.value, say(f"channel.{c.value}", language)) for c in Channel),
            chosen=typed.channel.value if typed and typed.channel else "",
        ),
    )


def _areas(district: District, language: str, chosen: str | None) -> Choice:
    hoods = sorted(district.neighbourhoods, key=lambda hood: (hood.ward, hood.name, hood.id))
    return Choice(
        name="neighbourhood",
        label=say("form.area", language),
        options=tuple((hood.id, f"{hood.name}") for hood in hoods),
        chosen=chosen or "",
    )


def _objection_path(answer: PublicAnswer) -> str:
    return f"{ROOT}/jawaban/{answer.id}/keberatan"


def _html(visit: Visit, page: str, status: int = 200) -> Media:
    """Never kept: what was typed, or a code, may stand in it."""
    language = visit.query.get("bahasa") or visit.language
    headers = {**HEADERS, "cache-control": "no-store", "content-language": language}
    return Media(content=page.encode(), kind=HTML, headers=headers, status=status)


def _page(path: str, run: Callable[[Visit], Media]) -> Endpoint:
    return Endpoint(
        method="GET",
        path=path,
        does="",
        verb="public.read",
        run=run,
        gives=bytes,
        gives_media=HTML,
        query=QUERY,
        writes=False,
        page=True,
    )


def _post(path: str, verb: str, takes: Any, run: Callable[[Visit], Media]) -> Endpoint:  # noqa: ANN401
    return Endpoint(
        method="POST",
        path=path,
        does="",
        verb=verb,
        run=run,
        takes=takes,
        takes_media=FORM,
        gives=bytes,
        gives_media=HTML,
        query=QUERY,
        most_bytes=MOST_BYTES,
        rate="ask" if verb == "public.ask" else "tell",
        writes=verb == "public.tell",
        page=True,
    )


_OBJECT = f"{ROOT}/jawaban/{{answer}}/keberatan"

PUBLIC_FORMS = (
    _page(f"{ROOT}/sampaikan", _tell),
    _page(f"{ROOT}/keluhan", _concern_form),
    _post(f"{ROOT}/keluhan", "public.tell", Concern, _concern),
    _page(f"{ROOT}/isu", _claim_form),
    _post(f"{ROOT}/isu", "public.tell", Claim, _claim),
    _page(_OBJECT, _objection_form),
    _post(_OBJECT, "public.tell", Objection, _objection),
    _page(f"{ROOT}/tiket", _ticket_form),
    _post(f"{ROOT}/tiket", "public.ask", Ticket, _ticket),
)
