"""Stage B over several nights: what the service floor owes tonight, and what a night leaves.

Every neighbourhood gets a dialogue visit in any 7 nights and every rawan place in any 4
(GUARANTEES.md, G5). The floor is asked for one night before it falls due, so that a night
that cannot meet it leaves one more chance. Nights planned together that are fewer than seven
serve, where they can, every neighbourhood of which no visit is known: that is an aim, not owed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec

from sejuk.model.plan import Plan
from sejuk.model.values import History
from sejuk.planning.night import Night
from sejuk.planning.value import rawan_places

MOST_NIGHTS = 28
"""Nobody plans more than four weeks ahead of what the nights will bring."""


def plan_nights(
    first: Night, nights: int, plan_one: Callable[[Night], Plan]
) -> tuple[tuple[Night, Plan], ...]:
    """`nights` nights in a row, each planned with the visits of those before it."""
    done: list[tuple[Night, Plan]] = []
    night = first
    for number in range(1, nights + 1):
        tonight = owed_tonight(msgspec.structs.replace(night, number=number), last=nights)
        plan = plan_one(tonight)
        done.append((tonight, plan))
        shift = msgspec.structs.replace(night.shift, date=night.shift.date + timedelta(days=1))
        night = msgspec.structs.replace(
            night, shift=shift, history=history_after(night.history, plan)
        )
    return tuple(done)


def owed_tonight(night: Night, *, last: int) -> Night:
    """The night with the floors and places that fall due tonight or tomorrow.

    `last` is the number of the horizon's last night: what falls due after it is not owed yet.
    """
    settings, history = night.settings, night.history

    def due(ago: int | None, days: int) -> bool:
        # Unvisited on all of n nights of record counts as visited on the night before them.
        since = ago if ago is not None else history.nights + 1
        spare = days - since
        return spare <= 1 and night.number + spare <= last

    floors = {
        hood.id: 1
        for hood in night.district.neighbourhoods
        if due(history.neighbourhood_nights_ago.get(hood.id), settings.neighbourhood_floor_days)
    }
    rawan = rawan_places(night.district.places, night.tension, settings)
    must = frozenset(
        place
        for place in rawan
        if due(history.place_nights_ago.get(place), settings.rawan_floor_days)
    )
    aims = frozenset(
        hood.id
        for hood in night.district.neighbourhoods
        if hood.id not in history.neighbourhood_nights_ago
    )
    is_aimed = 2 <= last < settings.neighbourhood_floor_days and last - night.number <= 1
    # Of two nights the first is free: its first stops in neighbourhoods spread it anyway.
    is_aimed &= night.number > 1
    return msgspec.structs.replace(
        night, floors=floors, must=must, aims=aims if is_aimed else frozenset()
    )


def rawan_due_within(night: Night, nights: int) -> frozenset[str]:
    """Rawan places that the floor will ask for tonight or on one of the nights after it."""
    settings, history = night.settings, night.history
    rawan = rawan_places(night.district.places, night.tension, settings)
    # Unvisited on all of n nights of record counts as visited on the night before them.
    since = {place: history.place_nights_ago.get(place, history.nights + 1) for place in rawan}
    spare = {place: settings.rawan_floor_days - ago for place, ago in since.items()}
    return frozenset(place for place, left in spare.items() if history.nights and left < nights)


def history_after(history: History, plan: Plan) -> History:
    """What is known on the next night."""
    visits = [s for route in plan.routes for s in route.stops if s.neighbourhood is not None]
    # Crews gather at their posts: no post waits for a visit.
    posts = {post for r in plan.routes for post in (r.crew.start_post, r.crew.end_post)}
    tonight = {row.id: row.minutes for row in plan.cover if row.visits}
    places = {place: ago + 1 for place, ago in history.place_nights_ago.items()}
    hoods = {hood: ago + 1 for hood, ago in history.neighbourhood_nights_ago.items()}
    return History(
        nights=history.nights + 1,
        place_nights_ago=places | {stop.place: 1 for stop in visits} | dict.fromkeys(posts, 1),
        neighbourhood_nights_ago=hoods | {str(stop.neighbourhood): 1 for stop in visits},
        presence=(tonight, *history.presence),
    )
