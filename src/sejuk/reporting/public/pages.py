"""An answer, the forms, a ticket, a problem: each a page."""

from __future__ import annotations

from datetime import date

import msgspec

from sejuk.model.public_page import PublicAnswer, TicketStory
from sejuk.problems import ProblemError
from sejuk.reporting.format import long_date
from sejuk.reporting.page import Html
from sejuk.reporting.public.rendering import Site, render, say

MOST_SIGNS = 1000
"""Of what is typed into a form."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The picture of an answer."""

    address: str
    words: str
    """What it says, for those who do not see it."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One list of a form."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    """(value, words)"""
    chosen: str = ""
    ask: bool = True
    """Nothing is chosen beforehand."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A problem, in the reader's language."""

    what: str
    do: str


def answer_page(
    answer: PublicAnswer, site: Site, *, json_ld: str = "", card: Card | None = None
) -> str:
    """One answer.

    Args:
        json_ld: ClaimReview, as JSON without a sign of HTML in it.
    """
    return render(
        "answer.html",
        site,
        answer.content.short,
        answer=answer,
        json_ld=Html(json_ld),
        card=card,
    )


def tell_page(site: Site) -> str:
    """What one can tell or ask."""
    return render("tell.html", site, say("site.tell", site.language))


def form_page(
    what: str,
    site: Site,
    *,
    choices: tuple[Choice, ...] = (),
    typed: str = "",
    notes: tuple[str, ...] = (),
    sure: str = "",
    about: PublicAnswer | None = None,
    problem: ProblemError | None = None,
) -> str:
    """A form: `concern`, `claim` or `objection`.

    Args:
        notes: what the writer should look at before it is sent.
        sure: what the form brings along the second time; "" the first time.
        about: the answer that is objected to.
    """
    la = site.language
    return render(
        "form.html",
        site,
        say(f"form.{what}_title", la),
        lead=say(f"form.{what}_lead", la),
        action=site.to(site.path),
        choices=choices,
        typed=typed,
        most=MOST_SIGNS,
        notes=notes,
        sure=sure,
        about=about.content if about else None,
        problem=_shown(problem, la),
    )


def sent_page(site: Site, code: str, due: date | None) -> str:
    """It has come in; the code by which to ask."""
    la = site.language
    return render(
        "sent.html", site, say("sent.title", la), code=code, due=due and long_date(due, la)
    )


def ticket_page(
    site: Site, story: TicketStory | None = None, problem: ProblemError | None = None
) -> str:
    """What became of it, or where to type the code."""
    la = site.language
    return render(
        "ticket.html",
        site,
        say("ticket.title", la),
        story=story,
        action=site.to("/publik/tiket"),
        problem=_shown(problem, la),
    )


def problem_page(site: Site, problem: ProblemError) -> str:
    """A problem."""
    la = site.language
    return render("problem.html", site, say("problem.title", la), problem=_shown(problem, la))


def _shown(problem: ProblemError | None, language: str) -> Shown | None:
    if problem is None:
        return None
    return Shown(what=problem.what(language), do=problem.do(language))
