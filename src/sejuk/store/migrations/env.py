"""Runs migrations on the connection that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from sejuk.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,  # the caller's transaction is the one
)
context.run_migrations()
