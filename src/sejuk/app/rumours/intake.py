"""What was heard comes in: at the desk, by village officers, by the public form, from a file.

All by one function: nothing is asked of who tells it, and the text is redacted before it is kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call, PublicCall
from sejuk.app.districts import district_named
from sejuk.app.rumours.rows import Imported, SightingRow
from sejuk.app.rumours.told import all_texts_at, sighting_row
from sejuk.files.sightings import ReadSighting, read_sightings
from sejuk.model.claim import Channel, Intake
from sejuk.model.district import District
from sejuk.model.event import to_ms
from sejuk.model.ids import AreaId, Digest
from sejuk.model.kinds.body import Moment
from sejuk.model.kinds.field import Heard, Repeats
from sejuk.model.place import PlaceKind
from sejuk.model.role import AccountRole
from sejuk.problems import refuse
from sejuk.store.claims import find_sighting, sightings_heard_at
from sejuk.text.redact import redact

PUBLIC = "public"
"""Author of what residents tell by themselves: nobody."""
SightingText = Annotated[str, msgspec.Meta(min_length=3, max_length=2000)]
DistrictId = Annotated[str, msgspec.Meta(min_length=1, max_length=96)]


class NewSighting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    district: DistrictId
    area: AreaId
    """A neighbourhood or border of its map."""
    text: SightingText
    """What is said, not who says it."""
    channel: Channel
    place_kind: PlaceKind | None = None
    repeated: Repeats | None = None
    heard_at: Moment | None = None
    """None: now."""


class SightingsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    district: DistrictId
    csv: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000_000)]
    """`waktu,wilayah,saluran,kabar,tempat,diulang` with a header line."""


@allowed("sighting.take_in")
def take_in(call: Call, wish: NewSighting) -> SightingRow:
    """By the desk, or by a village officer. Raises `not_your_area` and those of `take_in_heard`."""
    require_area(call.actor, wish.district)
    village = call.actor.role is AccountRole.APPROVER
    intake = Intake.VILLAGE if village else Intake.DESK
    return take_in_heard(call, wish, intake=intake, author=call.actor.account)


def take_in_public(call: PublicCall, wish: NewSighting, ticket: Digest | None) -> str:
    """By the public form; the id of the sighting. Raises those of `take_in_heard`.

    Args:
        ticket: digest of the code that was given out; the code itself is kept nowhere.
    """
    row = take_in_heard(call, wish, intake=Intake.PUBLIC, author=PUBLIC, ticket=ticket)
    return row.sighting


def take_in_heard(
    call: PublicCall,
    wish: NewSighting,
    *,
    intake: Intake,
    author: str,
    ticket: Digest | None = None,
) -> SightingRow:
    """One sighting, whoever tells it. Raises `district_unknown`, `area_not_sensed`,
    `heard_in_future`."""
    district = district_named(call.record.folder, wish.district)
    require_neighbourhood(district, wish.area)
    at = wish.heard_at or call.now
    if at > call.now:
        raise refuse("heard_in_future")
    with call.record.writing(now=call.now) as writing:
        # Kept with the time it was heard, so that it also ends by it.
        body = Heard(
            area=wish.area,
            channel=wish.channel,
            place_kind=wish.place_kind,
            repeated=wish.repeated,
            intake=intake,
            district=district.name,
            ticket=ticket,
        )
        entry = writing.happen(body, author=author, texts={"claim": wish.text}, at=at)
        row = find_sighting(writing.connection, str(entry.id))
    if row is None:  # the log has it, and its projection refused it: a defect
        raise LookupError(entry.id)
    return sighting_row(row, None)


@allowed("sighting.take_in")
def take_in_rows(call: Call, wish: SightingsFile) -> Imported:
    """A file, whole or not at all; rows that came before are left out.

    Raises `not_your_area`, `district_unknown` and those of `read_sightings`.
    """
    require_area(call.actor, wish.district)
    district = district_named(call.record.folder, wish.district)
    with tempfile.TemporaryDirectory(prefix="sejuk-") as name:
        file = Path(name) / "isu.csv"
        file.write_text(wish.csv, encoding="utf-8")
        rows = read_sightings(file, district, call.now)
    return _import(call, district, rows)


def _import(call: Call, district: District, rows: Sequence[ReadSighting]) -> Imported:
    fresh = _not_here_yet(call, rows)
    with call.record.writing(now=call.now) as writing:
        for row in fresh:
            body = Heard(
                area=row.area,
                channel=row.channel,
                place_kind=row.place_kind,
                repeated=row.repeated,
                intake=Intake.IMPORT,
                district=district.name,
            )
            texts = {"claim": row.text}
            writing.happen(body, author=call.actor.account, texts=texts, at=row.heard)
    return Imported(taken=len(fresh), repeated=len(rows) - len(fresh))


def require_neighbourhood(district: District, area: str) -> None:
    """Raises `area_not_sensed` for what is no neighbourhood or border of the map."""
    known = {hood.id for hood in district.neighbourhoods}
    if not known.issuperset(area.split("|")):
        raise refuse("area_not_sensed", area=area, district=district.name)


def _not_here_yet(call: Call, rows: Sequence[ReadSighting]) -> list[ReadSighting]:
    """Rows that say something else than those before them, and than what is here."""
    with call.record.looking(now=call.now) as view:
        moments = {to_ms(row.heard) for row in rows}
        here = sightings_heard_at(view.connection, moments)
        said = all_texts_at(view, [row.position for row in here])
    seen = {
        (row.heard_ms, row.area, row.channel, said.get(row.position, {}).get("claim"))
        for row in here
    }
    fresh = []
    for row in rows:
        place = (to_ms(row.heard), row.area, str(row.channel))
        key = (*place, redact(row.text))
        # Of one whose text has ended it is only known where, how and at which moment it was.
        if key not in seen and (*place, None) not in seen:
            seen.add(key)
            fresh.append(row)
    return fresh
