"""Invented rumours of the invented kampung, and what its desk did about them, over the public API.

Nothing of this was ever said anywhere. It is of the last days before the show, and on each step of
a claim's life there is one; `weeks` tells of the time before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from sejuk.app.crews.client import Client
from sejuk.app.demo_night.night import Tokens
from sejuk.app.districts import district_path
from sejuk.files.district import load_district
from sejuk.simulation.shift import CLAIMS as CLAIMS_HEARD

VERIFIER, HUMAS, PADAL, APPROVER = "pemeriksa-isu", "humas", "padal", "kapolsek"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    source: str
    note: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the show, and how far its life has come."""

    text: str
    by_day: tuple[int, ...]
    """How often it was heard, yesterday last."""
    heard: str
    """As residents say it."""
    harm: int | None = None
    about: str = "other"
    how: str | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: str | None = None
    approved: bool = False
    answer: tuple[str, str, str] | None = None
    """Kind, long text and short text, once it is approved."""
    source: tuple[str, str] = ("election_body", "PPK Kampung Contoh, berita acara nomor 12")
    """Kind and title of what the answer stands on."""
    objection: str = ""
    """Of a resident, to the answer."""
    after: tuple[str, ...] = ()
    """Steps after the answer."""


CLAIMS: tuple[Claim, ...] = (
    Claim(
        text="Kotak suara TPS 04 dibawa pulang ke rumah seseorang",
        heard="Katanya kotak suara TPS 04 dibawa pulang ke rumah orang tadi malam",
        by_day=(1, 1, 2, 4, 6, 9),
        harm=2,
        about="election_body",
        how="office",
        evidence=(
            Evidence(
                source="election_body",
                note="PPK: semua kotak suara ada di gudang, segel utuh, berita acara nomor 12",
            ),
            Evidence(source="on_site", note="Tim melihat gudang pukul 20.00: kotak TPS 04 ada"),
        ),
        verdict="false",
        approved=True,
        answer=(
            "false",
            (
                "Semua kotak suara ada di gudang kecamatan dengan segel utuh. Saksi dan pengawas "
                "berjaga di sana siang malam, dan boleh dilihat dari luar."
            ),
            "Semua kotak suara ada di gudang kecamatan, segelnya utuh, dijaga saksi dan pengawas.",
        ),
        objection="Gudangnya di kelurahan, bukan di kecamatan.",
    ),
    Claim(
        text="Air ledeng di Gang Kenari beracun sejak kemarin",
        heard="Jangan minum air ledeng Gang Kenari, beracun sejak kemarin",
        by_day=(0, 1, 3, 5),
        harm=1,
        how="sight",
        evidence=(
            Evidence(source="on_site", note="Puskesmas mengambil contoh air; hasil besok pagi"),
        ),
        verdict="unsettled",
    ),
    Claim(
        text="Tiga pemuda ditahan polisi tanpa surat",
        heard="Ada tiga pemuda dibawa polisi, tidak ada suratnya",
        by_day=(2, 2, 1),
        harm=1,
        about="polri",
        how="office",
        evidence=(Evidence(source="agency", note="Polsek: tidak ada penahanan minggu ini"),),
    ),
    Claim(
        text="Jembatan Nangka ditutup dua hari untuk perbaikan",
        heard="Jembatan Nangka mau ditutup dua hari, benar tidak?",
        by_day=(3, 2, 1, 0, 0),
        harm=0,
        about="government",
        how="office",
        evidence=(
            Evidence(source="fact_checker", note="Kantor berita warga memeriksa surat edarannya"),
            Evidence(source="document", note="Surat edaran kecamatan, tanggal perbaikan"),
        ),
        verdict="true",
        approved=True,
        answer=(
            "handled",
            (
                "Jembatan Nangka ditutup Sabtu dan Minggu untuk perbaikan lantai. Pejalan kaki "
                "tetap dapat lewat; kendaraan memutar lewat Jalan Melati."
            ),
            "Jembatan Nangka ditutup Sabtu–Minggu; pejalan kaki tetap lewat, kendaraan memutar.",
        ),
        source=("document", "Kecamatan Kampung Contoh, surat edaran"),
        after=("watch",),
    ),
    Claim(
        text="Pemuda diminta berkumpul di Pasar Contoh nanti malam",
        heard="Semua pemuda disuruh kumpul di Pasar Contoh nanti malam",
        by_day=(0, 0, 2),
    ),
)
TONIGHT: tuple[Claim, ...] = (
    Claim(
        text="Kotak suara akan dipindahkan malam ini",
        heard=CLAIMS_HEARD[0],
        by_day=(),
        harm=2,
        about="election_body",
        how="office",
        evidence=(
            Evidence(source="election_body", note="PPK: tidak ada pemindahan malam ini"),
            Evidence(source="on_site", note="Tim melihat gudang pukul 00.40: pintu tersegel"),
        ),
        verdict="false",
        approved=True,
        answer=(
            "false",
            (
                "Tidak ada kotak suara yang dipindahkan malam ini. Semua kotak ada di gudang "
                "kecamatan dengan segel utuh sampai rekapitulasi, dijaga saksi dan pengawas."
            ),
            "Kotak suara tetap di gudang kecamatan, segelnya utuh; tidak ada yang dipindahkan.",
        ),
    ),
    Claim(
        text="Ada iring-iringan besok pagi",
        heard=CLAIMS_HEARD[1],
        by_day=(),
        harm=0,
        about="other",
        how="office",
        evidence=(
            Evidence(source="document", note="Surat pemberitahuan jalan sehat sudah diterima"),
            Evidence(source="agency", note="Dishub: jalan dibuka lagi pukul 09.00"),
        ),
        verdict="true",
        approved=True,
        answer=(
            "handled",
            (
                "Besok pagi ada jalan sehat warga yang sudah diberitahukan dengan surat. Dishub "
                "mengatur lalu lintas; Jalan Melati dibuka lagi pukul 09.00."
            ),
            "Iring-iringan besok pagi adalah jalan sehat warga; lalu lintas diatur Dishub.",
        ),
        source=("document", "Kecamatan Kampung Contoh, surat pemberitahuan jalan sehat"),
    ),
)
"""What the crews of a simulated night hear, and the desk settles before the morning."""
WAITING = (
    "Katanya kotak suara TPS 04 dibawa pulang ke rumah orang, sudah dua malam",
    "Bantuan beras cuma untuk yang punya kartu merah, hubungi 081200000000",
    "Lampu Gang Melati diganti karena mau ada tamu",
    "Pak Camat kurang gesit, jalan rusak tidak diurus",
)
AHEAD = (
    (
        "Rekapitulasi di kecamatan terbuka untuk saksi, pengawas, dan warga. Hasil tiap TPS "
        "ditempel di kelurahan dan dapat dibandingkan dengan foto yang dibuat saksi."
    ),
    "Rekapitulasi terbuka; hasil tiap TPS ditempel di kelurahan dan dapat dibandingkan.",
)
CHANNELS = ("whatsapp", "obrolan", "media-sosial", "obrolan", "pengeras-suara")
OFFICE = {"issued_by": "Polsek Kampung Contoh", "objection": "Loket aduan Polsek, atau kecamatan"}


class Desk:
    """The people of the rumour desk, over the API."""

    def __init__(self, folder: Path, url: str, area: str, tokens: Tokens) -> None:
        people = (VERIFIER, HUMAS, PADAL, APPROVER)
        self._clients = {name: Client(url, tokens(name, None)) for name in people}
        self._area = area
        district = load_district(district_path(folder, area))
        self._hoods = [hood.id for hood in district.neighbourhoods]

    def fill(self, now: datetime) -> None:
        """Once in a folder: a second show finds what the first one told."""
        known = self._clients[VERIFIER].ask("GET", "/claims")["claims"]
        if any(claim["text"] == CLAIMS[0].text for claim in known):
            return
        for number, told in enumerate(CLAIMS):
            self._tell(told, number, now)
        for number, text in enumerate(WAITING):
            self._hear(text, number, now - timedelta(minutes=7 * (number + 1)))
        self._ahead()

    def settle_tonight(self) -> None:
        """What crews have heard is matched, verified and answered."""
        waiting = self._clients[VERIFIER].ask("GET", "/sightings/waiting")
        for told in TONIGHT:
            heard = [s["sighting"] for s in waiting if s["sighting"]["text"] == told.heard]
            if not heard:
                continue
            claim = self._open(told)
            for sighting in heard:
                self._post(VERIFIER, f"/sightings/{sighting['sighting']}/link", claim=claim)
            self._take_on(claim, told)

    def _open(self, told: Claim) -> str:
        return str(self._post(VERIFIER, "/claims", area=self._area, text=told.text)["claim"])

    def _tell(self, told: Claim, number: int, now: datetime) -> None:
        claim = self._open(told)
        for day, count in enumerate(told.by_day):
            for n in range(count):
                ago = timedelta(days=len(told.by_day) - day, minutes=-47 * (n + 1))
                sighting = self._hear(told.heard, number * 3 + n, now - ago)
                self._post(VERIFIER, f"/sightings/{sighting}/link", claim=claim)
        self._take_on(claim, told)

    def _take_on(self, claim: str, told: Claim) -> None:
        """As far as its life goes."""
        if told.harm is None:
            return
        assessed = {"harm": told.harm, "about": told.about, "verifiability": told.how}
        self._step(VERIFIER, claim, "assess", **assessed)
        self._step(VERIFIER, claim, "screen")
        self._step(VERIFIER, claim, "verify")
        for evidence in told.evidence:
            wish = {"source": evidence.source, "note": evidence.note}
            self._post(VERIFIER, f"/claims/{claim}/evidence", **wish)
        if told.verdict:
            self._step(VERIFIER, claim, "propose", verdict=told.verdict)
        if told.approved:
            self._approve(claim)
        if told.answer:
            self._answer(claim, told)
        for step in told.after:
            self._step(VERIFIER, claim, step)

    def _approve(self, claim: str) -> None:
        for name in (HUMAS, APPROVER):
            if self._clients[name].ask("GET", f"/claims/{claim}")["claim"]["state"] == "proposed":
                self._step(name, claim, "approve")

    def _answer(self, claim: str, told: Claim) -> None:
        kind, fact, short = told.answer or ("", "", "")
        source = dict(zip(("kind", "title"), told.source, strict=True))
        content = {"said": told.text, "fact": fact, "short": short, "sources": [source], **OFFICE}
        answer = self._publish(kind, claim, content)
        self._post(
            PADAL, f"/answers/{answer}/spread", unit="crew", channel="obrolan", area=self._hood(0)
        )
        self._post(
            HUMAS,
            f"/answers/{answer}/spread",
            unit="public_relations",
            channel="whatsapp",
            area=self._hood(1),
        )
        counts = {"asked": 9, "understood": 8, "useful": 6, "still_going_round": 2}
        self._post(PADAL, f"/answers/{answer}/feedback", area=self._hood(0), **counts)
        if told.objection:
            self._post(HUMAS, f"/answers/{answer}/objections", text=told.objection)

    def _ahead(self) -> None:
        fact, short = AHEAD
        source = {"kind": "election_body", "title": "KPU Kampung Contoh, tata cara rekapitulasi"}
        content = {"fact": fact, "short": short, "sources": [source], **OFFICE}
        self._publish("ahead", None, content)

    def _publish(self, kind: str, claim: str | None, content: dict[str, Any]) -> str:
        wish = {"area": self._area, "kind": kind, "claim": claim, "content": content}
        answer = str(self._post(VERIFIER, "/answers", **wish)["answer"])
        self._post(VERIFIER, f"/answers/{answer}/submit")
        self._post(HUMAS, f"/answers/{answer}/publish")
        return answer

    def _hear(self, text: str, number: int, at: datetime) -> str:
        wish = {
            "district": self._area,
            "area": self._hood(number),
            "text": text,
            "channel": CHANNELS[number % len(CHANNELS)],
            "repeated": number % 4 or None,
            "heard_at": at.isoformat(),
        }
        return str(self._post(HUMAS, "/sightings", **wish)["sighting"])

    def _hood(self, number: int) -> str:
        """Most in the first few, as rumours are."""
        return self._hoods[(number * number) % min(5, len(self._hoods))]

    def _step(self, who: str, claim: str, step: str, **wish: object) -> None:
        self._post(who, f"/claims/{claim}/{step}", **wish)

    def _post(self, who: str, path: str, **wish: object) -> Any:  # noqa: ANN401 – JSON
        return self._clients[who].post(path, wish)
