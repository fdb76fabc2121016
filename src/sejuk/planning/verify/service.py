"""What neighbourhoods and places are due: sides, burden, floors, and what is unmet."""

from __future__ import annotations

from collections import Counter
from statistics import median

from sejuk.planning.verify.case import Case, Findings
from sejuk.planning.verify.values import TOLERANCE


def stop_neighbourhood(case: Case) -> Findings:
    """Each visit counts for one neighbourhood, a border visit for the side with fewer visits.

    Source: PLANNING.md, Figures (the side with fewer stops that night; tie: the lower id). Visits
    to places inside a neighbourhood are counted first, then border visits by start, then place
    id, each with those before it. A joint visit counts at its first crew's stop, first in the
    order of the plan's routes. A visit under `covered_minutes_min` counts nowhere.
    """
    expected = {visit.lead: h for visit, h in case.side.items()}
    for at in case.stops:
        if at.stop.neighbourhood != expected.get(at):
            yield at.crew, f"{at}: {at.stop.neighbourhood}, not {expected.get(at)}"


def burden(case: Case) -> Findings:
    """Over 14 nights, tonight included, a neighbourhood has at most 3 × the district's median
    minutes of visits per resident; with less record, or a median of 0, at most 3 visits tonight.

    Source: GUARANTEES.md, G5; PLANNING.md, Defaults (burden cap) and Without history. The median
    is that of the last 14 nights on record, all neighbourhoods alike; per neighbourhood unless
    every one of them has residents. Minutes of a visit are those of its first crew. A joint visit
    counts once, a border visit for its side.
    """
    s = case.settings
    nights = case.history.presence[: s.burden_nights]
    hoods = case.district.neighbourhoods
    people = {h.id: h.population or 0 for h in hoods}
    if not all(people.values()):
        people = dict.fromkeys(people, 1)
    on_record = (sum(n.get(h.id, 0.0) for n in nights) / people[h.id] for h in hoods)
    usual = median(on_record) if hoods else 0.0
    if case.history.nights < s.burden_nights or usual == 0:
        for h, n in case.visits_in.items():
            if n > s.burden_stops_without_history:
                yield h, f"{n} visits"
        return
    tonight: Counter[str] = Counter()
    for visit, h in case.side.items():
        tonight[h] += visit.lead.seconds
    for h, seconds in tonight.items():
        minutes = seconds / 60 + sum(n.get(h, 0.0) for n in nights[: s.burden_nights - 1])
        most = s.burden_cap_ratio * usual * people.get(h, 0)
        if minutes > most + TOLERANCE:
            yield h, f"{minutes:.0f} minutes, at most {most:.0f}"


def floor(case: Case) -> Findings:
    """A neighbourhood has the dialogue visits due there, or `unmet` lists it (floor, id).

    Source: PLANNING.md, subject to (never dropped in silence); GUARANTEES.md, G5. A joint visit
    is one dialogue visit.
    """
    for h, missing in case.short.items():
        if not case.lists("floor", h):
            yield h, f"{missing} visits short of {case.floors[h]}"


def rawan_gap(case: Case) -> Findings:
    """A rawan place last visited 4 nights ago or more is visited, or listed (rawan_gap, place).

    Source: PLANNING.md, Maximise (overgap_i). A place never visited in n nights of record
    counts as last visited n + 1 nights ago; without any record none is over the gap.
    """
    for place in case.over_gap:
        if not case.lists("rawan_gap", place):
            ago = case.history.place_nights_ago.get(place)
            yield place, "never visited" if ago is None else f"last visited {ago} nights ago"


def unmet_reason(case: Case) -> Findings:
    """Whatever is listed as unmet has a reason.

    Source: PLANNING.md, subject to (reported with its reason).
    """
    for unmet in case.plan.unmet:
        if not unmet.reason.strip():
            yield unmet.id, f"{unmet.what} without a reason"


def spread(case: Case) -> Findings:
    """The crews' times out (back − depart) differ by at most δ, or `unmet` lists it (spread).

    Source: PLANNING.md, subject to (workload spread ≤ δ).
    """
    if case.workload_spread > case.settings.workload_spread_minutes * 60 and not case.lists(
        "spread"
    ):
        yield "plan", f"{case.workload_spread} s"
