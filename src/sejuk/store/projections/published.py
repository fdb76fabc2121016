"""Which weeks were published. The table itself refuses one that was published before."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Date, MetaData, String, Table, insert

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.publishing import FiguresPublished
from sejuk.store.projections.projection import Projection

PUBLISHED = Table(
    "published_figures",
    MetaData(),
    Column("area", String(96), primary_key=True, comment="the district"),
    Column("first", Date, primary_key=True, comment="a Monday"),
    Column("until", Date, nullable=False, comment="the Monday after"),
    Column("digest", String(64), nullable=False, comment="of the document"),
    Column("position", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, FiguresPublished):
        row = {"area": body.area, "first": body.first, "until": body.until}
        row |= {"digest": body.digest, "position": entry.position}
        connection.execute(insert(PUBLISHED), row)


PROJECTION = Projection(
    name="published",
    version=1,
    tables=(PUBLISHED,),
    kinds=frozenset({"figures_published"}),
    apply=_apply,
)
