"""ClaimReview wherever it stands in JSON-LD: alone, in arrays, `@graph`, DataFeed, nested.

https://schema.org/ClaimReview. `itemReviewed.author` and `appearance` are never read: they name who
said it. Answers of Google's Fact Check Tools API, which have the same in other words, are read too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sejuk.files.factchecks.made import Raw
from sejuk.files.factchecks.verdicts import verdict_of_rating


def claim_reviews(value: object) -> Iterator[Raw]:
    """Every ClaimReview in the value, in the document's order."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            if "ClaimReview" in _types(here):
                yield _review(here)
            else:
                waiting.extend(reversed(list(here.values())))


def google_claims(value: object) -> Iterator[Raw] | None:
    """Those of `claims:search`; None when the value is no such answer."""
    claims = value.get("claims") if isinstance(value, dict) else None
    if not isinstance(claims, list) or not any(_has_reviews(claim) for claim in claims):
        return None
    return (
        Raw(
            claim=_text(claim.get("text")),
            title=_text(review.get("title")),
            verdict_word=_text(review.get("textualRating")),
            publisher=_name(review.get("publisher")),
            url=_text(review.get("url")),
            published=_text(review.get("reviewDate")),
        )
        for claim in claims
        if isinstance(claim, dict)
        for review in _list(claim.get("claimReview"))
        if isinstance(review, dict)
    )


def _review(review: Mapping[str, object]) -> Raw:
    rating = _first(review.get("reviewRating"))
    rating = rating if isinstance(rating, dict) else {}
    value = rating.get("ratingValue")
    return Raw(
        claim=_text(review.get("claimReviewed")),
        title=_text(review.get("headline")) or _text(review.get("name")),
        verdict_word=_text(rating.get("alternateName")) or _text(rating.get("name")),
        verdict=verdict_of_rating(value, rating.get("worstRating"), rating.get("bestRating")),
        publisher=_name(review.get("publisher")) or _name(review.get("author")),
        url=_text(review.get("url")) or _text(review.get("@id")),
        published=_text(review.get("datePublished")) or _text(review.get("dateCreated")),
    )


def _types(value: Mapping[str, object]) -> list[str]:
    kinds = [kind for kind in _list(value.get("@type")) if isinstance(kind, str)]
    return [kind.rpartition("/")[2].rpartition(":")[2] for kind in kinds]


def _has_reviews(claim: object) -> bool:
    return isinstance(claim, dict) and isinstance(claim.get("claimReview"), list)


def _name(value: object) -> str:
    """Of an organisation; a person who wrote the check is not kept."""
    value = _first(value)
    if isinstance(value, dict):
        return "" if "Person" in _types(value) else _text(value.get("name"))
    return _text(value)


def _text(value: object) -> str:
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value")
    return value if isinstance(value, str) else ""


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
