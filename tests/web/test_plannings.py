"""From the strength to an order and to its revisions: options, pins, collisions, a restart."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER, district_named
from sejuk.app.strength import lines_of, text_of
from sejuk.model.event import to_ms
from sejuk.model.kinds.room import PlanningBegun, PlanningKind
from sejuk.model.place import PlaceKind
from sejuk.store.documents import keep_document
from sejuk.store.papers import find_planning
from tests.web.night import PATIENCE, Night, roster, tomorrow
from tests.web.office import Office, check_done, check_problem, open_office
from tests.web.phone import Phone

AREA = "Melati"


@pytest.fixture(scope="module")
def ready(night: Night) -> Any:  # noqa: ANN401 – JSON
    """A planning with its three options."""
    found = night.planned(night.tonight())
    assert found["state"] == "ready", found
    return found


def path(planning: Any, rest: str) -> str:  # noqa: ANN401
    return f"/plannings/{planning['planning']}/{rest}"


def visits(plan: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    return [
        (route["crew"]["id"], stop["place"])
        for route in plan["routes"]
        for stop in route["stops"]
        if stop["kind"] == "visit"
    ]


def test_there_are_three_options_with_their_figures(night: Night, ready: Any) -> None:  # noqa: ANN401
    options = {option["option"]: option for option in ready["options"]}
    assert list(options) == ["worth", "widest", "varied"]
    values = {name: option["figures"]["objective"] for name, option in options.items()}
    # A draw is among plans within 1 % of the best; of the widest nothing is promised.
    assert values["worth"] >= 0.99 * max(values.values())
    assert values["varied"] >= 0.99 * values["worth"]
    wide, best = options["widest"]["figures"], options["worth"]["figures"]
    assert wide["neighbourhoods"] >= best["neighbourhoods"]
    for option in options.values():
        # The first night has no floor: every visit is an extra one.
        assert (option["core_visits"], option["extra_visits"]) == (0, option["figures"]["visits"])
        assert option["most_burdened"][0]["minutes"] >= option["minutes_median"]
    assert len(options["varied"]["commitment"]) == 64
    assert night.padal.get("/plannings").json()[0]["wish"] == ready["wish"]


def test_reasons_of_each_stop_add_up(night: Night, ready: Any) -> None:  # noqa: ANN401
    plan = check_done(night.padal.get(path(ready, "options/worth")))["plan"]
    for route in plan["routes"]:
        for stop in route["stops"]:
            total = sum(reason["amount"] for reason in stop["reasons"])
            assert total == pytest.approx(stop["value"], abs=1e-9)
    check_problem(night.padal.get(path(ready, "options/lain")), "option_unknown")


def test_a_chosen_option_becomes_a_draft(night: Night) -> None:
    planning = night.planned(night.tonight(seed=1))
    assert check_done(night.polri.get(path(planning, "options/widest")))["plan"]["seed"] == 1
    check_problem(night.padal.post(path(planning, "choose"), {"option": "x"}), "option_unknown")
    draft = check_done(night.padal.post(path(planning, "choose"), {"option": "widest"}))
    assert (draft["state"], draft["version"]) == ("draft", 1)
    assert draft["plan"] == planning["options"][1]["plan"]
    check_problem(
        night.padal.post(path(planning, "choose"), {"option": "worth"}), "step_not_from_here"
    )
    # The checker agrees once more, and what was entered is not asked for again.
    assert check_done(night.step(night.padal, draft["order"], "submit"))["state"] == "submitted"
    assert draft["tni_request"] == "B/12/XI/2024"
    assert check_done(night.padal.get("/strengths"))[0]["lines"][0]["people"] == 2


def test_two_edits_of_one_draft_are_shown_to_a_person(night: Night) -> None:
    planning = night.planned(night.tonight(seed=2))
    draft = check_done(night.padal.post(path(planning, "choose"), {"option": "worth"}))
    order, first = draft["order"], draft["plan"]
    plan = check_done(night.padal.get(f"/orders/{order}"))["plan"]
    crew, place = visits(plan)[0]
    other = next(r["crew"]["id"] for r in plan["routes"] if r["crew"]["id"] != crew)
    wish = {"kind": "edit", "order": order, "based_on": first}
    mine = night.planned({**wish, "pins": [{"place": place, "crew": other}]})
    theirs = night.planned({**wish, "bans": [place]})
    assert (mine["state"], theirs["state"]) == ("ready", "ready"), (mine, theirs)
    revise = f"/orders/{order}/revise"
    check_problem(
        night.padal.post(revise, {"planning": planning["planning"], "based_on": first}),
        "planning_not_of_order",
    )
    check_problem(
        night.padal.post(path(mine, "choose"), {"option": "edited"}), "planning_is_for_order"
    )
    done = check_done(night.padal.post(revise, {"planning": theirs["planning"], "based_on": first}))
    assert (done["version"], done["state"]) == (2, "draft")
    now = check_done(night.padal.get(f"/orders/{order}"))["plan"]
    assert place not in {p for _, p in visits(now)}
    # Mine was made from the first plan: it is refused, and both are there to be looked at.
    again = {"planning": mine["planning"], "based_on": first}
    check_problem(night.padal.post(revise, again), "changed_meanwhile")
    kept = check_done(night.padal.get(path(mine, "options/edited")))["plan"]
    assert (crew, place) not in visits(kept)
    versions = check_done(night.padal.get(f"/orders/{order}/versions"))
    assert [v["plan"] for v in versions] == [first, done["plan"]]
    old = check_done(night.padal.get(f"/orders/{order}/versions/{first}"))["plan"]
    assert old == plan
    # Who decides so puts mine in its place, knowing what it replaces.
    over = check_done(night.padal.post(revise, {**again, "based_on": done["plan"]}))
    assert over["version"] == 3
    check_problem(night.padal.post("/plannings", wish), "changed_meanwhile")
    check_done(night.step(night.padal, order, "submit"))
    late = {**wish, "based_on": over["plan"]}
    check_problem(night.padal.post("/plannings", late), "order_not_to_be_changed")


def test_what_cannot_be_planned_says_why(night: Night) -> None:
    failed = night.planned(night.tonight(bans=["tidak ada"]))
    assert (failed["state"], failed["problem"]["code"]) == ("failed", "unknown_place")
    assert failed["problem"]["what"]["id"] != failed["problem"]["what"]["en"]
    strength = [{"agency": "tni", "people": 4}]
    failed = night.planned(night.tonight(strength=strength))
    assert failed["problem"]["code"] == "no_police_lead"
    # What was typed is still there.
    assert failed["wish"]["strength"][0]["people"] == 4


def test_a_ban_moves_the_joint_visit_that_was_there(night: Night) -> None:
    planning = night.planned(night.tonight(seed=3))
    draft = check_done(night.padal.post(path(planning, "choose"), {"option": "worth"}))
    plan = check_done(night.padal.get(f"/orders/{draft['order']}"))["plan"]
    stops = [stop for route in plan["routes"] for stop in route["stops"]]
    joint = next(stop["place"] for stop in stops if stop["kind"] == "joint")
    wish = {"kind": "edit", "order": draft["order"], "based_on": draft["plan"], "bans": [joint]}
    edited = night.planned(wish)
    assert edited["state"] == "ready", edited
    made = check_done(night.padal.get(path(edited, "options/edited")))["plan"]
    assert joint not in {stop["place"] for route in made["routes"] for stop in route["stops"]}
    # What was dropped counts as changed: whoever decides sees it.
    assert edited["options"][0]["changed"] >= sum(stop["place"] == joint for stop in stops)


def test_one_that_cannot_be_read_fails_and_the_others_go_on(own_night: Night) -> None:
    """As after an update that changed what a wish is."""
    record = own_night.padal.office.record
    with record.writing(now=clock()) as writing:
        wish = keep_document(writing.connection, b'{"kind": "of another version"}', to_ms(clock()))
        body = PlanningBegun(
            planning="r-old", what=PlanningKind.TONIGHT, area=own_night.area, wish=wish
        )
        writing.happen(body, author=own_night.padal.actor.account)
    after = own_night.planned(own_night.tonight(bans=["tidak ada"]))
    assert after["problem"]["code"] == "unknown_place", "its turn came"
    listed = {row["planning"]: row for row in check_done(own_night.padal.get("/plannings"))}
    old = listed["r-old"]
    assert (old["state"], old["problem"]["code"]) == ("failed", "planning_unreadable")
    assert old["wish"] is None


def test_a_planning_is_cancelled(night: Night) -> None:
    wish = night.tonight(preset="best")
    planning = check_done(night.padal.post("/plannings", wish))
    until = time.monotonic() + PATIENCE
    while not check_done(night.padal.get(path(planning, "")[:-1]))["stage"]:
        assert time.monotonic() < until
        time.sleep(0.05)
    began = time.perf_counter()
    assert check_done(night.padal.post(path(planning, "cancel")))["state"] == "cancelled"
    # The next one has its turn at once, not when the search would have ended.
    assert night.planned(night.tonight(bans=["tidak ada"]))["state"] == "failed"
    assert time.perf_counter() - began < 60


def test_a_planning_outlives_the_server(town: Path, tmp_path: Path) -> None:
    (tmp_path / FOLDER).symlink_to(town / FOLDER)
    with open_office(tmp_path) as office:
        (district,) = check_done(office.person("duty_officer").get("/districts"))
        night = Night(office, district["name"])
        planning = check_done(night.padal.post("/plannings", night.tonight()))["planning"]
    with open_office(tmp_path) as office:
        until = time.monotonic() + PATIENCE
        state = ""
        while state not in {"ready", "failed"} and time.monotonic() < until:
            with office.record.reading() as connection:
                row = find_planning(connection, planning)
            state = row.state if row else ""
            time.sleep(0.05)
        assert state == "ready"


def test_strength_is_a_roster_and_back() -> None:
    lines = lines_of(roster())
    assert lines_of(text_of(lines)) == lines
    assert [(line.agency, line.people) for line in lines] == [
        ("polri", 2),
        ("polri", 2),
        ("tni", 2),
    ]


def test_a_pasted_roster_is_read(night: Night) -> None:
    read = check_done(night.padal.post("/strengths/read", {"text": roster()}))
    assert len(read["lines"]) == 3
    check_problem(night.padal.post("/strengths/read", {"text": "a,b\n1,2\n"}), "missing_column")


@pytest.mark.soak
def test_earlier_nights_in_the_record_say_what_is_due(
    own_night: Night, own_town_office: Office
) -> None:
    """One visit, six nights ago: every neighbourhood is due, whether it had that visit or none."""
    district = district_named(own_town_office.record.folder, own_night.area)
    place = next(place for place in district.places if place.kind is PlaceKind.MARKET)
    katim = Phone(own_night.katim)
    at = datetime.combine(date.fromisoformat(tomorrow()), time_of_day(15, 30), UTC)
    then = at - timedelta(days=6)  # 22.30 WIB
    katim.push(
        katim.event("arrived", place=place.id, crew="A", at=then),
        katim.event("left", place=place.id, crew="A", at=then + timedelta(minutes=12)),
    )
    planning = own_night.planned(own_night.tonight())
    assert planning["state"] == "ready", planning
    option = planning["options"][0]
    due = len(district.neighbourhoods)
    assert option["core_visits"] > 0
    assert option["core_visits"] + option["unmet"] >= due, "who is not visited is named"
    plan = check_done(own_night.padal.get(path(planning, "options/worth")))["plan"]
    assert "no_history" not in plan["notes"]
    # The checker, which reads the same record, agrees: at the submission and after an edit.
    draft = check_done(own_night.padal.post(path(planning, "choose"), {"option": "worth"}))
    _, place_id = visits(plan)[0]
    wish = {"kind": "edit", "order": draft["order"], "based_on": draft["plan"]}
    edited = own_night.planned({**wish, "bans": [place_id]})
    assert edited["state"] == "ready", edited
    assert check_done(own_night.step(own_night.padal, draft["order"], "submit"))


def test_a_rotation_is_in_all_plans_of_its_nights(own_night: Night) -> None:
    """Drawn with the first of them; a commander may go elsewhere, and the plan still says what was
    drawn."""
    wish = own_night.tonight(extra=2)
    refused = own_night.padal.post("/plannings", {**own_night.tonight(), "vetoed": ["pasar-1"]})
    check_problem(refused, "request_invalid")
    planning = own_night.planned(wish)
    assert planning["state"] == "ready", planning
    told = planning["rotation"]
    assert (told["night"], told["nights"], len(told["drawn"])) == (1, 3, 2)
    check_problem(own_night.padal.post("/plannings", wish), "rotation_holds")
    # Nor one that is known for weeks.
    ahead = (date.fromisoformat(wish["date"]) + timedelta(days=30)).isoformat()
    check_problem(own_night.padal.post("/plannings", {**wish, "date": ahead}), "rotation_not_ahead")
    draft = check_done(own_night.padal.post(path(planning, "choose"), {"option": "varied"}))
    plan = check_done(own_night.padal.get(f"/orders/{draft['order']}"))["plan"]
    assert plan["rotation"]["drawn"] == told["drawn"]
    went = {place for _, place in visits(plan)}
    missed = {unmet["id"] for unmet in plan["unmet"] if unmet["what"] == "extra"}
    assert set(told["drawn"]) - went == missed
    undrawn = {unit["place"] for unit in plan["rotation"]["frame"]["units"]} - set(told["drawn"])
    assert not undrawn & went
    # A pin of an undrawn place is a deviation, which people may want: it is visited.
    pin = min(undrawn)
    edit = {"kind": "edit", "order": draft["order"], "based_on": draft["plan"]}
    edited = own_night.planned({**edit, "pins": [{"place": pin}]})
    assert edited["state"] == "ready", edited
    made = check_done(own_night.padal.get(path(edited, "options/edited")))["plan"]
    assert pin in {place for _, place in visits(made)}
    assert made["rotation"] == plan["rotation"]
    # The second night has the same draw without being asked.
    later = (date.fromisoformat(wish["date"]) + timedelta(days=1)).isoformat()
    second = own_night.planned(own_night.tonight(date=later))
    assert second["rotation"] == {**told, "night": 2}
    # Crews see where to go, and nothing of what was left out.
    own_night.operation()
    check_done(own_night.step(own_night.padal, draft["order"], "submit"))
    own_night.release(draft["order"])
    address = f"/orders/{draft['order']}"
    assert check_done(own_night.polri.get(address))["plan"] == plan
    for path_of_crews in (address, f"{address}/versions/{draft['plan']}"):
        shown = check_done(own_night.katim.get(path_of_crews))["plan"]
        assert shown["routes"] == plan["routes"]
        said = msgspec.json.encode(shown).decode()
        assert not [place for place in (*undrawn, *missed) if f'"{place}"' in said]
    # Nor is a plan taken in that says of itself that it may go where the lot left out.
    notes = [*plan["notes"], "replanned"]
    brought = {"plan": {**plan, "notes": notes}, "roster": roster()}
    check_problem(own_night.padal.post("/orders", brought), "not_a_plan")
