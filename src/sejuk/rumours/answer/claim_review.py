"""An answer as ClaimReview, the form in which search engines and fact-checkers exchange verdicts.

Schema.org's ClaimReview, as https://developers.google.com/search/docs/appearance/structured-data/
factcheck asks for it. The claim has no author here: claims, never speakers (guarantee G8).
"""

from __future__ import annotations

import msgspec

from sejuk.model.answer import Answer, AnswerKind, SourceCited
from sejuk.rumours.answer.words import kind_words

RATINGS = {AnswerKind.FALSE: 1, AnswerKind.PARTLY: 3, AnswerKind.HANDLED: 5}
"""Of 5; what is not known and what comes ahead of a claim is no verdict."""
BEST, WORST = 5, 1


def claim_review(answer: Answer, *, address: str, office_address: str) -> dict[str, object] | None:
    """The object; None for an answer that gives no verdict.

    Args:
        address: where the answer can be looked up.
        office_address: the page of the office that issues it.
    """
    if answer.kind not in RATINGS:
        return None
    office = {"@type": "Organization", "name": answer.issued_by, "url": office_address}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "inLanguage": answer.language,
        "claimReviewed": answer.claim,
        "itemReviewed": {"@type": "Claim", "name": answer.claim},
        "reviewBody": answer.fact,
        "datePublished": answer.issued.isoformat(),
        "version": answer.version,
        "author": office,
        "publisher": office,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[answer.kind],
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": kind_words(answer.kind).of(answer.language),
        },
        "citation": [_cited(source) for source in answer.sources],
    }


def claim_review_script(review: dict[str, object]) -> str:
    """The JSON as it may stand in `<script type="application/ld+json">`: no sign of HTML in it."""
    text = msgspec.json.encode(review).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _cited(source: SourceCited) -> dict[str, str]:
    work = {"@type": "CreativeWork", "name": source.title, "url": source.url}
    work["datePublished"] = source.published.isoformat() if source.published else ""
    return {name: text for name, text in work.items() if text}
