"""All kinds of events. A new kind is a class in one of the files here, and a line in its union."""

from __future__ import annotations

from typing import get_args

from sejuk.model.kinds.body import Body
from sejuk.model.kinds.engagement import EngagementBody
from sejuk.model.kinds.field import FieldBody
from sejuk.model.kinds.office import OfficeBody
from sejuk.model.kinds.papers import PaperBody
from sejuk.model.kinds.publishing import PublishingBody
from sejuk.model.kinds.room import RoomBody
from sejuk.model.kinds.rotation import RotationBody
from sejuk.model.kinds.rumour import RumourBody
from sejuk.model.kinds.upkeep import UpkeepBody
from sejuk.model.kinds.warning import WarningBody

KnownBody = (
    FieldBody
    | EngagementBody
    | PaperBody
    | PublishingBody
    | RoomBody
    | RotationBody
    | RumourBody
    | WarningBody
    | OfficeBody
    | UpkeepBody
)

KINDS: dict[str, type[Body]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(KnownBody)
}
"""Tag → class."""
