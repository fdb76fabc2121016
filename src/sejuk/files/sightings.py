"""What was heard, as a CSV: a claim, where, by what channel and when. Never by whom.

A column for a name, an account or a number is none that is known here, so that it is not read.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from sejuk.files.forbidden import refuse_forbidden
from sejuk.files.moments import TIME, parsed
from sejuk.files.source import heading_key, shown
from sejuk.files.table import Column, Row, Table, read_table
from sejuk.model.claim import Channel
from sejuk.model.district import District
from sejuk.model.place import PlaceKind, border_id
from sejuk.problems import refuse

MAX_ROWS = 5000
MOST_CHARACTERS = 2000
MOST_REPEATS = 999

_COLUMNS = (
    Column(name="heard", headings=("waktu", "heard", "time")),
    Column(name="area", headings=("wilayah", "area", "id_wilayah", "area_id")),
    Column(name="channel", headings=("saluran", "channel")),
    Column(name="text", headings=("kabar", "isu", "claim", "text")),
    Column(name="place_kind", headings=("tempat", "place", "place_kind"), required=False),
    Column(name="repeated", headings=("diulang", "repeated"), required=False),
)
_PLACES = {
    **{heading_key(kind): kind for kind in PlaceKind},
    "kantor": PlaceKind.OFFICE,
    "pos": PlaceKind.POST,
    "pasar": PlaceKind.MARKET,
    "sekolah": PlaceKind.SCHOOL,
    "ibadah": PlaceKind.WORSHIP,
    "klinik": PlaceKind.CLINIC,
    "tps": PlaceKind.POLLING,
    "jalan": PlaceKind.STREET,
    "lain": PlaceKind.OTHER,
}
_CHANNELS = {heading_key(channel.replace("-", "_")): channel for channel in Channel}
Word = TypeVar("Word", bound=StrEnum)


class ReadSighting(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the file."""

    heard: datetime
    area: str
    channel: Channel
    text: str
    place_kind: PlaceKind | None
    repeated: int | None


def read_sightings(path: Path, district: District, latest: datetime) -> tuple[ReadSighting, ...]:
    """Read `waktu,wilayah,saluran,kabar,tempat,diulang`; times have a zone.

    Args:
        latest: now; nothing was heard later.

    Raises ProblemError: those of `read_table`, `forbidden_column`, `bad_value`, `unknown_area`,
    `time_without_zone`, `date_in_future`.
    """
    table = read_table(path, _COLUMNS, max_rows=MAX_ROWS)
    refuse_forbidden(table.file, table.ignored)
    areas = {hood.id for hood in district.neighbourhoods}
    return tuple(_row(table, row, areas, latest) for row in table.rows)


def _row(table: Table, row: Row, areas: set[str], latest: datetime) -> ReadSighting:
    if not 3 <= len(row["text"]) <= MOST_CHARACTERS:
        raise table.bad_value(row, "text", f"3 … {MOST_CHARACTERS}")
    sides = [side.strip() for side in row["area"].split("|")]
    if not areas.issuperset(sides):
        raise table.bad_value(row, "area", ", ".join(shown(area) for area in sorted(areas)[:3]))
    return ReadSighting(
        heard=_moment(table, row, latest),
        area=border_id(*sides) if len(sides) == 2 and sides[0] != sides[1] else sides[0],
        channel=_word(table, row, "channel", _CHANNELS),
        text=row["text"],
        place_kind=_word(table, row, "place_kind", _PLACES) if row["place_kind"] else None,
        repeated=_repeats(table, row),
    )


def _word(table: Table, row: Row, name: str, words: dict[str, Word]) -> Word:
    found = words.get(heading_key(row[name].replace("-", "_")))
    if found is None:
        raise table.bad_value(row, name, ", ".join(dict.fromkeys(words.values())))
    return found


def _repeats(table: Table, row: Row) -> int | None:
    text = row["repeated"]
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > MOST_REPEATS:
        raise table.bad_value(row, "repeated", f"0 … {MOST_REPEATS}")
    return int(text)


def _moment(table: Table, row: Row, latest: datetime) -> datetime:
    moment = parsed(row["heard"])
    if moment is None:
        raise table.bad_value(row, "heard", TIME)
    where = {
        "file": table.file,
        "line": row.line,
        "column": table.headings["heard"],
        "value": shown(row["heard"]),
    }
    if moment.tzinfo is None:
        raise refuse("time_without_zone", **where, expected=TIME)
    if moment > latest:
        raise refuse("date_in_future", **where)
    return moment.astimezone(UTC)
