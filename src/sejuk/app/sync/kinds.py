"""Which kinds of events each role may send, and which it is shown.

Commands (papers) are never taken from a device: they go through their own use cases, which check
them. Two tables, and what is not in them is refused.
"""

from __future__ import annotations

from typing import get_args

from sejuk.model.event import Part
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.engagement import EngagementBody
from sejuk.model.kinds.field import FieldBody
from sejuk.model.kinds.papers import PaperBody
from sejuk.model.kinds.room import RoomBody
from sejuk.model.kinds.rotation import RotationBody
from sejuk.model.kinds.rumour import RumourBody
from sejuk.model.kinds.warning import WarningBody
from sejuk.model.role import AccountRole

_R = AccountRole


def _tags(union: object) -> frozenset[str]:
    return frozenset(str(kind.__struct_config__.tag) for kind in get_args(union))


TOLD = frozenset({"followed_up", "message_given"})
"""Of engagement, what crews say themselves."""
FIELD = _tags(FieldBody) | TOLD
PAPERS = _tags(PaperBody)
CONCERNS = _tags(EngagementBody) - TOLD
ROOM = _tags(RoomBody) | _tags(RotationBody) | _tags(WarningBody) | CONCERNS | {"figures_published"}
"""Of the operations room: no matter of the crews."""
RUMOURS = _tags(RumourBody)
"""Of the rumour desk: crews see published answers alone, and those where they are published."""
REACH = frozenset({"answer_spread", "answer_feedback"})
"""What came of an answer among residents: counts."""
TALK = frozenset({"talked", "reported", "heard", "noted", "observed"})

SENDS: dict[AccountRole, frozenset[str]] = {
    _R.CREW_MEMBER: FIELD | REACH,
    _R.CREW_LEADER: FIELD | REACH,
    _R.DUTY_OFFICER: FIELD | REACH,
    _R.APPROVER: TALK,
    _R.SUPERIOR_COMMAND: TALK,
    _R.RUMOUR_VERIFIER: REACH | {"heard", "noted"},
    _R.PUBLIC_RELATIONS: REACH | {"heard", "noted"},
    _R.ANALYST: frozenset(),
    _R.AUDITOR: frozenset(),
    _R.ADMINISTRATOR: frozenset(),
}

SEES: dict[AccountRole, frozenset[str]] = {
    _R.CREW_MEMBER: PAPERS | {"sos"},
    # Where others are is for whoever runs the night; a phone would also pay for every fix.
    _R.CREW_LEADER: PAPERS | FIELD - {"tracked"},
    _R.DUTY_OFFICER: PAPERS | ROOM | RUMOURS | FIELD,
    _R.APPROVER: PAPERS | ROOM | RUMOURS | FIELD,
    _R.SUPERIOR_COMMAND: PAPERS | ROOM | RUMOURS | FIELD,
    _R.RUMOUR_VERIFIER: RUMOURS | {"heard", "reported"},
    _R.PUBLIC_RELATIONS: PAPERS
    | RUMOURS
    | {"arrived", "left", "talked", "reported", "heard", "observed"},
    _R.ANALYST: frozenset(),
    _R.AUDITOR: frozenset(KINDS),
    _R.ADMINISTRATOR: frozenset(),
}

READS_TEXTS = frozenset(_R) - {_R.ANALYST, _R.AUDITOR, _R.ADMINISTRATOR}
"""An auditor sees that something was said and its salted digest, not what."""
READS_POSITIONS = frozenset({_R.CREW_LEADER, _R.DUTY_OFFICER, _R.APPROVER, _R.SUPERIOR_COMMAND})

PARTS: dict[AccountRole, frozenset[Part]] = {
    role: frozenset(
        part
        for part, roles in (
            (Part.TEXTS, READS_TEXTS),
            (Part.FIXES, READS_POSITIONS),
            (Part.PHOTOS, READS_POSITIONS),
        )
        if role in roles
    )
    for role in _R
}
"""Role → the sealed parts that it is shown."""
