"""What the public was told, as it was published, and how many concerns were about officers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.oversight.where import known_district
from sejuk.engagement.conduct import conduct_counts
from sejuk.engagement.figures import days_of
from sejuk.model.event import from_ms, to_ms
from sejuk.model.public_page import Group
from sejuk.operations.concern import NO_CONCERN
from sejuk.reporting.oversight.table import table
from sejuk.store.answers import all_published
from sejuk.store.documents import read_document
from sejuk.store.papers import PaperRow, Place
from sejuk.store.published import all_weeks, concerns_known

CONDUCT = "sikap-petugas"
"""The kind of concern that is about how officers behaved, in `files/data/concerns.toml`."""
COLUMNS = ("what", "area", "first", "until", "digest", "file", "intact")
CONDUCT_COLUMNS = ("area", "first", "until", "about_conduct")
WITHHELD = "withheld"


class Published(msgspec.Struct, frozen=True, kw_only=True):
    files: dict[str, bytes]
    figures: int
    answers: int
    altered: tuple[str, ...]
    """Documents that are not what the log names."""


def published_files(place: Place, folder: Path | None, now: datetime) -> Published:
    """Every week's figures, every answer that was published and stands or was corrected."""
    weeks, answers = list(all_weeks(place)), list(all_published(place))
    files: dict[str, bytes] = {}
    rows, altered = [], []
    for what, row in [*(("figures", w) for w in weeks), *(("answer", a) for a in answers)]:
        content = read_document(place, row.digest)
        name = f"published/{what}-{_name(what, row)}.json"
        intact = content is not None and hashlib.sha256(content).hexdigest() == row.digest
        if content is not None and intact:
            files[name] = content
        else:
            altered.append(row.digest)
        first, until = (row.first, row.until) if what == "figures" else ("", "")
        cells = (what, row.area, first, until, row.digest, name if intact else "")
        rows.append((*cells, "yes" if intact else "no"))
    files["published.csv"] = table(COLUMNS, rows)
    files["conduct.csv"] = table(CONDUCT_COLUMNS, _conduct(place, folder, weeks, now))
    return Published(files=files, figures=len(weeks), answers=len(answers), altered=tuple(altered))


def _name(what: str, row: PaperRow) -> str:
    area = "".join(c if c.isalnum() else "-" for c in row.area.lower())
    return f"{area}-{row.first}" if what == "figures" else str(row.answer)


def _conduct(
    place: Place, folder: Path | None, weeks: list[PaperRow], now: datetime
) -> Iterator[tuple[object, ...]]:
    """Over the days that published weeks count; without a district nobody knows its clock."""
    spans: dict[str, list[date]] = defaultdict(list)
    for row in weeks:
        first, until = days_of(Group.CONCERNS, row.first)
        spans[row.area] += [first, until]
    for area, days in sorted(spans.items()):
        district = known_district(folder, area)
        if district is None:
            continue
        zone = ZoneInfo(district.zone)
        # One about conduct counts whatever became of it, so that no later bundle counts otherwise;
        # of the others as many as the public knows of.
        known = [
            (from_ms(row.known_ms).astimezone(zone).date(), row.what == CONDUCT)
            for row in concerns_known(place, area, 0, to_ms(now))
            if row.what == CONDUCT or row.state not in NO_CONCERN
        ]
        for one in conduct_counts(min(days), max(days), known):
            count = WITHHELD if one.about_conduct is None else one.about_conduct
            yield area, one.first, one.until, count
