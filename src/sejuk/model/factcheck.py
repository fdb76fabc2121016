"""A fact-check that somebody else has published: what was checked, by whom, with what result.

Who said it first is not kept, even where the publisher tells it: claims, never speakers.
"""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from sejuk.model.answer import check_line, check_url
from sejuk.model.claim import Verdict

MOST_CHECKED, MOST_TITLE, MOST_WORD, MOST_PUBLISHER = 1000, 300, 80, 120
"""Characters; what is longer is cut with `…`."""


class FactCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    """`fc-` and sixteen hexadecimal digits, by `fact_check_id`."""
    claim: str
    """What went round, redacted, on one line."""
    title: str
    """Of the fact-check, without a mark such as `[SALAH]`."""
    verdict_word: str = ""
    """As the publisher says it: `Salah`, `Misleading Content`; "" where it says nothing."""
    verdict: Verdict | None = None
    """The same in our words; None: it has no such meaning, or nobody knows."""
    publisher: str
    """The organisation; a host's name where it does not say."""
    url: str = ""
    published: date | None = None

    def __post_init__(self) -> None:
        check_line("claim", self.claim, MOST_CHECKED)
        check_line("title", self.title, MOST_TITLE)
        check_line("publisher", self.publisher, MOST_PUBLISHER)
        if self.verdict_word:
            check_line("verdict_word", self.verdict_word, MOST_WORD)
        check_url(self.url)


def fact_check_id(publisher: str, url: str, claim: str) -> str:
    """The same fact-check has the same id, however often and by whichever way it comes in."""
    parts = f"{publisher.casefold()}\n{url}\n{claim.casefold()}"
    return f"fc-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"
