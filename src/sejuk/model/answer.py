"""An official answer (jawaban resmi) to a claim: what is so first, then what goes round.

It names an office and never a person: neither who said the claim nor who wrote the answer. It is
kept as one document, the canonical JSON, under its SHA-256; a correction is a new version.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from sejuk.model.claim import INDEPENDENT, SourceKind
from sejuk.model.ids import Digest, PaperId

MOST_CLAIM, MOST_FACT, MOST_SHORT = 200, 500, 160
"""Characters. 160 is one SMS."""
MOST_LINE, MOST_URL, MOST_SOURCES, MOST_VERSION = 120, 300, 4, 99

ZONE_HOURS = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours east of UTC of Indonesia's three zones."""

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)
"""Nobody sees them, and some turn the order of the letters round."""

_URL = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](:[0-9]{1,5})?([/?#][!-~]*)?")
"""Nothing before an `@`: that would be a name."""


class AnswerKind(StrEnum):
    FALSE = "false"
    """Tidak benar."""
    PARTLY = "partly"
    """Sebagian benar, or true and put so that it misleads."""
    HANDLED = "handled"
    """Benar, and this is being done about it."""
    UNKNOWN = "unknown"
    """Belum dapat dipastikan: what is known, since when, and when there will be more."""
    AHEAD = "ahead"
    """Before it spreads, for the days of counting: how it goes, so that nobody need guess."""


class SourceCited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where anybody can read up what an answer says."""

    kind: SourceKind
    title: str
    """Of the page or paper and who publishes it, 1–120 characters: `KPU RI, hasil rekapitulasi`."""
    url: str = ""
    """http or https; "" for what is only on paper or was seen by a crew."""
    published: date | None = None

    def __post_init__(self) -> None:
        check_line("title", self.title, MOST_LINE)
        check_url(self.url)


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: AnswerKind
    about: PaperId
    """Id of the claim."""
    language: str = "id"
    """Of its texts: `id` or `en`."""
    claim: str
    """As it goes round, in neutral words, 1–200 characters; "" in an answer ahead of it."""
    fact: str
    """The long text, what is so first, at most 500 characters; may have lines."""
    short: str
    """The same by itself, in at most 160 characters and one line."""
    sources: tuple[SourceCited, ...]
    """At most four, the best first; none only while it is not known yet."""
    heard_at: datetime | None = None
    """When it was first heard of: `dikabari pukul …`. To the second, with its offset."""
    issued_by: str
    """The office, 1–120 characters: `Polsek Johar Baru`."""
    issued: datetime
    objection: str
    """How to object: an office's address or page, 1–120 characters."""
    version: int = 1
    corrects: Digest | None = None
    """SHA-256 of the version that this one takes the place of."""

    def __post_init__(self) -> None:
        if self.language not in {"id", "en"}:
            raise ValueError("the language is id or en")
        if self.kind is AnswerKind.AHEAD:
            if self.claim:
                raise ValueError("ahead of a claim there is none to name")
        else:
            check_line("claim", self.claim, MOST_CLAIM)
        for line in self.fact.split("\n"):
            check_line("fact", line, MOST_FACT)
        if len(self.fact) > MOST_FACT:
            raise ValueError(f"fact has more than {MOST_FACT} characters")
        check_line("short", self.short, MOST_SHORT)
        check_line("issued_by", self.issued_by, MOST_LINE)
        check_line("objection", self.objection, MOST_LINE)
        if not 1 <= self.version <= MOST_VERSION or (self.version == 1) != (self.corrects is None):
            raise ValueError("the first version corrects none, each later one the one before")
        self._check_times()
        self._check_sources()

    def _check_times(self) -> None:
        zone_label(self.issued)
        if self.heard_at is not None:
            zone_label(self.heard_at)
            if self.heard_at > self.issued:
                raise ValueError("heard_at is later than the answer")
        elif self.kind is AnswerKind.UNKNOWN:
            raise ValueError("what is not known yet needs the time it was heard")

    def _check_sources(self) -> None:
        if len(self.sources) > MOST_SOURCES:
            raise ValueError(f"more than {MOST_SOURCES} sources")
        if not self.sources and self.kind is not AnswerKind.UNKNOWN:
            raise ValueError("an answer that says what is so needs a source")
        if any(s.published and s.published > self.issued.date() for s in self.sources):
            raise ValueError("a source is later than the answer")

    @property
    def independent(self) -> bool:
        """A source of it is neither of the police, the army, the government nor a candidate."""
        return any(source.kind in INDEPENDENT for source in self.sources)


def canonical(answer: Answer) -> bytes:
    """The document: UTF-8 JSON with its keys sorted and no spaces; equal answers, equal bytes."""
    return msgspec.json.encode(answer, order="sorted")


def digest_of(answer: Answer) -> str:
    """SHA-256 of the document, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(answer)).hexdigest()


def answer_of(document: bytes) -> Answer:
    """The answer that a document holds.

    Raises msgspec.ValidationError or DecodeError for what never was one.
    """
    return msgspec.json.decode(document, type=Answer)


def with_offset(moment: datetime, zone: ZoneInfo) -> datetime:
    """As an answer has its times: to the second, with the offset of the district."""
    return datetime.fromisoformat(moment.astimezone(zone).replace(microsecond=0).isoformat())


def zone_label(moment: datetime) -> str:
    """WIB, WITA or WIT. Raises ValueError for any other offset, and for parts of seconds."""
    offset = moment.utcoffset()
    label = None if offset is None else ZONE_HOURS.get(offset // timedelta(hours=1))
    if label is None or offset is None or offset % timedelta(hours=1) or moment.microsecond:
        raise ValueError("a time is to the second, with the offset of WIB, WITA or WIT")
    return label


def check_line(name: str, text: str, most: int) -> None:
    """Raises ValueError unless it is 1 … `most` characters on one line, as they are seen."""
    if not 1 <= len(text) <= most or text != text.strip():
        raise ValueError(f"{name} needs 1 to {most} characters, none of them an outer space")
    if _UNSEEN.search(text) or not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{name} has characters that nobody sees")


def check_url(url: str) -> None:
    """Raises ValueError unless it is "" or a plain address of the web without a name in it."""
    if url and (len(url) > MOST_URL or not _URL.fullmatch(url)):
        raise ValueError("url is http or https, a host and no name, in ASCII without spaces")
