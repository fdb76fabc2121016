"""One turn of the loop, in simulated time: reports → tension → plan → approval → patrol → answers →
reports.

People act over the public API, as they do in a room and on phones; what the server does by itself
every few seconds (`tick`, `tend_concerns`, `raise_severe`) is done here after each step of the
clock, so that the story does not depend on how fast it is told.
"""

from __future__ import annotations

import time as real_time
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.concerns.tend import tend_concerns
from sejuk.app.context import Progress
from sejuk.app.crews.client import Client
from sejuk.app.crews.order import give_out, submit_and_sign, with_requests
from sejuk.app.demo_night.leave import (
    Files,
    morning_papers,
    order_sheets,
    plan_page_of,
    review_papers,
    tension_file,
)
from sejuk.app.demo_night.night import Show, Tokens, phone_of, signers_of, take_watch
from sejuk.app.demo_night.people import open_offices
from sejuk.app.demo_night.rumours import Desk
from sejuk.app.demo_night.step_clock import StepClock
from sejuk.app.demo_night.weeks import ANSWERS
from sejuk.app.messages.choose import messages_of_today
from sejuk.app.papers.make import account_in
from sejuk.app.public.publish import publish_due
from sejuk.app.sensing.rows import TensionLook
from sejuk.app.sensing.severe import raise_severe
from sejuk.app.tick import tick
from sejuk.engagement.weeks import WEEK, monday
from sejuk.files.roster import example_roster
from sejuk.model.claim import Channel
from sejuk.model.district import District
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.engagement import ConcernSource, MessageGiven
from sejuk.model.kinds.field import Heard, Origin, Reported, Talked
from sejuk.model.night import NightAccount
from sejuk.model.plan import Plan
from sejuk.operations.planning import PlanningState
from sejuk.problems import refuse
from sejuk.reporting.data import plan_from_json
from sejuk.reporting.names import area_name
from sejuk.simulation.shift import CLAIMS, Act, WalkParams
from sejuk.store.record import Record

LOOK_AT, SIGN_AT, RELEASE_AT = time(16, 30), time(17, 15), time(18)
STEP = timedelta(minutes=5)
"""Of the clock, while crews are out."""
ROLL_CALL = timedelta(minutes=20)
"""So long before the shift the order is under way, and after the last crew is home it ends."""
PAPERS_AT, ANSWERS_AT, REVIEW_AT = time(7), time(10), time(6)
FROM, TO = 0.4, 0.7
"""Part of the turn that is over when crews set out, and when they are home."""
WAIT_SECONDS = 0.2
PATIENCE_SECONDS = 600.0
"""With the planner, on a machine that does other things too."""
WALK = WalkParams(sos=False, report_chance=0.35, claim_chance=0.15)
CHOSEN = "varied"
"""The drawn option: its seed is committed to before the night and revealed after it."""
QUARREL = "perselisihan-warga"
MENDED = "Dua tetangga berselisih soal parkir; sudah didamaikan bersama pengurus RT."
THEN = timedelta(seconds=90)
"""After a talk began."""
BEGINS_AT = time(16)
"""The story, by the district's clock, on the day of the night."""


class TurnWish(msgspec.Struct, frozen=True, kw_only=True):
    date: date
    start: time = time(22)
    end: time = time(1)
    seed: int = 0
    preset: str = "quick"
    """Of both plans: the three options of each are one search."""


class Turned(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What came of it; every figure is the record's."""

    order: str
    before: TensionLook
    after: TensionLook
    plan: Plan
    revealed: bool
    """The seed of the draw is known now, and is the one that was committed to."""
    account: NightAccount
    """Of the night, once everything was answered."""
    tomorrow: Plan
    """Of the next night, by the tension that it begins with."""
    titles: dict[str, str]
    """Neighbourhood or border → as it is shown."""
    sheets: Files
    papers: Files


class Turn:
    """The people of one night and the clock that they go by."""

    def __init__(
        self,
        record: Record,
        url: str,
        clock: StepClock,
        tokens: Tokens,
        district: District,
        wish: TurnWish,
    ) -> None:
        self.url, self.clock, self.tokens = url, clock, tokens
        self._record, self._district, self._wish = record, district, wish
        self._folder = Path(record.folder)
        self._desk = Desk(self._folder, url, district.name, tokens)
        self._padal = Client(url, tokens("padal", None))

    def run(self, progress: Progress) -> Turned:
        """From the reports of one afternoon to those of the next."""
        progress("reports", 0.0)
        self._take_reports()
        progress("sense", 0.1)
        self._to(0, LOOK_AT)
        before = self._look()
        progress("routes", 0.15)
        plan, drafted, page = self._draft()
        progress("order", FROM)
        order = self._release(plan, drafted)
        sheets = order_sheets(self._record, order)
        self._walk(order, plan, progress)
        progress("answers", TO)
        self._desk.settle_tonight()
        concerns = self._take_concerns()
        self._to(1, PAPERS_AT)
        papers = morning_papers(self._record, order, self.clock.now())
        self._to(1, ANSWERS_AT)
        self._answer(concerns)
        progress("again", 0.75)
        self._to(1, LOOK_AT)
        after = self._look()
        tomorrow, next_page = self._plan(1)[1:]
        progress("papers", 0.95)
        self._to_review()
        papers |= review_papers(self._public(), self._district, self._wish.date)
        papers |= {"rencana.html": page, "rencana-besok.html": next_page}
        papers |= {
            "suhu-sebelum.json": tension_file(before),
            "suhu-sesudah.json": tension_file(after),
        }
        drawn = self._padal.ask("GET", f"/orders/{order}/draw")
        return Turned(
            order=order,
            before=before,
            after=after,
            plan=plan,
            tomorrow=tomorrow,
            revealed=bool(drawn["matches"]),
            account=account_in(self._record, order, self.clock.now()),
            titles={area: area_name(area, self._district).id for area in self._district.area_ids()},
            sheets=sheets,
            papers=papers,
        )

    def _take_reports(self) -> None:
        """The desk has what went round the last days; two calls about one quarrel came today."""
        now = self.clock.now()
        self._desk.fill(now)
        phone = phone_of(self.url, "", "padal", self.tokens)
        area = self._district.neighbourhoods[len(self._district.neighbourhoods) // 2].id
        for minutes in (50, 35):
            body = Reported(what=QUARREL, origin=Origin.RESIDENT, area=area)
            phone.add(Act(at=now - timedelta(minutes=minutes), crew="", body=body))
        phone.push()

    def _look(self) -> TensionLook:
        found = self._padal.ask(
            "GET", f"/sensing/look?{urlencode({'district': self._district.name})}"
        )
        return msgspec.convert(found, TensionLook, strict=False)

    # plan, approval

    def _plan(self, days: int) -> tuple[dict[str, Any], Plan, bytes]:
        """Three options from the tension that the record knows; the drawn one, and its page."""
        strength = with_requests(example_roster(), self._day(days))
        wish = {
            "kind": "tonight",
            "district": self._district.name,
            "date": self._day(days),
            "start": f"{self._wish.start:%H:%M}",
            "end": f"{self._wish.end:%H:%M}",
            "strength": strength,
            "seed": self._wish.seed,
            "preset": self._wish.preset,
        }
        asked = self._padal.post("/plannings", wish)
        made = self._made(asked["planning"])
        option = f"/plannings/{made['planning']}/options/{CHOSEN}"
        plan = plan_from_json(msgspec.json.encode(self._padal.ask("GET", option)["plan"]))
        return made, plan, plan_page_of(self._folder, plan, strength, made["wish"]["tension"])

    def _made(self, planning: str) -> dict[str, Any]:
        """Once it is there. Raises `server_refused` with its problem, `server_unreachable`."""
        until = real_time.monotonic() + PATIENCE_SECONDS
        while True:
            row: dict[str, Any] = self._padal.ask("GET", f"/plannings/{planning}")
            if row["state"] == PlanningState.READY:
                return row
            if row["problem"] is not None:
                problem = row["problem"]
                raise refuse("server_refused", problem=problem["code"], title=problem["what"]["id"])
            if real_time.monotonic() > until:
                raise refuse("server_unreachable", detail=row["stage"])
            real_time.sleep(WAIT_SECONDS)

    def _draft(self) -> tuple[Plan, dict[str, Any], bytes]:
        made, plan, page = self._plan(0)
        drafted = self._padal.post(f"/plannings/{made['planning']}/choose", {"option": CHOSEN})
        return plan, drafted, page

    def _release(self, plan: Plan, drafted: dict[str, Any]) -> str:
        """Signed by the commander of each agency that sends people, and given its number."""
        self._to(0, SIGN_AT)
        submit_and_sign(self._padal, signers_of(self.url, plan, self.tokens), drafted)
        self._to(0, RELEASE_AT)
        give_out(self._padal, drafted)
        return str(drafted["order"])

    # patrol

    def _walk(self, order: str, plan: Plan, progress: Progress) -> None:
        """Crews gather, walk, talk and come home; their phones send as they go."""
        crews = tuple(route.crew.id for route in plan.routes)
        open_offices(self._public(), self._district.name, crews)
        self._set(plan.shift.begins - ROLL_CALL)
        take_watch(self._padal, self._district.name)
        self._padal.post(f"/orders/{order}/set_out")
        show = Show(
            self._folder,
            self.url,
            order,
            plan,
            self.tokens,
            WALK,
            seed=self._wish.seed,
            more=self._encountered,
        )
        while show.next is not None:
            self.clock.set(max(show.next, self.clock.now() + STEP))
            show.advance(self.clock.now())
            self._tend()
            done = (self.clock.now() - plan.shift.begins).total_seconds() / plan.shift.seconds
            progress("walk", FROM + (TO - FROM) * min(max(done, 0.0), 1.0))
        self._set(self.clock.now() + ROLL_CALL)
        self._padal.post(f"/orders/{order}/finish")
        self._tend()

    def _encountered(self, acts: tuple[Act, ...]) -> tuple[Act, ...]:
        """With a calm message in every third talk, and in the middle one two neighbours who quarrel
        and a claim that goes round."""
        talks = [(act, act.body) for act in acts if isinstance(act.body, Talked)]
        if not talks:
            return acts
        around = {place.id: place.neighbourhoods[0] for place in self._district.places}
        (message, *_) = messages_of_today(self._record, self._district, self.clock.now())

        def then(talk: Act, body: Body, **texts: str) -> Act:
            return Act(at=talk.at + THEN, crew=talk.crew, body=body, texts=texts)

        told = [
            then(
                act,
                MessageGiven(message=message.message, area=around[talk.place], place=talk.place),
            )
            for act, talk in talks[::3]
        ]
        act, talk = talks[len(talks) // 2]
        area = around[talk.place]
        quarrel = Reported(what=QUARREL, origin=Origin.RESIDENT, area=area, place=talk.place)
        heard = Heard(area=area, channel=Channel.OBROLAN)
        return (*acts, *told, then(act, quarrel, note=MENDED), then(act, heard, claim=CLAIMS[0]))

    # answers

    def _take_concerns(self) -> list[str]:
        """Those that crews were told tonight: each has an owner before the morning."""
        begins = self._moment(0, self._wish.start)
        found = self._padal.ask("GET", "/concerns")["concerns"]
        told = [
            str(row["concern"])
            for row in found
            if row["source"] == ConcernSource.CREW
            and datetime.fromisoformat(row["opened_at"]) >= begins
        ]
        for concern in told:
            self._padal.post(f"/concerns/{concern}/take")
        return told

    def _answer(self, concerns: Sequence[str]) -> None:
        """All but the last, which is still being worked on."""
        for number, concern in enumerate(concerns[:-1]):
            text = ANSWERS[number % len(ANSWERS)]
            self._padal.post(f"/concerns/{concern}/answer", {"answer": text})

    # the clock

    def _to(self, days: int, at: time) -> None:
        """On so many days after the night's."""
        self._set(self._moment(days, at))

    def _to_review(self) -> None:
        """The Monday after the night: the week's figures are published before anybody is up."""
        ends = monday(self._wish.date) + WEEK
        self._to((ends - self._wish.date).days, REVIEW_AT)
        publish_due(self._record, self.clock.now())

    def _set(self, at: datetime) -> None:
        self.clock.set(at)
        self._tend()

    def _tend(self) -> None:
        """What the server would do by itself in the next seconds."""
        now = self.clock.now()
        tick(self._record, now)
        raise_severe(self._record, now)
        tend_concerns(self._record, now)

    def _day(self, days: int) -> date:
        return self._wish.date + timedelta(days=days)

    def _moment(self, days: int, at: time) -> datetime:
        return datetime.combine(self._day(days), at, ZoneInfo(self._district.zone))

    def _public(self) -> PublicCall:
        return PublicCall(record=self._record, now=self.clock.now())
