"""Tonight on the sample district, planned, signed, released and walked over the public API."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from sejuk.app.context import chance
from sejuk.app.crews.client import Client
from sejuk.app.crews.order import release, with_requests
from sejuk.app.crews.people import Phone
from sejuk.app.crews.walk import Outbox
from sejuk.app.demo_night.fast_clock import FastClock
from sejuk.app.districts import district_path
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import street_paths
from sejuk.app.strength import text_of
from sejuk.files.district import load_district
from sejuk.files.roster import example_roster
from sejuk.model.force import Agency
from sejuk.model.plan import Plan
from sejuk.problems import ProblemError
from sejuk.reporting.data import plan_from_json
from sejuk.simulation.shift import Act, WalkParams, walk

HOURS = 3
FIX_SECONDS = 20
BREATH_SECONDS = 0.25
HOME = timedelta(minutes=30)
"""After the shift, for who comes late."""
APPROVER = {
    Agency.POLRI: "kapolsek",
    Agency.TNI: "danramil",
    Agency.SATPOL_PP: "kasatpol-pp",
    Agency.DISHUB: "kasudin-dishub",
}
Tokens = Callable[[str, str | None], str]
"""Account and device → token."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    plan: Plan
    paper: dict[str, Any]
    crews: tuple[str, ...]


def prepare(folder: Path, name: str, now: datetime) -> Prepared:
    """A plan for a shift that begins this minute. With the second engine: its first run compiles
    nothing, and nobody who is new here waits for that."""
    path = district_path(folder, name)
    district = load_district(path)
    begins = now.astimezone(ZoneInfo(district.zone)).replace(second=0, microsecond=0)
    ends = begins + timedelta(hours=HOURS)
    roster = text_of(with_requests(example_roster(), begins.date()))
    with tempfile.TemporaryDirectory(prefix="sejuk-") as place:
        file = Path(place) / "kuat-pers.csv"
        file.write_text(roster, encoding="utf-8")
        options = {
            "--date": begins.date().isoformat(),
            "--from": begins.strftime("%H:%M"),
            "--to": ends.strftime("%H:%M"),
            "--roster": str(file),
            "--preset": "quick",
            "--engine": "pyvrp",
        }
        words = [word for pair in options.items() for word in pair]
        command = [sys.executable, "-m", "sejuk", "plan", str(path), *words, "--json"]
        made = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 – our own
    plan = plan_from_json(made.stdout)
    return Prepared(
        plan=plan,
        paper={"plan": msgspec.Raw(made.stdout), "roster": roster},
        crews=tuple(route.crew.id for route in plan.routes),
    )


def release_night(url: str, prepared: Prepared, tokens: Tokens) -> str:
    """From the draft to crews that have set out; the order's id."""
    padal = Client(url, tokens("padal", None))
    area = prepared.plan.district
    order = release(padal, signers_of(url, prepared.plan, tokens), area, prepared.paper)
    padal.post(f"/orders/{order}/set_out")
    take_watch(padal, area)
    return order


def signers_of(url: str, plan: Plan, tokens: Tokens) -> dict[Agency, Client]:
    """The commander of each agency that sends people."""
    agencies = frozenset[Agency]().union(*(route.crew.agencies() for route in plan.routes))
    return {a: Client(url, tokens(APPROVER[a], None)) for a in Agency if a in agencies}


def take_watch(padal: Client, area: str) -> None:
    """Whoever has it already keeps it."""
    try:
        padal.post("/duty/take", {"area": area})
    except ProblemError as problem:  # held since an earlier show in this folder
        if problem.code != "server_refused":
            raise


class Show:
    """The crews of a night, walking until its end or until they are told to stop."""

    def __init__(
        self,
        folder: Path,
        url: str,
        order: str,
        plan: Plan,
        tokens: Tokens,
        params: WalkParams,
        *,
        seed: int = 0,
        more: Callable[[tuple[Act, ...]], tuple[Act, ...]] = tuple,
    ) -> None:
        """`more` makes of what `params` and `seed` give all that the crews do."""
        self.order, self.plan = order, plan
        self._folder = folder
        self._seed = seed
        self._padal = Client(url, tokens("padal", None))
        self._boxes: dict[str, Outbox] = {}
        for route in plan.routes:
            account = f"katim-{route.crew.id.lower()}"
            self._boxes[route.crew.id] = phone_of(url, route.crew.id, account, tokens)
        acts = more(self._walked(plan, params))
        self._ahead = deque(sorted(acts, key=lambda act: (act.at, act.crew)))
        self._rest = msgspec.structs.replace(params, sos=False)

    @property
    def next(self) -> datetime | None:
        """When somebody does something next; None: all are home."""
        return self._ahead[0].at if self._ahead else None

    def run(self, clock: FastClock, stopping: Callable[[], bool]) -> None:
        """Keeps to the clock. A phone without a line keeps its events and tries again."""
        while not stopping() and self._ahead:
            self.advance(clock.now())
            time.sleep(BREATH_SECONDS)

    def advance(self, now: datetime) -> None:
        """What has happened by now is sent; a plan that the order got meanwhile is walked."""
        while self._ahead and self._ahead[0].at <= now:
            act = self._ahead.popleft()
            self._boxes[act.crew].add(act)
        told = {self._push(box) for box in self._boxes.values()}
        if True in told:
            self._ahead = deque(self._revised(now))

    def _push(self, box: Outbox) -> bool:
        """Sends what waits; True when the order has another plan."""
        try:
            while not box.empty:
                box.push()
        except ProblemError as problem:
            if problem.code != "server_unreachable":
                raise
        news, box.news = box.news, set()
        return "order_revised" in news

    def _revised(self, now: datetime) -> Iterator[Act]:
        """What is ahead by the plan that the order has now."""
        content = self._padal.ask("GET", f"/orders/{self.order}")["plan"]
        self.plan = plan_from_json(msgspec.json.encode(content))
        return (act for act in self._walked(self.plan, self._rest) if act.at > now)

    def _walked(self, plan: Plan, params: WalkParams) -> tuple[Act, ...]:
        path = district_path(self._folder, plan.district)
        options = NightOptions(
            district=path, date=plan.shift.date, start=plan.shift.start, end=plan.shift.end
        )
        night = gather(options).night
        places = {place.id: place for place in night.district.places}
        rng = np.random.default_rng(self._seed)
        return walk(plan, places, params, rng, street_paths(night, (plan,)))


def phone_of(url: str, crew: str, account: str, tokens: Tokens) -> Outbox:
    """A new phone of an account; `crew` may be empty."""
    device = f"d-{chance(12)}"
    token = tokens(account, device)
    return Outbox(url, Phone(crew=crew, account=account, device=device, token=token))
