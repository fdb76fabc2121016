"""`sejuk crews`: a plan is uploaded, signed, released and walked by simulated crews."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from sejuk.app.crews.client import Client
from sejuk.app.crews.order import release, with_requests
from sejuk.app.crews.people import NAME, Phone, gather_people
from sejuk.app.strength import text_of
from sejuk.files.district import load_district
from sejuk.files.roster import example_roster, read_roster
from sejuk.files.source import read_text
from sejuk.model.event import to_ms
from sejuk.model.force import Agency
from sejuk.model.ids import uuid7
from sejuk.model.plan import Plan
from sejuk.problems import ProblemError, refuse
from sejuk.reporting.data import plan_from_json
from sejuk.simulation.shift import Act, WalkParams, walk

BATCH = 100
BREATH_SECONDS = 0.2

Tell = Callable[[str, float], None]


class CrewOptions(msgspec.Struct, frozen=True, kw_only=True):
    district: Path
    plan: Path
    roster: Path | None = None
    tension: Path | None = None
    speed: float = 60.0
    """Simulated seconds in one real second."""
    seed: int = 0
    sos: bool = True


class Walked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; printed at the end."""

    order: str
    state: str
    crews: int
    made: int
    """Events that the phones made."""
    acknowledged: int
    seconds: float
    slowest_push_ms: float
    alarms_closed: int


class Night(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A plan as it will be walked."""

    plan: Plan
    paper: dict[str, Any]
    """The request for a draft order."""
    acts: tuple[Act, ...]


def read_night(options: CrewOptions) -> Night:
    """Reads all and throws the dice. Raises the readers' problems, `not_this_district`."""
    content = read_text(options.plan).encode()
    plan = plan_from_json(content)
    district = load_district(options.district)
    if plan.district != district.name:
        raise refuse("not_this_district", plan=plan.district, district=district.name)
    roster = read_roster(options.roster) if options.roster else example_roster()
    tension = read_text(options.tension) if options.tension else ""
    places = {place.id: place for place in district.places}
    rng = np.random.default_rng(options.seed)
    return Night(
        plan=plan,
        paper={
            "plan": msgspec.Raw(content),
            "roster": text_of(with_requests(roster, plan.shift.date)),
            "tension": tension,
        },
        acts=walk(plan, places, WalkParams(sos=options.sos), rng),
    )


def walk_night(night: Night, url: str, code: str, options: CrewOptions, tell: Tell) -> Walked:
    """From the first administrator's code to the closed order, over the API.

    Raises `server_refused`, `server_unreachable`.
    """
    crews = tuple(route.crew.id for route in night.plan.routes)
    there = frozenset[Agency]().union(*(route.crew.agencies() for route in night.plan.routes))
    agencies = tuple(agency for agency in Agency if agency in there)
    tell("people", 0.0)
    people = gather_people(url, code, night.plan.district, agencies, crews)
    tell("order", 0.0)
    padal = Client(url, people.padal.token)
    signers = {agency: Client(url, who.token) for agency, who in people.approvers.items()}
    order = release(padal, signers, night.plan.district, night.paper)
    padal.post(f"/orders/{order}/set_out")
    began = time.perf_counter()
    boxes = [Outbox(url, phone) for phone in people.phones]
    closed = _walk(night, boxes, padal, options.speed, tell)
    finished = padal.post(f"/orders/{order}/finish")
    return Walked(
        order=order,
        state=finished["state"],
        crews=len(boxes),
        made=sum(box.seq for box in boxes),
        acknowledged=sum(box.acknowledged for box in boxes),
        seconds=round(time.perf_counter() - began, 2),
        slowest_push_ms=round(max(box.slowest for box in boxes) * 1000, 1),
        alarms_closed=closed,
    )


class Outbox:
    """A phone's: nothing leaves it but what was acknowledged by id."""

    def __init__(self, url: str, phone: Phone) -> None:
        self.phone = phone
        self.seq = 0
        self.acknowledged = 0
        self.slowest = 0.0
        self._client = Client(url, phone.token)
        self._waiting: dict[str, dict[str, Any]] = {}
        self._cursor: str | None = None
        self.news: set[str] = set()
        """Kinds of events that the answers brought; for whoever takes note of them."""

    @property
    def empty(self) -> bool:
        return not self._waiting

    def add(self, act: Act) -> None:
        """The act as an event, by the phone's clock: that of the simulated night."""
        self.seq += 1
        event: dict[str, Any] = {
            "id": str(uuid7(to_ms(act.at), secrets.token_bytes(10))),
            "device": self.phone.device,
            "seq": self.seq,
            "occurred_at": act.at.astimezone(UTC),
            "author": self.phone.account,
            "patrol": act.crew or None,
            "body": act.body,
        }
        if act.texts:
            event["texts"] = act.texts
        if act.fix:
            lon, lat = act.fix
            event["fixes"] = [
                {"at": act.at.astimezone(UTC), "lon": lon, "lat": lat, "accuracy_m": 10.0}
            ]
        if act.texts or act.fix:
            event["salt"] = secrets.token_hex(16)
        self._waiting[event["id"]] = event

    def push(self) -> None:
        """One push; what is not acknowledged stays, for the next."""
        events = list(self._waiting.values())[:BATCH]
        wish = {"device": self.phone.device, "events": events, "cursor": self._cursor}
        began = time.perf_counter()
        told = self._client.post("/sync", wish)
        self.slowest = max(self.slowest, time.perf_counter() - began)
        for id_ in told["acked"]:
            self.acknowledged += self._waiting.pop(id_, None) is not None
        self._cursor = told["cursor"]
        self.news |= {entry["kind"] for entry in told["pull"]}


def _walk(night: Night, boxes: list[Outbox], padal: Client, speed: float, tell: Tell) -> int:
    """Keeps to the simulated clock; the number of alarms that were taken and closed."""
    by_crew = {box.phone.crew: box for box in boxes}
    first, last = night.acts[0].at, night.acts[-1].at
    whole = max((last - first).total_seconds(), 1.0)
    began, done, closed = time.monotonic(), 0, 0
    while done < len(night.acts) or not all(box.empty for box in boxes):
        now = first + timedelta(seconds=(time.monotonic() - began) * speed)
        heard = False
        while done < len(night.acts) and night.acts[done].at <= now:
            act = night.acts[done]
            by_crew[act.crew].add(act)
            heard = heard or type(act.body).__struct_config__.tag == "sos"
            done += 1
        for box in boxes:
            _send(box)
        closed += _take_alarms(padal) if heard else 0
        tell("walk", min((now - first).total_seconds() / whole, 1.0))
        if done < len(night.acts):
            _sleep(night.acts[done].at, now, speed)
    return closed


def _send(box: Outbox) -> None:
    """A phone without a line keeps its events and tries again."""
    try:
        while not box.empty:
            box.push()
    except ProblemError as problem:
        if problem.code != "server_unreachable":
            raise
        time.sleep(BREATH_SECONDS)


def _take_alarms(padal: Client) -> int:
    """The duty officer takes each alarm by name, and says what became of it."""
    alarms = padal.ask("GET", "/alarms")
    ringing = [alarm["alarm"] for alarm in alarms if alarm["state"] == "raised"]
    for alarm in ringing:
        padal.post(f"/alarms/{alarm}/acknowledge", {"name": f"Padal ({NAME})"})
        how = {"name": f"Padal ({NAME})", "outcome": f"Latihan ({NAME}); semua selamat."}
        padal.post(f"/alarms/{alarm}/close", how)
    return len(ringing)


def _sleep(until: datetime, now: datetime, speed: float) -> None:
    time.sleep(min(max((until - now).total_seconds() / speed, 0.0), BREATH_SECONDS))
