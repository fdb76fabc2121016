"""Answers of Mafindo's API v2 (turnbackhoax.id), as mafindodocs.netlify.app/v2 describes them.

An array of news objects, one of them, or either under `data`. `source_link`, `authors` and
`claimed_item_author_name` name who spread it or wrote about it: they are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sejuk.files.factchecks.made import Raw, Skipped
from sejuk.model.claim import Verdict

PUBLISHER = "Mafindo (turnbackhoax.id)"
STATUS = {"1": Verdict.TRUE, "2": Verdict.FALSE}
"""`1` for truth, `2` for fake news."""
OWN = frozenset({"classification", "tanggal", "source_issue", "conclusion", "fact"})
"""What only a news object has."""


def mafindo_news(value: object) -> Iterator[Raw | Skipped] | None:
    """Its items; None when the value is no such answer."""
    if isinstance(value, dict) and isinstance(value.get("data"), list | dict):
        value = value["data"]
    items = value if isinstance(value, list) else [value]
    if not any(isinstance(item, dict) and "title" in item and OWN & set(item) for item in items):
        return None
    return (_news(item, number) for number, item in enumerate(items, 1))


def _news(item: object, number: int) -> Raw | Skipped:
    if not isinstance(item, dict):
        return Skipped(item=number, why="object")
    return Raw(
        claim=_text(item, "content"),
        title=_text(item, "title"),
        verdict_word=_text(item, "classification"),
        verdict=STATUS.get(_text(item, "status")),
        publisher=PUBLISHER,
        url=_reviewed(item) or _text(item, "references"),
        published=_text(item, "tanggal"),
    )


def _reviewed(item: Mapping[str, object]) -> str:
    """Address of the first review, if it has one."""
    reviews = item.get("claim_review")
    first = reviews[0] if isinstance(reviews, list) and reviews else None
    return _text(first, "claim_url") if isinstance(first, dict) else ""


def _text(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
