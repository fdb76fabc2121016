"""The page as text: what it says, that it says it in both languages, and what it never does."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from sejuk.model.compare import Comparison, Spread
from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.reporting.legs import Paths
from sejuk.reporting.meetings import meetings
from sejuk.reporting.page import plan_page
from sejuk.reporting.tables import meeting_rows
from sejuk.reporting.unmet import unmet_rows
from sejuk.reporting.view import PageView

EVIL = "<script>alert(1)</script>\"'&{{7*7}}"
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Reading(HTMLParser):
    """Text by language, attributes that could load, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.text: dict[str, list[str]] = {"id": [], "en": [], "": []}
        self.loads: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.loads += [f"{tag} {k}" for k in ("src", "srcset", "data", "poster") if k in facts]
        if tag == "link" or (facts.get("href") or "#")[:1] != "#":
            self.loads.append(f"{tag} {facts.get('href')}")
        if facts.get("id"):
            self.ids.append(str(facts["id"]))
        language = facts.get("lang") if tag != "html" else None
        if tag not in VOID:
            self.open.append((tag, language or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if attrs:
            facts = dict(attrs)
            self.loads += [f"{tag} {k}" for k in ("src", "href") if k in facts]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in {"script", "style"}:
            self.text[self.open[-1][1]].append(data)


def read(page: str) -> Reading:
    reading = Reading()
    reading.feed(page)
    assert reading.open == []
    return reading


def text(page: str, language: str = "id") -> str:
    """What a reader of that language sees."""
    other = {"id": "en", "en": "id"}[language]
    shown = re.sub(rf'<span lang="{other}">[^<]*</span>', "", page)
    shown = re.sub(r"<(script|style).*?</\1>", "", shown, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", shown))


def renamed(district: District, name: str) -> District:
    places = tuple(msgspec.structs.replace(p, name=name) for p in district.places)
    areas = tuple(msgspec.structs.replace(n, name=name, ward=name) for n in district.neighbourhoods)
    return msgspec.structs.replace(district, places=places, neighbourhoods=areas, name=name)


@pytest.fixture
def page(view: PageView) -> str:
    return plan_page(view)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kamis, 28 November 2024",
        "22.00–01.00 WIB",
        "DATA SINTETIS",
        "Kuat pers CONTOH",
        "2 tim (8 orang: 4 Polri, 2 TNI, 2 Satpol PP) bertemu warga dalam 4 kunjungan",
        "mencakup 4 dari 6 RW. Singgah 48 menit, perjalanan 62 menit.",
        "menunggu paling lama 5 menit; 10 menit setelah waktu temu",
        "waktu giat habis; kurang 1 kunjungan",
        "tidak ada Pemda, TNI",
        "Bukti bahwa patroli saja menenangkan suatu tempat masih sedikit dan beragam.",
        "DATA SINTETIS · © OpenStreetMap contributors · September 2012",
        "semua orang dalam satu rombongan pada rute yang biasa",
        "Jalan Melati → Pasar Melati (ruas terpanjang)",
    ],
)
def test_says_in_indonesian(sentence: str, page: str) -> None:
    assert sentence in text(page)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thursday, 28 November 2024",
        "22:00–01:00 WIB",
        "SYNTHETIC DATA",
        "2 crews (8 people: 4 police, 2 army, 2 civil police unit) meet residents in 4 visits",
        "Evidence that patrols alone calm a place is small and mixed.",
        "soldiers on patrol showed no benefit in the one randomised trial",
        "everyone in one group on the usual route",
    ],
)
def test_says_in_english(sentence: str, page: str) -> None:
    assert sentence.lower() in text(page, "en").lower()


def test_is_indonesian_without_javascript(page: str) -> None:
    assert '<html lang="id">' in page
    assert "html[lang=id] [lang=en]" in page


def test_every_text_is_in_both_languages(page: str) -> None:
    reading = read(page)
    assert len(reading.text["id"]) == len(reading.text["en"])


def test_loads_nothing(page: str) -> None:
    assert read(page).loads == []
    bare = page.replace("http-equiv", "")
    assert not re.search(r"https?:|//[a-z]|@import|url\(|@font-face", bare)
    assert "default-src 'none'" in page


def test_ids_are_unique(page: str) -> None:
    ids = read(page).ids
    assert len(ids) == len(set(ids))


def test_names_are_escaped(view: PageView) -> None:
    evil = msgspec.structs.replace(
        view,
        district=renamed(view.district, EVIL),
        plan=msgspec.structs.replace(view.plan, district=EVIL, engine=EVIL, notes=(EVIL,)),
    )
    page = plan_page(evil)
    assert page.count("<script>") == 1
    assert "alert(1)</script>" not in page
    assert "{{7*7}}" in text(page)
    read(page)


def test_is_equal_for_equal_views(view: PageView) -> None:
    assert plan_page(view) == plan_page(view)


def test_value_is_the_sum_of_its_reasons(page: str) -> None:
    """The joint visit: 10 + 8 + 20 = 38."""
    row = re.search(r'<tr id="s-A2".*?</tr>', page, re.DOTALL)
    assert row
    amounts = re.findall(r"<dd>(.*?)</dd>", row[0])
    numbers = [float(re.sub(r"<span lang=\"id\">.*?</span>|<[^>]*>", "", a)) for a in amounts]
    assert numbers == [10, 8, 20, 38]


def test_difference_to_the_other_plan(page: str) -> None:
    """4 visits against 2: +2, better."""
    row = re.search(r"<tr><th[^>]*>(?:<[^>]*>)*Kunjungan dialogis.*?</tr>", page)
    assert row
    assert "diff better" in row[0]
    assert "+2" in row[0]


def test_meeting_stands_once_with_all_its_crews(plan: Plan, district: District) -> None:
    rows = meeting_rows(plan, district)
    assert [(r.kind, r.who) for r in rows] == [
        ("joint", ("A2", "B2")),
        ("rendezvous", ("A3", "B3")),
    ]
    assert rows[0].time.id == "22.40–22.52"


def test_twins_may_start_minutes_apart(plan: Plan) -> None:
    """A joint visit has all its agencies within 5 minutes."""
    first, second = plan.routes
    late = msgspec.structs.replace(second.stops[1], start=second.stops[1].start + 299)
    moved = msgspec.structs.replace(second, stops=(second.stops[0], late, *second.stops[2:]))
    assert len(meetings(msgspec.structs.replace(plan, routes=(first, moved)))) == 2


def test_unmet_things_are_named(plan: Plan, district: District) -> None:
    rows = unmet_rows(plan, district)
    assert [(r.what.id, r.where.id) for r in rows] == [
        ("Layanan inti", "RW 02 Lor"),
        ("Unsur tiga pilar", "Tim 2"),
    ]


def test_plain_plan_has_a_page(plan: Plan, district: District) -> None:
    """No paths, no tension, no other plan, nothing unmet."""
    whole = msgspec.structs.replace(plan, unmet=(), notes=(), synthetic=False)
    page = plan_page(PageView(plan=whole, district=district))
    assert "Semua kewajiban malam ini terpenuhi." in text(page)
    assert "garis lurus" in text(page)
    read(page)


def test_real_map_names_its_source_and_year(plan: Plan, district: District) -> None:
    source = msgspec.structs.replace(district.source, synthetic=False)
    real = msgspec.structs.replace(district, source=source)
    page = plan_page(PageView(plan=msgspec.structs.replace(plan, synthetic=False), district=real))
    assert text(page).count("© OpenStreetMap contributors · data September 2012") == 2
    assert "SINTETIS" not in text(page)


def test_spread_over_random_weights_is_shown(view: PageView) -> None:
    spread = Spread(median=25.5, min=22, max=31)
    comparison = Comparison(
        weights_seeds=20,
        plans={"named": {"visits": spread}},
        ratio={"named": {"visits": spread}},
    )
    page = plan_page(msgspec.structs.replace(view, comparison=comparison))
    assert "25,5 (22–31)" in text(page)
    assert "25.5 (22–31)" in text(page, "en")


@pytest.mark.parametrize("crews", [1, 2, 9])
def test_any_number_of_crews(crews: int, plan: Plan, district: District, paths: Paths) -> None:
    routes = tuple(
        msgspec.structs.replace(
            plan.routes[0], crew=msgspec.structs.replace(plan.routes[0].crew, id=str(i))
        )
        for i in range(crews)
    )
    many = msgspec.structs.replace(plan, routes=routes)
    page = plan_page(PageView(plan=many, district=district, paths=paths))
    assert page.count('class="timetable"') == crews
    read(page)
