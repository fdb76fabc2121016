"""From what a publisher wrote to a fact-check: cleaned, redacted, cut, its verdict mapped."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import msgspec

from sejuk.files.factchecks.verdicts import is_known, parted, verdict_of
from sejuk.model.answer import check_url
from sejuk.model.claim import Verdict
from sejuk.model.factcheck import (
    MOST_CHECKED,
    MOST_PUBLISHER,
    MOST_TITLE,
    MOST_WORD,
    FactCheck,
    fact_check_id,
)
from sejuk.text.accounts import names_an_account
from sejuk.text.redact import MARK, redact

MOST_ITEMS = 20_000
MOST_RAW = 20_000
"""Characters of a text that are looked at."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]+"
)
_WEB = re.compile(r"https?://[!-~]+")
FIRST_YEAR, LAST_YEAR = 1990, 2999


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """One item as it was published; texts may have HTML in them."""

    claim: str = ""
    title: str = ""
    verdict_word: str = ""
    verdict: Verdict | None = None
    """Where the form itself says it, by a number."""
    publisher: str = ""
    url: str = ""
    published: str = ""


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """An item that was left out."""

    item: int
    """Counted from 1; 0: something that is no item, such as a broken end."""
    why: str
    """A word of no language: `claim`, `json`, `truncated`."""


class ReadFactChecks(msgspec.Struct, frozen=True, kw_only=True):
    form: str
    """`claim_review`, `mafindo`, `rss`, `atom`, `html`, `csv`, `google`."""
    checks: tuple[FactCheck, ...]
    repeated: int
    skipped: tuple[Skipped, ...]


def gathered(
    form: str, items: Iterable[Raw | Skipped], source: str, publisher: str = ""
) -> ReadFactChecks:
    """The fact-checks of a source, each once.

    Args:
        source: name of a file or address, for the publisher where nobody says it.
        publisher: of the whole source.
    """
    checks: dict[str, FactCheck] = {}
    skipped: list[Skipped] = []
    repeated = 0
    for count, item in enumerate(items, 1):
        if count > MOST_ITEMS:
            skipped.append(Skipped(item=count, why="too_many"))
            break
        made = item if isinstance(item, Skipped) else _made(item, count, source, publisher)
        if isinstance(made, Skipped):
            skipped.append(made)
        elif made.id in checks:
            repeated += 1
        else:
            checks[made.id] = made
    return ReadFactChecks(
        form=form, checks=tuple(checks.values()), repeated=repeated, skipped=tuple(skipped)
    )


def _made(raw: Raw, number: int, source: str, publisher: str) -> FactCheck | Skipped:
    mark, title = parted(_plain(raw.title))
    # Cut before as well: redaction looks at every letter.
    claim = _cut(redact((_plain(raw.claim) or title)[: 2 * MOST_CHECKED]), MOST_CHECKED)
    if not claim.replace(MARK, "").strip(" .,;:-"):
        return Skipped(item=number, why="claim")
    url = _address(raw.url)
    who = _plain(raw.publisher) or _plain(publisher) or _host(url) or _host(source) or source
    word = _cut(_plain(raw.verdict_word) or mark, MOST_WORD)
    who = _cut(redact(who[: 2 * MOST_PUBLISHER]), MOST_PUBLISHER) or MARK
    return FactCheck(
        id=fact_check_id(who, url, claim),
        claim=claim,
        title=_cut(redact(title[: 2 * MOST_TITLE]), MOST_TITLE) or _cut(claim, MOST_TITLE),
        verdict_word=word,
        verdict=_verdict(word, mark, raw.verdict),
        publisher=who,
        url=url,
        published=day_of(raw.published),
    )


def _verdict(word: str, mark: str, by_number: Verdict | None) -> Verdict | None:
    """By the word, else by the title's mark, else by what a number says."""
    told = next((said for said in (word, mark) if is_known(said)), "")
    return verdict_of(told) if told else by_number


def day_of(text: str) -> date | None:
    """A day as ISO 8601, `28/11/2024` or RFC 2822 have it; None for anything else."""
    text = text.strip()[:64]
    for read in (_iso_day, _slashed_day, _mail_day):
        found = read(text)
        if found and FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    return None


def _iso_day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _slashed_day(text: str) -> date | None:
    found = re.match(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _mail_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _plain(text: str) -> str:
    """Without tags, entities and signs that nobody sees, on one line."""
    text = html.unescape(_TAG.sub(" ", html.unescape(text[:MOST_RAW])))
    text = _UNSEEN.sub(" ", _TAG.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _cut(text: str, most: int) -> str:
    """On one line, at most so long."""
    text = text.strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _address(text: str) -> str:
    """The first address of the web in a text; "" for those of accounts on social media."""
    for found in _addresses(text[:MOST_RAW]):
        host = _host(found)
        if not host or names_an_account(host):
            continue
        with suppress(ValueError):
            check_url(found)
            return found
    return ""


def _addresses(text: str) -> Iterator[str]:
    for found in _WEB.findall(text):
        yield re.split(r"[\"'<>\\]", found)[0].rstrip(".,;)")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
