"""From what an officer writes to an answer: both lengths by template, the fact first.

What would threaten, label or blame is refused here, and so is what identifies somebody; what is
merely unwise is handed back beside the answer for the writer to decide.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.model.answer import MOST_FACT, MOST_SHORT, Answer, AnswerKind, SourceCited
from sejuk.model.ids import Digest, PaperId
from sejuk.problems import refuse
from sejuk.rumours.answer.kind_words import require_kind
from sejuk.rumours.answer.words import foot, heard_text, words_of
from sejuk.text.phrases import Phrase, check_phrases
from sejuk.text.reading import Reading, reading
from sejuk.text.redact import MARK, redact


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a template asks for; the rest as in `Answer`."""

    kind: AnswerKind
    about: PaperId
    language: str = "id"
    claim: str = ""
    so: str
    """What is so, in one to three sentences, without the claim."""
    so_short: str = ""
    """The same in few words, for the short text; "": as the long one."""
    doing: str = ""
    """Handled: what is being done. Not known: what is looked into and when there will be more."""
    sources: tuple[SourceCited, ...] = ()
    heard_at: datetime | None = None
    issued_by: str
    issued: datetime
    objection: str
    version: int = 1
    corrects: Digest | None = None


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    answer: Answer
    warnings: tuple[Phrase, ...]
    """In the long text."""
    reading: Reading
    """Of the long text without its foot."""


def compose(draft: Draft) -> Composed:
    """The answer in both lengths.

    Raises ProblemError: answer_phrase, answer_identifies, answer_too_long, answer_incomplete.
    """
    sourced = bool(draft.sources)
    for text in (draft.so, draft.so_short, draft.doing):
        require_kind(text, sourced=sourced)
    for text in (draft.so, draft.so_short, draft.doing, draft.claim):
        if MARK in (kept := redact(text)):
            raise refuse("answer_identifies", text=kept)
    answer = _answer(draft)
    _check_length("long", long_text(answer), MOST_FACT)
    return Composed(
        answer=answer,
        warnings=check_phrases(answer.fact, claim=draft.claim, sourced=sourced),
        reading=reading(answer.fact),
    )


def long_text(answer: Answer) -> str:
    """As it is passed on: the fact and under it source, office, time and how to object."""
    return "\n".join((answer.fact, *foot(answer)))


def _answer(draft: Draft) -> Answer:
    lacking = _lacking(draft)
    if lacking:
        raise refuse("answer_incomplete", lacking=lacking)
    words = words_of(draft.language)
    heard = heard_text(draft.heard_at, draft.issued, draft.language) if draft.heard_at else ""
    facts = {
        "so": draft.so.strip(),
        "doing": draft.doing.strip(),
        "claim": draft.claim.strip(),
        "heard": heard,
        "source": draft.sources[0].title if draft.sources else "",
    }
    fact = _lines(words.long[draft.kind].format_map(facts))
    if draft.so_short.strip():
        facts["so"] = draft.so_short.strip()
    short = " ".join(words.short[draft.kind].format_map(facts).split())
    _check_length("long", fact, MOST_FACT)
    _check_length("short", short, MOST_SHORT)
    try:
        return Answer(
            kind=draft.kind,
            about=draft.about,
            language=draft.language,
            claim=facts["claim"],
            fact=fact,
            short=short,
            sources=draft.sources,
            heard_at=draft.heard_at,
            issued_by=draft.issued_by.strip(),
            issued=draft.issued,
            objection=draft.objection.strip(),
            version=draft.version,
            corrects=draft.corrects,
        )
    except ValueError as error:
        raise refuse("answer_incomplete", lacking=str(error)) from None


def _lacking(draft: Draft) -> str:
    """The name of a field that the kind needs and that is empty; "" when all is there."""
    wanted = {"so": draft.so, "issued_by": draft.issued_by, "objection": draft.objection}
    if draft.kind is not AnswerKind.AHEAD:
        wanted["claim"] = draft.claim
    if draft.kind in {AnswerKind.HANDLED, AnswerKind.UNKNOWN}:
        wanted["doing"] = draft.doing
    if draft.kind is AnswerKind.UNKNOWN:
        wanted["heard_at"] = "there" if draft.heard_at else ""
    else:
        wanted["sources"] = "there" if draft.sources else ""
    return ", ".join(name for name, text in wanted.items() if not text.strip())


def _lines(text: str) -> str:
    """Without blank lines and doubled blanks."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _check_length(which: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise refuse(
            "answer_too_long", which=which, count=len(text), limit=limit, over=len(text) - limit
        )
