"""The oracle's best plan written out, so that the independent checker can say what it thinks."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec

from sejuk.model.plan import Plan, Reason, Route, Stop, StopKind, Unmet
from tests.planning.oracle.definition import Definition, exact
from tests.planning.oracle.exact import Optimum, Served


def written(night: Definition, best: Optimum, like: Plan) -> Plan:
    """A plan with the stops of `best`; header, figures but for the objective, and cover are those
    of `like`, a plan of the same night with the same meetings, as is what stage A and C lack."""
    worth = _worth(night, best)
    routes = tuple(_route(night, best, worth, v) for v in range(len(night.crews)))
    missing = [u for u in like.unmet if u.what not in {"floor", "rawan_gap", "spread"}]
    count = Counter(best.hood.values())
    owed = [("floor", h) for h, due in night.floors.items() if count[h] < due]
    owed += [("rawan_gap", night.places[i].id) for i in night.over_gap - {i for i, _ in best.hood}]
    # A crew may stand about until the others are done, so no spread rules out any visit.
    owed.append(("spread", ""))
    return msgspec.structs.replace(
        like,
        routes=routes,
        figures=msgspec.structs.replace(like.figures, objective=float(best.objective)),
        unmet=(
            *missing,
            *(Unmet(what=what, id=whom, reason="best there is") for what, whom in owed),
        ),
    )


def _route(
    night: Definition, best: Optimum, worth: dict[tuple[int, int], tuple[Reason, ...]], crew: int
) -> Route:
    tour = best.tours[crew]
    out, home = night.post[crew]
    points = [out, *(served.place for served in tour), home]
    legs = [night.seconds(crew, a, b) or 0 for a, b in pairwise(points)]
    free = [tour[0].start - legs[0] if tour else 0, *(served.leave for served in tour)]
    return Route(
        crew=night.crews[crew],
        depart=free[0],
        back=free[-1] + legs[-1],
        stops=tuple(
            _stop(night, best, worth, crew, served, arrive=before + leg)
            for served, before, leg in zip(tour, free, legs, strict=False)
        ),
        travel=sum(legs),
    )


def _stop(
    night: Definition,
    best: Optimum,
    worth: dict[tuple[int, int], tuple[Reason, ...]],
    crew: int,
    served: Served,
    *,
    arrive: int,
) -> Stop:
    kinds = {"visit": StopKind.VISIT, "break": StopKind.BREAK}
    meeting = next(
        (m for m in night.meetings if (m.place, m.start) == (served.place, served.start)), None
    )
    crews: tuple[int, ...] = (crew,)
    kind = kinds.get(served.kind)
    if kind is None:
        assert meeting is not None
        kind = StopKind.JOINT if meeting.joint else StopKind.RENDEZVOUS
        crews = meeting.crews
    spot = served.place, served.start
    counts = kind is StopKind.VISIT or (kind is StopKind.JOINT and crew == crews[0])
    reasons = worth[spot] if counts else ()
    return Stop(
        place=night.places[served.place].id,
        kind=kind,
        arrive=arrive,
        start=served.start,
        leave=served.leave,
        block=next(b for b, (_, last) in enumerate(night.blocks) if served.start <= last),
        neighbourhood=best.hood[spot] if counts else None,
        value=sum(reason.amount for reason in reasons),
        reasons=reasons,
        meets=tuple(night.crews[v].id for v in crews if v != crew),
    )


def _worth(night: Definition, best: Optimum) -> dict[tuple[int, int], tuple[Reason, ...]]:
    """(place, start) of each visit → what it is worth, in order of (start, place id)."""
    times: Counter[tuple[int, int]] = Counter()
    reached: set[str] = set()
    worth = {}
    joint = {(m.place, m.start) for m in night.meetings if m.joint}
    for place, start in sorted(best.hood, key=lambda spot: (spot[1], night.places[spot[0]].id)):
        block = next(b for b, (_, last) in enumerate(night.blocks) if start <= last)
        times[place, block] += 1
        again = exact(night.settings.second_visit_factor) if times[place, block] == 2 else 1
        terms = [("base", night.worth[place] * again)]
        h = best.hood[place, start]
        if night.is_new[h] and h not in reached:
            terms.append(("first", exact(night.settings.first_in_neighbourhood_value)))
        reached.add(h)
        if (place, start) in joint:
            terms.append(("joint", exact(night.settings.joint_visit_value)))
        worth[place, start] = tuple(Reason(code=c, amount=float(amount)) for c, amount in terms)
    return worth
