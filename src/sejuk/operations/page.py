"""The page `docs/reference/life-cycles.md`, written from the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import ROLE_WORDS, Cycle, Move, Need
from sejuk.operations.cycles import CYCLES

_HEAD = """\
# Life cycles

What can become of an operation, a planning, an order, a task, a directive, an alarm, an early
warning, a handover, a concern, a claim, an answer and an objection; who may do it, and what has to
be so. What is not in a table cannot happen: it is refused with a [problem](problems.md).
A directive has this life once for each who is to have it.

This page, its diagrams too, is written from the tables in `operations/`; change it there.
"""


def life_cycle_page() -> str:
    """The whole page: a diagram and a table for each life."""
    return "\n".join([_HEAD, *(line for cycle in CYCLES for line in _section(cycle))])


def diagram(cycle: Cycle[Any]) -> str:
    """The states and moves of one table, in Mermaid's language."""
    left = {source for move in cycle.moves for source in move.sources if source != move.target}
    lines = ["stateDiagram-v2", f"    [*] --> {cycle.start}"]
    lines += [
        f"    {state}: {words.en}" for state, words in cycle.states.items() if state != words.en
    ]
    lines += [
        f"    {source} --> {move.target}: {move.words.en}"
        for move in cycle.moves
        for source in move.sources
    ]
    lines += [f"    {state} --> [*]" for state in cycle.states if state not in left]
    return "\n".join(lines)


def condition(need: Need[Any]) -> str:
    """What a need asks for, in words: the first line of its docstring."""
    line = (need.__doc__ or "").splitlines()[0].rstrip(".")
    return line[0].lower() + line[1:]


def _section(cycle: Cycle[Any]) -> Iterator[str]:
    yield f"## {cycle.words.en.capitalize()} ({cycle.words.id})\n"
    yield f"```mermaid\n{diagram(cycle)}\n```\n"
    yield "| step | from | to | who | what has to be so |"
    yield "|---|---|---|---|---|"
    yield from (_row(cycle, move) for move in cycle.moves)
    yield ""


def _row(cycle: Cycle[Any], move: Move[Any]) -> str:
    sources = ", ".join(cycle.states[source].en for source in move.sources)
    who = ", ".join(ROLE_WORDS[role].en for role in AccountRole if role in move.who)
    needs = "; ".join(condition(need) for need in move.needs)
    cells = (
        f"{move.words.en} ({move.words.id})",
        sources,
        cycle.states[move.target].en,
        who or "the program itself",
        needs,
    )
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")
