"""G7: lawful assembly changes tension and plan by nothing; no word disperses, arrests or searches.

Fifty more assemblies, of each kind that the table of kinds gives no weight and of kinds that it
does not know, told by anybody, leave both as they were.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from sejuk.app.context import silent
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import search_of
from sejuk.app.tasks import NewTask
from sejuk.cycle import plan_and_verify, sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.field import Origin
from sejuk.model.plan import StopKind
from sejuk.model.report import Report, Signals
from sejuk.operations.cycles import CYCLES
from sejuk.planning.night import Night, Search
from sejuk.reporting.data import plan_json
from tests.cli.command import done
from tests.cli.town import build_options, write_town

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 11, 28, 14, 0, tzinfo=UTC)
ASSEMBLIES = ("unjuk-rasa", "kampanye", "konvoi", "kerumunan", "acara-warga")
"""Demonstration, campaign, procession, crowd, residents' event."""

NEVER = re.compile(
    r"\b(di|mem|meng|men|me|pem|peng|pen)?(bubar|tangkap|nangkap|geledah|razia|sita|nyita)(kan|an)?\b"
    r"|dispers|arrest|detain|frisk|\bsearch(es|ing)? (people|person|house|resident)",
    re.IGNORECASE,
)
"""To disperse, arrest, search or seize, in both languages."""


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> NightOptions:
    folder = tmp_path_factory.mktemp("town")
    done("district", "build", *build_options(write_town(folder / "melati")), "--out", folder / "d")
    return NightOptions(district=folder / "d", date=NOW.date(), preset="quick")


@pytest.fixture(scope="module")
def night(options: NightOptions) -> Night:
    return gather(options).night


def told(area: str, what: str, origin: Origin, count: int) -> tuple[Report, ...]:
    hours = [NOW - timedelta(hours=5 * n + 1) for n in range(count)]
    return tuple(
        Report(what=what, origin=origin, area=area, happened=at, received=at) for at in hours
    )


@pytest.mark.parametrize("what", [*ASSEMBLIES, "pawai-yang-belum-dikenal"])
def test_fifty_assemblies_change_tension_by_nothing(night: Night, what: str) -> None:
    first, second = (hood.id for hood in night.district.neighbourhoods[:2])
    some = told(first, "tawuran", Origin.RESIDENT, 3)
    kinds = incident_kinds()
    before = sense_district(night.district, Signals(reports=some), kinds, NOW)
    for origin in Origin:
        more = Signals(reports=(*some, *told(second, what, origin, 50)))
        assert sense_district(night.district, more, kinds, NOW).areas == before.areas


def test_nor_the_plan(options: NightOptions, night: Night) -> None:
    first, second = (hood.id for hood in night.district.neighbourhoods[:2])
    search = search_of(options, silent)
    some = told(first, "tawuran", Origin.RESIDENT, 3)
    assemblies = told(second, "unjuk-rasa", Origin.RESIDENT, 50)
    plain = planned(night, Signals(reports=some), search)
    assert planned(night, Signals(reports=some + assemblies), search) == plain
    brawls = told(second, "tawuran", Origin.RESIDENT, 50)
    assert planned(night, Signals(reports=some + brawls), search) != plain, "others do"


def planned(night: Night, signals: Signals, search: Search) -> bytes:
    sensed = sense_district(night.district, signals, incident_kinds(), NOW)
    plan, violations = plan_and_verify(
        msgspec.structs.replace(night, tension=sensed.tension), search
    )
    assert violations == ()
    return plan_json(plan)


@pytest.mark.parametrize("what", ["visit", "joint", "follow_up", "facilitation"])
def test_tasks_there_are(what: str) -> None:
    assert task(what).what == what


@pytest.mark.parametrize("what", ["disperse", "arrest", "search", "stop", "bubarkan", "tangkap"])
def test_tasks_there_are_not(what: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        task(what)


def task(what: str) -> NewTask:
    return msgspec.convert({"what": what, "area": "Melati", "place": "pasar"}, NewTask)


def test_the_stops_of_a_plan_are_visits_meetings_and_breaks() -> None:
    assert {kind.value for kind in StopKind} == {"visit", "joint", "rendezvous", "break"}


def test_no_vocabulary_has_a_word_for_force() -> None:
    """Kinds of events, words from fixed lists, and life cycles, in both languages."""
    members = [m.value for kind in enums(StrEnum) for m in kind]
    words = [both for cycle in CYCLES for both in (cycle.words, *cycle.states.values())]
    words += [move.words for cycle in CYCLES for move in cycle.moves]
    texts = [text for both in words for text in (both.id, both.en)]
    events = [move.event for cycle in CYCLES for move in cycle.moves]
    assert len(members) > 50
    assert len(texts) > 60
    assert [w for w in (*KINDS, *members, *texts, *events) if NEVER.search(w)] == []


def enums(kind: type[StrEnum]) -> list[type[StrEnum]]:
    ours = [k for k in kind.__subclasses__() if k.__module__.startswith("sejuk.")]
    return [*ours, *(deeper for k in ours for deeper in enums(k))]


@pytest.mark.parametrize("folder", ["room/words", "field", "shared/wire"])
def test_nor_has_the_browser(folder: str) -> None:
    files = sorted((ROOT / "frontend" / folder).glob("*ts"))
    if not (ROOT / "frontend").is_dir():
        pytest.skip("the front end's sources are not beside this copy of the program")
    assert files
    found = [(f.name, m[0]) for f in files for m in NEVER.finditer(f.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_force"),
    [
        *(("bubarkan massa", True), ("menangkap", True), ("penggeledahan", True)),
        *(("disperse", True), ("arrested", True), ("search people", True), ("razia", True)),
        *(("search the map", False), ("singgah", False), ("mengawal", False), ("stop", False)),
    ],
)
def test_what_a_word_for_force_is(text: str, *, is_force: bool) -> None:
    assert bool(NEVER.search(text)) is is_force
