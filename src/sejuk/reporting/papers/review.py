"""The weekly review (anev) on two pages: what was planned and done, who was served, what to change.

It praises nobody. Whether extra visits changed anything is said by the effect sheet alone, and
until there is one, that it cannot be told (guarantee G14).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime

from sejuk.model.effect import EffectSheet
from sejuk.model.night import NightAccount, Share
from sejuk.model.week_account import UNSERVED_DAYS, AreaWeek, WeekAccount
from sejuk.reporting.effect import effect_sentences
from sejuk.reporting.format import number, short_date
from sejuk.reporting.papers.phrases import NIHIL, breakable, day, listed, share
from sejuk.reporting.resources import resource_text
from sejuk.typeset.press import Value, paper

SHADES = ("#f4f4f2", "#cfe3ea", "#8fbfce", "#4a8fa6", "#1f5c73")
"""None, then 1, 2, 3–4, 5 and more visits: the pale one is what to look at."""
BOUNDS = (1, 2, 3, 5)
LEGEND = ("0", "1", "2", "3–4", "≥ 5")
MAP_WIDTH, MAP_HEIGHT = 400.0, 300.0
MOST_NAMED = 6
"""More names make no sentence."""
CHANGES = 3
NO_EFFECT_YET = "belum dapat disimpulkan; rotasi adil dibaca satu kali, sesudah operasi selesai"


def review_pdf(week: WeekAccount, made: datetime | None = None) -> bytes:
    """Equal weeks give equal bytes with the same typst."""
    return paper(resource_text("papers/review.typ"), review_words(week), made)


def review_words(week: WeekAccount) -> dict[str, Value]:
    """All that the layout sets."""
    return {
        "title": f"ANALISA DAN EVALUASI MINGGUAN – {week.district.upper()}",
        "period": f"{day(week.first)} – {day(week.last)}",
        "mark": "SIMULASI" if week.synthetic else "",
        "map": week_map(week.areas),
        "shades": list(SHADES),
        "legend": list(LEGEND),
        "nights": [_night(night) for night in week.nights],
        "sums": _sums(week),
        "facts": [{"label": label, "text": text} for label, text in _facts(week)],
        "areas": _halves([[*map(breakable, _area(area))] for area in week.areas]),
        "changes": list(changes(week)),
    }


def week_map(areas: tuple[AreaWeek, ...]) -> str:
    """The neighbourhoods as SVG, shaded by visits; without streets, names or points."""
    corners = [c for area in areas for polygon in area.rings for ring in polygon for c in ring]
    if not corners:
        return ""
    west, east = min(c[0] for c in corners), max(c[0] for c in corners)
    south, north = min(c[1] for c in corners), max(c[1] for c in corners)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(
        MAP_WIDTH / max((east - west) * narrow, 1e-9), MAP_HEIGHT / max(north - south, 1e-9)
    )
    wide, high = (east - west) * narrow * scale, (north - south) * scale

    def at(corner: tuple[float, float]) -> str:
        return f"{(corner[0] - west) * narrow * scale:.1f} {(north - corner[1]) * scale:.1f}"

    shapes = []
    for area in areas:
        rings = (ring for polygon in area.rings for ring in polygon)
        path = " ".join(f"M{' L'.join(at(corner) for corner in ring)} Z" for ring in rings)
        shapes.append(
            f'<path d="{path}" fill="{SHADES[shade(area.visits)]}" fill-rule="evenodd" '
            'stroke="#42545d" stroke-width="0.8"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {wide + 2:.1f} {high + 2:.1f}">'
        f"{''.join(shapes)}</svg>"
    )


def shade(visits: int) -> int:
    """Index of the shade for so many visits."""
    return sum(visits >= bound for bound in BOUNDS)


def changes(week: WeekAccount) -> Iterator[str]:
    """Three things to look at, the worst first; a person decides, so each leaves a blank."""
    found = [f"{text} Yang diubah: [diisi]" for text in _shortcomings(week)][:CHANGES]
    yield from found
    yield from ["[diisi]"] * (CHANGES - len(found))


def _shortcomings(week: WeekAccount) -> Iterator[str]:
    left = [area.title for area in week.areas if area.below_floor]
    if left:
        yield f"Lebih dari {UNSERVED_DAYS} hari tanpa sambang: {_named(left)}."
    if week.concerns.overdue:
        yield f"{week.concerns.overdue} keluhan lewat tenggat."
    missed = week.points.of - week.points.done
    if missed:
        yield f"{missed} dari {week.points.of} titik yang direncanakan tidak didatangi."
    if week.claims.of > week.claims.done:
        yield f"{week.claims.of - week.claims.done} isu belum terjawab."
    if week.warnings.waiting:
        yield f"{week.warnings.waiting} peringatan dini belum diputuskan."
    if week.alarms.of > week.alarms.done:
        yield f"{week.alarms.of - week.alarms.done} tanda darurat petugas belum selesai."


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    if more <= 0:
        return listed(names)
    return f"{', '.join(names[:MOST_NAMED])}, dan {more} lainnya"


def _halves(rows: list[Value]) -> Value:
    """Two columns of equal length: the left one has one more."""
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]]


def _night(night: NightAccount) -> Value:
    return [
        short_date(night.shift.date, "id"),
        str(night.total),
        share(night.points),
        str(night.visits),
        share(night.joint),
        str(night.dialogues),
        str(len(night.happenings)),
    ]


def _sums(week: WeekAccount) -> Value:
    nights = week.nights
    joint = Share(done=sum(n.joint.done for n in nights), of=sum(n.joint.of for n in nights))
    return [
        "Jumlah",
        str(sum(night.total for night in nights)),
        share(week.points),
        str(sum(night.visits for night in nights)),
        share(joint),
        str(sum(night.dialogues for night in nights)),
        str(sum(len(night.happenings) for night in nights)),
    ]


def _facts(week: WeekAccount) -> Iterator[tuple[str, str]]:
    concerns, warnings, alarms = week.concerns, week.warnings, week.alarms
    asked = f"{concerns.came} masuk, {concerns.followed_up} ditindaklanjuti"
    settled = f"{concerns.answered} terjawab, {concerns.overdue} lewat tenggat"
    yield "Keluhan dan aspirasi", f"{asked}, {settled}"
    claims = f"{week.claims.of} terdengar ({week.heard} kali), {week.claims.done} terjawab"
    yield "Isu", claims
    decided = f"{warnings.confirmed} dibenarkan, {warnings.declined} ditolak"
    warned = f"{warnings.raised} muncul: {decided}, {warnings.waiting} belum diputuskan"
    yield "Peringatan dini", warned if warnings.raised else NIHIL
    yield "Tanda darurat petugas", f"{alarms.of}, selesai {alarms.done}" if alarms.of else NIHIL
    yield "Kejadian menonjol", _by_kind(week.nights)
    yield "Dampak", NO_EFFECT_YET if week.effect is None else _effect(week.effect)


def _effect(sheet: EffectSheet) -> str:
    """What the sheet of the last operation allows to be said (guarantee G14)."""
    nights = f"{short_date(sheet.first, 'id')} sampai {short_date(sheet.last, 'id')}"
    return f"{nights}: {effect_sentences(sheet)[0].id}"


def _by_kind(nights: tuple[NightAccount, ...]) -> str:
    count: dict[str, int] = {}
    for night in nights:
        for one in night.happenings:
            count[one.what] = count.get(one.what, 0) + 1
    return _counted(count) or NIHIL


def _counted(count: Mapping[str, int]) -> str:
    return ", ".join(f"{what.replace('-', ' ')} {n}" for what, n in sorted(count.items()))


def _area(area: AreaWeek) -> tuple[str, ...]:
    gap = "> 28" if area.gap_days is None else str(area.gap_days)
    per = "–" if area.per_1000 is None else number(area.per_1000, "id", 1)
    return (
        area.title,
        str(area.visits),
        str(area.before),
        number(area.minutes, "id", 0),
        per,
        f"{gap} !" if area.below_floor else gap,
    )
