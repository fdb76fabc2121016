"""Run `sejuk` as people do, in this process, and check what it refuses."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from sejuk.cli.main import run
from sejuk.problems import CATALOGUE

SEJUK = Path(sys.executable).with_name("sejuk")
NIGHT = ("--preset", "quick", "--date", "2024-11-28")
"""A quick search for a fixed night."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 – whatever the command says
        return json.loads(self.out)


def sejuk(*arguments: object) -> Answer:
    """The command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Answer(code=code, out=out.getvalue(), err=err.getvalue())


def done(*arguments: object) -> Answer:
    """The command in this process, which must succeed."""
    answer = sejuk(*arguments)
    assert answer.code == 0, answer.err
    return answer


def sejuk_apart(*arguments: object, env: dict[str, str] | None = None) -> Answer:
    """The installed command in a process of its own; Python's warnings are errors."""
    found = subprocess.run(
        [SEJUK, *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONWARNINGS": "error", **(env or {})},
    )
    return Answer(code=found.returncode, out=found.stdout.decode(), err=found.stderr.decode())


def content(folder: Path) -> dict[str, bytes]:
    """Relative name → bytes of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def check_refused(answer: Answer, code: str) -> None:
    """Exit code 2, the code, both languages, nothing on stdout, no traceback."""
    assert answer.code == 2, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert f"[{code}]" in answer.err, answer.err
    what_id, do_id, what_en, do_en = answer.err.splitlines()[-4:]
    assert what_id.startswith("✗ ")
    assert what_en.startswith("✗ ")
    assert do_id.startswith("  → ")
    assert do_en.startswith("  → ")
    kind = CATALOGUE[code]
    for line, words in ((what_id, kind.id.what), (what_en, kind.en.what)):
        assert line[2:].startswith(words.split("{", maxsplit=1)[0])


def check_refused_as_json(answer: Answer, code: str) -> None:
    """The same as one JSON document, the last line on stderr."""
    assert answer.code == 2, answer
    assert answer.out == ""
    problem = json.loads(answer.err.splitlines()[-1])
    assert problem["code"] == code
    assert set(problem) == {"code", "what", "do"}
    for words in (problem["what"], problem["do"]):
        assert set(words) == {"id", "en"}
        assert words["id"] != words["en"]
        assert all(words.values())
