"""The front end: wire types are the server's, no type is forced, nothing comes from elsewhere."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONT = ROOT / "frontend"
STATIC = ROOT / "src" / "sejuk" / "web" / "static"
SOURCES = sorted(
    file
    for folder in ("room", "field", "shared", "tests")
    for file in (FRONT / folder).rglob("*")
    if file.suffix in {".ts", ".svelte"} and file.parent.name != "wire"
)


def test_wire_types_are_those_of_the_server() -> None:
    check = [sys.executable, str(ROOT / "scripts" / "wire_types.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert not done.returncode, f"run scripts/wire_types.py: {done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("const x = y as Order", True),
        ("const x = <any>y", True),
        ("function f(x: any): void {}", True),
        ("// @ts-expect-error", True),
        ("const WORDS = { } as const satisfies X", False),
        ("import { W as ROOM } from './words'", False),
        ("import * as maps from 'maplibre-gl'", False),
        ("{#each list as item (item.id)}", False),
        ("// the same as before", False),
    ],
)
def test_knows_a_cast(line: str, found: bool) -> None:
    assert has_cast(line) is found


def has_cast(line: str) -> bool:
    code = re.sub(r"//(?! @ts-).*|'[^']*'|`[^`]*`|\"[^\"]*\"|^\s*\*.*|/\*.*", "", line)
    code = re.sub(r"^\s*(?:import|export) .*|\{#(?:each|await) .*\}", "", code)
    return bool(re.search(r"\bas (?!const\b)[A-Za-z({\[]|: any\b|<any\b|\bany\[\]|@ts-", code))


@pytest.mark.parametrize("file", SOURCES, ids=lambda f: f.relative_to(FRONT).as_posix())
def test_no_type_is_forced(file: Path) -> None:
    lines = re.sub(r"<style>.*</style>", "", file.read_text("utf-8"), flags=re.DOTALL).splitlines()
    assert [line for line in lines if has_cast(line)] == []


@pytest.fixture(scope="module")
def built() -> Path:
    if not (STATIC / "app" / "index.html").is_file():
        pytest.fail("the front end is not built: `make test` does, or scripts/front_end.py build")
    return STATIC


def first_load(folder: Path, page: str = "index.html") -> dict[str, int]:
    """What a browser fetches before it shows anything: file → bytes on the way, compressed."""
    text = (folder / page).read_text("utf-8")
    prefix = f"/{folder.name}/"
    todo = [page, *re.findall(rf'(?:src|href)="{prefix}([^"]+)"', text)]
    sizes: dict[str, int] = {}
    while todo:
        name = todo.pop()
        if name in sizes or not (folder / name).is_file():
            continue
        content = (folder / name).read_bytes()
        compressed = folder / f"{name}.gz"
        sizes[name] = compressed.stat().st_size if compressed.is_file() else len(content)
        if name.endswith(".js"):
            static = re.findall(r'(?:import|from)\s*"\./([^"]+)"', content.decode())
            todo += [f"assets/{found}" for found in static]
        if name.endswith(".css"):
            todo += [
                found.removeprefix(prefix)
                for found in re.findall(r"url\(([^)]+)\)", content.decode())
            ]
    return sizes


def test_first_load_of_the_room_is_small(built: Path) -> None:
    # Issue 5: at most 200 KB gzip before the map, fonts and styles included.
    sizes = first_load(built / "app")
    assert any(name.endswith(".js") for name in sizes)
    assert sum(sizes.values()) <= 200 * 1000, sizes
    assert not [name for name in sizes if "maplibre" in name], "the map is loaded when it is shown"


def test_compressed_copies_are_the_same(built: Path) -> None:
    copies = sorted(built.rglob("*.gz"))
    assert copies
    for copy in copies:
        assert gzip.decompress(copy.read_bytes()) == copy.with_suffix("").read_bytes(), copy


OWN = re.compile(r"https?://[^\s\"'`)\\]+")
NAMED_ONLY = re.compile(
    r"^https?://(?:www\.w3\.org/|svelte\.dev/e/|github\.com/|(?:www\.)?maplibre\.(?:org|invalid)/|"
    r"wiki\.openstreetmap\.org/|127\.0\.0\.1)"
)
"""Names of formats, and pages that messages speak of: nothing is fetched from there. That no
request leaves the server is seen in a browser, in tests/room."""


def test_no_other_server_is_named(built: Path) -> None:
    found = {
        (file.name, address)
        for file in built.rglob("*")
        if file.suffix in {".js", ".css", ".html", ".mjs"}
        for address in OWN.findall(file.read_text("utf-8"))
        if not NAMED_ONLY.match(address)
    }
    assert found == set()
