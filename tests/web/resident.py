"""Somebody who is not signed in, with the public page in a browser that runs no script."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx

from tests.web.office import Office

WORDS = "Lampu di gang mati sejak Senin, anak-anak takut lewat."
RUMOUR = "Kabarnya kotak suara di gudang kecamatan sudah dibuka orang tadi malam"


class Resident:
    """What one sees, types and is given."""

    def __init__(self, office: Office, area: str) -> None:
        self.office = office
        self.area = area
        self.headers: dict[str, str] = {}
        """What this one's browser sends along."""

    def get(self, path: str = "/publik", **more: Any) -> httpx.Response:  # noqa: ANN401
        return check_open(self.office.ask("GET", path, **more))

    def send(self, path: str, **fields: str) -> httpx.Response:
        headers = {"content-type": "application/x-www-form-urlencoded", **self.headers}
        content = "&".join(f"{name}={quoted(text)}" for name, text in fields.items())
        answer = self.office.ask("POST", path, headers=headers, content=content.encode())
        return check_open(answer)

    def tell_concern(self, **more: str) -> httpx.Response:
        fields = {"what": "lampu-jalan", "neighbourhood": "1", "text": WORDS, **more}
        return self.send("/publik/keluhan", **fields)

    def tell_claim(self, **more: str) -> httpx.Response:
        fields = {"neighbourhood": "1", "channel": "whatsapp", "text": RUMOUR, **more}
        return self.send("/publik/isu", **fields)

    def ask(self, code: str) -> str:
        """What the ticket tells, as text."""
        answer = self.send("/publik/tiket", code=code)
        assert answer.status_code == 200, answer.text
        return text_of(answer)


def quoted(text: str) -> str:
    return str(httpx.QueryParams({"": text}))[1:]


def check_open(answer: httpx.Response) -> httpx.Response:
    """No cookie, no script that runs, nothing of another site that a browser would fetch."""
    assert "set-cookie" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert set(re.findall(r"<script(.*?)>", answer.text)) <= {' type="application/ld+json"'}
        assert not re.search(r"\son[a-z]+=", answer.text)
        assert re.findall(r'(?:src|rel="stylesheet" href)="(?!/publik/)', answer.text) == []
    return answer


def text_of(answer: httpx.Response) -> str:
    """What a reader sees, on one line."""
    return text_of_page(answer.text)


def text_of_page(page: str) -> str:
    """The same of a page that is at hand."""
    inside = page.partition("<main")[2].partition("</main>")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", f"<{inside}").split()))


def code_of(answer: httpx.Response) -> str:
    """The ticket that was given out."""
    assert answer.status_code == 200, answer.text
    (code,) = re.findall(r'class="code">([0-9A-Z-]+)<', answer.text)
    return str(code)
