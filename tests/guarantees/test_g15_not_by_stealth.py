"""G15: no face recognition, social-media scraping, plate reading or phone interception, by stealth.

What the program depends on, loads, asks and may use in a browser is held against a list of what it
must never have. The list is of kinds of packages and not of today's names alone, so that a new one
needs this file changed, where everybody sees it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sejuk.app.factchecks.fetch import Limits, fetch
from sejuk.files.factchecks.reading import read_fact_checks
from sejuk.problems import ProblemError
from sejuk.text.accounts import ACCOUNT_HOSTS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "sejuk"

NEVER = re.compile(
    r"(?<!inter)(?<!sur)face|facial|wajah|deepface|retina|arcface|dlib|mediapipe|opencv|\bcv2\b|yolo|ultralytics"
    r"|torch|tensorflow|keras|onnx|openvino|tflite"  # what pictures of people are read with
    r"|alpr|anpr|licen[cs]e.?plate|number.?plate|plate.?recogn|tesseract|easyocr|paddleocr|ocr"
    r"|scrap|crawl|spider|selenium|puppeteer|snscrape|twint|tweepy|instaloader|instagram|tiktok"
    r"|facebook|twitter|telethon|pyrogram|whatsapp|telegram|linkedin|discord|reddit|youtube"
    r"|scapy|pyshark|pcap|sniff|imsi|\bgsm|osmocom|\bsdr\b|rtlsdr|bluetooth|bleak|\bsmpp|wiretap"
    r"|speaker.?(id|recogn)|whisper|vosk|\bspeech",
    re.IGNORECASE,
)
BENIGN = frozenset({"sniffio"})
"""Names that have one of these words in them and mean something else: which event loop runs."""


def denied(names: Iterator[str] | set[str] | list[str]) -> list[str]:
    return sorted(name for name in names if name not in BENIGN and NEVER.search(name))


def test_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    names = [re.split(r"[ <>=!~;\[]", one, maxsplit=1)[0] for one in wanted]
    assert len(names) > 20
    assert denied(names) == []


def test_all_that_is_installed_with_them() -> None:
    file = ROOT / "constraints.txt"
    if not file.exists():
        pytest.skip("constraints.txt is not beside this copy of the program")
    names = [line.split("==")[0].lower() for line in file.read_text("utf-8").splitlines()]
    assert len(names) > 50
    assert denied(names) == []


def test_packages_of_the_browser() -> None:
    lock = ROOT / "frontend" / "pnpm-lock.yaml"
    if not lock.exists():
        pytest.skip("the front end's sources are not beside this copy of the program")
    names = set(re.findall(r"^  '?(@?[a-z][^@'\s]*)@", lock.read_text("utf-8"), re.MULTILINE))
    assert len(names) > 50
    assert denied(names) == []


IMPORT = re.compile(
    r"^ *(?:from +([\w.]+) +import +(?:\(([^)]*)\)|([\w, ]+))|import +([\w., ]+))", re.MULTILINE
)


@cache
def modules() -> tuple[tuple[str, str], ...]:
    """File and module, for all that the program loads."""
    found: list[tuple[str, str]] = []
    for file in sorted(SOURCE.rglob("*.py")):
        name = file.relative_to(SOURCE).as_posix()
        for module, several, few, plain in IMPORT.findall(file.read_text("utf-8")):
            found += [(name, one.split(" as ")[0].strip()) for one in plain.split(",") if one]
            if module:
                found.append((name, module))
                found += [(name, f"{module}.{one.strip()}") for one in (several or few).split(",")]
    return tuple(found)


ASKING = re.compile(
    r"^(socket|ssl|http\.client|urllib\.request|urllib3|requests|httpx|aiohttp|ftplib|smtplib"
    r"|poplib|imaplib|telnetlib|nntplib|xmlrpc|websockets?|paramiko|bluetooth|serial|usb)(\.|$)"
)


def test_modules() -> None:
    loaded = modules()
    assert len(loaded) > 1000
    assert ("app/factchecks/fetch.py", "http.client") in loaded
    assert ("typeset/press.py", "typst") in loaded, "also within a function"
    assert denied({name for _, name in loaded if not name.startswith("sejuk.")}) == []


def test_who_may_ask_the_network() -> None:
    asking = {file for file, name in modules() if ASKING.match(name)}
    assert asking == {
        "app/crews/client.py",  # simulated crews ask the server they are told to
        "app/factchecks/fetch.py",  # the address that an officer gave, and no other
        "app/serve.py",  # looks for a free port of this machine
        "web/run.py",  # listens
    }


def test_no_address_of_social_media_is_written_anywhere() -> None:
    hosts = re.compile(
        r"https?://(?:[a-z0-9-]+\.)*(" + "|".join(map(re.escape, sorted(ACCOUNT_HOSTS))) + r")\b"
    )
    texts = [f for kind in ("py", "toml", "json", "html") for f in SOURCE.rglob(f"*.{kind}")]
    ours = [file for file in texts if "static" not in file.parts]
    assert len(ours) > 300
    assert [file.name for file in ours if hosts.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize("host", sorted(ACCOUNT_HOSTS))
@pytest.mark.parametrize("form", ["https://{}/budi", "http://m.{}/", "https://WWW.{}./a?b"])
def test_nobody_on_social_media_is_asked(host: str, form: str) -> None:
    with pytest.raises(ProblemError) as found:
        fetch(form.format(host), limits=Limits(own_network=True))
    assert found.value.code == "address_is_an_account"


def test_nor_kept_from_what_others_tell() -> None:
    table = "klaim;alamat\nKotak dibawa;https://www.facebook.com/budi/posts/1\n"
    assert read_fact_checks("contoh", table.encode()).checks[0].url == ""


BROWSER = re.compile(
    r"FaceDetector|TextDetector|navigator\.contacts|ContactsManager|navigator\.bluetooth"
    r"|navigator\.usb|navigator\.serial|SpeechRecognition|getDisplayMedia|OTPCredential"
)


def test_the_browser_uses_nothing_of_the_kind() -> None:
    folder = ROOT / "frontend"
    if not folder.is_dir():
        pytest.skip("the front end's sources are not beside this copy of the program")
    ours = [
        file
        for part in ("room", "field", "shared")
        for kind in ("ts", "svelte")
        for file in (folder / part).rglob(f"*.{kind}")
    ]
    assert len(ours) > 50
    assert [file.name for file in ours if BROWSER.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("name", "is_denied"),
    [
        *(("deepface", True), ("face-recognition", True), ("opencv-python-headless", True)),
        *(("openalpr", True), ("snscrape", True), ("telethon", True), ("scapy", True)),
        *(("facebook-business", True), ("pytesseract", True), ("openai-whisper", True)),
        *(("numpy", False), ("typst", False), ("segno", False), ("sniffio", False)),
    ],
)
def test_what_is_denied(name: str, *, is_denied: bool) -> None:
    assert bool(denied([name])) is is_denied
