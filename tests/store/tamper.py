"""Hands that may write the database: they change the log and cover their tracks, well or badly."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec

from sejuk.model.event import Entry
from sejuk.store.ledger.checkpoint import Checkpoint, checkpoint_text
from sejuk.store.ledger.merkle import leaf_hash, root_of
from sejuk.store.ledger.note import Note, PrivateKey, sign, write_note

COLUMNS = Entry.__struct_fields__


class Hand:
    """One forger at one database file. `key`: the record's signing key, if it was stolen."""

    def __init__(self, file: Path, dice: random.Random, key: PrivateKey | None = None) -> None:
        self.file = file
        self.dice = dice
        self.key = key
        self.db = sqlite3.connect(file)
        for name in self._names("trigger"):
            self.db.execute(f"DROP TRIGGER {name}")

    def close(self) -> None:
        self.db.commit()
        self.db.close()

    def edit(self) -> str:
        """One field of one entry."""
        position = self.dice.randint(1, self.size())
        column = self.dice.choice(COLUMNS[1:])
        query = f"SELECT {column} FROM event WHERE position = ?"
        (old,) = self.db.execute(query, (position,)).fetchone()
        new: object = self._other(column, old)
        try:
            self.db.execute(f"UPDATE event SET {column} = ? WHERE position = ?", (new, position))
        except sqlite3.IntegrityError:  # that number is taken
            return self.edit()
        return f"{column} of {position}: {old!r} -> {new!r}"

    def delete(self) -> str:
        """One entry, the later ones moved up."""
        position = self.dice.randint(1, self.size() - 1)
        self.db.execute("DELETE FROM event WHERE position = ?", (position,))
        self.db.execute("UPDATE event SET position = -position WHERE position > ?", (position,))
        self.db.execute("UPDATE event SET position = -position - 1 WHERE position < 0")
        return f"deleted {position}"

    def delete_with_gap(self) -> str:
        position = self.dice.randint(1, self.size() - 1)
        self.db.execute("DELETE FROM event WHERE position = ?", (position,))
        return f"deleted {position}, leaving a gap"

    def truncate(self) -> str:
        """The last entries, as if they had never come."""
        kept = self.dice.randint(0, self.size() - 1)
        self.db.execute("DELETE FROM event WHERE position > ?", (kept,))
        self.db.execute("DELETE FROM checkpoint WHERE size > ?", (kept,))
        return f"truncated to {kept}"

    def replace(self) -> str:
        """One entry deleted, and a forged one at the end to make up the number."""
        did = self.delete()
        self._forge(self.size() + 1, self.size())
        return f"{did}, forged one at the end"

    def swap(self) -> str:
        """Two neighbours."""
        position = self.dice.randint(1, self.size() - 1)
        for old, new in ((position, -1), (position + 1, position), (-1, position + 1)):
            self.db.execute("UPDATE event SET position = ? WHERE position = ?", (new, old))
        return f"swapped {position} and the next"

    def insert(self) -> str:
        """A forged entry in the middle."""
        position = self.dice.randint(1, self.size())
        self.db.execute("UPDATE event SET position = -position WHERE position >= ?", (position,))
        self.db.execute("UPDATE event SET position = -position + 1 WHERE position < 0")
        self._forge(position, position + 1)
        return f"inserted at {position}"

    def _forge(self, position: int, like: int) -> None:
        others = ", ".join(name for name in COLUMNS if name not in {"position", "id", "seq"})
        self.db.execute(
            f"INSERT INTO event (position, id, seq, {others}, leaf) "
            f"SELECT ?, 'forged', 999999, {others}, leaf FROM event WHERE position = ?",
            (position, like),
        )

    def cover(self) -> None:
        """Makes leaves, kept hashes, numbers and, with a stolen key, checkpoints fit again."""
        query = f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY position"
        leaves = []
        for row in self.db.execute(query).fetchall():
            fields = list(row)
            fields[6], fields[11] = _text(fields[6]), _text(fields[11])
            leaves.append(leaf_hash(msgspec.json.encode(fields)))
            new = (leaves[-1], row[0])
            self.db.execute("UPDATE event SET leaf = ? WHERE position = ?", new)
        self.db.execute("DELETE FROM tree")
        self.db.execute("DELETE FROM received")
        self.db.execute(
            "INSERT INTO received SELECT device, min(seq), max(seq) FROM event GROUP BY device"
        )
        sizes = [size for (size,) in self.db.execute("SELECT size FROM checkpoint").fetchall()]
        for size in sizes:
            if self.key is None or size > len(leaves):
                self.db.execute("DELETE FROM checkpoint WHERE size = ?", (size,))
                continue
            found = Checkpoint(origin=self.key.name, size=size, root=root_of(leaves[:size]))
            note = sign(Note(text=checkpoint_text(found), signatures=()), self.key, 0)
            forged = (write_note(note), size)
            self.db.execute("UPDATE checkpoint SET note = ? WHERE size = ?", forged)

    def deeds(self) -> list[Callable[[], str]]:
        removing = (self.delete, self.delete_with_gap, self.truncate, self.replace)
        return [self.edit, *removing, self.swap, self.insert]

    def size(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM event").fetchone()[0])

    def _names(self, kind: str) -> list[str]:
        query = "SELECT name FROM sqlite_master WHERE type = ?"
        return [name for (name,) in self.db.execute(query, (kind,)).fetchall()]

    def _other(self, column: str, old: object) -> object:
        if column == "id":
            return self.dice.choice([str(old).upper(), str(old)[:-1] + "x"])
        if isinstance(old, int):
            return old + self.dice.choice([-1, 1, 1000, 10**6])
        if isinstance(old, bytes):
            return self.dice.choice([old + b" ", old[:-1], b"nil", b"[ ]"])
        if old is None:
            return self.dice.choice(["x", 0])
        return self.dice.choice([f"{old}x", f"{old} ", None if column == "patrol" else "kapolsek"])


def flip_byte(file: Path, dice: random.Random) -> str:
    """One byte of the file, wherever it is."""
    content = bytearray(file.read_bytes())
    where, change = dice.randrange(len(content)), dice.randint(1, 255)
    content[where] ^= change
    file.write_bytes(content)
    return f"byte {where} xor {change}"


def log_of(file: Path) -> list[object] | None:
    """All rows of the log as they can be read; None when they cannot."""
    db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    try:
        return list(db.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY position"))
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        return None
    finally:
        db.close()


def _text(value: object) -> object:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
