"""The rumour desk over HTTP: what is heard becomes a claim, a verdict and an answer, or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from sejuk.app.call import Call, PublicCall
from sejuk.app.context import clock
from sejuk.app.districts import district_named
from sejuk.app.rumours.desk import read_claim
from sejuk.app.rumours.intake import PUBLIC, NewSighting, take_in_public
from sejuk.app.rumours.objections import object_publicly
from sejuk.app.rumours.rows import ClaimRow
from sejuk.app.tension import tension_signals
from sejuk.model.claim import Channel, Intake
from sejuk.model.district import District
from sejuk.model.event import Part
from sejuk.model.kinds.field import Heard
from sejuk.model.kinds.rumour import SightingLinked
from sejuk.model.report import Sighting
from tests.web.night import Night
from tests.web.office import Office, Person, check_done, check_problem
from tests.web.phone import Phone

TEXT = "Kabarnya kotak suara di gudang kecamatan sudah dibuka orang tadi malam"


class Room:
    """The people of a desk, and short words for what they do."""

    def __init__(self, office: Office, area: str) -> None:
        self.office = office
        self.area = area
        self.verifier = office.person("rumour_verifier", area=area)
        self.humas = office.person("public_relations", area=area)
        self.padal = office.person("duty_officer", area=area)
        self.kapolsek = office.person("approver", "polri", area)
        self.crew = Phone(office.person("crew_leader", area=area))

    @property
    def district(self) -> District:
        return district_named(self.office.record.folder, self.area)

    @property
    def hood(self) -> str:
        return self.district.neighbourhoods[0].id

    def heard(self, text: str = TEXT, **more: Any) -> str:  # noqa: ANN401
        """A crew hears it; id of the sighting."""
        body = {"area": self.hood, "channel": "obrolan", **more}
        event = self.crew.event("heard", texts={"claim": text}, **body)
        assert self.crew.push(event)["quarantined"] == []
        return str(event["id"])

    def opened(self, text: str = TEXT, **more: Any) -> str:  # noqa: ANN401
        wish = {"area": self.area, "text": text, **more}
        return str(check_done(self.verifier.post("/claims", wish))["claim"])

    def verifying(self, about: str = "election_body", harm: int = 2, **more: Any) -> str:  # noqa: ANN401
        claim = self.opened(**more)
        self.step(self.verifier, claim, "assess", about=about, harm=harm)
        self.step(self.verifier, claim, "screen")
        self.step(self.verifier, claim, "verify")
        return claim

    def evidence(self, claim: str, source: str = "election_body", **more: Any) -> Any:  # noqa: ANN401
        wish = {"source": source, "note": "PPK: segel utuh, berita acara 12", **more}
        return check_done(self.verifier.post(f"/claims/{claim}/evidence", wish))

    def settled(self, verdict: str = "false", **more: Any) -> str:  # noqa: ANN401
        """With evidence of an election body and as many approvals as it takes."""
        claim = self.verifying(**more)
        self.evidence(claim)
        self.step(self.verifier, claim, "propose", verdict=verdict)
        found = self.step(self.humas, claim, "approve")
        if found["state"] == "proposed":
            found = self.step(self.kapolsek, claim, "approve")
        assert found["state"] == verdict
        return claim

    def step(self, who: Person, claim: str, step: str, **wish: Any) -> Any:  # noqa: ANN401
        return check_done(who.post(f"/claims/{claim}/{step}", wish))

    def claim(self, claim: str) -> Any:  # noqa: ANN401
        return check_done(self.verifier.get(f"/claims/{claim}"))

    def drafted(self, claim: str | None, kind: str = "false", **more: Any) -> Any:  # noqa: ANN401
        wish = {"area": self.area, "kind": kind, "claim": claim, "content": content()}
        return check_done(self.humas.post("/answers", {**wish, **more}))

    def published(self, claim: str | None, kind: str = "false", **more: Any) -> Any:  # noqa: ANN401
        answer = self.drafted(claim, kind, **more)["answer"]
        check_done(self.humas.post(f"/answers/{answer}/submit"))
        return check_done(self.padal.post(f"/answers/{answer}/publish"))

    def waiting(self) -> dict[str, Any]:
        """By the id of the sighting."""
        found = check_done(self.verifier.get("/sightings/waiting"))
        return {one["sighting"]["sighting"]: one for one in found}

    def public(self) -> dict[str, Any]:
        """By the id of the answer, as crews see it."""
        found = check_done(self.crew.person.get(f"/answers/published?district={self.area}"))
        return {one["answer"]: one for one in found}

    def sightings(self) -> list[Sighting]:
        """As tension has them."""
        return list(tension_signals(self.office.record, self.district, clock()).sightings)


def content(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    source = {
        "kind": "election_body",
        "title": "KPU, berita acara penyimpanan",
        "url": "https://kpu.example/berita/12",
    }
    return {
        "said": "Kotak suara di gudang kecamatan sudah dibuka",
        "fact": "Segel semua kotak utuh. PPK dan saksi memeriksanya bersama pukul 06.00.",
        "short": "Segel semua kotak utuh, diperiksa PPK dan saksi pukul 06.00.",
        "sources": [source],
        "issued_by": "Humas Polsek Melati",
        "objection": "Loket Polsek Melati, 08.00–16.00",
        **more,
    }


def shown_to(who: Person) -> list[dict[str, Any]]:
    """All of the record that this account is shown."""
    phone, found, more = Phone(who), list[dict[str, Any]](), True
    while more:
        told = phone.push()
        found += told["pull"]
        more = told["more"]
    return found


@pytest.fixture(scope="module")
def room(town_office: Office, night: Night) -> Room:
    """One desk for all tests that ask for what they made themselves alone."""
    return Room(town_office, night.area)


@pytest.fixture
def own_room(own_town_office: Office, own_night: Night) -> Room:
    return Room(own_town_office, own_night.area)


def test_from_hearsay_to_a_closed_claim(own_room: Room) -> None:
    room = own_room
    sighting = room.heard(repeated=4, place_kind="market")
    (waiting,) = check_done(room.verifier.get("/sightings/waiting"))
    assert waiting["sighting"]["text"] == TEXT
    assert (waiting["sighting"]["repeated"], waiting["sighting"]["intake"]) == (4, "crew")
    claim = room.opened(sighting=sighting)
    assert check_done(room.verifier.get("/sightings/waiting")) == []
    check_problem(room.verifier.post(f"/claims/{claim}/screen", {}), "claim_not_assessed")
    assessed = room.step(room.verifier, claim, "assess", harm=3, about="election_body")
    # Two hours from when the crew told it, not from when the desk opened it.
    heard = msgspec.convert(assessed["deadline"], type=type(clock())) - timedelta(hours=2)
    assert heard <= clock()
    room.step(room.verifier, claim, "screen")
    room.step(room.verifier, claim, "verify")
    check_problem(
        room.verifier.post(f"/claims/{claim}/propose", {"verdict": "false"}), "evidence_missing"
    )
    room.evidence(claim)
    proposed = room.step(room.verifier, claim, "propose", verdict="false")
    assert (proposed["state"], proposed["approvals_needed"]) == ("proposed", 2)
    check_problem(room.verifier.post(f"/claims/{claim}/approve", {}), "not_allowed")
    once = room.step(room.humas, claim, "approve", name="Iptu A")
    assert (once["state"], once["approvals"], once["verdict"]) == ("proposed", 1, None)
    check_problem(room.humas.post(f"/claims/{claim}/approve", {}), "already_approved")
    twice = room.step(room.kapolsek, claim, "approve")
    assert (twice["state"], twice["approvals"], twice["verdict"]) == ("false", 2, "false")
    answer = room.published(claim)
    assert answer["content"]["version"] == 1
    found = room.claim(claim)
    assert found["claim"]["state"] == "answered"
    assert [s["step"] for s in found["steps"]] == [
        *("screen", "verify", "propose", "approve", "approve", "settle_false", "answer"),
    ]
    (by_area,) = found["by_day"]["areas"]
    assert (by_area["area"], sum(by_area["counts"])) == (room.hood, 1)
    assert found["reach"][0]["not_reached"] == [room.hood]
    room.step(room.verifier, claim, "watch")
    assert room.step(room.verifier, claim, "close")["state"] == "closed"
    reopened = room.step(room.humas, claim, "reopen", reason="beredar lagi dengan foto baru")
    assert (reopened["state"], reopened["verdict"]) == ("verifying", None)
    # The answer stands meanwhile, and says that its claim is being looked at again.
    (public,) = check_done(room.crew.person.get(f"/answers/published?district={room.area}"))
    assert public["reopened"]


def test_what_is_opinion_is_deleted_and_counted_nowhere(own_room: Room) -> None:
    room = own_room
    kept = room.heard("Kabarnya air akan mati tiga hari di seluruh kecamatan ini")
    gone = [room.heard("Menurut saya pawai itu berlebihan") for _ in range(2)]
    claim = room.opened("Pawai itu berlebihan", sighting=gone[0])
    check_done(room.verifier.post(f"/sightings/{gone[1]}/link", {"claim": claim}))
    room.step(room.verifier, claim, "assess", harm=0, about="government")
    room.step(room.verifier, claim, "screen", reason="Pawai itu berlebihan, katanya")
    room.step(room.verifier, claim, "verify")
    room.evidence(claim, note="Pawai itu berlebihan menurut warga")
    draft = room.drafted(claim, "unknown", content=content(heard_at=clock().isoformat()))
    assert len(room.sightings()) == 3
    check_problem(room.verifier.post(f"/claims/{claim}/set_aside", {}), "aside_missing")
    ended = room.step(room.verifier, claim, "set_aside", aside="opinion")
    assert (ended["state"], ended["text"], ended["sightings"]) == ("out_of_scope", None, 0)
    # Counted nowhere: not at the desk, not in the tension, not in what others are shown.
    desk = check_done(room.verifier.get("/claims"))
    assert (desk["claims"], desk["waiting"]) == ([], 1)
    assert len(room.sightings()) == 1
    assert [e["id"] for e in shown_to(room.padal) if e["kind"] == "heard"] == [kept]
    # Deleted: no text of it can be opened any more, nor the draft that was written.
    record = room.office.record
    said = [record.sealed_part(e, Part.TEXTS, now=clock()) for e in record.read(limit=10_000)]
    assert not any(b"berlebihan" in text for text in said if text)
    assert check_done(room.humas.get(f"/answers/{draft['answer']}"))["content"] is None
    # Nor does it come back with a phone that sends all again.
    again = room.crew.event("heard", area=room.hood, channel="obrolan")
    entry = next(e for e in record.read(limit=10_000) if str(e.id) == gone[0])
    sent = again | {"id": gone[0], "seq": entry.seq, "occurred_at": entry.occurred_at.isoformat()}
    sent |= {"texts": {"claim": "Menurut saya pawai itu berlebihan"}, "salt": "0" * 32}
    told = room.crew.push(sent)
    assert gone[0] in told["acked"]
    assert record.sealed_part(entry, Part.TEXTS, now=clock()) is None


def test_a_dropped_sighting_is_gone(room: Room) -> None:
    before = room.sightings()
    sighting = room.heard("Polisi seharusnya lebih ramah")
    assert len(room.sightings()) == len(before) + 1
    check_done(room.humas.post(f"/sightings/{sighting}/drop", {"aside": "criticism"}))
    assert sighting not in room.waiting()
    assert room.sightings() == before
    check_problem(
        room.verifier.post("/claims", {"area": room.area, "text": TEXT, "sighting": sighting}),
        "sighting_unknown",
    )


@pytest.mark.parametrize("about", ["polri", "tni", "government", "candidate"])
def test_a_claim_about_an_authority_waits_for_an_independent_source(room: Room, about: str) -> None:
    claim = room.verifying(about=about)
    for source in ("agency", "document", "on_site", "resident", "media"):
        room.evidence(claim, source)
    for verdict in ("true", "partly_true", "false", "misleading"):
        answer = room.verifier.post(f"/claims/{claim}/propose", {"verdict": verdict})
        check_problem(answer, "independent_source_missing")
    room.evidence(claim, "court")
    assert room.step(room.verifier, claim, "propose", verdict="false")["state"] == "proposed"


def test_unsettled_needs_no_evidence_and_one_approval(room: Room) -> None:
    claim = room.verifying(about="polri")
    room.step(room.verifier, claim, "propose", verdict="unsettled")
    assert room.step(room.padal, claim, "approve")["state"] == "unsettled"


def test_an_approval_is_for_the_evidence_that_stood(room: Room) -> None:
    claim = room.verifying()
    first = room.evidence(claim)["evidence"]
    room.step(room.verifier, claim, "propose", verdict="false")
    room.step(room.humas, claim, "approve")
    room.evidence(claim, "court", note="Putusan: segel sah")
    # What was approved before is not what stands now: it takes two again.
    assert room.step(room.kapolsek, claim, "approve")["state"] == "proposed"
    assert room.step(room.humas, claim, "approve")["state"] == "false"
    at = f"/claims/{claim}/evidence/{first}/withdraw"
    check_problem(room.verifier.post(at, {"reason": "keliru"}), "step_not_from_here")


def test_evidence_that_points_at_an_account_is_refused(room: Room) -> None:
    claim = room.verifying()
    wish = {"source": "media", "note": "unggahan", "address": "https://www.instagram.com/budi/p/1"}
    check_problem(room.verifier.post(f"/claims/{claim}/evidence", wish), "address_is_an_account")
    wish["address"] = "https://budi@contoh.id/"
    check_problem(room.verifier.post(f"/claims/{claim}/evidence", wish), "address_unusable")


def test_an_answer_fits_its_verdict_and_another_publishes_it(room: Room) -> None:
    claim = room.verifying()
    false = room.drafted(claim)["answer"]
    check_problem(room.humas.post(f"/answers/{false}/submit"), "answer_does_not_fit")
    heard = content(heard_at=(clock() - timedelta(hours=1)).isoformat(), sources=[])
    room.published(claim, "unknown", content=heard)
    room.evidence(claim)
    room.step(room.verifier, claim, "propose", verdict="true")
    assert room.step(room.humas, claim, "approve")["state"] == "true"
    check_problem(room.humas.post(f"/answers/{false}/submit"), "answer_does_not_fit")
    handled = room.drafted(claim, "handled")["answer"]
    check_done(room.humas.post(f"/answers/{handled}/submit"))
    check_problem(room.humas.post(f"/answers/{handled}/publish"), "own_answer")
    check_problem(room.verifier.post(f"/answers/{handled}/publish"), "not_allowed")
    assert check_done(room.kapolsek.post(f"/answers/{handled}/publish"))["state"] == "published"
    # Of the two that are public, the one that says that nothing is known has given way.
    shown = [answer for answer in room.public().values() if answer["claim"] == claim]
    assert [(a["kind"], a["reopened"]) for a in shown] == [("handled", False), ("unknown", False)]


def test_what_would_identify_or_threaten_is_no_answer(room: Room) -> None:
    claim = room.settled()

    def refused(code: str, **more: Any) -> None:  # noqa: ANN401
        wish = {"area": room.area, "kind": "false", "claim": claim, "content": content(**more)}
        check_problem(room.humas.post("/answers", wish), code)

    refused("answer_identifies", fact="Segel utuh. Hubungi 0812-3456-7890 untuk keterangan.")
    refused("answer_phrase", fact="Segel semua kotak utuh. Penyebar akan ditindak tegas.")
    refused("answer_incomplete", short="")
    refused("answer_too_long", fact=" ".join(20 * ["Segel semua kotak utuh."]))
    source = {"kind": "media", "title": "unggahan", "url": "https://x.com/budi/status/1"}
    refused("address_is_an_account", sources=[source])


def test_ahead_of_a_claim_nothing_is_denied(room: Room) -> None:
    """Else one writer and one publisher could call anything untrue without a verdict."""

    def refused(code: str, **more: Any) -> None:  # noqa: ANN401
        wish = {"area": room.area, "kind": "ahead", "content": content(**{"said": "", **more})}
        check_problem(room.humas.post("/answers", wish), code)

    refused("answer_incomplete", said="Polisi memukul pedagang")
    refused("answer_does_not_fit", fact="Tidak benar pedagang dipukul. Ia jatuh sendiri.")
    refused("answer_phrase", objection="Penyebar akan ditindak tegas. Loket Polsek.")


def test_the_address_of_evidence_stays_whole(room: Room) -> None:
    """A court's has long numbers in it."""
    claim = room.verifying()
    page = "https://putusan3.mahkamahagung.go.id/direktori/putusan/11eb1234567890abcdef.html"
    wish = {"source": "court", "note": "Putusan PN", "address": page}
    check_done(room.verifier.post(f"/claims/{claim}/evidence", wish))
    (kept,) = check_done(room.verifier.get(f"/claims/{claim}"))["evidence"]
    assert kept["address"] == page


def test_what_was_not_known_gives_way_to_what_is(room: Room) -> None:
    claim = room.verifying()
    heard = content(heard_at=(clock() - timedelta(hours=1)).isoformat(), sources=[])
    unknown = room.published(claim, "unknown", content=heard)["answer"]
    room.evidence(claim)
    room.step(room.verifier, claim, "propose", verdict="true")
    room.step(room.humas, claim, "approve")
    assert not room.public()[unknown]["reopened"], "a verdict is no new check"
    handled = room.published(claim, "handled")["answer"]
    assert room.public()[unknown]["corrected_by"] == handled


def test_a_template_makes_both_texts_and_keeps_nothing(room: Room) -> None:
    given = content()
    for of_the_answer in ("fact", "short"):
        del given[of_the_answer]
    wish = {"area": room.area, "kind": "false", "so": "Segel semua kotak utuh.", **given}
    before = room.office.record.size()
    made = check_done(room.humas.post("/answers/fill-in", wish))
    assert room.office.record.size() == before
    assert made["fact"].startswith("Segel semua kotak utuh.")
    assert f"“{given['said']}”, tidak benar" in made["fact"]
    assert made["short"] == "Segel semua kotak utuh. Sumber: KPU, berita acara penyimpanan"
    # By hand: 15 words in two sentences, two of more than six letters (beredar, kecamatan).
    assert made["lix"] == pytest.approx(15 / 2 + 100 * 2 / 15)
    room.drafted(room.settled(), content=content(fact=made["fact"], short=made["short"]))
    lacking = room.humas.post("/answers/fill-in", {**wish, "sources": []})
    assert "sources" in str(check_problem(lacking, "answer_incomplete"))
    harsh = {**wish, "so": "Penyebar akan ditindak tegas."}
    check_problem(room.humas.post("/answers/fill-in", harsh), "answer_phrase")


def test_a_correction_takes_the_place_and_the_old_one_stays(room: Room) -> None:
    claim = room.settled()
    first = room.published(claim)
    wish = content(fact="Segel semua kotak utuh. PPK dan saksi memeriksanya pukul 07.00.")
    second = room.published(claim, content=wish, corrects=first["answer"])
    assert (second["content"]["version"], second["content"]["corrects"]) == (2, first["digest"])
    states = {name: (a["state"], a["corrected_by"]) for name, a in room.public().items()}
    assert states[second["answer"]] == ("published", None)
    assert states[first["answer"]] == ("corrected", second["answer"])
    again = {"area": room.area, "kind": "false", "claim": claim, "content": content()}
    check_problem(
        room.humas.post("/answers", {**again, "corrects": first["answer"]}), "corrected_already"
    )


def test_how_far_an_answer_came(room: Room) -> None:
    room.heard()
    claim = room.settled(sighting=room.heard())
    answer = room.published(claim)["answer"]
    two = room.district.neighbourhoods[1].id
    room.crew.push(
        room.crew.event("answer_spread", answer=answer, unit="crew", channel="obrolan", area=two)
    )
    spread = {"unit": "village", "channel": "pengeras-suara", "area": room.hood}
    check_done(room.humas.post(f"/answers/{answer}/spread", spread))
    counts = {"area": room.hood, "asked": 10, "understood": 8, "useful": 7, "still_going_round": 3}
    for _ in range(2):
        reach = check_done(room.padal.post(f"/answers/{answer}/feedback", counts))
    assert [(s["unit"], s["area"], s["times"]) for s in reach["spread"]] == sorted(
        [("village", room.hood, 1), ("crew", two, 1)], key=lambda row: row[1]
    )
    assert reach["not_reached"] == []
    # Twice the counts above.
    assert reach["feedback"] == [
        {"area": room.hood, "asked": 20, "understood": 16, "useful": 14, "still_going_round": 6}
    ]
    more = {**counts, "understood": 11}
    check_problem(room.padal.post(f"/answers/{answer}/feedback", more), "feedback_does_not_add_up")


def test_an_objection_is_decided_by_another_with_name_and_reason(room: Room) -> None:
    answer = room.published(room.settled())["answer"]
    call = PublicCall(record=room.office.record, now=clock())
    made = object_publicly(call, answer, "Saksi tidak hadir pukul 06.00", "a" * 64)
    rows = {row["objection"]: row for row in check_done(room.verifier.get("/objections"))}
    row = rows[made]
    assert row["state"] == "open"
    assert row["text"] == "Saksi tidak hadir pukul 06.00"
    named = {"name": "Kompol A", "reason": "berita acara memuat tanda tangan saksi"}
    check_problem(room.humas.post(f"/objections/{made}/keep", named), "own_answer")
    check_problem(room.padal.post(f"/objections/{made}/keep", {}), "objection_needs_name")
    done = check_done(room.padal.post(f"/objections/{made}/keep", named))
    assert (done["state"], done["reason"]) == ("kept", named["reason"])
    check_problem(room.padal.post(f"/objections/{made}/uphold", named), "step_not_from_here")


def test_the_public_form_and_the_desk_take_in_alike(own_room: Room) -> None:
    room = own_room
    wish: dict[str, Any] = {"district": room.area, "area": room.hood, "channel": "whatsapp"}
    made = msgspec.convert({**wish, "text": TEXT + ", kata 0812-3456-7890"}, NewSighting)
    call = PublicCall(record=room.office.record, now=clock())
    sighting = take_in_public(call, made, "b" * 64)
    village = check_done(room.kapolsek.post("/sightings", {**wish, "text": TEXT}))
    desk = check_done(room.humas.post("/sightings", {**wish, "text": TEXT}))
    assert (village["intake"], desk["intake"]) == ("village", "desk")
    waiting = [w["sighting"] for w in check_done(room.verifier.get("/sightings/waiting"))]
    # It came first and is shown last: a flood of what nobody answers for hides no report.
    assert [w["intake"] for w in waiting] == ["village", "desk", "public"]
    assert waiting[2]["sighting"] == sighting
    assert "0812" not in waiting[2]["text"]
    assert len(room.sightings()) == 3
    check_problem(
        room.humas.post("/sightings", {**wish, "area": "999", "text": TEXT}), "area_not_sensed"
    )
    check_problem(
        room.humas.post("/sightings", {**wish, "channel": "@budi", "text": TEXT}),
        "request_invalid",
    )


def test_a_file_is_taken_in_once(room: Room) -> None:
    lines = [
        "waktu;wilayah;saluran;kabar;tempat;diulang;nama",
        f"2024-11-28 20:15 WIB;{room.hood};whatsapp;{TEXT};pasar;3;Budi Santoso",
        f"2024-11-28 20:30 WIB;{room.hood};selebaran;Kabarnya jalan ditutup besok pagi;;;",
    ]
    wish = {"district": room.area, "csv": "\n".join(lines)}
    assert check_done(room.padal.post("/sightings/rows", wish)) == {"taken": 2, "repeated": 0}
    assert check_done(room.padal.post("/sightings/rows", wish)) == {"taken": 0, "repeated": 2}
    bad = {**wish, "csv": wish["csv"].replace("selebaran", "akun budi")}
    check_problem(room.padal.post("/sightings/rows", bad), "bad_value")


def test_an_unknown_channel_is_kept_aside_and_not_lost(room: Room) -> None:
    event = room.crew.event("heard", area=room.hood, channel="grup-rt", texts={"claim": TEXT})
    told = room.crew.push(event)
    assert [q["reason"] for q in told["quarantined"]] == ["malformed"]
    assert told["acked"] == [event["id"]]


def test_a_crew_says_that_it_is_the_answered_one(room: Room) -> None:
    claim = room.settled()
    room.published(claim)
    sighting = room.heard(claim=claim)
    assert sighting not in room.waiting()
    assert room.claim(claim)["claim"]["sightings"] == 1
    check_done(room.verifier.post(f"/sightings/{sighting}/split"))
    assert room.claim(claim)["claim"]["sightings"] == 0
    assert sighting in room.waiting()


def test_crews_see_answers_and_nothing_else_of_the_desk(room: Room) -> None:
    claim = room.settled()
    published = room.published(claim)["answer"]
    crew = room.crew.person
    for path in ("/claims", f"/claims/{claim}", "/answers", "/objections", "/sightings/waiting"):
        check_problem(crew.get(path), "not_allowed")
    assert room.public()[published]["content"]["fact"] == content()["fact"]
    kinds = {e["kind"] for e in shown_to(crew)}
    assert not {k for k in kinds if k.startswith(("claim", "answer", "sighting", "evidence"))}


def test_the_desk_of_another_district_sees_none_of_it(room: Room) -> None:
    claim = room.opened(sighting=room.heard())
    other = room.office.person("rumour_verifier", area="Mawar")
    assert check_done(other.get("/claims"))["claims"] == []
    check_problem(other.get(f"/claims/{claim}"), "not_your_area")
    check_problem(other.post("/claims", {"area": room.area, "text": TEXT}), "not_your_area")


def test_what_a_sighting_may_be_of_is_suggested(room: Room) -> None:
    said = "Kabarnya jembatan Nangka ditutup polisi mulai pukul sembilan malam ini sampai pagi"
    claim = room.opened(said)
    other = room.opened("Air ledeng di Kampung Cemara keruh sejak kemarin sore")
    near = room.heard(said + " ya warga")
    far = room.heard("Lomba tumpeng dimajukan ke hari Minggu")
    waiting = room.waiting()
    first = waiting[near]["suggestions"][0]
    assert (first["claim"], first["by"], first["text"]) == (claim, "claim", said)
    assert len(waiting[near]["suggestions"]) <= 5
    likely = {s["claim"]: s["probability"] for s in waiting[far]["suggestions"]}
    assert all(first["probability"] > p for p in likely.values())
    assert other not in [s["claim"] for s in waiting[near]["suggestions"][:1]]
    # Confirmed by a person, its own words help to find the next one.
    wish = {"claim": claim, "rank": 1, "probability": first["probability"]}
    check_done(room.verifier.post(f"/sightings/{near}/link", wish))
    check_problem(room.verifier.post(f"/sightings/{near}/link", wish), "sighting_matched")
    third = room.heard(said + " ya warga")
    again = room.waiting()[third]["suggestions"][0]
    assert (again["claim"], again["by"]) == (claim, "sighting")
    room.step(room.verifier, claim, "assess", harm=0, about="government")
    room.step(room.verifier, claim, "set_aside", aside="opinion")
    kept = {s["claim"] for w in room.waiting().values() for s in w["suggestions"]}
    assert claim not in kept


def test_fact_checks_of_others_are_suggested_beside(room: Room) -> None:
    title = "[SALAH] Surat suara sudah dicoblos di gudang sebelum hari pemungutan"
    feed = f"""<rss><channel><title>Cek Fakta Contoh</title><item><title>{title}</title>
        <author>Budi</author><link>https://cek.example/1</link></item></channel></rss>"""
    assert check_done(room.verifier.post("/fact-checks", {"text": feed}))["taken"] == 1
    assert check_done(room.verifier.post("/fact-checks", {"text": feed}))["repeated"] == 1
    check_problem(room.verifier.post("/fact-checks", {"text": "{}"}), "factchecks_none")
    sighting = room.heard("Katanya surat suara sudah dicoblos di gudang sebelum pemungutan")
    (check, *_) = room.waiting()[sighting]["checked"]
    assert check["title"] == title.removeprefix("[SALAH] ")
    assert check["publisher"] == "Cek Fakta Contoh"
    assert check["address"] == "https://cek.example/1"


def test_the_most_urgent_comes_first_with_its_parts(own_room: Room) -> None:
    room = own_room
    lesser = room.verifying(harm=0)
    greater = room.verifying(harm=3, sighting=room.heard())
    claims = check_done(room.verifier.get("/claims"))["claims"]
    assert [c["claim"] for c in claims] == [greater, lesser]
    triage = claims[0]["triage"]
    names = [part["name"] for part in triage["parts"]]
    assert names == ["harm", "growth", "reach", "verifiability", "time"]
    product = 1.0
    for part in triage["parts"]:
        product *= part["amount"]
    assert triage["score"] == pytest.approx(product)
    hoods = len(room.district.neighbourhoods)
    assert triage["parts"][2]["amount"] == pytest.approx(1 + 1 / hoods)
    # One sighting says nothing of growth.
    assert claims[0]["growth"]["trend"] == "unclear"
    assert claims[0]["growth"]["thin"]
    assert not claims[0]["still_growing"]


def test_what_is_answered_and_grows_all_the_same_is_said(own_room: Room) -> None:
    room = own_room
    claim = room.settled(sighting=room.heard())
    room.published(claim)
    assert not room.claim(claim)["claim"]["still_growing"]
    now = clock()
    for day in range(1, 7):
        told(room, claim, now + timedelta(days=day), 2**day // 4 + 1)
    found = later(room, claim, now + timedelta(days=6, hours=1))
    assert found.growth is not None
    assert found.growth.trend == "growing"
    assert found.growth.doubles
    assert found.still_growing


def told(room: Room, claim: str, at: datetime, times: int) -> None:
    """Residents tell by the public form, so that patrols' minutes say nothing; the desk matches."""
    heard = Heard(
        area=room.hood, channel=Channel.WHATSAPP, intake=Intake.PUBLIC, district=room.area
    )
    with room.office.record.writing(now=at) as writing:
        for _ in range(times):
            entry = writing.happen(heard, author=PUBLIC, texts={"claim": TEXT})
            writing.happen(SightingLinked(sighting=str(entry.id), claim=claim), author="desk")


def later(room: Room, claim: str, now: datetime) -> ClaimRow:
    call = Call(record=room.office.record, now=now, actor=room.verifier.actor)
    return read_claim(call, claim).claim


def test_a_claim_is_overdue_by_its_harm(room: Room) -> None:
    claim = room.verifying(harm=2)
    due = room.claim(claim)["claim"]
    # Twelve hours for harm 2.
    opened = datetime.fromisoformat(due["opened_at"])
    assert datetime.fromisoformat(due["deadline"]) == opened + timedelta(hours=12)
    assert not later(room, claim, opened + timedelta(hours=12)).overdue
    assert later(room, claim, opened + timedelta(hours=12, seconds=1)).overdue
    # Settled in time it never is.
    room.evidence(claim)
    room.step(room.verifier, claim, "propose", verdict="true")
    room.step(room.humas, claim, "approve")
    assert not later(room, claim, opened + timedelta(days=3)).overdue


def test_an_emergency_is_handed_over(room: Room) -> None:
    claim = room.opened("Ada orang dikeroyok di depan pasar sekarang juga")
    check_problem(room.padal.post(f"/claims/{claim}/hand_over", {}), "alarm_needs_service")
    assert room.step(room.padal, claim, "hand_over", service="110")["state"] == "handed_over"


def test_a_wish_with_a_speaker_is_not_taken(room: Room) -> None:
    """There is no field for one, in any wish of the desk."""
    wish = {"area": room.area, "text": TEXT, "speaker": "Budi"}
    check_problem(room.verifier.post("/claims", wish), "request_invalid")
    event = room.crew.event("heard", area=room.hood, channel="obrolan", author_account="budi")
    assert [q["reason"] for q in room.crew.push(event)["quarantined"]] == ["malformed"]
