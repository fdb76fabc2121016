"""Fact-checks that others have published: imported for the matching, kept as one document each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.rumours.evidence import require_address
from sejuk.app.rumours.rows import Imported
from sejuk.files.fact_checks import FactCheck, read_fact_checks
from sejuk.model.kinds.rumour import FactChecksImported
from sejuk.problems import ProblemError
from sejuk.store.claims import fact_checks
from sejuk.store.documents import keep_document, read_document
from sejuk.store.papers import Place
from sejuk.text.redact import redact

FeedText = Annotated[str, msgspec.Meta(min_length=1, max_length=8_000_000)]
_CHECKS = msgspec.json.Decoder(tuple[FactCheck, ...])


class FeedWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: FeedText
    """ClaimReview JSON-LD, RSS 2.0, Atom, or the answer of Mafindo's API v2, as it came."""


@allowed("fact_checks.import")
def import_fact_checks(call: Call, wish: FeedWish) -> Imported:
    """Titles, publishers and addresses alone, redacted; those that are here already are left out.

    Raises those of `read_fact_checks`.
    """
    checks = [_public(check) for check in read_fact_checks(wish.text)]
    with call.record.writing(now=call.now) as writing:
        place = writing.connection
        here = {c.address or c.title for c in checks_of(place, _digests(place))}
        fresh = {c.address or c.title: c for c in checks if (c.address or c.title) not in here}
        if fresh:
            document = msgspec.json.encode(tuple(fresh.values()))
            digest = keep_document(place, document, call.now_ms)
            body = FactChecksImported(digest=digest, count=len(fresh))
            writing.happen(body, author=call.actor.account)
    return Imported(taken=len(fresh), repeated=len(checks) - len(fresh))


def checks_of(place: Place, digests: Iterable[str]) -> tuple[FactCheck, ...]:
    """Of these imports, in their order."""
    found: list[FactCheck] = []
    for digest in digests:
        found += _CHECKS.decode(read_document(place, digest) or b"[]")
    return tuple(found)


def _digests(place: Place) -> list[str]:
    return [row.digest for row in fact_checks(place)]


def _public(check: FactCheck) -> FactCheck:
    """Others name whom they like: no identifier of theirs is kept here."""
    try:
        require_address(check.address)
        address = check.address
    except ProblemError:
        address = ""
    return FactCheck(title=redact(check.title), publisher=redact(check.publisher), address=address)
