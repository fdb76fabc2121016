"""The plan is of this district; places are known, crews and stops are listed once."""

from __future__ import annotations

from collections import Counter

from sejuk.planning.verify.case import Case, Findings


def district(case: Case) -> Findings:
    """The plan names the district it was checked with, and says so when that is synthetic.

    Source: STYLE.md, 17 (synthetic data is labelled wherever it shows).
    """
    if case.plan.district != case.district.name:
        yield case.plan.district, f"checked with {case.district.name}"
    if case.plan.synthetic != case.district.source.synthetic:
        yield case.plan.district, f"synthetic is {case.plan.synthetic}"


def unknown_place(case: Case) -> Findings:
    """Every stop and post is a place of the district.

    Source: PLANNING.md, Sets. Other rules skip what they cannot find on the map.
    """
    for at in case.stops:
        if at.stop.place not in case.places:
            yield at.crew, str(at)
    for route in case.plan.routes:
        for post in (route.crew.start_post, route.crew.end_post):
            if post not in case.places:
                yield route.crew.id, f"post {post}"


def crew_twice(case: Case) -> Findings:
    """A crew has one route; else it would be in two places.

    Source: PLANNING.md, Sets (crews v).
    """
    counts = Counter(route.crew.id for route in case.plan.routes)
    for crew, routes in counts.items():
        if routes > 1:
            yield crew, f"{routes} routes"


def duplicate_stop(case: Case) -> Findings:
    """No crew has the same stop (kind, place, start) twice.

    Source: PLANNING.md, Maximise (each y counts once).
    """
    for route in case.plan.routes:
        counts = Counter((stop.kind, stop.place, stop.start) for stop in route.stops)
        for (kind, place, start), n in counts.items():
            if n > 1:
                yield route.crew.id, f"{kind} at {place} from {start} s is listed {n} times"


def together(case: Case) -> Findings:
    """A route on which everyone moves as one group is the only route of its plan.

    Source: PLANNING.md, Figures (named, filled and single keep the ten people together).
    """
    if len(case.plan.routes) > 1:
        for route in case.plan.routes:
            if route.together:
                yield route.crew.id, f"{len(case.plan.routes)} routes"
