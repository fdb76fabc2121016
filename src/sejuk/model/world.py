"""What a simulated world is drawn from: what happens in a district, and what patrols change."""

from __future__ import annotations

import msgspec


class World(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of each; the ranges and where they come from: `files/data/worlds.toml`.

    Minutes, days and nights are meant where a name says so; all others are pure numbers.
    """

    told_per_area_day: float
    """Incidents that residents of a neighbourhood tell of in a day, in the mean, in quiet times."""
    told_share: float
    """Of the incidents, without a patrol and with trust as it is at the beginning."""
    uneven: float
    """Coefficient of variation of areas' usual rates."""
    border_share: float
    """Of all incidents, on borders."""
    unrest: float
    """Standard deviation of the log of an area's tension about its usual one."""
    memory: float
    """Of tension, from one day to the next."""
    diffusion: float
    """Part of an area's tension that is its neighbours'."""
    pulse: float
    """Times the usual rate that the first day after the vote has on top."""
    pulse_days: float
    """In which that falls to 1/e."""
    second_pulse: float
    """Part of the first one that the day of a second occasion has."""
    second_night: float
    """Of the simulated ones."""
    repeat: float
    """Incidents that one brings after it, in the mean."""
    repeat_days: float
    repeat_near: float
    """Of these, in the areas beside it."""
    rumours_per_week: float
    """New ones in the district."""
    rumour_spread: float
    """Part that a neighbouring area hears of in a day."""
    rumour_memory: float
    """Part that is left on the next day."""
    rumour_lift: float
    """Times the usual rate on top where everybody has heard."""
    answered: float
    """Part of a rumour that one visit takes away."""
    calm: float
    """Part of the incidents that dialogue prevents at most."""
    calm_days: float
    """In which the effect of a visit falls to 1/e."""
    full_minutes: float
    """Of visits, that bring 1 − 1/e of the most."""
    backlash: float
    """Times the usual rate on top with twice as many visits as people put up with."""
    backlash_above: float
    """Visits a week and neighbourhood that people put up with."""
    trust_gain: float
    """Per day of dialogue; trust of 1.1 tells a tenth more."""
    trust_loss: float
    """Per day with twice as many visits as people put up with."""
    presence_bias: float
    """What residents tell more where presence is like the district's average."""
    found_share: float
    """Of what residents did not tell, that one visit on that day finds."""
    interruption: float
    """Chance that something comes between, of a crew and night."""
    interruption_minutes: float
    """That it takes."""
