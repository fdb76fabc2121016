"""How long stops last and when they may be: dwell, breaks, blocks, hours, separation."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from sejuk.model.plan import StopKind
from sejuk.planning.verify.case import Case, Findings

VISITS_PER_PLACE_AND_BLOCK = 2
"""y¹ and y² of the objective; there is no third visit."""


def dwell(case: Case) -> Findings:
    """A visit, joint or not, lasts between the least and the most dwell minutes, each included.

    Source: PLANNING.md, Data (dwell in [10, 16] min). Dwell is leave − start; waiting before
    the start is no dwell.
    """
    low, high = case.settings.dwell_minutes_min, case.settings.dwell_minutes_max
    for at in case.stops:
        if at.stop.kind in {StopKind.VISIT, StopKind.JOINT} and not (
            low * 60 <= at.seconds <= high * 60
        ):
            yield at.crew, f"{at}: {at.seconds} s"


def rendezvous_length(case: Case) -> Findings:
    """Each crew's stop at a rendezvous lasts at least the rendezvous minutes.

    Source: PLANNING.md, Defaults (rendezvous: 5 min together).
    """
    for at in case.stops:
        least = case.settings.rendezvous_minutes * 60
        if at.stop.kind is StopKind.RENDEZVOUS and at.seconds < least:
            yield at.crew, f"{at}: {at.seconds} s"


def break_missing(case: Case) -> Findings:
    """In a shift longer than `break_after_minutes` every crew has a break, or `unmet` lists
    the crew as lost (crew).

    Source: PLANNING.md, subject to (posts, shift and break of each crew).
    """
    if case.shift > case.settings.break_after_minutes * 60:
        for route in case.plan.routes:
            rested = any(stop.kind is StopKind.BREAK for stop in route.stops)
            if not rested and not case.lists("crew", route.crew.id):
                yield route.crew.id, "no break"


def break_length(case: Case) -> Findings:
    """Every break, also one that is not due, lasts at least the break minutes.

    Source: PLANNING.md, subject to (break); model.settings.
    """
    for at in case.stops:
        if at.stop.kind is StopKind.BREAK and at.seconds < case.settings.break_minutes * 60:
            yield at.crew, f"{at}: {at.seconds} s"


def break_place(case: Case) -> Findings:
    """A break is taken at the crew's start or end post.

    Source: model.settings (a break at the crew's post).
    """
    for at in case.stops:
        posts = {at.route.crew.start_post, at.route.crew.end_post}
        if at.stop.kind is StopKind.BREAK and at.stop.place not in posts:
            yield at.crew, str(at)


def break_hour(case: Case) -> Findings:
    """A break starts in the middle third of the shift, both ends included.

    Source: PLANNING.md, subject to (break). In a plan that was changed on the way (note
    `replanned`) it may start later: a crew that is late takes its break when it gets there.
    """
    first, last = case.shift // 3, case.shift * 2 // 3
    for at in case.stops:
        late = at.stop.start > last and "replanned" not in case.plan.notes
        if at.stop.kind is StopKind.BREAK and (at.stop.start < first or late):
            yield at.crew, f"{at}, not from {first} to {last} s"


def blocks(case: Case) -> Findings:
    """The plan's blocks are the shift's halves when it is short, else blocks of full length.

    Source: PLANNING.md, Defaults (blocks). A remainder of at least half a block is a block of
    its own; a shorter one is joined to the last. An odd shift's first half is the shorter one.
    """
    if tuple(case.plan.blocks) != case.bounds:
        yield "plan", f"{case.plan.blocks}; expected {case.bounds}"


def block(case: Case) -> Findings:
    """Each stop names the block in which it starts.

    Source: PLANNING.md, subject to (a service starts inside its block). A start on the bound
    lies in the later block; arrival and end may lie outside.
    """
    for at in case.stops:
        if at.stop.block != case.block_of(at.stop.start):
            yield at.crew, f"{at}: block {at.stop.block}, not {case.block_of(at.stop.start)}"


def visit_at_post(case: Case) -> Findings:
    """No visit is made at a post, where crews gather every night.

    Source: PLANNING.md, subject to. A rendezvous there is not a visit.
    """
    crews = [route.crew for route in case.plan.routes]
    posts = {post for crew in crews for post in (crew.start_post, crew.end_post)}
    for visit in case.visits:
        if visit.place in posts:
            yield visit.place, str(visit.lead)


def opening_hours(case: Case) -> Findings:
    """A visit starts while its place is open, both ends included; hours may pass midnight.

    Source: PLANNING.md, subject to (its place's hours); model.place (when a visit may start).
    A rendezvous or break needs the street only. A missing end of the hours is no limit.
    """
    for visit in case.visits:
        place = case.places[visit.place]
        for at in visit.stops:
            if (place.opens, place.closes) == (None, None) or not 0 <= at.stop.start <= case.shift:
                continue
            clock = case.plan.shift.at(at.stop.start)
            second = (clock.hour * 60 + clock.minute) * 60 + clock.second
            opens = 0 if place.opens is None else place.opens * 60
            closes = 86_400 if place.closes is None else place.closes * 60
            is_open = (
                opens <= second <= closes
                if opens <= closes
                else second >= opens or second <= closes
            )
            if not is_open:
                yield at.stop.place, f"{at.crew} starts at {clock:%H:%M}"


def separation(case: Case) -> Findings:
    """From the end of one visit to a place to the start of the next lie the separation minutes.

    Source: PLANNING.md, Data (separation ≥ 45 min between visits to one place). Crews do not
    matter; a joint visit is one, from its first start to its last leave; every VISIT and JOINT
    stop is one here, however short.
    """
    least = case.settings.separation_minutes * 60
    for place in {visit.place: None for visit in case.visits}:
        for before, after in pairwise(v for v in case.visits if v.place == place):
            if after.start - before.end < least:
                yield place, f"visited until {before.end} s and again from {after.start} s"


def visits_per_block(case: Case) -> Findings:
    """A place has at most two visits in one block.

    Source: PLANNING.md, Maximise (y¹ and y²).
    """
    counts = Counter((v.place, case.block_of(v.lead.stop.start)) for v in case.visits)
    for (place, b), n in counts.items():
        if n > VISITS_PER_PLACE_AND_BLOCK:
            yield place, f"{n} visits in block {b}"
