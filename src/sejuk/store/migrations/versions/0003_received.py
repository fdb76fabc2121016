"""What came of a kind in a time is found without reading all that ever came of it."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index."""
    op.create_index("event_kind_received", "event", ["kind", "received_ms"])
