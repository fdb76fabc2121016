"""The page `docs/reference/commands.md`, written from the help of the commands."""

from __future__ import annotations

import io
from collections.abc import Iterator

from cyclopts import App

HEAD = """\
# Commands

Data goes to stdout and talk to stderr. With `--json`, stdout holds one JSON document, and a
problem is one JSON line, the last on stderr.

| exit code | meaning |
|---|---|
| 0 | done |
| 2 | refused, with a [problem](problems.md); nothing was written (but by `sejuk audit oversight`) |
| 130 | interrupted (Ctrl-C); nothing was written |
| 141 | nobody reads the output any more |

This page is written from `src/sejuk/cli/`; change it there.
"""
COLUMNS = 100


def command_page(app: App) -> str:
    """The whole page: the program, then each command in the order of its name."""
    return "\n".join([HEAD, *(section(app, words) for words in ((), *_commands(app)))])


def section(app: App, words: tuple[str, ...]) -> str:
    """One command with its help."""
    return f"## {' '.join(('sejuk', *words))}\n\n```text\n{help_of(app, words)}\n```\n"


def help_of(app: App, words: tuple[str, ...]) -> str:
    """The help as a terminal of 100 columns shows it, without colours."""
    from rich.console import Console

    text = io.StringIO()
    console = Console(file=text, width=COLUMNS, color_system=None, force_terminal=False)
    app.help_print(list(words), console=console)
    return "\n".join(line.rstrip() for line in text.getvalue().strip().splitlines())


def _commands(app: App, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of each command, commands of commands included."""
    for name in sorted(name for name in app if not name.startswith("-")):
        words = (*before, name)
        yield words
        yield from _commands(app[name], words)
