"""What is wrong with a command line, as a problem of the catalogue."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from cyclopts import CycloptsError
from cyclopts.exceptions import (
    CoercionError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
)

from sejuk.files.source import shown
from sejuk.problems import ProblemError, refuse

if TYPE_CHECKING:
    from cyclopts import App


def usage_problem(error: CycloptsError, app: App) -> ProblemError:
    """The problem that a command line's parser met, in words of both languages.

    One of `unknown_command`, `unknown_option`, `missing_option`, `bad_option`.
    """
    unused = " ".join(error.unused_tokens or ())
    if isinstance(error, UnknownCommandError):
        return _unknown_command(error, app)
    if isinstance(error, UnknownOptionError):
        token = error.token
        option = (token.keyword or token.value).split("=")[0]
        return refuse("unknown_option", option=shown(option), help=_help(error))
    if isinstance(error, MissingArgumentError):
        return refuse("missing_option", option=_name(error), help=_help(error))
    if isinstance(error, CoercionError) and error.token is not None:
        # All options that are read by the parser are whole numbers, `--json` excepted.
        expected = "--json" if error.target_type is bool else "0, 1, 2, …"
        return _bad_option(error.token.keyword, error.token.value, expected)
    if isinstance(error, RepeatArgumentError):
        return _bad_option(error.token.keyword, error.token.value, "1 ×")
    # Words that no option takes, and whatever else the parser may find.
    return refuse("unknown_option", option=shown(unused), help=_help(error))


def _unknown_command(error: CycloptsError, app: App) -> ProblemError:
    for word in error.command_chain or ():
        app = app[word]
    commands = [name for name in app if not name.startswith("-")]
    word = (error.unused_tokens or ["?"])[0]
    near = difflib.get_close_matches(word, commands, n=1) or commands
    return refuse("unknown_command", command=shown(word), commands=", ".join(near))


def _bad_option(option: str | None, value: str, expected: str) -> ProblemError:
    return refuse("bad_option", option=option or "?", value=shown(value), expected=expected)


def _name(error: MissingArgumentError) -> str:
    name = error.argument.name if error.argument else None
    return error.keyword or name or "?"


def _help(error: CycloptsError) -> str:
    return " ".join(("sejuk", *(error.command_chain or ()), "--help"))
