"""What may be done with a claim next, and what of the claim itself stands in the way."""

from __future__ import annotations

import msgspec

from sejuk.app.call import Call
from sejuk.app.plannings.wish import told
from sejuk.app.rumours.cases import claim_case
from sejuk.app.rumours.rows import NextStep
from sejuk.model.claim import Aside, Verdict
from sejuk.operations.claim import CLAIM, ClaimCase
from sejuk.store.papers import PaperRow, Place

_TYPED = {"aside": Aside.EMPTY, "service": "110", "reason": "…"}
"""What comes with a step, as if it were there: what is missing of it is said by the form."""


def next_steps(place: Place, call: Call, row: PaperRow) -> tuple[NextStep, ...]:
    """Those of the role of whoever asks, in the order of the table.

    A proposal is tried as one that settles the claim: as open it needs less.
    """
    case = msgspec.structs.replace(claim_case(place, row, call.actor.account), **_TYPED)
    return tuple(
        NextStep(
            step=move.event,
            problems=tuple(
                told(problem)
                for need in move.needs
                if (problem := need(_proposing(case) if move.event == "propose" else case))
            ),
        )
        for move in CLAIM.moves_from(row.state)
        if call.actor.role in move.who
    )


def _proposing(case: ClaimCase) -> ClaimCase:
    return msgspec.structs.replace(case, verdict=Verdict.TRUE)
