"""The account of a night: one pure function from the facts of the record to all its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from sejuk.model.force import Agency
from sejuk.model.kinds.field import Mood, Origin
from sejuk.model.night import (
    CrewLine,
    Happening,
    NightAccount,
    NightAct,
    NightFacts,
    Share,
    WardLine,
)
from sejuk.model.plan import Plan, Route, Stop, StopKind
from sejuk.operations import dialogues
from sejuk.operations.progress import Act, progress_of

VISITING = (StopKind.VISIT, StopKind.JOINT)
TOGETHER_SECONDS = 600
"""Twin stops of one meeting start within so many; two meetings of the same crews never do."""
UNEASY = frozenset({Mood.PERHATIAN, Mood.PANAS})


def account_of(facts: NightFacts) -> NightAccount:
    """Equal facts give an equal account, whatever the order of acts of one moment."""
    plan = facts.plan
    targets = _targets(plan)
    reached = {act.place for act in facts.acts if act.kind == "arrived" and act.place}
    posts = {p for route in plan.routes for p in (route.crew.start_post, route.crew.end_post)}
    crews = tuple(_line(facts, route) for route in plan.routes)
    talks = [act for act in facts.acts if act.kind == "talked"]
    began, ended = _roll_calls(facts.acts)
    events = tuple(_happenings(facts))
    sorted_claims = [claim for claim in facts.claims if claim.claim is not None]
    return NightAccount(
        paper=facts.paper,
        district=plan.district,
        synthetic=plan.synthetic,
        shift=plan.shift,
        began=began,
        ended=ended,
        strength=_sum(crews),
        crews=crews,
        targets=tuple(_title(facts, place) for place in targets),
        landmarks=tuple(_title(facts, place) for place in targets if place in facts.landmarks),
        wards=_wards(facts, targets),
        points=Share(done=len(reached & set(targets)), of=len(targets)),
        others=len(reached - set(targets) - posts),
        joint=_joint(facts),
        visits=len(_visits(facts.acts)),
        dialogues=len(talks),
        residents=sum(act.residents for act in talks),
        messages=facts.messages,
        concerns=Share(
            done=sum(concern.followed_up for concern in facts.concerns), of=len(facts.concerns)
        ),
        claims=Share(done=sum(c.answered for c in sorted_claims), of=len(sorted_claims)),
        heard=sum(claim.times for claim in facts.claims),
        unsorted=sum(claim.times for claim in facts.claims if claim.claim is None),
        findings=sum(
            act.what in facts.concern_kinds and act.origin is not Origin.RESIDENT
            for act in facts.acts
            if act.kind == "reported"
        ),
        happenings=tuple(h for h in events if h.what not in facts.gathering_kinds),
        gatherings=tuple(h for h in events if h.what in facts.gathering_kinds),
        vulnerable=_vulnerable(facts),
        sos=sum(act.kind == "sos" for act in facts.acts),
        alarms=Share(done=sum(alarm.closed for alarm in facts.alarms), of=len(facts.alarms)),
    )


def _targets(plan: Plan) -> tuple[str, ...]:
    """Places where the plan has visits, by the time of the first one."""
    stops = [(s.arrive, s.place) for r in plan.routes for s in r.stops if s.kind in VISITING]
    return tuple(dict.fromkeys(place for _, place in sorted(stops)))


def _wards(facts: NightFacts, targets: tuple[str, ...]) -> tuple[WardLine, ...]:
    served = {hood for place in targets for hood in facts.around.get(place, ())}
    found: dict[str, list[str]] = {}
    for hood, ward, title in facts.wards:
        if hood in served:
            found.setdefault(ward, []).append(title)
    return tuple(WardLine(ward=w, neighbourhoods=tuple(hoods)) for w, hoods in found.items())


def _line(facts: NightFacts, route: Route) -> CrewLine:
    """With the strength that it had last: who is taken ill at the roll-call did not patrol."""
    crew = route.crew
    strength = {m.agency: m.people for m in crew.members if m.people}
    for change in facts.changes:
        if change.crew == crew.id:
            strength = {agency: n for agency, n in change.count.items() if n}
    titles = (_title(facts, s.place) for s in route.stops if s.kind is not StopKind.BREAK)
    return CrewLine(
        crew=crew.id,
        mode=crew.mode,
        strength={agency: strength[agency] for agency in Agency if agency in strength},
        post=_title(facts, crew.start_post),
        route=tuple(title for title, _ in groupby(titles)),
    )


def _sum(crews: tuple[CrewLine, ...]) -> dict[Agency, int]:
    found = {agency: sum(line.strength.get(agency, 0) for line in crews) for agency in Agency}
    return {agency: count for agency, count in found.items() if count}


def _roll_calls(acts: tuple[NightAct, ...]) -> tuple[datetime | None, datetime | None]:
    opened = [act for act in acts if act.kind == "roll_call_opened"]
    closed = [act for act in acts if act.kind == "roll_call_closed"]
    still_out = {act.crew for act in opened} - {act.crew for act in closed}
    began = min((act.at for act in opened), default=None)
    return began, None if still_out else max((act.at for act in closed), default=None)


def _joint(facts: NightFacts) -> Share:
    """Each crew's arrival is matched with its own stops; twin stops of one joint visit may be
    planned some minutes apart."""
    groups: list[tuple[Stop, frozenset[str], list[bool]]] = []
    joint = [m for m in _made(facts) if m[1].kind is StopKind.JOINT]
    for route, stop, arrived in sorted(joint, key=lambda m: (m[1].start, m[0].crew.id)):
        crews = frozenset((route.crew.id, *stop.meets))
        for first, others, came in groups:
            near = stop.start - first.start < TOGETHER_SECONDS
            if near and (first.place, others) == (stop.place, crews):
                came.append(arrived)
                break
        else:
            groups.append((stop, crews, [arrived]))
    return Share(done=sum(all(came) for _, _, came in groups), of=len(groups))


def _made(facts: NightFacts) -> Iterator[tuple[Route, Stop, bool]]:
    shift = facts.plan.shift
    for route in facts.plan.routes:
        acts = [
            Act(kind=act.kind, place=act.place, at=int((act.at - shift.begins).total_seconds()))
            for act in facts.acts
            if act.crew == route.crew.id
        ]
        made = progress_of(route, acts, shift.seconds).made
        for stop, one in zip(route.stops, made, strict=True):
            yield route, stop, one.arrived is not None


def _visits(acts: tuple[NightAct, ...]) -> list[dialogues.VisitMade]:
    return dialogues.visits_made(
        dialogues.Act(
            who=act.crew or "", kind=act.kind, place=act.place, at=act.at, received=act.at
        )
        for act in acts
        if act.kind in {"arrived", "talked", "left"} and act.place
    )


def _happenings(facts: NightFacts) -> Iterator[Happening]:
    for act in facts.acts:
        if act.kind == "reported" and act.what and act.what not in facts.concern_kinds:
            where = act.place or act.area
            yield Happening(
                what=act.what,
                at=act.at,
                where=_title(facts, where) if where else "",
                origin=act.origin or Origin.DISCOVERED,
            )


def _vulnerable(facts: NightFacts) -> tuple[str, ...]:
    """By the last look at each place: what has cooled is not vulnerable any more."""
    last = {a.place: a.mood for a in facts.acts if a.kind == "observed" and a.place and a.mood}
    return tuple(_title(facts, place) for place, mood in last.items() if mood in UNEASY)


def _title(facts: NightFacts, code: str) -> str:
    """Of a place or an area; of a border both sides."""
    if code in facts.titles:
        return facts.titles[code]
    return " / ".join(facts.titles.get(part, part) for part in code.split("|"))
