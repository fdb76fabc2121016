"""The account of a night: each figure against a count by hand, and against an independent one."""

from __future__ import annotations

from hypothesis import given, settings

from sejuk.model.force import Agency
from sejuk.model.kinds.field import Mood, Origin
from sejuk.model.night import CrewStrength, NightFacts, Share
from sejuk.operations.account import account_of
from tests.reporting.nights import CONCERNS, GATHERINGS, act, any_night, at, facts


def test_a_night_counted_by_hand() -> None:
    """Crew 1 makes its visit and the joint visit, crew 2 the joint visit, elsewhere and no more."""
    found = account_of(
        facts(
            act("roll_call_opened", -15),
            act("roll_call_opened", -14, "2"),
            act("arrived", 10, place="pasar"),
            act("talked", 12, place="pasar", residents=4),
            act("left", 22, place="pasar"),
            act("arrived", 38, place="balai"),
            act("arrived", 39, "2", place="balai"),
            act("left", 45, "2", place="balai"),
            act("arrived", 60, "2", place="gang-lain"),
            act("reported", 61, "2", what="tawuran", origin=Origin.RESIDENT, place="gang-lain"),
            act("reported", 62, "2", what="unjuk-rasa", origin=Origin.DISCOVERED, place="pasar"),
            act("reported", 63, "2", what="lain", origin=Origin.DISCOVERED, place="pasar"),
            act("observed", 64, "2", place="pasar", mood=Mood.PANAS),
            act("observed", 70, "2", place="balai", mood=Mood.PANAS),
            act("observed", 75, "2", place="balai", mood=Mood.SEJUK),
            act("roll_call_closed", 185),
        )
    )
    assert found.points == Share(done=2, of=4), "pasar and balai; not sekolah, not simpang"
    assert found.others == 1
    assert found.joint == Share(done=1, of=1)
    assert found.visits == 1, "six minutes at the hall are no visit, nor is what was never left"
    assert (found.dialogues, found.residents) == (1, 4)
    assert [h.what for h in found.happenings] == ["tawuran"]
    assert found.happenings[0].where == "gang-lain", "a place that no map knows stands as it is"
    assert [h.what for h in found.gatherings] == ["unjuk-rasa"]
    assert found.findings == 1
    assert found.vulnerable == ("Pasar Melati",), "the hall has cooled"
    assert (found.began, found.ended) == (at(-15), None), "crew 2 has not closed"
    assert found.strength == {Agency.POLRI: 4, Agency.TNI: 2, Agency.SATPOL_PP: 2}
    assert [line.ward for line in found.wards] == ["Lor", "Kidul"]
    assert found.landmarks == ("SDN Contoh", "Balai Warga")
    assert not found.calm


def test_who_was_there_in_the_end_is_who_is_counted() -> None:
    change = CrewStrength(crew="1", at=at(-10), count={Agency.POLRI: 1, Agency.TNI: 0})
    found = account_of(facts(changes=(change,)))
    assert found.crews[0].strength == {Agency.POLRI: 1}
    assert found.total == 1 + 4


@settings(max_examples=60)
@given(any_night)
def test_every_figure_is_a_count_of_the_record(night: NightFacts) -> None:
    """Counted again, in another way: sets and sums over the acts, nothing of the account."""
    found = account_of(night)
    acts = night.acts
    came = {a.place for a in acts if a.kind == "arrived"}
    planned = {"pasar", "balai", "sekolah", "simpang"}
    assert found.points == Share(done=len(came & planned), of=4)
    assert found.others == len(came - planned - {"polsek"})
    talks = [a.residents for a in acts if a.kind == "talked"]
    assert (found.dialogues, found.residents) == (len(talks), sum(talks))
    reports = [a for a in acts if a.kind == "reported"]
    told = sum(r.what in CONCERNS and r.origin is Origin.RESIDENT for r in reports)
    whole = len(found.happenings) + len(found.gatherings) + found.findings + told
    assert whole == len(reports), "each report is in one place and no other"
    assert len(found.gatherings) == sum(r.what in GATHERINGS for r in reports)
    assert found.concerns.of == len(night.concerns)
    assert found.concerns.done == len([c for c in night.concerns if c.followed_up])
    assert found.heard == sum(c.times for c in night.claims)
    assert found.claims.of == sum(c.claim is not None for c in night.claims)
    assert found.sos == sum(a.kind == "sos" for a in acts)
    assert found.total == sum(sum(line.strength.values()) for line in found.crews)
    assert found.calm is not bool(found.happenings or found.vulnerable or night.alarms)
