"""A released night in the town Melati on a server of its own, and phones that run the field app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from sqlalchemy import text

from sejuk.app.accounts.devices import end_device, invite_device
from sejuk.app.call import Call
from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from sejuk.model.event import Entry, Part
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole, Actor
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from tests.cli.command import NIGHT, done
from tests.cli.town import build_options, write_town
from tests.web.chromium import FLAGS, program
from tests.web.office import Office, check_done, open_office
from tests.web.running import Running

ROSTER = """instansi,peran,jumlah,kendaraan,pos,nomor_permintaan,berlaku_sampai
polri,katim,2,motor,,,
polri,anggota,2,motor,,,
tni,anggota,2,motor,,B/12/XI/2024,2099-12-31
"""
ADMIN = Actor(
    account="admin", name="admin", role=AccountRole.ADMINISTRATOR, agency=Agency.POLRI, area=""
)
PIN = "135790"
PHONE = {"width": 360, "height": 740}
KATIM = "crew_leader-polri-melati"


def make_night(folder: Path) -> None:
    """District, plan, and a released order for tomorrow night, with its people."""
    options = build_options(write_town(folder / "melati"))
    done("district", "build", *options, "--out", folder / FOLDER / "melati")
    file = folder / "kuat-pers.csv"
    file.write_text(ROSTER, encoding="utf-8")
    night = (clock() + timedelta(days=1)).date().isoformat()
    wishes = ("--roster", file, *NIGHT[:2], "--date", night, "--json")
    plan = done("plan", folder / FOLDER / "melati", *wishes).out
    with open_office(folder) as office:
        release(office, plan)


def release(office: Office, plan: str) -> None:
    area = msgspec.json.decode(plan)["district"]
    padal = office.person("duty_officer", area=area)
    polri = office.person("approver", "polri", area)
    tni = office.person("approver", "tni", area)
    office.person("crew_leader", area=area)
    office.person("crew_leader", area=area, name="katim-dua")
    wish = {"area": area, "legal_basis": ["UU 2/2002", "Sprin/1/XI/2024"]}
    operation = check_done(padal.post("/operations", wish))["operation"]
    check_done(polri.post(f"/operations/{operation}/start"))
    order = check_done(
        padal.post("/orders", {"plan": msgspec.Raw(plan.encode()), "roster": ROSTER})
    )
    order = order["order"]
    check_done(padal.post(f"/orders/{order}/submit"))
    for signer in (polri, tni):
        check_done(signer.post(f"/orders/{order}/sign", {}))
    check_done(padal.post(f"/orders/{order}/release", {"number": "Sprin/1/XI/2024"}))


def code_for(folder: Path, account: str) -> str:
    """As the administrator hands it out at the roll-call."""
    with open_record(folder, redact=redact, now=clock()) as record:
        return invite_device(Call(record=record, now=clock(), actor=ADMIN), account).code


def revoke(folder: Path, device: str) -> None:
    """As the administrator does with a lost phone."""
    with open_record(folder, redact=redact, now=clock()) as record:
        end_device(Call(record=record, now=clock(), actor=ADMIN), device)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a phone's, with its words."""

    seq: int
    kind: str
    body: dict[str, Any]
    author: str
    texts: dict[str, str]
    offset_ms: int | None
    at: datetime


def told(folder: Path, device: str) -> list[Told]:
    """What the record has from a phone, by number."""
    with open_record(folder, redact=redact, now=clock()) as record:
        entries = [e for e in record.read(limit=100_000) if e.device == device]

        def words(entry: Entry) -> dict[str, str]:
            content = record.sealed_part(entry, Part.TEXTS, now=clock())
            found: dict[str, str] = msgspec.json.decode(content) if content else {}
            return found

        return [
            Told(
                seq=e.seq,
                kind=e.kind,
                body=msgspec.json.decode(e.body) or {},
                author=e.author,
                texts=words(e),
                offset_ms=e.clock_offset_ms,
                at=e.occurred_at,
            )
            for e in sorted(entries, key=lambda e: e.seq)
        ]


def quarantined(folder: Path) -> int:
    with open_record(folder, redact=redact, now=clock()) as record, record.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM quarantine")).scalar() or 0)


@contextmanager
def phone(
    playwright: Playwright,
    profile: Path,
    **more: Any,  # noqa: ANN401 – Playwright's own
) -> Iterator[BrowserContext]:
    """A phone whose storage outlives the browser."""
    options: dict[str, Any] = {
        "viewport": PHONE,
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
        "locale": "id-ID",
        "color_scheme": "dark",
        "permissions": ["geolocation"],
        "geolocation": {"longitude": 106.85, "latitude": -6.18, "accuracy": 10},
        **more,
    }
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=program(), args=FLAGS, **options
    )
    context.add_init_script(TAPS)
    try:
        yield context
    finally:
        context.close()


def enrol(page: Page, server: Running, code: str, name: str = "HP Tim A") -> None:
    page.goto(f"{server.url}/field/#gawai/{code}")
    page.get_by_label("Nama ponsel").fill(name)
    page.get_by_label("PIN enam angka").fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Daftarkan").click()
    expect(page.get_by_role("heading", name="Giat", exact=True).first).to_be_visible()


def unlock(page: Page) -> None:
    page.get_by_label("PIN enam angka").fill(PIN)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_role("navigation")).to_be_visible()


def order_arrived(page: Page) -> None:
    """The night is on the phone, which shows its screens before that."""
    expect(page.get_by_role("button", name="Tim A", exact=True)).to_be_visible()


def open_roll_call(page: Page, crew: str = "A") -> None:
    page.get_by_role("button", name=f"Tim {crew}", exact=True).click()
    page.get_by_role("button", name="Buka apel, mulai giat").click()
    expect(page.get_by_role("button", name="Kami aman")).to_be_visible()


def tap(page: Page, name: str, *, exact: bool = False) -> None:
    page.get_by_role("button", name=name, exact=exact).first.click()


TAPS = """addEventListener('click', (event) => {
  if (!event.isTrusted || !event.target.closest?.('button, a, input')) return
  window.taps = (window.taps ?? 0) + 1
}, { capture: true })"""


def taps(page: Page) -> int:
    """How often somebody has tapped on this page since it was loaded, by its own count."""
    counted: int = page.evaluate("window.taps ?? 0")
    return counted


def visit(page: Page, *, mood: str = "Sejuk") -> int:
    """The common case at a stop; how many taps it took."""
    before = taps(page)
    tap(page, "Tiba di")
    for name in (mood, "±2"):
        tap(page, name, exact=True)
    for none in page.get_by_role("button", name="Tidak ada", exact=True).all():
        none.click()
    tap(page, "Selesai, berangkat")
    return taps(page) - before


def all_sent(page: Page) -> None:
    expect(page.get_by_role("banner").get_by_text("Semua terkirim")).to_be_visible()


def waiting(page: Page) -> int:
    shown = page.get_by_role("banner").get_by_role("button").first.inner_text()
    return int(shown.split()[0]) if shown[:1].isdigit() else 0
