"""The programs for browsers: found, packed, kept, and nothing else of the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sejuk.web.front import find_file
from tests.web.office import Office, check_problem, open_office

SCRIPT = b"export const sejuk = 1;\n" * 100


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A front end of three files, and a secret beside it."""
    root = tmp_path_factory.mktemp("static")
    (root / "app" / "assets").mkdir(parents=True)
    (root / "app" / "index.html").write_text("<!doctype html><title>sejuk</title>")
    (root / "app" / "assets" / "index-3f2a.js").write_bytes(SCRIPT)
    (root / "app" / ".rahasia").write_text("rahasia")
    (root / "rahasia.txt").write_text("rahasia")
    return root


@pytest.fixture(scope="module")
def office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("front"), static=built) as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", "index.html"),
        ("/", "index.html"),
        ("/malam-ini", "index.html"),
        ("/perintah/o-2024/peta", "index.html"),
        ("/assets/index-3f2a.js", "assets/index-3f2a.js"),
        ("/assets/lain.js", None),
        ("/../rahasia.txt", None),
        ("/assets/../../rahasia.txt", None),
        ("/.rahasia", None),
        ("/..\\rahasia.txt", None),
    ],
)
def test_an_address_means_a_file(built: Path, wanted: str, found: str | None) -> None:
    assert find_file(built / "app", wanted) == (built / "app" / found if found else None)


def test_pages_run_scripts_of_this_server_alone(office: Office) -> None:
    answer = office.ask("GET", "/app/malam-ini")
    assert answer.text == "<!doctype html><title>sejuk</title>"
    (policy,) = answer.headers.get_list("content-security-policy")
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert answer.headers["cache-control"] == "no-cache"
    assert office.ask("GET", "/app").headers["location"] == "/app/"


def test_assets_are_packed_and_kept_for_good(office: Office) -> None:
    path = "/app/assets/index-3f2a.js"
    answer = office.ask("GET", path, headers={"accept-encoding": "gzip"})
    assert answer.content == SCRIPT  # unpacked by the client
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    plain = office.ask("GET", path, headers={"accept-encoding": "identity"})
    assert (plain.content, plain.headers.get("content-encoding")) == (SCRIPT, None)
    again = office.ask("GET", path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_no_file_is_no_page(office: Office) -> None:
    for path in ("/app/assets/lain.js", "/app/%2e%2e/rahasia.txt", "/app/.rahasia"):
        check_problem(office.ask("GET", path), "page_unknown")
    check_problem(office.ask("GET", "/app/", headers={"host": "lain.id"}), "wrong_host")


def test_without_a_build_the_page_says_how_to_build(office: Office) -> None:
    answer = office.ask("GET", "/field/")
    assert (answer.status_code, "make serve" in answer.text) == (200, True)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
