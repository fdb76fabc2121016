"""ClaimReview in a page: every `<script type="application/ld+json">`.

Scripts are cut out here and only their opening tags go to the standard library's parser, which
takes quadratic time for pages made to keep it busy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from sejuk.files.factchecks.claim_review import claim_reviews
from sejuk.files.factchecks.json_text import read_json
from sejuk.files.factchecks.made import Raw, ReadFactChecks, Skipped, gathered
from sejuk.problems import ProblemError

MOST_SCRIPTS, MOST_TAGS, MOST_TAG = 200, 5000, 2000
_BEGINS = re.compile(r"<!--|<script(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<script(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ENDS = re.compile(r"</script(?=[\s/>])", re.IGNORECASE)


class _Tag(HTMLParser):
    """The type of one opening tag."""

    kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()


def read_html(source: str, text: str) -> ReadFactChecks:
    """All reviews of a page; a script that is broken is left out and the others are read."""
    return gathered("html", _reviews(source, list(_scripts(text))), source)


def _scripts(text: str) -> Iterator[str]:
    """What stands in each such script, up to the first that does not end."""
    place = found = tags = 0
    while found < MOST_SCRIPTS and tags < MOST_TAGS and (begins := _BEGINS.search(text, place)):
        if begins[0] == "<!--":
            place = text.find("-->", begins.end()) + 3
            if place < 3:
                return
            continue
        tags += 1
        tag = _TAG.match(text[begins.start() : begins.start() + MOST_TAG])
        place = begins.end()
        if tag is None:
            continue
        inside = begins.start() + tag.end()
        ends = _ENDS.search(text, inside)
        if ends is None:
            return
        place = ends.end()
        parser = _Tag()
        parser.feed(tag[0])
        if parser.kind == "application/ld+json":
            found += 1
            yield text[inside : ends.start()]


def _reviews(source: str, scripts: list[str]) -> Iterator[Raw | Skipped]:
    for script in scripts:
        # Some sites wrap it as they once wrapped JavaScript.
        text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
        if not text:
            continue
        try:
            value = read_json(source, text)
        except ProblemError as problem:
            yield Skipped(item=0, why=problem.code)
            continue
        yield from claim_reviews(value)
