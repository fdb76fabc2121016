"""A real server, people of every agency, and a browser for each of them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sejuk.app.accounts.accept import Acceptance, accept_invitation
from sejuk.app.accounts.begin import first_link
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import STEP_SECONDS, new_totp, totp_now
from sejuk.app.crews.client import Client
from sejuk.app.serve import ready
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from tests.web.chromium import FLAGS, foreign_requests, program
from tests.web.running import Running

DISTRICT = "Kampung Contoh"
ZONE = ZoneInfo("Asia/Jakarta")
BUSY_SECONDS = 5
"""Within these a request with an argon2 hash is read, on a machine that does other things too."""
PASSWORD = "kata sandi yang panjang"  # noqa: S105 – of invented people
MAP_FLAGS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""The map is drawn by WebGL, on a machine without a graphics card."""
SLOW_MS = 60_000
"""Patience with a machine that does other things as well; never an expectation."""

People = dict[str, tuple[str, str, str]]
"""Account → name, role, agency."""
PEOPLE: People = {
    "padal": ("Padal malam", "duty_officer", "polri"),
    "padal-pagi": ("Padal pagi", "duty_officer", "polri"),
    "kapolsek": ("Kapolsek", "approver", "polri"),
    "danramil": ("Danramil", "approver", "tni"),
    "kasat-pp": ("Kepala Satpol PP", "approver", "satpol_pp"),
    "kasudin": ("Kepala Dishub", "approver", "dishub"),
    "kapolres": ("Kapolres", "superior_command", "polri"),
}


class Person(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    secret: str
    token: str


class House:
    """The server and its people."""

    def __init__(self, server: Running, admin: Client, people: dict[str, Person]) -> None:
        self.server = server
        self.admin = admin
        self.people = people

    def client(self, account: str) -> Client:
        return Client(self.server.url, self.people[account].token)

    def phone(self, crew: str) -> tuple[str, str, str]:
        """(account, device, token) of a crew's phone, enrolled as at a roll-call."""
        account = f"katim-{crew.lower()}"
        wish = {"account": account, "name": f"Katim {crew}", "role": "crew_leader"}
        self.admin.post("/accounts", {**wish, "agency": "polri", "area": DISTRICT})
        code = self.admin.post(f"/accounts/{account}/device-code")["code"]
        told = Client(self.server.url).post("/devices", {"code": code, "name": f"HP {crew}"})
        return account, told["device"], told["token"]


@contextmanager
def open_house(folder: Path, staff: People = PEOPLE) -> Iterator[House]:
    """With the sample district; struck down at the end."""
    ready(folder, sample=True)
    with open_record(folder, redact=redact, now=clock(), create=True) as record:
        secret = _first_administrator(PublicCall(record=record, now=clock()))
    server = Running(folder)
    server.start()
    try:
        first = _signed_in(server.url, "admin", secret)
        admin = Client(server.url, first.token)
        people = {"admin": first}
        for account, (name, role, agency) in staff.items():
            wish = {"account": account, "name": name, "role": role, "agency": agency}
            link = admin.post("/accounts", {**wish, "area": DISTRICT})["code"]
            people[account] = _accepted(server.url, link, account)
        yield House(server, admin, people)
    finally:
        if server.process:
            server.kill()


def _first_administrator(call: PublicCall) -> str:
    """Accepts the first invitation before the server runs, which would replace it."""
    code, secret = first_link(call), new_totp()
    assert code
    wish = Acceptance(
        code=code,
        password=PASSWORD,
        totp_secret=secret,
        totp_code=_earlier(secret),
        account="admin",
        name="Administrator",
    )
    accept_invitation(call, wish)
    return secret


def _accepted(url: str, code: str, account: str) -> Person:
    client = Client(url)
    secret = client.post("/invitation/look", {"code": code})["totp_secret"]
    wish = {"code": code, "password": PASSWORD, "totp_secret": secret}
    client.post("/invitation/accept", {**wish, "totp_code": _earlier(secret)})
    return _signed_in(url, account, secret)


def _signed_in(url: str, account: str, secret: str) -> Person:
    door = {"account": account, "password": PASSWORD, "totp_code": totp_now(secret, clock())}
    return Person(account=account, secret=secret, token=Client(url).post("/session", door)["token"])


def _earlier(secret: str) -> str:
    """The code before the one of now, which is for signing in: each works once.

    Near the end of a step it would be too old once it is read, so the next step is waited for.
    """
    rest = STEP_SECONDS - clock().timestamp() % STEP_SECONDS
    if rest < BUSY_SECONDS:
        time.sleep(rest)
    return totp_now(secret, clock() - timedelta(seconds=STEP_SECONDS))


def next_code(secret: str) -> str:
    """The one after that of now, which a phone whose clock is fast would show."""
    return totp_now(secret, clock() + timedelta(seconds=STEP_SECONDS))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's; skips where there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *MAP_FLAGS])
        yield browser
        browser.close()


class Desk:
    """One person's browser: signed in, and watched for what must not happen."""

    def __init__(
        self, browser: Browser, house: House, account: str | None, **options: object
    ) -> None:
        self.house = house
        self.errors: list[str] = []
        look: dict[str, Any] = {"viewport": {"width": 1366, "height": 850}, "locale": "id-ID"}
        # Flashing alarms would be drawn sixty times a second, by a processor.
        look |= {"color_scheme": "dark", "reduced_motion": "reduce"}
        self.context: BrowserContext = browser.new_context(**look | options)
        self.context.set_default_timeout(SLOW_MS)
        if account:
            token = house.people[account].token
            self.context.add_cookies([{"name": "sejuk", "value": token, "url": house.server.url}])
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.foreign = foreign_requests(self.context, house.server.url)

    def open(self, path: str = "/app/") -> Page:
        self.page.goto(f"{self.house.server.url}{path}")
        return self.page

    def expect_line(self, words: str) -> None:
        """`Tersambung` or `Terputus`, as the header says."""
        state = self.page.locator("header").get_by_role("status")
        expect(state).to_have_text(re.compile(words), timeout=SLOW_MS)

    def close(self) -> None:
        """The end of every story: nothing broke, nobody else was asked."""
        self.context.close()
        assert not self.errors, self.errors
        assert not self.foreign, self.foreign


def running_shift(minutes_ago: int = 60, hours: int = 3) -> tuple[str, str, str]:
    """(date, from, to) of a shift that began so long ago, by the district's clock."""
    begins = datetime.now(ZONE) - timedelta(minutes=minutes_ago)
    ends = begins + timedelta(hours=hours)
    return begins.date().isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}"
