"""The real record and its use cases behind a pipe, for simulated phones in another process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import msgspec
from sqlalchemy import text

from sejuk.app.accounts.devices import (
    Enrolment,
    Link,
    end_device,
    enrol_device,
    invite_device,
    link_proof,
)
from sejuk.app.accounts.sign_in import identify
from sejuk.app.call import Call, PublicCall
from sejuk.app.sync.opening import opener_of
from sejuk.app.sync.push import Push, push
from sejuk.model.event import Part, from_ms, to_ms
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole, Actor
from sejuk.problems import ProblemError, refuse
from sejuk.store.accounts import add_account
from sejuk.store.backup import back_up, restore
from sejuk.store.record import Record, open_record
from sejuk.text.redact import redact

ADMIN = Actor(
    account="admin", name="admin", role=AccountRole.ADMINISTRATOR, agency=Agency.POLRI, area=""
)
SAMPLED = 50
"""Texts that are opened and compared, of each device."""


class MadeEvent(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    seq: int
    kind: str
    good: bool
    fixes: bool
    text: str | None


class MadeBy(msgspec.Struct, frozen=True, kw_only=True):
    device: str
    made: list[MadeEvent]


class StoreServer:
    """Answers requests until its input ends."""

    def __init__(self, folder: Path, devices: int) -> None:
        self.folder = folder
        self.devices = devices
        self.record: Record | None = None
        self.now = from_ms(0)
        self._template = folder / "template"

    def serve(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        while line := requests.readline():
            *words, size = line.decode().split()
            body = requests.read(int(size))
            try:
                given = [body] if body else []
                status, content = 200, self._acts()[words[0]](*words[1:], *given)
            except ProblemError as problem:
                status, content = problem.kind.status, str(problem).encode()
            answers.write(b"%d %d\n" % (status, len(content)) + content)
            answers.flush()
        self.close()

    def close(self) -> None:
        if self.record:
            self.record.close()
            self.record = None

    def _acts(self) -> dict[str, Callable[..., bytes]]:
        return {
            "begin": self._begin,
            "push": self._push,
            "enrol": self._enrol,
            "revoke": self._revoke,
            "backup": self._backup,
            "restore": self._restore,
            "key": self._key,
            "check": self._check,
        }

    def _begin(self, seed: str, now_ms: str) -> bytes:
        self.close()
        self.now = from_ms(int(now_ms))
        for old in self.folder.glob("seed-*"):
            shutil.rmtree(old)
        self.home = self.folder / f"seed-{seed}"
        if not self._template.exists():
            self._make_template()
        shutil.copytree(self._template, self.home)
        self.record = open_record(self.home, redact=redact, now=self.now)
        return b""

    def _make_template(self) -> None:
        with (
            open_record(self._template, redact=redact, now=self.now, create=True) as record,
            record.writing(now=self.now) as writing,
        ):
            add_account(writing.connection, ADMIN, to_ms(self.now))
            for number in range(self.devices):
                name = f"anggota-{number}"
                actor = Actor(
                    account=name,
                    name=name,
                    role=AccountRole.CREW_MEMBER,
                    agency=Agency.TNI,
                    area="Melati",
                )
                add_account(writing.connection, actor, to_ms(self.now))

    def _push(self, token: str, now_ms: str, body: bytes) -> bytes:
        self.now = max(self.now, from_ms(int(now_ms)))
        call = identify(self._record(), token, self.now)
        if call is None:
            raise refuse("not_signed_in")
        return msgspec.json.encode(push(call, msgspec.json.decode(body, type=Push)))

    def _enrol(self, device: str, account: str, body: bytes) -> bytes:
        call = self._admin()
        public = PublicCall(record=self._record(), now=self.now)
        links = msgspec.json.decode(body, type=tuple[Link, ...])
        if not links:  # the first time, so that devices have names the dice can foretell
            links = (Link(account=account, proof=link_proof(public, device, account)),)
        code = invite_device(call, account).code
        wish = Enrolment(code=code, name="HP", device=device, links=links)
        return msgspec.json.encode(enrol_device(public, wish, agent="sim", token=None))

    def _revoke(self, device: str) -> bytes:
        end_device(self._admin(), device)
        return b""

    def _backup(self) -> bytes:
        back_up(self._record(), self.home / "backup.db", now=self.now)
        return b""

    def _restore(self) -> bytes:
        self.close()
        restore(self.home / "backup.db", self.home, now=self.now)
        self.record = open_record(self.home, redact=redact, now=self.now)
        return b""

    def _key(self) -> bytes:
        return msgspec.json.encode(opener_of(self._record()).public)

    def _check(self, body: bytes) -> bytes:
        """Holds the record against what the phones made; faults, and how many were what."""
        made = msgspec.json.decode(body, type=list[MadeBy])
        record = self._record()
        with record.reading() as connection:

            def rows(query: str) -> list[Any]:
                return list(connection.execute(text(query)).all())

            logged = rows("SELECT id, device, seq, kind, seals, position FROM event")
            discarded = {row.id for row in rows("SELECT id FROM discarded")}
            kept_aside = {row.id for row in rows("SELECT id FROM quarantine")}
        log = {row.id: row for row in logged if row.device.startswith("d-")}
        faults: list[str] = []
        recorded = 0
        for phone in made:
            on_duty = False
            texts = 0
            for event in phone.made:
                on_duty = {"roll_call_opened": True, "roll_call_closed": False}.get(
                    event.kind, on_duty
                )
                row = log.pop(event.id, None)
                name = f"{phone.device} {event.seq} {event.kind}"
                if not event.good:
                    if row is not None or event.id not in kept_aside:
                        faults.append(f"{name}: not in quarantine")
                elif event.fixes and not on_duty:
                    blank = row is not None and row.seals == b"[]"
                    if (event.id in discarded) == (row is not None) or not (blank or row is None):
                        faults.append(f"{name}: a position from outside the roll-calls")
                elif row is None:
                    faults.append(f"{name}: lost")
                elif (row.device, row.seq, row.kind) != (phone.device, event.seq, event.kind):
                    faults.append(f"{name}: changed")
                elif event.id in discarded:
                    faults.append(f"{name}: discarded")
                else:
                    recorded += 1
                    if event.text and texts < SAMPLED:
                        texts += 1
                        if self._text(row.position) != event.text:
                            faults.append(f"{name}: its text")
        faults += [f"{row.device} {row.seq}: nobody made it, or twice" for row in log.values()]
        found = {
            "recorded": recorded,
            "discarded": len(discarded),
            "quarantined": len(kept_aside),
            "faults": faults[:5],
        }
        return msgspec.json.encode(found)

    def _text(self, position: int) -> str | None:
        record = self._record()
        (entry,) = record.read(after=position - 1, limit=1)
        content = record.sealed_part(entry, Part.TEXTS, now=self.now)
        note: str | None = None if content is None else msgspec.json.decode(content)["note"]
        return note

    def _admin(self) -> Call:
        return Call(record=self._record(), now=self.now, actor=ADMIN)

    def _record(self) -> Record:
        assert self.record
        return self.record
