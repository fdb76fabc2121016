"""The tail of the record as a stream: heard as it happens, from `Last-Event-ID` on."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.web.running import Running, enrolled, running

PATIENCE = 10.0


class Ear(threading.Thread):
    """Listens to the stream; keeps what it hears."""

    def __init__(self, server: Running, token: str, last_id: str | None = None) -> None:
        super().__init__(daemon=True)
        self.heard: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.ended = False
        self._url = f"{server.url}/tail"
        self._headers = {"authorization": f"Bearer {token}"}
        if last_id is not None:
            self._headers["last-event-id"] = last_id
        self.begun = threading.Event()

    def run(self) -> None:
        try:
            with httpx.stream("GET", self._url, headers=self._headers, timeout=30) as answer:
                assert answer.headers["content-type"].startswith("text/event-stream")
                self.begun.set()
                kind = ""
                for line in answer.iter_lines():
                    if line.startswith("event: "):
                        kind = line[7:]
                    if line.startswith("data: ") and kind == "entry":
                        self.heard.append(msgspec.json.decode(line[6:]))
                    if line.startswith("id: "):
                        self.ids.append(line[4:])
        except httpx.HTTPError:
            pass  # the server went; what was heard counts
        self.ended = True

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + PATIENCE
        while len(self.heard) < count and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.heard) >= count


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401
    folder = tmp_path_factory.mktemp("stream")
    people = enrolled(folder, 2)
    with running(folder) as server:
        yield server, people


def push(server: Running, person: tuple[str, str, str], seq: int) -> None:
    account, device, token = person
    event = {
        "id": f"01936f2e-0000-7000-8000-{int(device[2:]):06d}{seq:06d}",
        "device": device,
        "seq": seq,
        "occurred_at": "2024-11-28T22:00:00+07:00",
        "author": account,
        "body": {"kind": "arrived", "place": f"titik-{seq}"},
    }
    answer = httpx.post(
        f"{server.url}/sync",
        json={"device": device, "events": [event]},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.json()["acked"] == [event["id"]]


def places(ear: Ear) -> list[str]:
    return [entry["body"]["place"] for entry in ear.heard]


def test_what_happens_is_heard_and_a_broken_line_goes_on(people: Any) -> None:  # noqa: ANN401
    server, (first, second) = people
    ear = Ear(server, second[2])
    ear.start()
    assert ear.begun.wait(PATIENCE)
    for seq in (1, 2, 3):
        push(server, first, seq)
    ear.wait_for(3)
    assert places(ear) == ["titik-1", "titik-2", "titik-3"]
    # The line broke after the first: the browser says so, and hears the rest, once.
    again = Ear(server, second[2], last_id=ear.ids[0])
    again.start()
    again.wait_for(2)
    assert places(again) == ["titik-2", "titik-3"]


def test_a_stop_ends_streams(tmp_path: Path) -> None:
    (person,) = enrolled(tmp_path, 1)
    with running(tmp_path) as server:
        ear = Ear(server, person[2])
        ear.start()
        assert ear.begun.wait(PATIENCE)
        assert server.stop() == 0
        ear.join(PATIENCE)
        assert ear.ended
