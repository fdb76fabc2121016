"""Effect sheets that were read, as the weekly review and the public page tell of them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.model.effect import EffectSheet
from sejuk.model.event import to_ms
from sejuk.model.public_page import PublicEffect
from sejuk.store.documents import read_document
from sejuk.store.papers import Place
from sejuk.store.rotations import effects_read


def last_sheet(place: Place, district: str, until: datetime | None = None) -> EffectSheet | None:
    """Of the last operation whose rotations could be compared, as far as was known until then."""
    for row in effects_read(place, district):
        if until is not None and row.read_ms >= to_ms(until):
            continue
        content = read_document(place, row.sheet) if row.sheet else None
        if content is not None:
            return msgspec.json.decode(content, type=EffectSheet)
    return None


def public_effect(sheet: EffectSheet | None) -> PublicEffect | None:
    """None also where a side has fewer reports than may be published (guarantee G2)."""
    if sheet is None:
        return None
    # Numerics take half a second to load, and a server that was struck down must be up at once.
    from sejuk.disclosure import LEAST  # noqa: PLC0415

    if min(sheet.drawn.reports, sheet.undrawn.reports) < LEAST:
        return None
    found = sheet.effect
    return PublicEffect(
        first=sheet.first,
        last=sheet.last,
        areas=sheet.areas,
        ratio=found.ratio,
        low=found.low,
        high=found.high,
    )
