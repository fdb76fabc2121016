"""The noun of an answer: one document with one digest, and no nonsense in it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from sejuk.model.answer import (
    AnswerKind,
    SourceCited,
    answer_of,
    canonical,
    digest_of,
)
from sejuk.model.claim import SourceKind
from tests.rumours.answers import ISSUED, KPU, answer


def test_equal_answers_are_equal_bytes() -> None:
    one = answer()
    document = canonical(one)
    assert answer_of(document) == one
    assert canonical(answer_of(document)) == document
    assert digest_of(one) == hashlib.sha256(document).hexdigest()
    assert b'"issued":"2024-11-28T22:30:00+07:00"' in document, "WIB, as written"


@pytest.mark.parametrize(
    "other",
    [
        {"claim": ""},
        {"claim": "x" * 201},
        {"claim": "dua\nbaris"},
        {"fact": "x" * 501},
        {"fact": "satu\n\ntiga"},
        {"fact": " luar"},
        {"short": "x" * 161},
        {"short": "balik\u202earah"},
        {"short": "e\u0301"},
        {"issued_by": ""},
        {"objection": ""},
        {"sources": ()},
        {"sources": (KPU,) * 5},
        {"kind": AnswerKind.UNKNOWN},
        {"heard_at": ISSUED + timedelta(seconds=1)},
        {"issued": ISSUED.astimezone(UTC)},
        {"issued": datetime(2024, 11, 28, 22, 30)},  # noqa: DTZ001 – without an offset
        {"issued": ISSUED.replace(microsecond=1)},
        {"version": 2},
        {"corrects": "0" * 64},
        {"language": "jv"},
        {"sources": (msgspec.structs.replace(KPU, published=date(2024, 11, 29)),)},
    ],
)
def test_nonsense_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 – the rows say which of them
        answer(**other)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "kpu.example", "https://", "https://budi@kpu.example/", "http://a b"],
)
def test_an_address_is_of_the_web_and_names_nobody(url: str) -> None:
    with pytest.raises(ValueError, match="url"):
        SourceCited(kind=SourceKind.MEDIA, title="Kabar", url=url)


def test_what_may_be_empty() -> None:
    assert answer(kind=AnswerKind.AHEAD, claim="").claim == ""
    assert answer(kind=AnswerKind.UNKNOWN, sources=(), heard_at=ISSUED).sources == ()
    assert answer(version=2, corrects=digest_of(answer())).version == 2


def test_independent_is_who_has_no_part_in_it() -> None:
    own = SourceCited(kind=SourceKind.AGENCY, title="Polsek Melati")
    assert answer().independent
    assert not answer(sources=(own,)).independent


def test_a_document_with_more_in_it_is_none() -> None:
    more = canonical(answer()).replace(b'{"about"', b'{"author":"Budi","about"')
    with pytest.raises(msgspec.ValidationError):
        answer_of(more)
