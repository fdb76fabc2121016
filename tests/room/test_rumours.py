"""The rumour desk in a real browser: from what was heard to an answer, and an objection to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sejuk.app.context import clock
from sejuk.app.crews.people import Phone
from sejuk.app.crews.walk import Outbox
from sejuk.app.districts import FOLDER
from sejuk.files.district import load_district
from sejuk.model.claim import Channel
from sejuk.model.district import District
from sejuk.model.kinds.field import Heard
from sejuk.simulation.shift import Act
from tests.room.house import DISTRICT, PEOPLE, SLOW_MS, Desk, House, chromium, open_house
from tests.room.looking import look_at

pytestmark = pytest.mark.browser
expect.set_options(timeout=SLOW_MS)

STAFF = {
    "pemeriksa": ("Pemeriksa isu", "rumour_verifier", "polri"),
    "humas": ("Humas", "public_relations", "polri"),
    "kapolsek": PEOPLE["kapolsek"],
}
KPU = "penyelenggara pemilu (KPU, Bawaslu)"
HEARD = "Kabarnya kotak suara di gudang kecamatan dibuka malam-malam, hubungi 081234567890"
WATER = "Air PAM di Gang Kenari sejak kemarin sore kena racun dari selokan"
UNLIKE = "Hmm, zzz"
"""Shares no two letters with any claim, so that none is suggested."""
CLAIM = "Kotak suara di gudang kecamatan dibuka pada malam hari"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Of its own: claims would warm the nights of others."""
    with open_house(tmp_path_factory.mktemp("rumours"), STAFF) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def district(house: House) -> District:
    return load_district(house.server.folder / FOLDER / "contoh")


@pytest.fixture(scope="module")
def crew(house: House) -> Outbox:
    """A patrol that passes on what it heard."""
    account, device, token = house.phone("A")
    phone = Phone(crew="A", account=account, device=device, token=token)
    return Outbox(house.server.url, phone)


def tell(crew: Outbox, text: str, area: str, ago: timedelta = timedelta(0)) -> None:
    body = Heard(area=area, channel=Channel.OBROLAN, repeated=3)
    crew.add(Act(at=clock() - ago, crew="A", body=body, texts={"claim": text}))
    while not crew.empty:
        crew.push()


@pytest.fixture
def verifier(browser: Browser, house: House) -> Iterator[Desk]:
    yield from opened(browser, house, "pemeriksa")


@pytest.fixture
def humas(browser: Browser, house: House) -> Iterator[Desk]:
    yield from opened(browser, house, "humas")


@pytest.fixture
def kapolsek(browser: Browser, house: House) -> Iterator[Desk]:
    yield from opened(browser, house, "kapolsek")


def opened(browser: Browser, house: House, account: str) -> Iterator[Desk]:
    desk = Desk(browser, house, account)
    yield desk
    desk.close()


def waiting(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has_text=text)


def press(where: Page | Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()


def at_tab(page: Page, name: str) -> Locator:
    tab = page.get_by_role("tab", name=re.compile(f"^{name}"))
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    return page.get_by_role("tabpanel")


def test_what_is_heard_becomes_a_claim_with_a_verdict_and_an_answer(
    verifier: Desk, humas: Desk, kapolsek: Desk, crew: Outbox, district: District
) -> None:
    hood = district.neighbourhoods[0]
    page = verifier.open("/app/isu")
    verifier.expect_line("Tersambung")
    expect(page.get_by_text("Tidak ada kabar yang menunggu.")).to_be_visible()
    # By the patrol's phone, and it is there without a reload.
    tell(crew, HEARD, hood.id)
    item = waiting(page, "Kabarnya kotak suara")
    expect(item).to_contain_text(f"{hood.name} · obrolan")
    expect(item).to_contain_text("diulang 3 orang · tim patroli")
    expect(item.locator("mark")).to_have_text("disamarkan")
    expect(item).not_to_contain_text("081234567890")
    look_at(page, "rumours-inbox", sizes=("desktop",))
    press(item, "Isu baru")
    dialog = page.get_by_role("dialog", name="Isu baru")
    text = dialog.get_by_label("Isunya, dengan kata netral")
    text.fill(CLAIM)
    page.reload()
    press(waiting(page, "Kabarnya kotak suara"), "Isu baru")
    expect(text).to_have_value(CLAIM)
    press(dialog, "Buka isu")
    expect(page).to_have_url(re.compile("/app/isu/i-"))
    head = page.locator("header.card")
    expect(head).to_contain_text("sisa 119 menit")  # not assessed: it could be the worst
    expect(head).to_contain_text("Saring: ")
    address = page.url.removeprefix(verifier.house.server.url)
    assess(page, "Kecemasan|kecemasan", "Polri")
    press(head, "Saring")
    expect(head.get_by_text("disaring", exact=True)).to_be_visible()
    press(head, "Periksa")
    # About the police: it takes an independent source, and the page says so before anybody tries.
    expect(head.get_by_role("group", name="Langkah berikut")).to_contain_text("independen")
    evidence(page)
    press(head, "Usulkan putusan")
    dialog = page.get_by_role("dialog", name="Usulkan putusan")
    dialog.get_by_label("tidak benar (perlu 2 persetujuan)").check()
    press(dialog, "Usulkan putusan")
    expect(head).to_contain_text("usulan: tidak benar; 0 dari 2 persetujuan")
    expect(head.get_by_role("button", name="Setujui")).to_have_count(0)
    look_at(page, "rumours-claim", sizes=("desktop", "phone"))

    approve(humas, address, approvals=1)
    approve(kapolsek, address, approvals=2)
    expect(head.get_by_text("tidak benar", exact=True)).to_be_visible()  # without a reload
    write(page)
    publish(humas, address)
    panel = at_tab(page, "Jawaban")
    expect(panel.get_by_text("terbit", exact=True)).to_be_visible()
    expect(head).to_contain_text("sudah dijawab")
    carried(page, hood.name)
    objected(page, kapolsek, address)
    look_at(page, "rumours-answered", sizes=("phone",))


def assess(page: Page, harm: str, about: str) -> None:
    form = page.get_by_role("form", name="Penilaian")
    form.get_by_label(re.compile(harm)).check()
    form.get_by_label("Tentang").select_option(about)
    press(form, "Simpan penilaian")
    expect(form.get_by_role("button", name="Ubah penilaian")).to_be_disabled()


def evidence(page: Page) -> None:
    form = page.get_by_role("form", name="Lampirkan bukti")
    form.get_by_label("Jenis sumber").select_option(
        "penyelenggara pemilu (KPU, Bawaslu) (independen)"
    )
    form.get_by_label("Apa isinya").fill("PPK: segel utuh, berita acara 12")
    press(form, "Lampirkan bukti")
    section = page.get_by_role("region", name="Bukti")
    expect(section.get_by_role("listitem")).to_contain_text("segel utuh")
    expect(section.get_by_text("Sudah ada.")).to_be_visible()


def approve(desk: Desk, address: str, *, approvals: int) -> None:
    page = desk.open(address)
    press(page.locator("header.card"), "Setujui")
    dialog = page.get_by_role("dialog", name="Setujui")
    expect(dialog).to_contain_text(CLAIM)
    dialog.get_by_label("Nama dan pangkat").fill("Kompol Contoh")
    press(dialog, "Setujui")
    expect(dialog).to_be_hidden()
    # A claim that has its verdict opens at its answers.
    verdict = at_tab(page, "Pemeriksaan").get_by_role("region", name="Putusan")
    expect(verdict.get_by_text("Disetujui: Kompol Contoh")).to_have_count(approvals)


def write(page: Page) -> None:
    """Fact first; what threatens is marked while it is typed, and cannot be sent."""
    panel = at_tab(page, "Jawaban")
    press(panel, "Tulis jawaban")
    form = panel.get_by_role("form", name="Tulis jawaban")
    expect(form.get_by_text("Jenis jawaban")).to_be_visible()
    fact = form.get_by_label("Faktanya")
    fact.fill("Segel kotak suara utuh. Penyebar akan ditindak.")
    expect(form.locator("mark.refuse")).to_be_visible()
    expect(form.get_by_role("button", name="Simpan konsep")).to_be_disabled()
    fact.fill("Segel kotak suara di gudang utuh, dijaga saksi dan panitia.")
    form.get_by_label("Versi singkat").fill("Segel kotak suara utuh, dijaga saksi.")
    expect(form.get_by_text("59 dari 500 huruf")).to_be_visible()
    form.get_by_role("combobox", name="Jenis", exact=True).select_option(KPU)
    form.get_by_label("Judul dan penerbit").first.fill("PPK Kampung Contoh, berita acara")
    form.get_by_label("Kantor yang menjawab").fill("Polsek Kampung Contoh")
    form.get_by_label("Cara menyampaikan keberatan").fill("Loket aduan Polsek")
    begin_with_a_template(form)
    look_at(page, "rumours-template", sizes=("phone",))
    fact.fill("Segel kotak suara di gudang utuh, dijaga saksi dan panitia.")
    form.get_by_label("Versi singkat").fill("Segel kotak suara utuh, dijaga saksi.")
    page.reload()
    press(at_tab(page, "Jawaban"), "Tulis jawaban")
    expect(fact).to_have_value("Segel kotak suara di gudang utuh, dijaga saksi dan panitia.")
    look_at(page, "rumours-composer", sizes=("phone",))
    press(form, "Simpan konsep")
    card = panel.get_by_role("article")
    card.get_by_text("Kartu gambar", exact=True).click()
    picture = card.get_by_role("img", name=re.compile("^Kartu gambar: Segel"))
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.naturalWidth") == 540
    press(card, "Ajukan")
    expect(card).to_contain_text("Akun lain yang menerbitkan.")
    expect(card.get_by_role("button", name="Terbitkan")).to_have_count(0)


def begin_with_a_template(form: Locator) -> None:
    """From one sentence and what the form knows already; what lacks is told."""
    form.get_by_text("Susun dengan templat").click()
    form.get_by_label("Yang sebenarnya").fill("Gudang disegel dan dijaga saksi.")
    press(form, "Isi kedua teks")
    expect(form.get_by_text("Kedua teks terisi. Keterbacaan LIX")).to_be_visible()
    expect(form.get_by_label("Faktanya")).to_have_value(
        re.compile(r"^Gudang disegel dan dijaga saksi.\n.*gudang kecamatan.*, tidak benar.$")
    )
    expect(form.get_by_label("Versi singkat")).to_have_value(
        "Gudang disegel dan dijaga saksi. Sumber: PPK Kampung Contoh, berita acara"
    )


def publish(desk: Desk, address: str) -> None:
    page = desk.open(address)
    card = at_tab(page, "Jawaban").get_by_role("article")
    press(card, "Terbitkan")
    press(page.get_by_role("dialog", name="Terbitkan"), "Terbitkan")
    expect(card.get_by_text("terbit", exact=True)).to_be_visible()


def carried(page: Page, hood: str) -> None:
    """Where the claim was heard the answer is lacking, until somebody has carried it there."""
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_text(f"jawaban belum disampaikan: {hood}")).to_be_visible()
    form = panel.get_by_role("form", name="Catat penyampaian")
    form.get_by_label("Wilayah").select_option(label=hood)
    form.get_by_label("Oleh").select_option("Babinsa")
    press(form, "Catat")
    row = re.compile(f"^{re.escape(hood)} Babinsa obrolan 1")
    expect(panel.get_by_role("row", name=row)).to_be_visible()
    form = panel.get_by_role("form", name=re.compile("^Catat tanggapan"))
    form.get_by_label("Wilayah").select_option(label=hood)
    for field, count in (("Ditanya", 8), ("Paham", 7), ("Berguna", 5), ("Masih mendengar", 1)):
        form.get_by_label(field).fill(str(count))
    press(form, "Catat")
    expect(panel.get_by_role("row", name=f"{hood} 8 7 5 1")).to_be_visible()


def objected(page: Page, decider: Desk, address: str) -> None:
    panel = page.get_by_role("tabpanel")
    panel.get_by_text("Keberatan", exact=True).click()
    press(panel, "Catat keberatan")
    panel.get_by_label("Apa yang keliru").fill("Gudangnya di kelurahan, bukan di kecamatan.")
    press(panel, "Simpan keberatan")
    expect(panel.get_by_text("menunggu keputusan", exact=True)).to_be_visible()
    expect(panel.get_by_role("button", name="Kabulkan")).to_have_count(0)
    there = decider.open(address)
    expect(there.get_by_text("Keberatan menunggu keputusan: 1")).to_be_visible()
    press(there.get_by_role("tabpanel"), "Kabulkan")
    dialog = there.get_by_role("dialog", name="Kabulkan")
    dialog.get_by_label("Alasan").fill("Tempatnya memang keliru.")
    press(dialog, "Kabulkan")
    expect(dialog).to_have_count(0)
    expect(panel.get_by_text("dikabulkan", exact=True)).to_be_visible()
    expect(panel.get_by_text("jawabannya harus diralat atau ditarik")).to_be_visible()


@pytest.mark.soak
def test_the_desk_is_worked_by_keyboard(
    verifier: Desk, house: House, crew: Outbox, district: District
) -> None:
    """What is no claim is deleted after a question; what is one goes to it under one key."""
    desk = house.client("pemeriksa")
    opened = desk.post("/claims", {"area": DISTRICT, "text": WATER})
    for text in ("Pak Camat kerjanya lamban sekali", f"Katanya {WATER}", UNLIKE):
        tell(crew, text, district.neighbourhoods[1].id)
    page = verifier.open("/app/isu")
    keys = page.keyboard
    drop = waiting(page, "kerjanya lamban").get_by_role("button", name="Di luar urusan")
    drop.focus()
    keys.press("Enter")
    dialog = page.get_by_role("dialog", name="Di luar urusan meja isu")
    expect(dialog).to_contain_text("dihapus sekarang juga dan tidak dihitung di mana pun")
    dialog.get_by_label("kritik, juga terhadap petugas").focus()
    keys.press("Space")
    keys.press("Enter")
    expect(waiting(page, "kerjanya lamban")).to_have_count(0)
    # The next is in focus, and what says the same is picked: one key.
    item = waiting(page, f"Katanya {WATER}")
    same = item.get_by_role("radio", name=re.compile(f"^{WATER}"))
    expect(same).to_be_checked()
    expect(item.get_by_text("isi sama")).to_be_visible()
    look_at(page, "rumours-same", sizes=("phone",))
    expect(item.get_by_role("button", name="Benar, sambungkan")).to_be_focused()
    keys.press("Enter")
    expect(item).to_have_count(0)
    item = waiting(page, UNLIKE)
    expect(item.get_by_role("radio", checked=True)).to_have_count(0)
    item.get_by_role("combobox").select_option(WATER)
    item.get_by_role("button", name="Benar, sambungkan").focus()
    keys.press("Enter")
    expect(item).to_have_count(0)
    page.get_by_role("link", name=re.compile(f"^{WATER}")).focus()
    keys.press("Enter")
    tab = page.get_by_role("tab", name="Pemeriksaan")
    tab.focus()
    keys.press("ArrowRight")
    panel = page.get_by_role("tabpanel", name=re.compile("^Sebaran"))
    expect(panel.get_by_role("img", name="2 kali didengar dalam 1 hari.")).to_be_visible()
    press(panel.get_by_role("listitem").filter(has_text=UNLIKE), "Pisahkan")
    expect(panel.get_by_text(UNLIKE)).to_have_count(0)
    assert desk.ask("GET", f"/claims/{opened['claim']}")["claim"]["sightings"] == 1


CSV = """waktu,wilayah,saluran,kabar,tempat,diulang
{at},{hood},whatsapp,Jembatan Nangka ditutup besok,pasar,2
{at},{hood},telepati,Jembatan Nangka ditutup besok,pasar,2
"""


def test_the_desk_notes_what_is_told_and_reads_tables(verifier: Desk, district: District) -> None:
    hood = district.neighbourhoods[2]
    page = verifier.open("/app/isu")
    press(page, "Catat kabar")
    form = page.get_by_role("form", name="Kabar yang disampaikan")
    said = "Pasar tutup karena ada serangan, kata Bu Sumini"
    form.get_by_label("Apa yang dikatakan").fill(said)
    expect(form.get_by_text("Mungkin nama orang")).to_be_visible()
    page.reload()
    expect(form.get_by_label("Apa yang dikatakan")).to_have_value(said)
    form.get_by_label("Apa yang dikatakan").fill("Pasar tutup karena ada serangan")
    form.get_by_label("RW tempat didengar").select_option(label=hood.name)
    form.get_by_label("Jenis tempat").select_option("pasar")
    form.get_by_text("pengeras suara").click()
    form.get_by_text("± 1 jam lalu").click()
    form.get_by_label("Berapa orang").fill("12")
    look_at(page, "rumours-intake", sizes=("phone",))
    press(form, "Simpan kabar")
    expect(form.get_by_text("Tersimpan.")).to_be_visible()
    item = waiting(page, "Pasar tutup karena ada serangan")
    expect(item).to_contain_text(f"{hood.name} · pasar · pengeras suara")
    expect(item).to_contain_text("diulang 12 orang · meja isu")
    press(page, "Impor")
    form = page.get_by_role("form", name="Impor")
    table = CSV.format(at=clock().isoformat(timespec="seconds"), hood=hood.id)
    form.get_by_label("Isi", exact=True).fill(table)
    press(form, "Impor")
    expect(form.get_by_role("alert")).to_contain_text("telepati")
    form.get_by_label("Isi", exact=True).fill("\n".join(table.splitlines()[:2]))
    press(form, "Impor")
    expect(form.get_by_text("1 kabar masuk; 0 sudah ada.")).to_be_visible()
    expect(waiting(page, "Jembatan Nangka")).to_be_visible()


def spread_over_days(house: House, district: District) -> Any:  # noqa: ANN401
    """A claim that is heard once, twice, three and four times, in two neighbourhoods."""
    desk = house.client("humas")
    wish = {"area": DISTRICT, "text": "Bansos hanya cair lewat tautan malam ini"}
    claim = desk.post("/claims", wish)["claim"]
    for days in range(3, -1, -1):
        for n in range(4 - days):
            at = clock() - timedelta(days=days, minutes=n + 1)
            sighting = desk.post(
                "/sightings",
                {
                    "district": DISTRICT,
                    "area": district.neighbourhoods[n % 2].id,
                    "text": f"Bansos cair lewat tautan, versi {days}-{n}",
                    "channel": "whatsapp",
                    "heard_at": at.isoformat(),
                },
            )["sighting"]
            desk.post(f"/sightings/{sighting}/link", {"claim": claim})
    return claim


@pytest.mark.soak
def test_where_and_when_a_claim_was_heard(kapolsek: Desk, house: House, district: District) -> None:
    claim = spread_over_days(house, district)
    page = kapolsek.open(f"/app/isu/{claim}")
    panel = at_tab(page, "Sebaran")
    # 1 + 2 + 3 + 4
    expect(panel.get_by_role("img", name="10 kali didengar dalam 4 hari.")).to_be_visible()
    # In turns, beginning with the first: 1+1+2+2 and 0+1+1+2, which is fewer than five.
    first, second = district.neighbourhoods[:2]
    expect(panel.get_by_role("row", name=f"{first.name} 6", exact=True)).to_be_visible()
    expect(panel.get_by_role("row", name=f"{second.name} data tipis 4")).to_be_visible()
    expect(page.locator("[data-ready]")).to_be_visible()
    look_at(page, "rumours-spread", sizes=("phone",))
    # An approver looks and approves; sorting is the desk's.
    expect(panel.get_by_role("button", name="Pisahkan")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Bansos"))).to_contain_text("10 kali didengar")


def test_crews_have_no_desk(browser: Browser, house: House, crew: Outbox) -> None:
    desk = Desk(browser, house, None)
    desk.context.add_cookies(
        [{"name": "sejuk", "value": crew.phone.token, "url": house.server.url}]
    )
    page = desk.open("/app/isu")
    expect(page.get_by_text("Peran katim tidak memakai ruang operasi.")).to_be_visible()
    expect(page.get_by_role("link", name="Isu")).to_have_count(0)
    desk.close()
