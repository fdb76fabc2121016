"""ClaimReview in a page: every `<script type="application/ld+json">`."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from sejuk.files.factchecks.claim_review import claim_reviews
from sejuk.files.factchecks.json_text import read_json
from sejuk.files.factchecks.made import Raw, ReadFactChecks, Skipped, gathered
from sejuk.problems import ProblemError

MOST_SCRIPTS = 200


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside and len(self.found) < MOST_SCRIPTS:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside and self.found:
            self.found[-1] += data


def read_html(source: str, text: str) -> ReadFactChecks:
    """All reviews of a page; a script that is broken is left out and the others are read."""
    page = _Scripts()
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError):
        # The parser gives up on some broken declarations; what it found by then is kept.
        page.found.append("")
    return gathered("html", _reviews(source, page.found), source)


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
