"""A night that went round once, in a few lines for a terminal: each figure is the record's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sejuk.app.demo_night.turn import Turned
    from sejuk.app.sensing.rows import AreaLook

TERMS = {
    "base": "yang biasa / usual",
    "excess": "7 hari ini / these 7 days",
    "echo": "kejadian berdekatan / near repeats",
    "claims": "isu / claims",
    "calendar": "kalender / calendar",
    "limit": "batas 100 / limit of 100",
}


def story(turned: Turned) -> Iterator[str]:
    """Indonesian first, then English, as all talk of the commands."""
    plan, night = turned.plan, turned.account
    figures, titles = plan.figures, turned.titles
    hottest = max(turned.before.areas, key=lambda area: area.mean)
    yield (
        f"Suhu / tension: dari / from {sum(area.incidents for area in turned.before.areas)} "
        f"kejadian / incidents; tertinggi / highest {titles[hottest.area]}, {hottest.mean:.0f}"
    )
    yield (
        f"Rencana / plan: {len(plan.routes)} tim / crews, {figures.visits} kunjungan / visits, "
        f"{figures.neighbourhoods}/{figures.neighbourhoods_total} RW"
    )
    yield (
        f"Tanda tangan / signatures: {len(night.paper.signed)}/{len(night.strength)} pilar / "
        f"agencies; terbit / released: {night.paper.number}"
    )
    yield (
        f"Patroli / patrol: titik / points {night.points.done}/{night.points.of}, "
        f"sambang bersama / joint visits {night.joint.done}/{night.joint.of}, "
        f"pesan / calm messages {night.messages}"
    )
    yield (
        f"Warga / residents: {night.dialogues} dialog / dialogues ({night.residents} warga), "
        f"{night.concerns.of} keluhan / concerns (ditindaklanjuti / followed up "
        f"{night.concerns.done})"
    )
    yield (
        f"Isu / claims: {night.claims.of}, terjawab / answered {night.claims.done}; "
        f"kejadian / events: {len(night.happenings)}"
    )
    yield f"Undian / draw: {_revealed(turned)}"
    yield from _changed(turned)


def _revealed(turned: Turned) -> str:
    return "dibuka, cocok / revealed, matches" if turned.revealed else "belum dibuka / not revealed"


def _changed(turned: Turned) -> Iterator[str]:
    """Where tension rose most and where it fell most, and why; and where crews go next."""
    hoods = {cover.id for cover in turned.plan.cover}
    later = {area.area: area for area in turned.after.areas if area.area in hoods}
    pairs = [(area, later[area.area]) for area in turned.before.areas if area.area in later]
    pairs.sort(key=lambda pair: pair[1].mean - pair[0].mean)
    for before, after in (pairs[-1], pairs[0]):
        yield (
            f"Suhu besok / tension next: {turned.titles[after.area]} "
            f"{before.mean:.0f} → {after.mean:.0f} ({_why(before, after)})"
        )
    tonight, following = (
        {cover.id for cover in plan.cover if cover.visits}
        for plan in (turned.plan, turned.tomorrow)
    )
    yield (
        f"Rencana besok / next plan: {turned.tomorrow.figures.visits} kunjungan / visits, "
        f"{len(following)}/{len(hoods)} RW, {len(following - tonight)} tidak didatangi malam ini / "
        f"of them not visited tonight"
    )


def _why(before: AreaLook, after: AreaLook) -> str:
    """The term that changed most."""
    was = {term.code: term.amount for term in before.terms}
    now = {term.code: term.amount for term in after.terms}
    code = max(was.keys() | now.keys(), key=lambda c: abs(now.get(c, 0.0) - was.get(c, 0.0)))
    return f"{TERMS.get(code, code)}: {was.get(code, 0.0):+.0f} → {now.get(code, 0.0):+.0f}"
