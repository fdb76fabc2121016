"""What could not be met, in words."""

from __future__ import annotations

import msgspec

from sejuk.model.district import District
from sejuk.model.plan import Plan, Unmet
from sejuk.problems import Both
from sejuk.reporting.names import area_name, crew_title
from sejuk.reporting.words import join, same, say, say_code, words


class UnmetRow(msgspec.Struct, frozen=True, kw_only=True):
    what: Both
    where: Both
    reason: Both


def unmet_rows(plan: Plan, district: District) -> tuple[UnmetRow, ...]:
    """What could not be met, in the plan's order."""
    return tuple(_unmet_row(unmet, plan, district) for unmet in plan.unmet)


def _unmet_row(unmet: Unmet, plan: Plan, district: District) -> UnmetRow:
    return UnmetRow(
        what=say_code("what", unmet.what),
        where=_where(unmet, plan, district),
        reason=_reason(unmet),
    )


def _where(unmet: Unmet, plan: Plan, district: District) -> Both:
    """What the id of an unmet thing stands for, which depends on what it is."""
    crews = {route.crew.id: route.crew for route in plan.routes}
    places = {place.id: place.name for place in district.places}
    if unmet.what == "joint" and unmet.id.isdecimal():
        return say("unmet.times", count=int(unmet.id))
    if unmet.what in {"pillars", "rendezvous", "break", "crew"} and unmet.id in crews:
        return crew_title(crews[unmet.id])
    if unmet.what == "people":
        return say_code("agency", unmet.id)
    if unmet.what in {"floor", "burden"}:
        return area_name(unmet.id, district)
    return same(places.get(unmet.id, unmet.id or "–"))


def _reason(unmet: Unmet) -> Both:
    """Words for this reason of this thing; else for the reason alone."""
    detail = join([say_code("agency", part) for part in unmet.detail.split(",")])
    key = f"{unmet.what}_{unmet.reason}"
    code = key if f"unmet_reason.{key}" in words() else unmet.reason
    text = say_code("unmet_reason", code)
    if "{detail}" in text.id:
        return say(f"unmet_reason.{code}", detail=detail)
    return join([text, detail], ": ") if unmet.detail else text
