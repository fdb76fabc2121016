"""How crews, stops, areas and reasons are called in front of readers."""

from __future__ import annotations

import re

from sejuk.model.district import District
from sejuk.model.force import Crew
from sejuk.model.place import Neighbourhood, Place
from sejuk.model.plan import Plan, Reason, Stop
from sejuk.model.time import Shift
from sejuk.problems import Both
from sejuk.reporting.format import LANGUAGES, MINUS, clock, number
from sejuk.reporting.words import join, same, say, say_code


def crew_title(crew: Crew) -> Both:
    """`Tim 1`; ids that are words already stand as they are."""
    return say("crew.title", crew=crew.id)


def crew_letters(plan: Plan) -> dict[str, str]:
    """Crew id → letter for numbered stops (`B4`): its id where all are letters, else by order."""
    ids = [route.crew.id for route in plan.routes]
    lettered = all(i.isalpha() and i.isupper() and len(i) <= 2 for i in ids)
    return {i: i if lettered else _letter(n) for n, i in enumerate(ids)}


def composition(crew: Crew) -> Both:
    """`2 Polri, 1 TNI, 1 Satpol PP`."""
    return join(
        [
            Both(*(f"{m.people} {say_code('agency', m.agency.value).of(la)}" for la in LANGUAGES))
            for m in crew.members
            if m.people
        ]
    )


def area_name(area: str | None, district: District) -> Both:
    """`RW 05 Galur`, for a border both names; `–` for none. Unknown ids stand as they are."""
    if area is None:
        return same("–")
    names = {n.id: n.name for n in district.neighbourhoods}
    return join([same(names.get(part, part)) for part in area.split("|")], " / ")


def short_name(neighbourhood: Neighbourhood) -> str:
    """`RW 05 Galur` → `RW 05`, for where the ward is said already."""
    ward = re.escape(neighbourhood.ward)
    bare = re.sub(rf"\b{ward}\b", "", neighbourhood.name, flags=re.IGNORECASE) if ward else ""
    return bare.strip(" ,·-–") or neighbourhood.name


def place_areas(place: Place, district: District) -> Both:
    """The neighbourhood a place is in; both of a border."""
    return area_name(place.area_id, district)


def times(stop: Stop, shift: Shift) -> Both:
    """`22.10–22.22`: from arrival to leaving."""
    return Both(
        *(
            f"{clock(shift.at(stop.arrive), la)}–{clock(shift.at(stop.leave), la)}"
            for la in LANGUAGES
        )
    )


def moment(seconds: int, shift: Shift) -> Both:
    """`22.10`: so many seconds after the shift's start."""
    return Both(*(clock(shift.at(seconds), la) for la in LANGUAGES))


def reason_sum(reasons: tuple[Reason, ...], value: float) -> Both:
    """`dasar 10 + batas 2 − suhu 1,5 = 10,5`."""
    return Both(*(_sum(reasons, value, la) for la in LANGUAGES))


def stop_note(stop: Stop, shift: Shift) -> Both:
    """`Sambang, 22.10–22.22`, with the crews it meets."""
    parts = [say_code("stop_kind", stop.kind.value), times(stop, shift)]
    if stop.meets:
        parts.append(say("stop.meets", crews=", ".join(stop.meets)))
    return join(parts)


def _sum(reasons: tuple[Reason, ...], value: float, language: str) -> str:
    terms = ""
    for reason in reasons:
        sign = MINUS if reason.amount < 0 else "+"
        size = number(abs(reason.amount), language)
        terms += f" {sign} {say_code('reason', reason.code).of(language)} {size}"
    return f"{terms.removeprefix(' + ').strip()} = {number(value, language)}".removeprefix("= ")


def _letter(index: int) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which read as 1 and 0
    first, last = divmod(index, len(letters))
    return (letters[first - 1] if first else "") + letters[last]
