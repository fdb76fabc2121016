"""Turns of phrase that several papers share, in the words of Indonesian police reports."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sejuk.model.force import PILLAR_OF, Agency, Pillar
from sejuk.model.night import NightAccount, Share
from sejuk.model.paper_words import Kind
from sejuk.model.time import ZONE_LABEL, Shift
from sejuk.reporting.format import clock, hours, long_date
from sejuk.reporting.words import say_code

MOST_RUN = 18
"""Letters after which a word may break where a column is narrow."""
_RUN = re.compile(rf"\S{{{MOST_RUN + 1},}}")
NIHIL = "nihil"


def filled(text: str, district: str) -> str:
    """A user's own words with the district in them; other braces stand as they are."""
    return text.replace("{district}", district)


def day(of: date) -> str:
    """`Kamis, 28 November 2024`."""
    return long_date(of, "id")


def span(shift: Shift) -> str:
    """`22.00–01.00 WIB`."""
    return hours(shift, "id")


def at(moment: datetime, shift: Shift) -> str:
    """`22.05 WIB`."""
    return f"{clock(moment, 'id')} {zone(shift)}"


def zone(shift: Shift) -> str:
    """WIB, WITA or WIT."""
    return ZONE_LABEL.get(shift.zone, shift.zone)


def agency(one: Agency) -> str:
    """`Satpol PP`."""
    return say_code("agency", one.value).id


def strength(count: Mapping[Agency, int]) -> str:
    """`4 Polri, 3 TNI, 3 Dishub`; nihil for nobody."""
    return ", ".join(f"{n} {agency(a)}" for a, n in count.items() if n) or NIHIL


def pillars(agencies: Collection[Agency]) -> tuple[str, ...]:
    """`Polri`, `TNI`, `Pemda`, as far as they give people."""
    there = {PILLAR_OF[one] for one in agencies}
    return tuple(say_code("agency", pillar.value).id for pillar in Pillar if pillar in there)


def together(agencies: Collection[Agency]) -> str:
    """`patroli dialogis bersama tiga pilar`, which it is only where all three are there."""
    three = " tiga pilar" if len(pillars(agencies)) == len(Pillar) else ""
    return f"patroli dialogis bersama{three}"


def wards(account: NightAccount) -> tuple[str, ...]:
    """`Galur: RW 01, RW 02, dan RW 05`, one for each ward."""
    return tuple(
        f"{line.ward}: {listed(line.neighbourhoods)}" if line.ward else listed(line.neighbourhoods)
        for line in account.wards
    )


def share(part: Share) -> str:
    """`9/12`."""
    return f"{part.done}/{part.of}"


def listed(parts: Sequence[str]) -> str:
    """`a, b, dan c`."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if len(parts) > 2 else ""
    return f"{', '.join(parts[:-1])}{comma} dan {parts[-1]}"


def kind(what: str, kinds: Mapping[str, Kind]) -> str:
    """`balap liar`; of a kind that no table knows its id as words."""
    return kinds[what].id if what in kinds else what.replace("-", " ")


def situation(account: NightAccount) -> str:
    """What police reports end with. Never better than what was seen (guarantee G14)."""
    rang = _alarms(account)
    if account.vulnerable:
        return f"perlu perhatian di {listed(account.vulnerable)}{rang}"
    if account.alarms.done < account.alarms.of:
        return f"masih ditangani{rang}"
    if account.happenings:
        return f"terkendali, dengan kejadian menonjol seperti di atas{rang}"
    return f"aman, tertib, dan kondusif{rang}"


def _alarms(account: NightAccount) -> str:
    done, of = account.alarms.done, account.alarms.of
    if not of:
        return ""
    return f"; tanda darurat petugas {of}, " + (
        "semua selesai" if done == of else f"selesai {done}"
    )


def breakable(text: str) -> str:
    """Long runs without a space may break, so that nothing runs out of its column."""
    return _RUN.sub(lambda run: "\u200b".join(_pieces(run[0])), text)


def _pieces(run: str) -> list[str]:
    return [run[n : n + MOST_RUN] for n in range(0, len(run), MOST_RUN)]
