"""The life of an objection (keberatan) to a published answer: decided by name, with a reason."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.operations.answer import PUBLISHERS
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse


class ObjectionState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    """The answer has to be corrected or withdrawn."""
    KEPT = "kept"
    """The answer stays as it is."""


class ObjectionCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of an objection depends on."""

    actor: str = ""
    """Account of whoever decides."""
    writers: frozenset[str] = frozenset()
    """Accounts that had a hand in the answer."""
    by_name: str = ""
    """The person who decides, as typed."""
    reason: str = ""


def is_named(case: ObjectionCase) -> ProblemError | None:
    """A named person decides."""
    return None if case.by_name.strip() else refuse("objection_needs_name")


def is_not_the_writer(case: ObjectionCase) -> ProblemError | None:
    """Another account than those that wrote the answer."""
    return refuse("own_answer") if case.actor in case.writers else None


_NEEDS = (is_named, has_reason, is_not_the_writer)

OBJECTION: Cycle[ObjectionCase] = Cycle(
    name="objection",
    words=Both("keberatan", "objection"),
    start=ObjectionState.OPEN,
    states={
        ObjectionState.OPEN: Both("menunggu keputusan", "open"),
        ObjectionState.UPHELD: Both("dikabulkan", "upheld"),
        ObjectionState.KEPT: Both("jawaban dipertahankan", "answer kept"),
    },
    moves=(
        Move(
            event="uphold",
            words=Both("kabulkan", "uphold"),
            sources=(ObjectionState.OPEN,),
            target=ObjectionState.UPHELD,
            who=PUBLISHERS,
            needs=_NEEDS,
        ),
        Move(
            event="keep",
            words=Both("pertahankan jawaban", "keep the answer"),
            sources=(ObjectionState.OPEN,),
            target=ObjectionState.KEPT,
            who=PUBLISHERS,
            needs=_NEEDS,
        ),
    ),
)
