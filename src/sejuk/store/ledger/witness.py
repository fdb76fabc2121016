"""A witness: an agency that signs a checkpoint only if it goes on from the last it signed."""

from __future__ import annotations

import msgspec

from sejuk.problems import refuse
from sejuk.store.ledger.bundle import Bundle, check_bundle
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import Note, PrivateKey, PublicKey, sign


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What a witness holds of a record: its key, and the last checkpoint it signed."""

    key: PublicKey
    note: Note


def witness(
    bundle: Bundle, memory: Memory | None, key: PrivateKey, *, source: str, unix_s: int
) -> Memory:
    """Checks the bundle against the memory and signs; the new memory, with both signatures.

    The first checkpoint of a record is believed, with the key it comes with.

    Raises what `check_bundle` raises, and `record_altered` for a checkpoint that goes back.
    """
    earlier = None if memory is None else read_checkpoint(memory.note, source="memory")
    keys = () if memory is None else (memory.key,)
    checked = check_bundle(bundle, earlier, source=source, keys=keys)
    if earlier is not None and checked.checkpoint.size < earlier.size:
        last = earlier.size
        raise refuse("record_altered", source=source, first=checked.checkpoint.size + 1, last=last)
    return Memory(key=checked.key, note=sign(checked.note, key, unix_s))
