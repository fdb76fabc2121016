"""ClaimReview, Atom and CAP: forms that others read, with every text escaped."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from sejuk.model.answer import AnswerKind, digest_of
from sejuk.rumours.answer.atom import Published, atom_feed
from sejuk.rumours.answer.cap import (
    Certainty,
    Hazard,
    SafetyAdvice,
    Severity,
    Urgency,
    cap_alert,
    reference,
)
from sejuk.rumours.answer.claim_review import claim_review, claim_review_script
from tests.rumours.answers import ISSUED, answer

ADDRESS = "https://sejuk.example/jawaban/isu-7"
FEED = "https://sejuk.example/jawaban.atom"
TRICKY = "</script><b>&\"'{0} ]]> <![CDATA["
SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "cap12.xsd")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_claim_review_has_what_search_engines_ask_for() -> None:
    review = claim_review(answer(), address=ADDRESS, office_address="https://melati.example")
    assert review is not None
    # Required by Google's page on ClaimReview: claimReviewed, reviewRating, url; then recommended.
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == answer().claim
    assert review["url"] == ADDRESS
    assert review["datePublished"] == "2024-11-28T22:30:00+07:00"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Tidak benar",
    }
    assert review["itemReviewed"] == {"@type": "Claim", "name": answer().claim}, "no speaker"


@pytest.mark.parametrize("kind", [AnswerKind.UNKNOWN, AnswerKind.AHEAD])
def test_what_gives_no_verdict_is_no_review(kind: AnswerKind) -> None:
    one = answer(kind=kind, heard_at=ISSUED)
    assert claim_review(one, address=ADDRESS, office_address=ADDRESS) is None


def test_a_claim_cannot_leave_its_script() -> None:
    review = claim_review(answer(claim=TRICKY), address=ADDRESS, office_address=ADDRESS)
    assert review is not None
    script = claim_review_script(review)
    assert not set("<>&") & set(script)
    assert json.loads(script)["claimReviewed"] == TRICKY


def test_atom_has_what_rfc_4287_asks_for() -> None:
    later = answer(about="isu-8", issued=ISSUED + timedelta(hours=1), fact=TRICKY, claim=TRICKY)
    second = answer(version=2, corrects=digest_of(answer()), short="Perbaikan.")
    text = atom_feed(
        [Published(answer=one, address=ADDRESS) for one in (answer(), second, later)],
        title="Jawaban <resmi>",
        address=FEED,
        issued_by="Polsek Melati",
        updated=ISSUED,
    )
    feed = ET.fromstring(text)  # noqa: S314 – our own text
    for name in ("id", "title", "updated"):  # section 4.1.1
        assert len(feed.findall(f"a:{name}", ATOM)) == 1
    entries = feed.findall("a:entry", ATOM)
    assert [e.findtext("a:title", "", ATOM) for e in entries] == [TRICKY, answer().fact]
    assert entries[1].findtext("a:summary", "", ATOM) == "Perbaikan.", "the last version alone"
    for entry in entries:  # section 4.1.2
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"a:{name}", ATOM)) == 1
        assert entry.findtext("a:id", "", ATOM).startswith("urn:uuid:")
    assert len({e.findtext("a:id", "", ATOM) for e in entries}) == 2
    assert feed.findtext("a:updated", "", ATOM) == "2024-11-28T23:30:00+07:00"


def test_an_empty_feed_is_a_feed() -> None:
    text = atom_feed([], title="J", address=FEED, issued_by="Polsek", updated=ISSUED)
    feed = ET.fromstring(text)  # noqa: S314 – our own text
    assert feed.findtext("a:updated", "", ATOM) == "2024-11-28T22:30:00+07:00"


def advice(**other: object) -> SafetyAdvice:
    fields: dict[str, Any] = {
        "hazard": Hazard.INFRA,
        "event": "Jembatan ditutup & dialihkan",
        "instruction": "Lewat Jl. Kenanga <utara>; jangan melintas di jembatan.",
        "areas": ("RW 03 Melati", "RW 04 Melati"),
        "urgency": Urgency.IMMEDIATE,
        "severity": Severity.MODERATE,
        "certainty": Certainty.OBSERVED,
        "expires": ISSUED + timedelta(hours=6),
        "sender": "sejuk.melati.example",
        "address": ADDRESS,
    }
    return SafetyAdvice(**{**fields, **other})


def test_cap_is_valid_by_its_schema() -> None:
    one = answer(kind=AnswerKind.HANDLED, fact=f"Jembatan retak. {TRICKY}")
    alert = cap_alert(one, advice())
    SCHEMA.validate(alert)
    read: Any = SCHEMA.to_dict(alert)
    assert read["sent"] == "2024-11-28T22:30:00+07:00", "WIB, never Z"
    assert read["info"][0]["description"] == f"Jembatan retak. {TRICKY}"
    assert read["msgType"] == "Alert"
    again = answer(kind=AnswerKind.HANDLED, version=2, corrects=digest_of(one))
    update = cap_alert(again, advice(replaces=(reference(one, advice()),)))
    SCHEMA.validate(update)
    assert "<msgType>Update</msgType>" in update


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sent>2024-11-28T22:30:00+07:00", "<sent>2024-11-28T15:30:00Z"),
        ("<scope>Public</scope>", ""),
        ("<urgency>Immediate", "<urgency>Now"),
        ("<identifier>sejuk", "<identifier>se juk"),
        ("<areaDesc>RW 03 Melati", "<areaDesc>"),
    ],
)
def test_the_schema_refuses_what_the_standard_does(old: str, new: str) -> None:
    alert = cap_alert(answer(kind=AnswerKind.HANDLED), advice())
    assert old in alert
    assert not SCHEMA.is_valid(alert.replace(old, new))


@pytest.mark.parametrize(
    "other",
    [
        {"instruction": ""},
        {"areas": ()},
        {"event": "dua\nbaris"},
        {"sender": "polsek melati"},
        {"sender": "a,b"},
        {"address": "javascript:x"},
        {"expires": datetime(2024, 11, 29, tzinfo=UTC)},
    ],
)
def test_advice_refuses_nonsense(other: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 – the rows say which of them
        advice(**other)


def test_an_alert_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="expires"):
        cap_alert(answer(), advice(expires=ISSUED))


def test_there_is_no_alert_about_security_or_people() -> None:
    assert not {"Security", "Rescue", "CBRNE", "Other"} & {hazard.value for hazard in Hazard}
