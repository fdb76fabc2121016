"""Tasks as they are now, and the crew that has each."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, insert, update

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.papers import TaskOpened, TaskStepped
from sejuk.store.projections.projection import Projection

TASK = Table(
    "task",
    MetaData(),
    Column("task", String(64), primary_key=True),
    Column("what", String(64), nullable=False),
    Column("area", String(96), nullable=False, index=True),
    Column("place", String(96), nullable=False),
    Column("order", String(64)),
    Column("holder", String(64), comment="the crew that has it"),
    Column("state", String(16), nullable=False),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)
LETS_GO = ("give_back", "reopen")


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, TaskOpened):
        row = {
            "task": body.task,
            "what": body.what,
            "area": body.area,
            "place": body.place,
            "order": body.order,
            "state": "open",
            "position": entry.position,
        }
        connection.execute(insert(TASK), row)
    elif isinstance(body, TaskStepped):
        changes: dict[str, object] = {"state": body.state, "position": entry.position}
        if body.step == "take":
            changes["holder"] = body.crew
        elif body.step in LETS_GO:
            changes["holder"] = None
        connection.execute(update(TASK).where(TASK.c.task == body.task).values(changes))


PROJECTION = Projection(
    name="tasks",
    version=1,
    tables=(TASK,),
    kinds=frozenset({"task_opened", "task_stepped"}),
    apply=_apply,
)
