"""Fact-checks that others have published: imported for the matching, kept as one document each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.rumours.rows import Imported
from sejuk.files.factchecks.reading import read_fact_checks
from sejuk.model.factcheck import FactCheck
from sejuk.model.kinds.rumour import FactChecksImported
from sejuk.store.claims import fact_checks
from sejuk.store.documents import keep_document, read_document
from sejuk.store.papers import Place

FeedText = Annotated[str, msgspec.Meta(min_length=1, max_length=8_000_000)]
_CHECKS = msgspec.json.Decoder(tuple[FactCheck, ...])


class FeedWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: FeedText
    """ClaimReview JSON-LD, RSS 2.0, Atom, HTML, CSV, or what Mafindo's API answers, as it came."""


@allowed("fact_checks.import")
def import_fact_checks(call: Call, wish: FeedWish) -> Imported:
    """Those that are here already are left out, and so is what cannot be read beside what can.

    Raises those of `read_fact_checks`.
    """
    read = read_fact_checks("fact-checks", wish.text.encode())
    with call.record.writing(now=call.now) as writing:
        place = writing.connection
        here = {check.id for check in checks_of(place, _digests(place))}
        fresh = tuple(check for check in read.checks if check.id not in here)
        if fresh:
            digest = keep_document(place, msgspec.json.encode(fresh), call.now_ms)
            body = FactChecksImported(digest=digest, count=len(fresh))
            writing.happen(body, author=call.actor.account)
    return Imported(taken=len(fresh), repeated=len(read.checks) - len(fresh) + read.repeated)


def checks_of(place: Place, digests: Iterable[str]) -> tuple[FactCheck, ...]:
    """Of these imports, in their order."""
    found: list[FactCheck] = []
    for digest in digests:
        found += _CHECKS.decode(read_document(place, digest) or b"[]")
    return tuple(found)


def _digests(place: Place) -> list[str]:
    return [row.digest for row in fact_checks(place)]
