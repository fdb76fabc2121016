"""RSS 2.0 and Atom (RFC 4287): what a fact-checker's site gives to news readers.

A title such as `[SALAH] …` carries the verdict, else a category does. What came before a broken
place is kept. Elements of other namespaces within an item count only where the item lacks them.
"""

from __future__ import annotations

from sejuk.files.factchecks.made import Raw, ReadFactChecks, Skipped, gathered
from sejuk.files.factchecks.verdicts import parted, verdict_of
from sejuk.files.xml import parse_xml
from sejuk.problems import ProblemError, refuse

ITEMS = {"item": "rss", "entry": "atom"}
_DAYS = ("pubDate", "published", "updated", "date")


class _Feed:
    """Follows the elements; what an item is made of are its own children."""

    def __init__(self) -> None:
        self.form = ""
        self.title = ""
        self.items: list[Raw | Skipped] = []
        self._path: list[str] = []
        self._item: dict[str, str] | None = None
        self._categories: list[str] = []
        self._item_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        if self._item is None and tag in ITEMS:
            self.form = ITEMS[tag]
            self._item, self._categories, self._item_depth = {}, [], len(self._path)
        elif self._item is not None and len(self._path) == self._item_depth + 1:
            if tag == "link" and attributes.get("rel", "alternate") == "alternate":
                self._item.setdefault("link", attributes.get("href", ""))
            if tag == "category" and "term" in attributes:
                self._categories.append(attributes.get("label") or attributes["term"])

    def end(self, tag: str, text: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if self._item is None:
            if tag == "title" and depth <= 3 and not self.title:
                self.title = text
        elif depth == self._item_depth:
            self.items.append(_raw(self._item, self._categories))
            self._item = None
        elif depth == self._item_depth + 1:
            if tag == "category" and text.strip():
                self._categories.append(text)
            elif text.strip() and not self._item.get(tag, "").strip():
                self._item[tag] = text


def read_feed(source: str, text: str) -> ReadFactChecks:
    """The items of a feed.

    Raises ProblemError: xml_entities, file_truncated, feed_broken, factchecks_unknown_form.
    """
    feed = _Feed()
    try:
        parse_xml(
            source, text, start=feed.start, end=feed.end, broken="feed_broken", allow_dtd=False
        )
    except ProblemError as problem:
        if not feed.items or problem.code == "xml_entities":
            raise
        feed.items.append(Skipped(item=0, why=problem.code))
    if not feed.form:
        raise refuse("factchecks_unknown_form", source=source)
    return gathered(feed.form, feed.items, source, feed.title)


def _raw(item: dict[str, str], categories: list[str]) -> Raw:
    title = item.get("title", "")
    word = parted(title)[0]
    if not verdict_of(word):
        word = next((word for word in categories if verdict_of(word)), word)
    return Raw(
        title=title,
        verdict_word=word,
        url=item.get("link", ""),
        published=next((item[name] for name in _DAYS if item.get(name)), ""),
    )
