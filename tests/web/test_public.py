"""The public page over HTTP: read, tell and ask without a name, a cookie or a script."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from sejuk.app.call import PublicCall
from sejuk.app.concerns.tend import tend_concerns
from sejuk.app.context import clock
from sejuk.app.districts import FOLDER, district_named
from sejuk.app.public.counts import known_in_week
from sejuk.app.public.publish import publish_due, published
from sejuk.app.public.ticket import ticket_story
from sejuk.app.rumours.answers import published_answer
from sejuk.app.server_settings import Rate
from sejuk.engagement.tickets import ticket_code, ticket_digest
from sejuk.files.concerns import concern_table
from sejuk.files.guarantees import guarantees, last_run, program_digest
from sejuk.model.event import Part
from sejuk.model.kinds.publishing import FiguresPublished
from sejuk.model.public_page import Group
from sejuk.store.answers import visible_answers
from tests.web.night import Night
from tests.web.office import Office, Person, check_done, check_problem, open_office
from tests.web.phone import Phone
from tests.web.resident import RUMOUR, WORDS, Resident, code_of, text_of

WIB = ZoneInfo("Asia/Jakarta")
MOST_PACKED = 50 * 1024
"""Bytes of the front page as gzip, its style sheet included, without the map (the task's limit)."""
NIK = "3171234567890123"


@pytest.fixture(scope="module")
def resident(town_office: Office, night: Night) -> Resident:
    return Resident(town_office, night.area)


@pytest.fixture
def own_resident(own_town_office: Office, own_night: Night) -> Resident:
    return Resident(own_town_office, own_night.area)


# To read.


def test_the_legal_basis_and_its_end_are_there(own_resident: Resident, own_night: Night) -> None:
    assert "tidak ada operasi yang berjalan" in text_of(own_resident.get())
    own_night.operation()
    page = text_of(own_resident.get())
    assert "UU 2/2002" in page
    assert "Sprin/1/XI/2024" in page
    assert "berakhir dengan sendirinya paling lambat" in page
    assert "Sprin/1/XI/2024" in text_of(own_resident.get("/publik/jaminan"))


def test_the_guarantees_are_there_before_any_district(own_office: Office) -> None:
    """They are of the program; what a district adds is on which basis its patrols go out."""
    nobody = Resident(own_office, "")
    assert nobody.get().status_code == 404
    page = nobody.get("/publik/jaminan")
    assert page.status_code == 200
    assert page.text.count('<li id="g') == len(guarantees().all) == 16
    for one in guarantees().all:
        assert one.words.id in text_of(page)
        assert one.proof.id in text_of(page)
    for admission in guarantees().admissions:
        assert admission.id in text_of(page)
    english = nobody.get("/publik/jaminan?bahasa=en")
    assert guarantees().all[8].words.en in text_of(english)
    assert nobody.get("/publik/jaminan?wilayah=x").status_code == 404


def test_the_result_of_the_guarantees_is_the_one_that_was_measured(resident: Resident) -> None:
    page = text_of(resident.get("/publik/jaminan"))
    for run in last_run().runs:
        assert f"{run.passed} dari {run.passed + run.failed} uji lulus." in page
        assert f"{run.caught} dari {run.mutations} perusakan ketahuan." in page
    assert program_digest()[:12] in page


def test_it_is_small(resident: Resident) -> None:
    page, style = resident.get(), resident.get("/publik/gaya.css")
    both = len(gzip.compress(page.content)) + len(gzip.compress(style.content))
    assert both <= MOST_PACKED
    assert page.headers["content-encoding"] == "gzip"


def test_what_has_not_changed_is_not_sent_again(resident: Resident) -> None:
    first = resident.get()
    assert first.headers["cache-control"] == "public, max-age=60"
    again = resident.get(headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-store" in resident.get("/publik/keluhan").headers["cache-control"]


def test_in_english_by_the_address_or_the_browser(resident: Resident) -> None:
    asked = resident.get("/publik?bahasa=en")
    assert "Legal basis" in asked.text
    assert 'href="/publik/tiket?bahasa=en"' in asked.text, "links stay in the language"
    browser = resident.get(headers={"accept-language": "en-GB"})
    assert "Legal basis" in browser.text
    assert "accept-language" in browser.headers["vary"]
    assert (
        "Dasar hukum" in resident.get("/publik?bahasa=id", headers={"accept-language": "en"}).text
    )


def test_the_map_is_a_picture_of_its_own(resident: Resident) -> None:
    drawn = resident.get("/publik/peta.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert b"<script" not in drawn.content
    assert drawn.text.count("<path fill") >= 4


@pytest.mark.parametrize("path", ["/publik/tidak-ada", "/publik/jawaban/j-0", "/publik?wilayah=x"])
def test_what_is_not_there_is_told_in_the_same_looks(resident: Resident, path: str) -> None:
    answer = resident.get(path)
    assert answer.status_code == 404
    assert 'class="mark" href="/publik' in answer.text
    assert "tidak dapat dipenuhi" in text_of(answer)


# To tell, and to ask by ticket.


def test_a_concern_from_the_form_to_the_answer(resident: Resident, night: Night) -> None:
    sent = resident.tell_concern()
    code = code_of(sent)
    assert sent.headers["cache-control"] == "no-store"
    told = resident.ask(code)
    assert "Keadaan sekarang diterima" in told
    assert "lampu jalan" in told
    (concern,) = check_done(night.padal.get("/concerns"))["concerns"]
    assert (concern["source"], concern["note"], concern["has_ticket"]) == ("public", WORDS, True)
    text = "Dua lampu sudah diganti Bina Marga."
    wish = {"answer": text}
    check_done(night.padal.post(f"/concerns/{concern['concern']}/answer", wish))
    # As people type a code: small letters, spaces, O for 0.
    told = resident.ask(code.lower().replace("-", " ").replace("0", "o"))
    assert text in told
    assert "dijawab" in told


def test_a_concern_that_is_not_ours_has_its_reason(resident: Resident, night: Night) -> None:
    code = code_of(resident.tell_concern(what="lain"))
    concern = check_done(night.padal.get("/concerns"))["concerns"][0]["concern"]
    reason = "Urusan pengadilan; kami tidak boleh mencampuri."
    check_done(night.padal.post(f"/concerns/{concern}/decline", {"reason": reason}))
    told = resident.ask(code)
    assert "bukan wewenang" in told
    assert reason in told


def test_no_reason_that_a_ticket_shows_threatens(resident: Resident, night: Night) -> None:
    code_of(resident.tell_concern(what="lain"))
    concern = check_done(night.padal.get("/concerns"))["concerns"][0]["concern"]
    harsh = {"reason": "Pelapor yang menyebarkan kabar ini akan ditindak tegas."}
    check_problem(night.padal.post(f"/concerns/{concern}/decline", harsh), "answer_phrase")


def test_a_complaint_about_officers_is_not_the_polices_own() -> None:
    kind = concern_table().kinds["sikap-petugas"]
    assert (kind.owner, kind.institutions) == ("kecamatan", ("pengawas",))


def test_who_is_signed_in_may_tell_as_anybody(resident: Resident) -> None:
    """The browser of a station brings its cookie along; the form has no secret for it."""
    person = resident.office.person("public_relations", area=resident.area)
    at_work = Resident(resident.office, resident.area)
    at_work.headers = {"cookie": f"sejuk={person.token}"}
    assert at_work.tell_concern().status_code == 200


def test_an_overdue_concern_says_so(own_resident: Resident) -> None:
    code = code_of(own_resident.tell_concern(what="takut-tawuran"))
    record = own_resident.office.record
    assert "Batas waktu sudah lewat" not in own_resident.ask(code)
    assert tend_concerns(record, clock() + timedelta(days=3)) == 1
    later = PublicCall(record=record, now=clock() + timedelta(days=3))
    assert ticket_story(later, code).overdue


def test_a_rumour_from_the_form_to_the_answer(resident: Resident, night: Night) -> None:
    desk = Desk(resident.office, night.area)
    code = code_of(resident.tell_claim())
    assert "belum diperiksa" in resident.ask(code)
    (waiting,) = check_done(desk.verifier.get("/sightings/waiting"))
    sighting = waiting["sighting"]
    assert (sighting["text"], sighting["intake"]) == (RUMOUR, "public")
    claim = desk.verifying(sighting["sighting"])
    assert "Sedang diperiksa" in resident.ask(code)
    desk.settle(claim)
    assert "Sudah ada putusan" in resident.ask(code)
    answer = desk.published(claim, "false")
    told = resident.send("/publik/tiket", code=code)
    assert f'href="/publik/jawaban/{answer}"' in told.text
    # It stands on the front page, on its own, in the feed, as a picture.
    assert "Segel semua kotak utuh" in text_of(resident.get())
    page = resident.get(f"/publik/jawaban/{answer}")
    assert text_of(page).index("Segel semua kotak utuh") < text_of(page).index("Kabar yang beredar")
    (review,) = [part.partition("</script>")[0] for part in page.text.split('ld+json">')[1:]]
    assert msgspec.json.decode(review)["@type"] == "ClaimReview"
    feed = resident.get("/publik/jawaban.atom")
    assert f"/publik/jawaban/{answer}" in feed.text
    picture = resident.get(f"/publik/jawaban/{answer}/kartu.png")
    assert picture.content.startswith(b"\x89PNG")


def test_a_corrected_answer_stays_and_says_what_holds(resident: Resident, night: Night) -> None:
    desk = Desk(resident.office, night.area)
    old = desk.published(None, "ahead")
    new = desk.published(None, "ahead", corrects=old, short="Hasil diumumkan pukul 20.00.")
    page = resident.get(f"/publik/jawaban/{old}")
    assert "sudah diralat" in text_of(page)
    assert f'href="/publik/jawaban/{new}"' in page.text
    assert "ld+json" not in page.text
    front = resident.get().text
    assert f"/publik/jawaban/{new}" in front
    assert f"/publik/jawaban/{old}" not in front


def test_a_withdrawn_answer_is_not_gone_without_a_word(resident: Resident, night: Night) -> None:
    desk = Desk(resident.office, night.area)
    answer = desk.published(None, "ahead")
    check_done(desk.padal.post(f"/answers/{answer}/withdraw", {"reason": "jam diubah KPU"}))
    for path in (f"/publik/jawaban/{answer}", f"/publik/jawaban/{answer}/kartu.png"):
        page = resident.get(path)
        assert page.status_code == 410
        assert "sudah ditarik: isinya tidak berlaku lagi" in text_of(page)
    # What never was public is not told of.
    draft = desk.drafted(None, "ahead")
    check_done(desk.humas.post(f"/answers/{draft}/withdraw", {"reason": "keliru"}))
    assert resident.get(f"/publik/jawaban/{draft}").status_code == 404


def test_an_objection_from_the_form_to_the_decision(resident: Resident, night: Night) -> None:
    desk = Desk(resident.office, night.area)
    answer = desk.published(None, "ahead")
    form = f"/publik/jawaban/{answer}/keberatan"
    assert "Hasil diumumkan" in text_of(resident.get(form))
    code = code_of(resident.send(form, text="Jamnya keliru, di papan tertulis 19.00."))
    assert "Menunggu keputusan" in resident.ask(code)
    objection = next(
        row["objection"]
        for row in check_done(desk.verifier.get("/objections"))
        if row["answer"] == answer
    )
    wish = {"name": "Kompol Contoh", "reason": "Papan sudah dicocokkan, jamnya benar."}
    check_done(night.polri.post(f"/objections/{objection}/keep", wish))
    told = resident.ask(code)
    assert "Jawabannya dipertahankan" in told
    assert wish["reason"] in told
    assert "Kompol Contoh" not in told, "who decides is for the chain of command"


def test_opinion_is_told_apart_and_deleted(own_resident: Resident) -> None:
    desk = Desk(own_resident.office, own_resident.area)
    code = code_of(own_resident.tell_claim(text="Menurut saya patroli ini berlebihan saja"))
    (waiting,) = check_done(desk.verifier.get("/sightings/waiting"))
    sighting = waiting["sighting"]["sighting"]
    check_done(desk.verifier.post(f"/sightings/{sighting}/drop", {"aside": "opinion"}))
    told = own_resident.ask(code)
    assert "pendapat, kritik atau satire" in told
    assert "Diterima" not in told, "nothing of it is kept"


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [("AAA", 422, "salah tulis"), ("", 422, "salah tulis"), ("7K3MQ9XDU", 422, "salah tulis")],
)
def test_a_wrong_code_is_told(resident: Resident, code: str, status: int, words: str) -> None:
    answer = resident.send("/publik/tiket", code=code)
    assert (answer.status_code, words in text_of(answer)) == (status, True)


def test_a_code_that_nobody_was_given_tells_nothing(resident: Resident) -> None:
    answer = resident.send("/publik/tiket", code=ticket_code(iter(range(1, 17))))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "   "}, "Isinya masih kosong"),
        ({"neighbourhood": ""}, "Masih ada pilihan yang kosong"),
        ({"neighbourhood": "999"}, "tidak ada di peta"),
        ({"what": "bukan-jenis"}, "tidak ada di daftar"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(
    resident: Resident, fields: dict[str, str], words: str
) -> None:
    size = resident.office.record.size()
    answer = resident.tell_concern(**fields)
    assert answer.status_code >= 400
    assert words in text_of(answer)
    assert fields.get("text", WORDS) in answer.text
    assert resident.office.record.size() == size


# What must not happen.


def test_what_looks_like_somebody_comes_back_before_it_is_kept(resident: Resident) -> None:
    size = resident.office.record.size()
    typed = f"Tetangga saya Budi Santoso ribut, NIK {NIK}, HP 0812-3456-7890"
    again = resident.tell_concern(text=typed)
    assert again.status_code == 200
    assert "Belum ada yang disimpan" in text_of(again)
    assert "“Budi Santoso”" in text_of(again)
    assert NIK not in again.text
    assert "0812" not in again.text
    assert resident.office.record.size() == size
    # The writer insists: what is kept is redacted all the same.
    code = code_of(resident.tell_concern(text=typed, sure="1"))
    record = resident.office.record
    kept = [
        record.sealed_part(entry, Part.TEXTS, now=clock())
        for entry in record.read(after=size, limit=10)
    ]
    (content,) = [text for text in kept if text]
    assert NIK.encode() not in content
    assert b"0812" not in content
    # And the code is nowhere; only its digest is.
    record.fold_log()
    raw = record.file.read_bytes()
    for word in (code, code.replace("-", ""), NIK):
        assert word.encode() not in raw
    assert ticket_digest(code.replace("-", "")).encode() in raw


def test_logs_hold_no_address_no_code_and_no_word(
    resident: Resident, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    code = code_of(resident.tell_concern())
    resident.ask(code)
    resident.get("/publik/tidak-ada-203.0.113.7")
    # Also where something breaks: a fault is written with its number, and with nothing typed.
    monkeypatch.setattr("sejuk.web.public.forms.tell_concern", broken)
    fields = {"what": "lain", "neighbourhood": "1", "text": WORDS}
    answer = resident.office.ask("POST", "/publik/keluhan", data=fields, faults=1)
    assert "nomor" in text_of(answer).lower()
    # Of the server, and of all that it is made of; the rest is this test's own client.
    client = {"httpx", "httpcore"}
    said = "\n".join(
        f"{record.getMessage()} {record.exc_text or ''}"
        for record in caplog.records
        if record.name.partition(".")[0] not in client
    )
    assert "fault" in said
    for word in ("testclient", "127.0.0.1", "203.0.113.7", code, code.replace("-", ""), WORDS):
        assert word not in said, word


def broken(*_: object) -> None:
    raise RuntimeError("a defect")


def test_a_page_of_another_site_cannot_send(resident: Resident) -> None:
    for headers in ({"origin": "https://lain.example"}, {"sec-fetch-site": "cross-site"}):
        answer = resident.office.ask("POST", "/publik/keluhan", data={"text": "x"}, headers=headers)
        assert (answer.status_code, 'href="/publik"' in answer.text) == (403, True)


def test_too_much_is_refused_before_it_is_read(resident: Resident) -> None:
    answer = resident.send("/publik/keluhan", text="x" * 17_000)
    assert answer.status_code == 413
    assert 'href="/publik"' in answer.text
    assert resident.send("/publik/keluhan", text="x" * 1001).status_code == 422


def test_a_field_for_a_name_is_refused(resident: Resident) -> None:
    size = resident.office.record.size()
    assert resident.tell_concern(name="Budi").status_code == 422
    assert resident.tell_claim(phone="0812").status_code == 422
    assert resident.office.record.size() == size


@pytest.fixture
def strict(town: Path, tmp_path: Path) -> Iterator[Office]:
    """With limits, behind a proxy on this machine."""
    (tmp_path / FOLDER).symlink_to(town / FOLDER)
    limits: dict[str, Any] = {
        "tell": Rate(burst=2, per_minute=0.001),
        "ask": Rate(burst=2, per_minute=0.001),
        "public": Rate(burst=3, per_minute=0.001),
    }
    with open_office(tmp_path, **limits) as office:
        yield office


def test_one_address_and_all_together_are_limited(strict: Office) -> None:
    resident = Resident(strict, "Melati")
    assert resident.tell_concern().status_code == 200
    assert resident.tell_claim().status_code == 200
    refused = resident.tell_concern()
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 60
    assert 'href="/publik"' in refused.text
    # Tickets count apart, and who asks for theirs stops nobody from telling.
    codes = [resident.send("/publik/tiket", code="AAA").status_code for _ in range(3)]
    assert codes == [422, 422, 429]
    assert resident.get().status_code == 200, "reading goes on"


def test_what_is_no_token_is_no_other_caller(town: Path, tmp_path: Path) -> None:
    """Whoever is signed in counts apart, from the second request of the session on."""
    (tmp_path / FOLDER).symlink_to(town / FOLDER)
    with open_office(tmp_path, usual=Rate(burst=4, per_minute=0.001)) as office:
        person = office.person("duty_officer", area="Melati")
        assert person.get("/self").status_code == 200
        codes = [
            office.ask("GET", "/publik", headers={"authorization": f"Bearer {letter * 43}"})
            for letter in "abcdef"
        ]
        assert [answer.status_code for answer in codes] == [200] * 3 + [429] * 3
        own = [person.get("/self").status_code for _ in range(5)]
        assert own == [200] * 4 + [429]


def test_an_old_answer_stays_at_its_address(resident: Resident, night: Night) -> None:
    """However many came after it, here or elsewhere."""
    desk = Desk(resident.office, night.area)
    first = desk.published(None, "ahead")
    desk.published(None, "ahead", short="Hasil diumumkan pukul 20.00.")
    with resident.office.record.reading() as place:
        assert len(visible_answers(place, night.area, 1)) == 1
        assert visible_answers(place, "Mawar", 9) == []
        found = published_answer(place, first)
    assert found is not None
    assert resident.get(f"/publik/jawaban/{first}").status_code == 200


# What is published.


class Desk:
    """The people of a rumour desk, and short words for what they do."""

    def __init__(self, office: Office, area: str) -> None:
        self.area = area
        self.verifier = office.person("rumour_verifier", area=area)
        self.humas = office.person("public_relations", area=area)
        self.padal = office.person("duty_officer", area=area)
        self.kapolsek = office.person("approver", "polri", area)

    def step(self, who: Person, claim: str, step: str, **wish: Any) -> None:  # noqa: ANN401
        check_done(who.post(f"/claims/{claim}/{step}", wish))

    def verifying(self, sighting: str) -> str:
        wish = {"area": self.area, "text": RUMOUR, "sighting": sighting}
        claim = str(check_done(self.verifier.post("/claims", wish))["claim"])
        self.step(self.verifier, claim, "assess", about="election_body", harm=2)
        self.step(self.verifier, claim, "screen")
        self.step(self.verifier, claim, "verify")
        return claim

    def settle(self, claim: str) -> None:
        """As false: with evidence of an election body, by two who approve."""
        wish = {"source": "election_body", "note": "PPK: segel utuh, berita acara 12"}
        check_done(self.verifier.post(f"/claims/{claim}/evidence", wish))
        self.step(self.verifier, claim, "propose", verdict="false")
        self.step(self.humas, claim, "approve")
        self.step(self.kapolsek, claim, "approve")

    def published(self, claim: str | None, kind: str, corrects: str = "", short: str = "") -> str:
        answer = self.drafted(claim, kind, corrects, short)
        check_done(self.humas.post(f"/answers/{answer}/submit"))
        check_done(self.padal.post(f"/answers/{answer}/publish"))
        return answer

    def drafted(self, claim: str | None, kind: str, corrects: str = "", short: str = "") -> str:
        source = {"kind": "election_body", "title": "KPU, berita acara penyimpanan"}
        facts = {
            "false": "Segel semua kotak utuh. PPK dan saksi memeriksanya pukul 06.00.",
            "ahead": "Hasil diumumkan di papan kecamatan pukul 19.00.",
        }
        content = {
            "said": "Kotak suara sudah dibuka" if claim else "",
            "fact": facts[kind],
            "short": short or facts[kind],
            "sources": [source],
            "issued_by": "Humas Polsek Melati",
            "objection": "Loket Polsek Melati, 08.00–16.00",
        }
        wish: dict[str, Any] = {"area": self.area, "kind": kind, "content": content}
        wish |= {"claim": claim} if claim else {}
        wish |= {"corrects": corrects} if corrects else {}
        return str(check_done(self.humas.post("/answers", wish))["answer"])


def monday_after(moment: datetime, weeks: int) -> datetime:
    """Six in the morning of that Monday, by the district's clock."""
    day = moment.astimezone(WIB).date()
    first = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return datetime(first.year, first.month, first.day, 6, tzinfo=WIB)


def test_each_week_is_published_once_and_stays(own_resident: Resident, own_night: Night) -> None:
    record, now = own_resident.office.record, clock()
    phone = Phone(own_night.katim)
    crews_visit(phone, talks=6, silent=5)
    for _ in range(7):
        own_resident.tell_concern()
    assert publish_due(record, now) == 0
    assert publish_due(record, monday_after(now, 1)) == 1
    assert publish_due(record, monday_after(now, 1)) == 0
    with record.reading() as place:
        (first,) = published(place, own_night.area, 9)
    visits = first.of(Group.VISITS)
    # 6 with a dialogue, 5 without, all in one neighbourhood: nothing is small, nothing is withheld.
    assert visits is not None
    assert visits.total == (6, 5, 11)
    # What was told this week is counted when its seven days are over.
    concerns = first.of(Group.CONCERNS)
    assert concerns is not None
    assert concerns.total == (None, None, None)
    # Three weeks at once, as after a long pause; what came before stays as it was.
    assert publish_due(record, monday_after(now, 4)) == 3
    with record.reading() as place:
        later = published(place, own_night.area, 9)
    assert later[-1] == first
    second = later[-2].of(Group.CONCERNS)
    assert second is not None
    assert (second.first, second.total[2]) == (first.first, 7)
    data = msgspec.json.decode(own_resident.get("/publik/angka.json").content)
    assert [week["first"] for week in data] == [week.first.isoformat() for week in later]
    assert "11" in text_of(own_resident.get())


def crews_visit(phone: Phone, *, talks: int, silent: int) -> None:
    """Stops of eleven minutes at the market, over the hours before now."""
    begins = clock() - timedelta(hours=9)
    events = []
    for stop in range(talks + silent):
        at = begins + stop * timedelta(minutes=40)
        events.append(phone.event("arrived", place="pasar", at=at))
        if stop < talks:
            talked = at + timedelta(minutes=5)
            events.append(phone.event("talked", place="pasar", residents=2, at=talked))
        events.append(phone.event("left", place="pasar", at=at + timedelta(minutes=11)))
    assert phone.push(*events)["quarantined"] == []


def test_of_what_may_be_opinion_nothing_is_published(own_resident: Resident) -> None:
    """What is published stays, and a claim that waits may yet be set aside."""
    desk = Desk(own_resident.office, own_resident.area)
    code_of(own_resident.tell_claim())
    (waiting,) = check_done(desk.verifier.get("/sightings/waiting"))
    claim = desk.verifying(waiting["sighting"]["sighting"])
    record = own_resident.office.record
    district = district_named(record.folder, own_resident.area)
    week = monday_after(clock(), 1).date()  # claims are counted when their seven days are over

    def counted() -> int:
        with record.reading() as place:
            return len(known_in_week(place, district, week)[Group.CLAIMS])

    assert counted() == 0
    desk.settle(claim)
    assert counted() == 1


def test_a_second_process_publishes_nothing_twice(own_resident: Resident) -> None:
    """The table refuses the week, whatever the use case lets through."""
    record, then = own_resident.office.record, monday_after(clock(), 1)
    assert publish_due(record, then) == 1
    with record.reading() as place:
        (first,) = published(place, own_resident.area, 9)
    body = FiguresPublished(
        area=own_resident.area, first=first.first, until=first.until, digest="0" * 64
    )
    with record.writing(now=then) as writing:
        writing.happen(body, author="server")
    with record.reading() as place:
        assert published(place, own_resident.area, 9) == (first,)
