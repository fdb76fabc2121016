"""Plans and other papers that the log names by their digest."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, insert, select

from sejuk.store.account_tables import DOCUMENT


def keep_document(connection: Connection, content: bytes, now_ms: int) -> str:
    """Keeps the content once; its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if read_document(connection, digest) is None:
        row = {"digest": digest, "content": content, "received_ms": now_ms}
        connection.execute(insert(DOCUMENT), row)
    return digest


def read_document(connection: Connection, digest: str) -> bytes | None:
    """The content with this SHA-256."""
    query = select(DOCUMENT.c.content).where(DOCUMENT.c.digest == digest)
    return connection.execute(query).scalar()


def delete_document(connection: Connection, digest: str) -> None:
    """A draft that must not stay. The log keeps its digest, and nothing can be read from that."""
    connection.execute(delete(DOCUMENT).where(DOCUMENT.c.digest == digest))
