"""Help: each command says what each option is, in both languages, and the page has it all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sejuk.cli.command_page import command_page, help_of
from sejuk.cli.main import make_app
from sejuk.version import __version__
from tests.cli.command import SEJUK, done

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
REWRITE = (
    'python -c "from pathlib import Path; from sejuk.cli.command_page import command_page; '
    "from sejuk.cli.main import make_app; "
    "Path('docs/reference/commands.md').write_text(command_page(make_app()), encoding='utf-8')\""
)

NIGHT = {"--roster", "--tension", "--settings", "--seed", "--out", "--json"}
PLAN = NIGHT | {"--date", "--from", "--to", "--crews", "--present", "--preset", "--engine"}
OPTIONS: dict[tuple[str, ...], set[str]] = {
    ("plan",): PLAN
    | {"--nights", "--example", "--pin", "--ban", "--proof"}
    | {"--draw", "--draw-with", "--extra", "--veto"},
    ("compare",): PLAN | {"--weights-seeds"},
    ("simulate",): {
        *("--district", "--nights", "--worlds", "--policies", "--past", "--roster", "--present"),
        *("--settings", "--date", "--from", "--to", "--crews", "--seed", "--preset", "--jobs"),
        *("--out", "--json"),
    },
    ("replan",): NIGHT | {"--plan", "--at", "--delay", "--lost", "--incident"},
    ("district", "build"): {
        *("--out", "--roads", "--osm", "--areas", "--places", "--name", "--zone", "--year"),
        *("--population", "--settings", "--json"),
    },
    ("district", "sample"): {"--out", "--seed", "--json"},
    ("solve",): {"--format", "--vehicles", "--seconds", "--iterations", "--seed", "--json"},
    ("evaluate",): {"--district", "--design", "--outcomes", "--neighbours", "--seed", "--json"},
    ("sense", "scan"): {"--locations", "--settings", "--json"},
    ("sense", "knox"): {"--settings", "--json"},
    ("backup",): {"--out", "--json"},
    ("restore",): {"--out", "--json"},
    ("audit", "verify"): {"--against", "--key", "--json"},
    ("audit", "checkpoint"): {"--add", "--out"},
    ("audit", "bundle"): {"--since", "--entries", "--out"},
    ("audit", "witness"): {"--state", "--name", "--out"},
    ("record", "rebuild"): {"--json"},
    ("record", "expire"): {"--json"},
    ("demo",): {
        *("--out", "--date", "--seed", "--preset", "--json"),
        *("--serve", "--folder", "--port", "--speed"),
    },
    ("crews",): {
        *("--plan", "--roster", "--tension", "--speed", "--link", "--sos", "--seed", "--json"),
    },
    ("sense", "tension"): {"--district", "--reports", "--calendar", "--at", "--json"},
    ("rumour", "match"): {"--index", "--queries", "--json"},
    ("rumour", "same"): {"--pairs", "--json"},
    ("serve",): {"--address", "--port", "--proxy", "--url", "--sample"},
}


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_each_option_is_documented(words: tuple[str, ...]) -> None:
    text = help_of(make_app(), words)
    lines = [line.strip("│ *") for line in text.splitlines() if line.startswith("│")]
    shown = {line.split()[0]: line for line in lines if line.startswith("--")}
    assert set(shown) == OPTIONS[words]
    for option, line in shown.items():
        # `--out PATH  What it is`: a name, a type but for flags, and words.
        assert len(line.removeprefix(option).strip()) > 12, line


@pytest.mark.parametrize(
    "words", [(), ("district",), ("audit",), ("record",), ("sense",), *OPTIONS], ids=" ".join
)
def test_help_goes_to_stdout(words: tuple[str, ...]) -> None:
    answer = done(*words, "--help")
    assert answer.err == ""
    assert answer.out.startswith("Usage: sejuk" + "".join(f" {word}" for word in words))
    assert done(*words, "-h").out == answer.out


def test_a_group_without_a_command_shows_its_help() -> None:
    assert done().out == done("--help").out
    assert done("district").out == done("district", "--help").out


def test_version() -> None:
    assert done("--version").out == f"{__version__}\n"
    shown = subprocess.run([SEJUK, "--version"], capture_output=True, check=True)
    assert shown.stdout.decode() == f"{__version__}\n"


def test_the_page_is_written_from_the_commands() -> None:
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert page == command_page(make_app()), f"the commands have changed; write it:\n{REWRITE}"


def test_help_loads_nothing_heavy() -> None:
    """What makes `sejuk --help` instant, whatever the machine."""
    code = (
        "import sys; from sejuk.cli.main import run; run(['plan', '--help']); "
        "heavy = {'numpy', 'scipy', 'shapely', 'osmium', 'pyvrp', 'jinja2', 'sqlalchemy'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([SEJUK.with_name("python"), "-c", code], capture_output=True, check=True)
    assert ended.stderr.decode().strip() == "[]"
