"""The table of endpoints: whatever is not in it is not served."""

from __future__ import annotations

from sejuk.web.endpoint import Endpoint
from sejuk.web.routes.accounts import ACCOUNTS
from sejuk.web.routes.concerns import CONCERNS
from sejuk.web.routes.districts import DISTRICTS
from sejuk.web.routes.night_papers import NIGHT_PAPERS
from sejuk.web.routes.papers import PAPERS
from sejuk.web.routes.plannings import PLANNINGS
from sejuk.web.routes.record import RECORD
from sejuk.web.routes.room import ROOM
from sejuk.web.routes.rumours import RUMOURS
from sejuk.web.routes.sensing import SENSING
from sejuk.web.routes.server import SERVER

API: tuple[Endpoint, ...] = (
    *(*SERVER, *ACCOUNTS, *RECORD, *DISTRICTS),
    *(*PAPERS, *NIGHT_PAPERS, *PLANNINGS, *ROOM, *SENSING, *RUMOURS, *CONCERNS),
)
