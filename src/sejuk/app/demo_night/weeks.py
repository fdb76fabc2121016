"""The weeks before a night that is shown, invented: visits, reports, concerns and answers to them.

By the use cases of the server, in the name of the offices of the show, so that the public page and
the desks have something to show. It is a story and no simulation: nothing is learned from it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sejuk.app.call import Call, PublicCall
from sejuk.app.concerns.step import ConcernWish, NewConcern, opened, step_concern
from sejuk.app.operations import NewOperation, OperationWish, open_operation, step_operation
from sejuk.app.public.publish import publish_due
from sejuk.engagement.weeks import WEEK, monday
from sejuk.files.concerns import concern_table
from sejuk.model.district import District
from sejuk.model.event import BadEvent, Event, to_ms
from sejuk.model.ids import uuid7
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.engagement import ConcernSource
from sejuk.model.kinds.field import Arrived, Left, Origin, Reported, Talked
from sejuk.model.place import Place
from sejuk.problems import refuse
from sejuk.store.accounts import find_account
from sejuk.store.record import Record

WEEKS = 3
VISITS = 7.0
"""Of a neighbourhood in a week, on average; a real night has fewer people."""
TALKING = 0.7
CONCERNS_A_WEEK = 30
REPORTS_A_WEEK = 40
REPORTED = ("petasan", "perselisihan-warga", "balap-liar", "minuman-keras", "pencurian")
ORIGINS = (Origin.RESIDENT, Origin.DISPATCHED, Origin.DISCOVERED)
UNEVEN = 0.5
"""Reports come mostly from a few neighbourhoods: their shares fall by rank to this power."""
ANSWERS = (
    "Sudah dikerjakan; hasilnya dapat dilihat di tempat.",
    "Sudah diperbaiki bersama pengurus RT. Terima kasih sudah memberi tahu.",
    "Sudah diteruskan ke dinas; pekerjaannya dijadwalkan pekan ini.",
    "Petugas sudah datang dan berbicara dengan semua pihak.",
)


def begins(district: District, until: datetime) -> datetime:
    """Six in the morning of the Monday with which the story begins."""
    zone = ZoneInfo(district.zone)
    first = monday(until.astimezone(zone).date()) - WEEKS * WEEK
    return datetime(first.year, first.month, first.day, 6, tzinfo=zone)


def tell_weeks(record: Record, district: District, until: datetime) -> None:
    """From `begins` to `until`, in the order of time; and each week is published when it is over.

    The record must have begun by then, and its offices be open.
    """
    rng = np.random.default_rng(0)
    first = begins(district, until)
    story = _Story(record, district, first)
    story.open_operation()
    for day in range((until - first).days + 1):
        now = first + timedelta(days=day)
        publish_due(record, now)
        story.visits(now, rng)
        story.reports(now, rng)
        for _ in range(rng.poisson(CONCERNS_A_WEEK / 7)):
            story.concern(now, rng)
        story.answer_concerns(now, rng)


class _Story:
    """Who acts in it, and what is still to be answered."""

    def __init__(self, record: Record, district: District, first: datetime) -> None:
        self.record, self.district, self.first = record, district, first
        self.hoods = tuple(hood.id for hood in district.neighbourhoods)
        self.inside: dict[str, list[Place]] = {hood: [] for hood in self.hoods}
        for place in district.places:
            if len(place.neighbourhoods) == 1 and place.id != district.police_post:
                self.inside[place.neighbourhoods[0]].append(place)
        # Every seventh, and round again: no two of the first few lie side by side.
        self.ranked = [hood for n in range(7) for hood in self.hoods[n::7]]
        self.waiting: list[str] = []
        self.sent = 0

    def as_(self, account: str, now: datetime) -> Call:
        with self.record.reading() as connection:
            found = find_account(connection, account)
        if found is None:
            raise refuse("account_unknown", account=account)
        return Call(record=self.record, now=now, actor=found.actor)

    def open_operation(self) -> None:
        call = self.as_("kapolsek", self.first)
        wish = NewOperation(
            area=self.district.name, legal_basis=("UU 2/2002", "Sprin/1/CONTOH/2024")
        )
        made = open_operation(call, wish)
        step_operation(call, "start", made.operation, OperationWish())

    def visits(self, day: datetime, rng: np.random.Generator) -> None:
        """Of one night, from eight in the evening on, each eleven minutes."""
        batch: list[Event | BadEvent] = []
        for hood in self.hoods:
            places = self.inside[hood]
            for _ in range(int(rng.poisson(VISITS / 7)) if places else 0):
                place = places[int(rng.integers(len(places)))].id
                at = day - timedelta(hours=10) + timedelta(minutes=int(rng.integers(240)))
                batch.append(self._event(Arrived(place=place), at, rng))
                if rng.random() < TALKING:
                    talked = Talked(place=place, residents=int(rng.integers(2, 9)))
                    batch.append(self._event(talked, at + timedelta(minutes=5), rng))
                batch.append(self._event(Left(place=place), at + timedelta(minutes=11), rng))
        self.record.append(batch, now=day)

    def reports(self, day: datetime, rng: np.random.Generator) -> None:
        """Of one night, in the same few neighbourhoods mostly."""
        share = (1.0 + np.arange(len(self.hoods))) ** -UNEVEN
        batch: list[Event | BadEvent] = []
        for _ in range(int(rng.poisson(REPORTS_A_WEEK / 7))):
            body = Reported(
                what=REPORTED[int(rng.integers(len(REPORTED)))],
                origin=ORIGINS[int(rng.integers(len(ORIGINS)))],
                area=self.ranked[int(rng.choice(len(self.hoods), p=share / share.sum()))],
            )
            at = day - timedelta(hours=10) + timedelta(minutes=int(rng.integers(300)))
            batch.append(self._event(body, at, rng))
        self.record.append(batch, now=day)

    def _event(self, body: Body, at: datetime, rng: np.random.Generator) -> Event:
        """Of the one phone that all crews of the story share."""
        self.sent += 1
        return Event(
            id=uuid7(to_ms(at), rng.bytes(10)),
            device="d-cerita",
            seq=self.sent,
            occurred_at=at,
            clock_offset_ms=0,
            author="padal",
            body=body,
        )

    def concern(self, now: datetime, rng: np.random.Generator) -> None:
        kinds = list(concern_table().kinds)
        wish = NewConcern(
            area=self.district.name,
            neighbourhood=self.hoods[int(rng.integers(len(self.hoods)))],
            what=kinds[int(rng.integers(len(kinds)))],
        )
        call = PublicCall(record=self.record, now=now)
        self.waiting.append(opened(call, wish, ConcernSource.PUBLIC, author="public").concern)

    def answer_concerns(self, now: datetime, rng: np.random.Generator) -> None:
        """A part of those that wait, each day."""
        call = self.as_("padal", now)
        for concern in [one for one in self.waiting if rng.random() < 0.15]:
            self.waiting.remove(concern)
            text = ANSWERS[int(rng.integers(len(ANSWERS)))]
            step_concern(call, "answer", concern, ConcernWish(answer=text))
