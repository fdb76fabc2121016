"""The reference page of the server's addresses is the table of endpoints, and nothing else."""

from __future__ import annotations

from pathlib import Path

from sejuk.problems import CATALOGUE
from sejuk.web.api_page import api_page
from sejuk.web.endpoint import problems_of
from sejuk.web.server import ENDPOINTS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
REWRITE = (
    'python -c "from pathlib import Path; from sejuk.web.api_page import api_page; '
    "Path('docs/reference/api.md').write_text(api_page(), encoding='utf-8')\""
)


def test_the_page_is_written_from_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert page == api_page(), f"the endpoints have changed; write the page again:\n{REWRITE}"


def test_every_problem_that_an_endpoint_names_is_in_the_catalogue() -> None:
    named = {code for endpoint in ENDPOINTS for code in problems_of(endpoint)}
    assert named <= set(CATALOGUE)


def test_no_two_endpoints_have_one_address() -> None:
    names = [endpoint.name for endpoint in ENDPOINTS]
    assert len(names) == len(set(names))
