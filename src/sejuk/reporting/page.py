"""One plan as one self-contained HTML page; the only file that imports jinja2."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape

import jinja2

from sejuk.model.district import District
from sejuk.model.force import Agency
from sejuk.model.pin import Pin
from sejuk.model.plan import Plan, StopKind
from sejuk.problems import Both
from sejuk.reporting.figures import SPREAD_FIGURES, figure_rows, spread_rows
from sejuk.reporting.format import LANGUAGES, hours, long_date
from sejuk.reporting.lots import lot_sentences
from sejuk.reporting.map.drawing import draw_map
from sejuk.reporting.meetings import meetings
from sejuk.reporting.proof import price_rows, proof_sentences
from sejuk.reporting.resources import resource_text
from sejuk.reporting.tables import (
    CoverRow,
    Timetable,
    cover_rows,
    crew_rows,
    meeting_rows,
    timetables,
)
from sejuk.reporting.trials import trial_rows, uncovered_rows
from sejuk.reporting.unmet import unmet_rows
from sejuk.reporting.view import PageView
from sejuk.reporting.words import Fact, join, numbers, same, say, say_code


def plan_page(view: PageView) -> str:
    """The page as text. It loads nothing, and holds no time but the plan's own."""
    plan, district = view.plan, view.district
    drawing = draw_map(plan, district, view.paths, view.tension)
    tables = timetables(plan, district)
    cover = cover_rows(view)
    return render(
        "plan.html",
        title=say("header.title", district=plan.district),
        plan=plan,
        view=view,
        source=district.source,
        date=Both(*(long_date(plan.shift.date, la) for la in LANGUAGES)),
        hours=Both(*(hours(plan.shift, la) for la in LANGUAGES)),
        notes=_notes(plan),
        summary=(*_summary(plan), *_orders(plan, district)),
        map=drawing,
        kinds=_kinds(plan),
        straight=any(line.straight for line in drawing.layers[0].lines),
        stops=_stop_labels(tables),
        crews=crew_rows(plan, district),
        timetables=tables,
        meetings=meeting_rows(plan, district),
        cover=cover,
        cover_sentence=_cover_sentence(cover),
        place_names={place.id: place.name for place in district.places},
        figures=figure_rows(plan, view.others),
        spread=spread_rows(view.comparison) if view.comparison else (),
        spread_figures=SPREAD_FIGURES,
        unmet=unmet_rows(plan, district),
        lots=lot_sentences(plan, district),
        proof=proof_sentences(plan),
        prices=price_rows(plan),
        trials=trial_rows(plan),
        uncovered=uncovered_rows(plan),
    )


def render(template: str, **facts: object) -> str:
    """Fill a template of this package; everything that is not markup is escaped."""
    environment = _environment()
    script = resource_text("templates/page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    text: str = environment.get_template(template).render(
        style=Html(resource_text("templates/page.css")),
        script=Html(script),
        script_digest=f"sha256-{digest}",
        **facts,
    )
    return text


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: resource_text(f"templates/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"w": _words, "code": _code}
    environment.filters["both"] = both
    return environment


class Html(str):
    """Text that is markup already; jinja2 escapes everything else."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def both(text: Both | str | int) -> Html:
    """Each language in its own element; one plain text where they do not differ."""
    if not isinstance(text, Both):
        return Html(escape(str(text)))
    if text.id == text.en:
        return Html(escape(text.id))
    return Html(f'<span lang="id">{escape(text.id)}</span><span lang="en">{escape(text.en)}</span>')


def _words(key: str, **facts: Fact) -> Both:
    return say(key, **facts)


def _code(section: str, code: str) -> Both:
    return say_code(section, code)


def _stop_labels(tables: tuple[Timetable, ...]) -> dict[str, Both]:
    """Number → `B4, 22.10–22.22: Pasar (Sambang)`: what the map says of a stop."""
    return {
        stop.number: say(
            "stop.in_table",
            stop=stop.number,
            time=stop.time,
            place=stop.place,
            kind=stop.kind_name,
        )
        for table in tables
        for stop in table.stops
    }


def _kinds(plan: Plan) -> tuple[str, ...]:
    """Kinds of stop that the plan has, in the order of StopKind, for the legend."""
    present = {stop.kind for route in plan.routes for stop in route.stops}
    return tuple(kind.value for kind in StopKind if kind in present)


def _cover_sentence(cover: tuple[CoverRow, ...]) -> Both:
    visited = sum(row.visits > 0 for row in cover)
    passed = sum(row.passed and not row.visits for row in cover)
    return say(
        "cover.at_most",
        visited=visited,
        passed=passed,
        untouched=len(cover) - visited - passed,
    )


def _notes(plan: Plan) -> tuple[Both, ...]:
    """Synthetic data first; then what else the reader must know, in the plan's order."""
    codes = [*(["synthetic"] if plan.synthetic else []), *plan.notes]
    return tuple(say_code("note", code) for code in dict.fromkeys(codes))


def _orders(plan: Plan, district: District) -> tuple[Both, ...]:
    """What the commander pinned and banned."""
    names = {place.id: place.name for place in district.places}
    found = []
    if plan.pins:
        pins = join([_pin(pin, names) for pin in plan.pins])
        found.append(say("summary.pins", places=pins))
    if plan.bans:
        bans = join([same(names.get(place, place)) for place in plan.bans])
        found.append(say("summary.bans", places=bans))
    return tuple(found)


def _pin(pin: Pin, names: dict[str, str]) -> Both:
    parts = [same(names.get(pin.place, pin.place))]
    if pin.at is not None:
        parts.append(Both(f"{pin.at:%H.%M}", f"{pin.at:%H:%M}"))
    elif pin.block is not None:
        parts.append(say("summary.pin_block", block=pin.block + 1))
    if pin.crew is not None:
        parts.append(say("crew.title", crew=pin.crew))
    return join(parts, " ")


def _summary(plan: Plan) -> tuple[Both, ...]:
    figures = plan.figures
    members = [m for route in plan.routes for m in route.crew.members]
    agencies = [
        join([numbers(n), say_code("agency", agency.value)], " ")
        for agency in Agency
        if (n := sum(m.people for m in members if m.agency is agency))
    ]
    together = len(plan.routes) == 1
    rendezvous = [m for m in meetings(plan) if m[0].stop.kind is StopKind.RENDEZVOUS]
    first = say(
        "summary.together" if together else "summary.sentence",
        crews=len(plan.routes),
        people=sum(m.people for m in members),
        agencies=join(agencies),
        visits=figures.visits,
        places=figures.places,
        hoods=figures.neighbourhoods,
        total=figures.neighbourhoods_total,
        dwell=numbers(figures.dwell_minutes, 0),
        travel=numbers(figures.travel_minutes, 0),
    )
    second = say(
        "summary.meetings",
        met=figures.joint_visits_met,
        planned=figures.joint_visits_planned,
        rendezvous=len(rendezvous),
    )
    unmet = (
        say("summary.unmet_some", count=len(plan.unmet))
        if plan.unmet
        else say("summary.unmet_none")
    )
    return (first, second, unmet)
