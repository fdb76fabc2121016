"""What a night's plan depends on, gathered from files and options."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import msgspec

from sejuk.app.context import today
from sejuk.files.district import load_district
from sejuk.files.present import builtin_present, read_present
from sejuk.files.roster import example_roster, read_roster
from sejuk.files.settings import planning_settings
from sejuk.files.source import shown
from sejuk.files.tension import check_areas, read_tension
from sejuk.geo.legs import places_named
from sejuk.geo.names import closest_names
from sejuk.model.district import District
from sejuk.model.force import Roster
from sejuk.model.pin import Pin
from sejuk.model.time import Shift
from sejuk.model.values import History, PresentRoute, Tension
from sejuk.planning.crews import CrewPlan, make_crews
from sejuk.planning.night import Night
from sejuk.planning.week import MOST_NIGHTS, owed_tonight
from sejuk.problems import refuse


class NightOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `sejuk plan` and `sejuk compare`."""

    district: Path
    date: date | None = None
    """Of the start; None: today in the district's zone."""
    start: time = time(22)
    end: time = time(1)
    roster: Path | None = None
    tension: Path | None = None
    settings: Path | None = None
    present: Path | None = None
    crews: int | None = None
    seed: int = 0
    preset: str = "standard"
    engine: str | None = None
    """None: our own where its kernels can be compiled, else PyVRP."""
    nights: int = 1
    proof: str | None = None
    """How far the plan is from the best: none, short or full; None: by the preset."""
    draw: bool = False
    """The plan is drawn by lot among near-best ones."""
    draw_with: str | None = None
    """`SEED:SALT` in hexadecimal, to repeat a draw; None: a new secret."""
    extra: int | None = None
    """How many extra visits a night the fair rotation gives out; None: there is no rotation."""
    vetoed: tuple[str, ...] = ()
    """Places, by id or name, that a commander takes out of the rotation before it is drawn."""
    pins: tuple[Pin, ...] | None = None
    """Of the commander, for each of the nights; places by id or name. None: none, but in mid-shift
    those of the running plan."""
    bans: tuple[str, ...] | None = None
    history: History = History()
    """Visits of the nights before, where there is a record of them."""


class Gathered(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    night: Night
    present: PresentRoute | None


def gather(options: NightOptions, district: District | None = None) -> Gathered:
    """Read everything and form the crews; `district` spares a second reading.

    Raises the problems of the readers, `ambiguous_place`, `unknown_place`, `pin_cannot_be`.
    """
    settings = planning_settings(options.settings)
    district = district or load_district(options.district)
    # The shift comes before the roster: nobody should repair a list for hours that cannot be.
    day = options.date or today(district.zone)
    shift = Shift(date=day, start=options.start, end=options.end, zone=district.zone)
    roster = read_roster(options.roster) if options.roster else example_roster()
    roster = _with_posts(roster, district)
    tension = read_tension(options.tension) if options.tension else Tension()
    if options.tension:
        check_areas(tension, district, options.tension.name)
    present = (
        read_present(options.present, district) if options.present else builtin_present(district)
    )
    crews = make_crews(
        roster, settings=settings, police_post=district.police_post, count=options.crews
    )
    night = Night(
        district=district,
        roster=roster,
        crews=crews,
        shift=shift,
        tension=tension,
        history=_with_crews_posts(options.history, crews),
        floors={},
        settings=settings,
        pins=tuple(
            msgspec.structs.replace(pin, place=place_id(pin.place, district))
            for pin in options.pins or ()
        ),
        bans=frozenset(place_id(place, district) for place in options.bans or ()),
        notes=_notes(roster, tension, district, options.history),
    )
    if options.history.nights:
        night = owed_tonight(night, last=MOST_NIGHTS)
    return Gathered(night=night, present=present)


def _with_crews_posts(history: History, crews: CrewPlan) -> History:
    """Crews gather at their posts: no post waits for a visit."""
    if not history.nights:
        return history
    posts = {post for crew in crews.crews for post in (crew.start_post, crew.end_post)}
    seen = history.place_nights_ago | dict.fromkeys(sorted(posts), 1)
    return msgspec.structs.replace(history, place_nights_ago=seen)


def _notes(
    roster: Roster, tension: Tension, district: District, history: History
) -> tuple[str, ...]:
    notes = [] if history.nights else ["no_history"]
    if roster.example:
        notes.append("example_roster")
    if not tension.areas:
        notes.append("equal_tension")
    if district.report.cells:
        notes.append("cells")
    return tuple(notes)


def _with_posts(roster: Roster, district: District) -> Roster:
    lines = tuple(
        line
        if line.post is None
        else msgspec.structs.replace(line, post=place_id(line.post, district))
        for line in roster.lines
    )
    return msgspec.structs.replace(roster, lines=lines)


def place_id(text: str, district: District) -> str:
    """The place that a person means: an id, or a name that only one place has.

    Raises `ambiguous_place` and `unknown_place`.
    """
    found = places_named(district, text)
    if len(found) == 1:
        return found[0].id
    if found:
        candidates = ", ".join(place.id for place in found[:5])
        raise refuse("ambiguous_place", name=shown(text), candidates=candidates)
    names = [place.name for place in district.places]
    near = closest_names(text, names) or names[:3]
    raise refuse("unknown_place", name=shown(text), near=", ".join(near))
