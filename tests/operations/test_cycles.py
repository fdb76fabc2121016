"""The tables: complete, reachable, drawn as they are; what they do not hold is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sejuk.model.role import AccountRole
from sejuk.operations.alarm import ALARM, AlarmCase
from sejuk.operations.answer import ANSWER
from sejuk.operations.claim import CLAIM
from sejuk.operations.concern import CONCERN
from sejuk.operations.cycle import Cycle, Move, step, who_may
from sejuk.operations.cycles import CYCLES
from sejuk.operations.directive import DIRECTIVE
from sejuk.operations.early_warning import EARLY_WARNING
from sejuk.operations.handover import HANDOVER
from sejuk.operations.objection import OBJECTION
from sejuk.operations.operation import OPERATION
from sejuk.operations.order import ORDER
from sejuk.operations.page import condition, diagram, life_cycle_page
from sejuk.operations.planning import PLANNING
from sejuk.operations.task import TASK
from sejuk.problems import Both, ProblemError
from tests.operations.cases import NOW, good_case

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "life-cycles.md"
REWRITE = (
    'python -c "from pathlib import Path; from sejuk.operations.page import life_cycle_page; '
    "Path('docs/reference/life-cycles.md').write_text(life_cycle_page(), encoding='utf-8')\""
)
ROLES = (None, *AccountRole)
EACH = pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.name)

# Every life by hand, as the officers tell it: event, then the state it leads to.
LIVES: list[tuple[Cycle[Any], str, str]] = [
    (OPERATION, "start extend extend end", "running running running ended"),
    (OPERATION, "start expire", "running expired"),
    (OPERATION, "withdraw", "withdrawn"),
    (ORDER, "submit sign sign release set_out finish",
     "submitted submitted submitted released under_way done"),
    (ORDER, "submit return submit withdraw", "submitted draft submitted withdrawn"),
    (ORDER, "submit lapse", "submitted lapsed"),
    (ORDER, "revise submit sign release set_out revise finish",
     "draft submitted submitted released under_way under_way done"),
    (PLANNING, "work work finish choose", "working working ready chosen"),
    (PLANNING, "work fail", "working failed"),
    (PLANNING, "work finish apply", "working ready chosen"),
    (PLANNING, "work cancel", "working cancelled"),
    (HANDOVER, "accept", "accepted"),
    (HANDOVER, "decline", "declined"),
    (HANDOVER, "withdraw", "withdrawn"),
    (TASK, "take arrive finish", "taken on_site done"),
    (TASK, "take give_back take skip reopen cancel",
     "taken open taken not_done open cancelled"),
    (TASK, "take note_done", "taken done"),
    (CONCERN, "take take answer answer close reopen pass_on answer close",
     "in_hand in_hand answered answered closed in_hand passed_on answered closed"),
    (CONCERN, "escalate take escalate pass_on escalate merge",
     "received in_hand in_hand passed_on passed_on merged"),
    (CONCERN, "decline reopen withdraw", "not_ours in_hand withdrawn"),
    (DIRECTIVE, "pass read acknowledge withdraw", "passed read acknowledged withdrawn"),
    (ALARM, "repeat acknowledge press_again acknowledge hand_over close",
     "raised acknowledged raised acknowledged handed_over closed"),
    (EARLY_WARNING, "confirm go_on grow decline go_on end",
     "confirmed confirmed raised declined declined ended"),
    (EARLY_WARNING, "decline confirm decline grow end",
     "declined confirmed declined raised ended"),
    (CLAIM, "screen verify attach propose approve approve settle_false answer watch close",
     "screened verifying verifying proposed proposed proposed false answered watched closed"),
    (CLAIM, "screen verify propose return propose settle_unsettled watch resume watch reopen",
     "screened verifying proposed verifying proposed unsettled watched answered watched verifying"),
    (CLAIM, "screen attach detach verify set_aside",
     "screened screened screened verifying out_of_scope"),
    (CLAIM, "assess hand_over", "received handed_over"),
    (ANSWER, "revise submit return submit publish correct",
     "draft submitted draft submitted published corrected"),
    (ANSWER, "submit publish withdraw", "submitted published withdrawn"),
    (ANSWER, "submit lapse", "submitted withdrawn"),
    (OBJECTION, "uphold", "upheld"),
    (OBJECTION, "keep", "kept"),
]  # fmt: skip


@pytest.mark.parametrize(("cycle", "events", "states"), LIVES)
def test_a_life(cycle: Cycle[Any], events: str, states: str) -> None:
    state = cycle.start
    for event, expected in zip(events.split(), states.split(), strict=True):
        by = next((role for role in AccountRole if role in who_may(cycle, event)), None)
        state = step(cycle, state, event, by=by, case=good_case(cycle, event))
        assert state == expected


@EACH
def test_every_state_is_reached(cycle: Cycle[Any]) -> None:
    reached = {cycle.start}
    for _ in cycle.states:
        reached |= {m.target for m in cycle.moves if reached & set(m.sources)}
    assert reached == set(cycle.states)


@EACH
def test_every_state_leads_to_an_end(cycle: Cycle[Any]) -> None:
    """An end is a state that no row leaves; none may be without a way there."""
    ending = {s for s in cycle.states if not any(cycle.moves_from(s))}
    assert ending
    for _ in cycle.states:
        ending |= {s for m in cycle.moves if m.target in ending for s in m.sources}
    assert ending == set(cycle.states)


@EACH
def test_every_event_in_every_state_by_everyone_moves_or_is_refused(cycle: Cycle[Any]) -> None:
    """All combinations, with a case that meets every need: exactly the rows of the table move."""
    rows = {
        (move.event, source, role)
        for move in cycle.moves
        for source in move.sources
        for role in (move.who or {None})
    }
    moved, codes = set(), set()
    for event in {move.event for move in cycle.moves}:
        for state in cycle.states:
            for role in ROLES:
                try:
                    step(cycle, state, event, by=role, case=good_case(cycle, event))
                    moved.add((event, state, role))
                except ProblemError as problem:
                    codes.add(problem.code)
    assert codes == {"step_not_from_here", "step_not_yours"}
    assert moved == rows


@EACH
def test_every_need_says_what_it_asks_for(cycle: Cycle[Any]) -> None:
    words = [condition(need) for move in cycle.moves for need in move.needs]
    assert all(4 < len(text) < 90 for text in words)


def test_an_unknown_event_is_a_defect() -> None:
    with pytest.raises(KeyError):
        step(TASK, "open", "abolish", by=None, case=good_case(TASK, "take"))
    with pytest.raises(KeyError):
        who_may(TASK, "abolish")


def test_the_program_may_not_do_what_people_do() -> None:
    case = AlarmCase(now=NOW, last_sounded=NOW, by_name="Aipda Melati")
    with pytest.raises(ProblemError, match="step_not_yours"):
        step(ALARM, "raised", "acknowledge", by=None, case=case)


def move(event: str, source: str, target: str) -> Move[None]:
    return Move(
        event=event, words=Both(event, event), sources=(source,), target=target, who=frozenset()
    )


@pytest.mark.parametrize(
    ("states", "moves"),
    [
        ("a b", [move("go", "a", "b"), move("go", "a", "a")]),  # which of the two?
        ("a b", [move("go", "a", "c")]),  # c is no state
        ("a b c", [move("go", "a", "b")]),  # nothing leads to c
    ],
)
def test_a_table_with_a_hole_is_refused(states: str, moves: list[Move[None]]) -> None:
    with pytest.raises(ValueError, match="toy"):
        Cycle(
            name="toy",
            words=Both("a", "a"),
            start="a",
            states={state: Both(state, state) for state in states.split()},
            moves=tuple(moves),
        )


@EACH
def test_the_diagram_shows_each_row_once(cycle: Cycle[Any]) -> None:
    arrows = [line.strip() for line in diagram(cycle).splitlines() if "-->" in line]
    between = {line.split(":")[0] for line in arrows if "[*]" not in line}
    assert between == {f"{s} --> {m.target}" for m in cycle.moves for s in m.sources}
    assert len(arrows) == len(set(arrows))


def test_the_page_is_written_from_the_tables() -> None:
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert page == life_cycle_page(), f"the tables have changed; write the page again:\n{REWRITE}"
