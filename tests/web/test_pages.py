"""The pages for people, walked as a browser does it, against `sejuk serve` in a process of its own.

From the one-time link on the terminal to a phone enrolled by QR, and everything taken back again.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import httpx
import msgspec
import pyotp
import pytest
import segno

from sejuk.app.context import clock
from sejuk.app.credentials import totp_link
from tests.web.running import SEJUK, free_port

PASSWORD = "kopi-tubruk-tanpa-gula"  # noqa: S105 – of an invented account


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """A server that has just been started without any configuration."""

    url: str
    link: str
    """As it was printed on the terminal."""


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    port = free_port()
    process = subprocess.Popen(
        [SEJUK, "serve", tmp_path / "data", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr
        said = ""
        while "Melayani" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        (link,) = re.findall(r"http\S+/mulai/\S+", said)
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                httpx.get(f"{url}/health", timeout=1).raise_for_status()
                break
            except httpx.HTTPError:
                continue
        yield Door(url=url, link=link)
    finally:
        process.terminate()
        process.wait(timeout=60)
        process.stderr.close()  # type: ignore[union-attr]


def field(page: str, name: str) -> str:
    """The value of a hidden field of the page's form."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return unescape(found[1])


def qr_of(page: str) -> str:
    """The picture of the page's code, as the address of an image."""
    (found,) = re.findall(r'<img class="qr" src="([^"]+)"', page)
    return unescape(found)


def drawn(text: str) -> str:
    """The picture that a QR code of this text is."""
    return segno.make(text, error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")


def check_page(answer: httpx.Response) -> str:
    """A page without script, under the strictest policy."""
    assert answer.status_code == 200, answer.text
    assert "<script" not in answer.text
    assert not re.search(r"\son[a-z]+=", answer.text), "no handlers either"
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
    assert "unsafe" not in answer.headers["content-security-policy"]
    return answer.text


def signed_in(browser: httpx.Client, account: str, secret: str) -> str:
    """Through the door, with the next code; the own page."""
    code = pyotp.TOTP(secret).at(clock() + timedelta(seconds=30))
    wish = {"account": account, "password": PASSWORD, "totp_code": code}
    answer = browser.post("/masuk", data=wish)
    assert (answer.status_code, answer.headers["location"]) == (303, "/app/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    return check_page(browser.get("/akun"))


def accepted(browser: httpx.Client, link: str) -> str:
    """Chooses a password on the page of an invitation; the secret of the second factor."""
    page = check_page(browser.get(link))
    secret = field(page, "totp_secret")
    (who,) = re.findall(r'class="lead">[^<]*<strong>([^<]+)</strong>', page)
    assert qr_of(page) == drawn(totp_link(secret, who))
    code = pyotp.TOTP(secret).at(clock())
    wish = {"password": PASSWORD, "totp_secret": secret, "totp_code": code}
    check_page(browser.post("/mulai", data={"code": field(page, "code"), **wish}))
    return secret


def test_from_the_terminal_to_an_enrolled_phone_and_back(door: Door) -> None:
    with httpx.Client(base_url=door.url, timeout=60) as admin:
        page = check_page(admin.get(door.link))
        first = {"account": "admin", "name": "Administrator"}
        secret = field(page, "totp_secret")
        wish = {
            "code": field(page, "code"),
            "password": PASSWORD,
            "totp_secret": secret,
            "totp_code": pyotp.TOTP(secret).at(clock()),
        }
        check_page(admin.post("/mulai", data={**wish, **first}))
        own = signed_in(admin, "admin", secret)
        csrf = {"_csrf": field(own, "_csrf")}
        new = {
            "account": "padal",
            "name": "Padal Melati",
            "role": "duty_officer",
            "agency": "polri",
            "area": "Melati",
        }
        refused = admin.post("/akun/baru", data=new)
        assert refused.status_code == 403, "a form of another site brings no secret"
        invited = check_page(admin.post("/akun/baru", data={**new, **csrf}))
        (link,) = re.findall(r'class="link">([^<]+)<', invited)
        assert qr_of(invited) == drawn(link)
        with httpx.Client(base_url=door.url, timeout=60) as padal:
            check_padal(padal, accepted(padal, link))
        # The administrator enrols another phone for the account, and revokes it.
        code = scanned(check_page(admin.post("/akun/qr", data={"account": "padal", **csrf})))
        phone = enrolled(door.url, code, "HP cadangan")
        device = field(check_page(admin.get("/akun")).partition("HP cadangan")[2], "device")
        assert device == phone["device"]
        assert admin.post("/akun/cabut", data={"device": device, **csrf}).status_code == 303
        assert pushed(door.url, phone).status_code == 401
        assert admin.post("/akun/keluar", data=csrf).headers["location"] == "/masuk"
        assert admin.get("/akun").headers["location"] == "/masuk"


def check_padal(padal: httpx.Client, secret: str) -> None:
    """Enrols the own phone from the own page, sees its session there, and ends it."""
    own = signed_in(padal, "padal", secret)
    csrf = {"_csrf": field(own, "_csrf")}
    code = scanned(check_page(padal.post("/akun/gawai", data=csrf)))
    url = str(padal.base_url).rstrip("/")
    phone = enrolled(url, code, "HP Padal")
    assert pushed(url, phone).status_code == 200
    again = httpx.post(f"{url}/devices", json={"code": code, "name": "HP lain"}, timeout=60)
    assert again.json()["code"] == "code_not_valid", "a code enrols one phone"
    page = check_page(padal.get("/akun"))
    sessions = re.findall(r'name="session" value="([^"]+)"', page)
    assert len(sessions) == 1, "the phone's; that of this browser has no button"
    assert padal.post("/akun/sesi", data={"session": sessions[0], **csrf}).status_code == 303
    assert pushed(url, phone).status_code == 401


def scanned(page: str) -> str:
    """What a phone reads from the page: the code at the end of the field app's own address."""
    (link,) = re.findall(r'class="link">([^<]+)<', page)
    assert qr_of(page) == drawn(link)
    assert "/field/#gawai/" in link
    return str(link).rpartition("/")[2]


def enrolled(url: str, code: str, name: str) -> dict[str, str]:
    answer = httpx.post(f"{url}/devices", json={"code": code, "name": name}, timeout=60)
    answer.raise_for_status()
    found: dict[str, str] = answer.json()
    return found


def pushed(url: str, phone: dict[str, str]) -> httpx.Response:
    headers = {"authorization": f"Bearer {phone['token']}"}
    return httpx.post(f"{url}/sync", json={"device": phone["device"]}, headers=headers, timeout=60)
