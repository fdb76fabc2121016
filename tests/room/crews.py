"""Crews of a released plan, who walk it up to now over the public API."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import numpy as np

from sejuk.app.context import clock
from sejuk.app.crews.people import Phone
from sejuk.app.crews.walk import Outbox
from sejuk.files.district import load_district
from sejuk.model.kinds.field import RollCallClosed, Sos, Tracked
from sejuk.reporting.data import plan_from_json
from sejuk.simulation.shift import Act, WalkParams, walk
from tests.room.house import House


class Crews:
    """Their phones, and what is still ahead of them."""

    def __init__(self, house: House, order: str, folder: Path) -> None:
        told = house.client("padal").ask("GET", f"/orders/{order}")
        plan = plan_from_json(msgspec.json.encode(told["plan"]))
        places = {place.id: place for place in load_district(folder).places}
        params = WalkParams(sos=False, late_chance=0.0, report_chance=0.4)
        self.acts = list(walk(plan, places, params, np.random.default_rng(7)))
        self.boxes: dict[str, Outbox] = {}
        for route in plan.routes:
            account, device, token = house.phone(route.crew.id)
            phone = Phone(crew=route.crew.id, account=account, device=device, token=token)
            self.boxes[route.crew.id] = Outbox(house.server.url, phone)

    def walk_until(self, moment: datetime) -> int:
        """Sends all that happened by then; how many events."""
        due = [act for act in self.acts if act.at <= moment]
        self.acts = [act for act in self.acts if act.at > moment]
        for act in due:
            self.boxes[act.crew].add(act)
        for box in self.boxes.values():
            while not box.empty:
                box.push()
        return len(due)

    def press_sos(self, crew: str, at: tuple[float, float]) -> None:
        self._send(Act(at=clock(), crew=crew, body=Sos(crew=crew), fix=at))

    def be_at(self, crew: str, at: tuple[float, float]) -> None:
        self._send(Act(at=clock(), crew=crew, body=Tracked(crew=crew), fix=at))

    def close_roll_calls(self) -> None:
        for crew in self.boxes:
            self._send(Act(at=clock(), crew=crew, body=RollCallClosed(crew=crew)))

    def _send(self, act: Act) -> None:
        box = self.boxes[act.crew]
        box.add(act)
        while not box.empty:
            box.push()
