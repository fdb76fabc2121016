"""Which neighbourhoods a night explores, by lot.

At least `exploration_share` of the time of visits goes to neighbourhoods that were drawn by lot
(guarantee G3): without them the record would know only what crews went to see. The lot is drawn
where the tension has intervals, which is where it was learned; a tension that somebody wrote down
is followed as it is. A drawn neighbourhood is an aim of the search, as one whose visit falls due;
the service floor, the caps and the commander's wishes come first, and the plan says what became of
it (`explored.py`). Equal nights and seeds draw the same.
"""

from __future__ import annotations

import msgspec

from sejuk.draw.exploration import draw_exploration
from sejuk.planning.night import Night


def with_exploration(night: Night, seed: int) -> Night:
    """The night with its lot drawn; as it is where its tension has no intervals."""
    if not night.tension.has_intervals:
        return night
    longest = night.settings.neighbourhood_floor_days
    ago = night.history.neighbourhood_nights_ago
    waiting = {
        hood.id: float(min(ago.get(hood.id, longest), longest))
        for hood in night.district.neighbourhoods
    }
    found = draw_exploration(
        waiting,
        most_visits(night),
        night.settings.exploration_share,
        seed=seed,
        label=f"{night.district.name} {night.shift.date.isoformat()}",
    )
    return msgspec.structs.replace(night, exploration=found)


def most_visits(night: Night) -> int:
    """No night has more: crews that never travel."""
    return len(night.crews.crews) * (night.shift.seconds // (night.settings.dwell_minutes * 60))
