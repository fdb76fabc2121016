"""Which claims a sighting may be of, from what can be read now.

The index holds the wording of claims, of their sightings while they last, and of answers; a second
one the fact-checks that were imported. They only suggest: nothing is matched by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sejuk.app.call import Call
from sejuk.app.rumours.fact_checks import checks_of
from sejuk.app.rumours.rows import CheckedElsewhere, Suggestion
from sejuk.app.rumours.told import all_texts_at, content_of
from sejuk.model.event import DAY_MS
from sejuk.model.factcheck import FactCheck
from sejuk.operations.answer import VISIBLE
from sejuk.operations.claim import ClaimState
from sejuk.store.answers import answers_to
from sejuk.store.claims import claims_around, count_left_out, fact_checks, sightings_of
from sejuk.store.record import Looking

if TYPE_CHECKING:
    from sejuk.rumours.matching import Candidate, Index

MOST_CLAIMS, MOST_CHECKED = 5, 3
LOOKED_AT = 50
"""Documents, of which several may be of one claim."""
MOST = 2000
BETWEEN = "/"
"""A document is `claim/what/number`."""
_CHANGES = frozenset(
    {
        "claim_opened",
        "claim_stepped",
        "sighting_linked",
        "sighting_split",
        "answer_stepped",
    }
)


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    claims: tuple[Suggestion, ...] = ()
    checked: tuple[CheckedElsewhere, ...] = ()


class Built(NamedTuple):
    """No noun: its index is of a module that takes a second to load."""

    looked_up: Index
    texts: dict[str, str]
    checks: tuple[FactCheck, ...] = ()


class _Newest:
    """One index for each key, the newest: what was deleted must not stay in an older one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Hashable, tuple[Hashable, Built]] = {}

    def get(self, key: Hashable, version: Hashable, build: Callable[[], Built]) -> Built:
        with self._lock:
            before = self._kept.get(key)
            if before is None or before[0] != version:
                self._kept[key] = (version, build())
            return self._kept[key][1]


_OWN, _CHECKED = _Newest(), _Newest()


def suggestions_for(
    view: Looking, call: Call, texts: Sequence[tuple[str, str | None]]
) -> dict[str, Suggested]:
    """Id of a sighting → what it may be of; nothing for one whose text cannot be read."""
    if not any(text for _, text in texts):
        return {sighting: Suggested() for sighting, _ in texts}
    own, checked = _own(call, view), _checked(call, view)
    return {
        sighting: Suggested(claims=_claims(own, text), checked=_checks(checked, text))
        if text
        else Suggested()
        for sighting, text in texts
    }


def _claims(own: Built, text: str) -> tuple[Suggestion, ...]:
    """Each claim once, by what of it is nearest."""
    found: dict[str, Suggestion] = {}
    for candidate in _found(own, text, LOOKED_AT):
        claim, by, _ = candidate.id.split(BETWEEN, 2)
        if claim not in found:
            found[claim] = Suggestion(
                claim=claim,
                score=candidate.score,
                probability=candidate.probability,
                same=candidate.same,
                against=candidate.against,
                by=by,
                text=own.texts[candidate.id],
            )
    return tuple(found.values())[:MOST_CLAIMS]


def _checks(checked: Built, text: str) -> tuple[CheckedElsewhere, ...]:
    return tuple(
        CheckedElsewhere(
            title=check.title,
            publisher=check.publisher,
            address=check.url,
            probability=candidate.probability,
            same=candidate.same,
        )
        for candidate in _found(checked, text, MOST_CHECKED)
        for check in (checked.checks[int(candidate.id)],)
    )


def _found(built: Built, text: str, most: int) -> tuple[Candidate, ...]:
    from sejuk.rumours.matching import candidates  # noqa: PLC0415 – numerics take a second to load

    return candidates(built.looked_up, text, most, _claim_of) if built.texts else ()


def _own(call: Call, view: Looking) -> Built:
    """Of the claims that the account may see; made anew when one of their texts may have ended."""
    area = call.actor.area
    version = (
        view.latest(_CHANGES),
        count_left_out(view.connection),
        call.now_ms // DAY_MS,
    )
    key = (call.record.folder, call.record.life, area)
    return _OWN.get(key, version, lambda: _built(_texts(view, area)))


def _texts(view: Looking, area: str) -> dict[str, str]:
    place = view.connection
    gone = {ClaimState.OUT_OF_SCOPE, ClaimState.HANDED_OVER}
    rows = [row for row in claims_around(place, area, MOST) if row.state not in gone]
    ids = [row.claim for row in rows]
    heard = sightings_of(place, ids)
    said = all_texts_at(view, [row.entry for row in rows] + [row.position for row in heard])
    found = {_name(row.claim, "claim", 0): said.get(row.entry, {}).get("text") for row in rows}
    for row in heard:
        name = _name(row.claim, "sighting", row.position)
        found[name] = said.get(row.position, {}).get("claim")
    for answer in answers_to(place, ids):
        content = content_of(place, answer.digest) if answer.state in VISIBLE else None
        if content is not None:
            found[_name(answer.claim, "answer", answer.version)] = content.claim
    return {name: text for name, text in found.items() if text}


def _name(claim: str, what: str, number: int) -> str:
    return BETWEEN.join((claim, what, str(number)))


def _claim_of(name: str) -> str:
    return name.partition(BETWEEN)[0]


def _checked(call: Call, view: Looking) -> Built:
    imports = tuple(row.digest for row in fact_checks(view.connection))

    def build() -> Built:
        checks = checks_of(view.connection, imports)
        built = _built({str(n): check.title for n, check in enumerate(checks)})
        return built._replace(checks=checks)

    return _CHECKED.get((call.record.folder, call.record.life), imports, build)


def _built(texts: dict[str, str]) -> Built:
    from sejuk.rumours.matching import Document, build_index  # noqa: PLC0415 – the same

    documents = [Document(id=name, text=text) for name, text in texts.items()]
    return Built(looked_up=build_index(documents), texts=texts)
