"""What officials did, entry by entry, with what is needed to find each in the signed tree.

Only kinds of which nothing tells of residents: entries on reports, claims that were heard, concerns
and dialogues are there as hashes alone, since one by one they are small counts (guarantee G2).
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sejuk.model.event import Entry, body_of
from sejuk.reporting.oversight.table import table
from sejuk.store.accounts import Account, all_accounts
from sejuk.store.ledger.merkle import leaf_hash
from sejuk.store.ledger.own import notes_in
from sejuk.store.papers import Place
from sejuk.store.reading import all_rows, entry_of, row_leaf_data

OFFICIAL = frozenset(
    {
        *("record_begun", "record_restored", "keys_destroyed"),
        *("operation_opened", "operation_stepped"),
        *("planning_begun", "planning_stepped"),
        *("order_drafted", "order_stepped", "order_revised", "draw_committed", "draw_revealed"),
        *("rotation_drawn", "rotation_revealed", "effect_read"),
        *("answer_drafted", "answer_stepped", "figures_published"),
        *("account_opened", "account_closed"),
    }
)
ABOUT = {
    "draw": "order",
    "effect": "operation",
    "figures": "area",
    "keys": "sort",
    "record": "life",
}
"""First word of a kind → the field that says what it is about, where that is another word."""
COLUMNS = ("position", "received", "by", "kind", "about", "agency", "step", "state", "reason")
ACCOUNT_COLUMNS = ("account", "office", "role", "agency", "area", "open")
SEALED, NONE = "sealed", ""


def act_files(place: Place) -> dict[str, bytes]:
    """`acts.csv`, `accounts.csv`, `entries.jsonl`, `leaves.txt` and the checkpoints."""
    rows, lines, leaves = [], [], []
    for row in all_rows(place):
        data = row_leaf_data(row) or b""
        leaves.append(leaf_hash(data).hex())
        if row.kind in OFFICIAL:
            lines.append(data)
            rows.append(tuple(_cells(entry_of(row))))
    files = {
        "acts.csv": table(COLUMNS, rows),
        "accounts.csv": table(ACCOUNT_COLUMNS, map(_account, all_accounts(place))),
        "entries.jsonl": b"".join(line + b"\n" for line in lines),
        "leaves.txt": "".join(f"{leaf}\n" for leaf in leaves).encode(),
    }
    return files | {f"checkpoints/{size:08d}.note": note for size, note in notes_in(place)}


def _cells(entry: Entry) -> Iterator[object]:
    yield entry.position
    yield entry.received_at.isoformat()
    yield entry.author
    yield entry.kind
    found = body_of(entry)
    body = {} if found is None else msgspec.to_builtins(found)
    word = entry.kind.partition("_")[0]
    yield body.get(ABOUT.get(word, word), NONE)
    for name in ("agency", "step", "state"):
        yield body.get(name, NONE)
    yield SEALED if entry.seals else NONE


def _account(one: Account) -> tuple[object, ...]:
    actor = one.actor
    is_open = "no" if one.closed else "yes"
    return actor.account, actor.name, actor.role, actor.agency, actor.area, is_open
