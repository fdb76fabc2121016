"""Fact-checks of others: ClaimReview JSON-LD, RSS 2.0, Atom, and the JSON of Mafindo's API v2.

Of each the title or the claim that was reviewed, who publishes it and where: enough to find it
again. Authors, and accounts on which a claim was found, are not read.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from sejuk.files.xml import parse_xml
from sejuk.problems import refuse

MOST_CHARACTERS = 500
MAFINDO = "Mafindo"
_FILE = "fact-checks"
_TAG = re.compile(r"<[^>]*>")
_ITEMS = frozenset({"item", "entry"})


class FactCheck(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    publisher: str = ""
    address: str = ""
    """Of the page; "" where it has none."""


def read_fact_checks(text: str) -> tuple[FactCheck, ...]:
    """Those with a title, each once. Raises `fact_checks_unreadable`, and those of `parse_xml`."""
    text = text.lstrip("\ufeff \t\r\n")
    found = _of_feed(text) if text.startswith("<") else _of_json(text)
    checks = tuple(dict.fromkeys(check for check in found if check.title))
    if not checks:
        raise refuse("fact_checks_unreadable", file=_FILE)
    return checks


def _of_json(text: str) -> Iterator[FactCheck]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise refuse("fact_checks_unreadable", file=_FILE) from None
    for item in _objects(content):
        if "ClaimReview" in _list(item.get("@type")):
            yield _check(
                item.get("claimReviewed") or item.get("name"),
                _name(item.get("publisher") or item.get("author")),
                item.get("url"),
            )
        elif "title" in item and "@type" not in item:
            yield _check(item["title"], MAFINDO, item.get("link") or item.get("url"))


def _objects(content: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, of a graph, or of what wraps either."""
    if isinstance(content, list):
        for item in content:
            yield from _objects(item)
    elif isinstance(content, dict):
        yield content
        for name in ("@graph", "itemListElement", "item", "data", "results"):
            if isinstance(content.get(name), (list, dict)):
                yield from _objects(content[name])


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _name(value: object) -> str:
    """Of an organisation; a person's is not read."""
    if isinstance(value, dict) and "Person" not in _list(value.get("@type")):
        return _plain(value.get("name"))
    return ""


def _of_feed(text: str) -> Iterator[FactCheck]:
    items: list[dict[str, str]] = []
    feed = {"title": ""}
    within: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        within.append(tag)
        if tag in _ITEMS:
            items.append({})
        if tag == "link" and items and "href" in attributes and _is_page(attributes):
            items[-1].setdefault("link", attributes["href"])

    def end(tag: str, said: str) -> None:
        within.pop()
        above = within[-1] if within else ""
        if tag in {"title", "link"} and said.strip():
            if above in _ITEMS:
                items[-1].setdefault(tag, said.strip())
            elif tag == "title" and above in {"channel", "feed"}:
                feed["title"] = said.strip()

    parse_xml(_FILE, text, start=start, end=end, broken="fact_checks_unreadable")
    for item in items:
        yield _check(item.get("title"), feed["title"], item.get("link"))


def _is_page(attributes: Mapping[str, str]) -> bool:
    return attributes.get("rel", "alternate") == "alternate"


def _check(title: object, publisher: str, address: object) -> FactCheck:
    return FactCheck(
        title=_plain(title),
        publisher=_plain(publisher),
        address=address.strip()[:300] if isinstance(address, str) else "",
    )


def _plain(text: object) -> str:
    """Without tags and entities, on one line."""
    if not isinstance(text, str):
        return ""
    words: Iterable[str] = html.unescape(_TAG.sub(" ", html.unescape(text))).split()
    return " ".join(words)[:MOST_CHARACTERS]
