"""Answers as an Atom feed (RFC 4287), which any news reader and any other office can follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec

from sejuk.model.answer import Answer
from sejuk.rumours.answer.compose import long_text
from sejuk.rumours.answer.words import kind_words
from sejuk.rumours.answer.xml_text import HEAD, element, leaf


class Published(msgspec.Struct, frozen=True, kw_only=True):
    answer: Answer
    address: str
    """Where it can be looked up."""


def atom_feed(
    published: Sequence[Published],
    *,
    title: str,
    address: str,
    issued_by: str,
    updated: datetime,
    language: str = "id",
) -> str:
    """The feed, the newest answer first; of several versions of an answer the last one.

    Args:
        address: of the feed itself, which also makes the ids of its entries.
        updated: when an answer last changed; used while there is none.
    """
    last: dict[str, Published] = {}
    for one in published:
        kept = last.get(one.answer.about)
        if kept is None or one.answer.version > kept.answer.version:
            last[one.answer.about] = one
    entries = sorted(last.values(), key=lambda one: one.answer.about)
    entries.sort(key=lambda one: one.answer.issued, reverse=True)
    newest = entries[0].answer.issued if entries else updated
    head = [
        leaf("id", f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"),
        leaf("title", title),
        leaf("updated", newest.isoformat()),
        element("link", rel="self", type="application/atom+xml", href=address),
        element("author", leaf("name", issued_by)),
    ]
    inside = "\n" + "".join([*head, *(_entry(one, address) for one in entries)])
    namespaces = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language}
    return HEAD + element("feed", inside, **namespaces)


def _entry(one: Published, feed: str) -> str:
    answer = one.answer
    parts = [
        leaf("id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{feed}#{answer.about}')}"),
        leaf("title", answer.fact.split("\n")[0]),
        leaf("updated", answer.issued.isoformat()),
        element("author", leaf("name", answer.issued_by)),
        element("link", rel="alternate", type="text/html", href=one.address),
        element(
            "category", term=answer.kind.value, label=kind_words(answer.kind).of(answer.language)
        ),
        leaf("summary", answer.short),
        leaf("content", long_text(answer), type="text"),
    ]
    parts += [
        element("link", rel="related", href=source.url, title=source.title)
        for source in answer.sources
        if source.url
    ]
    return element("entry", "\n" + "".join(parts), **{"xml:lang": answer.language})
