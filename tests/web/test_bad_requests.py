"""Malformed, oversized, replayed, stale and unauthorised requests, to every address.

Each is told the right problem; nothing is kept and nothing is given away.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from sejuk.app.access import MAY
from sejuk.app.server_settings import Rate
from sejuk.model.role import AGENCIES_OF, AccountRole
from sejuk.problems import refuse
from sejuk.web.endpoint import JSON, Endpoint
from sejuk.web.limits import Limits
from sejuk.web.problem import language_of
from sejuk.web.routes import API
from tests.web.office import Office, Person, check_problem, open_office
from tests.web.phone import Phone


@pytest.fixture(autouse=True)
def nothing_is_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever is refused on the server that the tests here share, the record does not grow by."""
    if "office" not in request.fixturenames:
        yield
        return
    record = request.getfixturevalue("office").record
    size = record.size()
    yield
    assert record.size() == size


EACH = pytest.mark.parametrize("endpoint", API, ids=lambda endpoint: endpoint.name)
WRITING = [e for e in API if e.takes is not None]
JSONS = [e for e in WRITING if e.takes_media == JSON and e.takes is not bytes]
"""Not the tracks of other apps: what these are is judged by their readers; `tests/field`."""
WITH_JSON = pytest.mark.parametrize("endpoint", JSONS, ids=lambda endpoint: endpoint.name)
WITH_BODY = pytest.mark.parametrize("endpoint", WRITING, ids=lambda endpoint: endpoint.name)


def somebody(office: Office, endpoint: Endpoint) -> Person:
    """Somebody who may."""
    roles = MAY.get(endpoint.verb, frozenset(AccountRole))
    role = next(role for role in AccountRole if role in roles)
    return office.person(role, min(AGENCIES_OF[role]))


def path_of(endpoint: Endpoint) -> str:
    return endpoint.path.replace("{", "x-").replace("}", "")


def send(office: Office, endpoint: Endpoint, body: bytes, **headers: str) -> httpx.Response:
    media = {"content-type": endpoint.takes_media}
    return somebody(office, endpoint).ask(
        endpoint.method, path_of(endpoint), content=body, headers=media | headers
    )


@WITH_JSON
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "request_malformed"),
        (b"{", "request_malformed"),
        (b"\xff\xfe{}", "request_malformed"),
        (b"[" * 5_000, "request_malformed"),
        (b"[]", "request_invalid"),
        (b'{"__proto__": 1}', "request_invalid"),
        (b'"' + b"a" * 100 + b'"', "request_invalid"),
    ],
    ids=["empty", "cut", "not-utf8", "deep", "list", "field", "text"],
)
def test_malformed(office: Office, endpoint: Endpoint, body: bytes, code: str) -> None:
    answer = send(office, endpoint, body)
    # Deep nesting is malformed to one decoder and of the wrong type to another.
    codes = {code, "request_invalid"} if body[:2] == b"[[" else {code}
    assert answer.json()["code"] in codes


@WITH_BODY
def test_oversized(office: Office, endpoint: Endpoint) -> None:
    """Refused by its declared length, and when it comes in pieces without one."""
    many = b" " * (endpoint.most_bytes + 1)
    check_problem(send(office, endpoint, many), "request_too_large")

    def pieces() -> Any:  # noqa: ANN401
        for start in range(0, len(many), 65_536):
            yield many[start : start + 65_536]

    answer = somebody(office, endpoint).ask(
        endpoint.method,
        path_of(endpoint),
        content=pieces(),
        headers={"content-type": endpoint.takes_media},
    )
    check_problem(answer, "request_too_large")


@WITH_BODY
def test_another_type(office: Office, endpoint: Endpoint) -> None:
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = somebody(office, endpoint).ask(
            endpoint.method, path_of(endpoint), content=b"a=1", headers={"content-type": media}
        )
        check_problem(answer, "wrong_media_type")


@EACH
def test_unauthorised(office: Office, endpoint: Endpoint) -> None:
    """No token, a wrong one, one that is none: the same answer, before anything is read."""
    if endpoint.public:
        return
    for token in ("", "Bearer", "Bearer " + "a" * 43, "Bearer ../../etc", "Basic YWRtaW46eA=="):
        answer = office.ask(
            endpoint.method,
            path_of(endpoint),
            headers={"authorization": token, "content-type": "application/json"},
            content=b"{",
        )
        check_problem(answer, "not_signed_in")
        assert answer.headers["www-authenticate"] == "Bearer"


@EACH
def test_another_host(office: Office, endpoint: Endpoint) -> None:
    answer = office.client.request(
        endpoint.method, path_of(endpoint), headers={"host": "jahat.example:8080"}
    )
    check_problem(answer, "wrong_host")


@EACH
def test_another_method(office: Office, endpoint: Endpoint) -> None:
    here = {e.method for e in API if path_of(e) == path_of(endpoint)}
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"} - here:
        answer = office.client.request(method, path_of(endpoint))
        code = check_problem_either(answer, {"method_unknown", "page_unknown"})
        if code == "method_unknown":
            assert set(answer.headers["allow"].replace(" ", "").split(",")) >= here


def check_problem_either(answer: httpx.Response, codes: set[str]) -> str:
    code: str = answer.json()["code"]
    assert code in codes, answer.text
    return code


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/orders/%2e%2e%2f%2e%2e%2fetc%2fpasswd/sign",
        "/orders/o%00/sign",
        "/orders/%ff%fe/sign",
        "/orders/" + "a" * 97 + "/sign",
        "/orders/o-1/abolish",
        "/orders/o-1/lapse",  # the program's own step
        "/static/../../pyproject.toml",
        "//",
    ],
)
def test_nothing_is_there(office: Office, path: str) -> None:
    person = office.person("approver")
    answer = person.post(path, {})
    check_problem_either(answer, {"page_unknown", "method_unknown"})


NOTHING_TO_FIND = {"/blobs/{sha256}", "/devices/{device}/visits", "/places/{place}/code"}
"""A photo has a digest, a phone that sent nothing no visits, and any place can show a code."""
IDS = [e for e in API if e.parts and e.path not in NOTHING_TO_FIND]


ANSWER: dict[str, object] = {
    "fact": "Kotak suara utuh.",
    "short": "Utuh.",
    "issued_by": "KPU",
    "objection": "Posko",
}
HEARD = {"area": "31.71.08.1001/rw-01", "asked": 3, "understood": 2, "useful": 1}
WISHES: dict[str, dict[str, object]] = {
    "/orders/{id}/revise": {"planning": "r-1", "based_on": "0" * 64},
    "/sightings/{id}/link": {"claim": "c-1"},
    "/sightings/{id}/drop": {"aside": "opinion"},
    "/claims/{id}/assess": {"harm": 1, "about": "other"},
    "/claims/{id}/evidence": {"source": "agency", "note": "Segel utuh."},
    "/answers/{id}/revise": ANSWER,
    "/answers/{id}/spread": {"unit": "crew", "channel": "obrolan", "area": HEARD["area"]},
    "/answers/{id}/feedback": {**HEARD, "still_going_round": 0},
    "/answers/{id}/objections": {"text": "Tidak benar."},
}
"""What is asked of an id where `{}` is not enough."""


@pytest.mark.parametrize("endpoint", IDS, ids=lambda endpoint: endpoint.name)
def test_unknown_ids(office: Office, endpoint: Endpoint) -> None:
    answer = send(office, endpoint, msgspec.json.encode(WISHES.get(endpoint.path, {})))
    unknown = {name for name in endpoint.problems if name.endswith("_unknown")}
    if endpoint.verb == "directive.pass":
        unknown.add("recipient_missing")
    check_problem_either(answer, unknown)


@pytest.mark.parametrize(
    ("query", "code", "detail"),
    [
        ("cursor=1", "entry_malformed", "cursor"),
        ("cursor=a.b", "entry_malformed", "cursor"),
        ("limit=0", "request_invalid", "limit"),
        ("limit=1001", "request_invalid", "limit"),
        ("limit=x", "request_invalid", "limit"),
        ("after=1", "request_invalid", "after"),
        ("limit=%ff", "request_invalid", "utf-8"),
    ],
)
def test_queries(office: Office, query: str, code: str, detail: str) -> None:
    answer = office.person("auditor").get(f"/record?{query}")
    assert detail in check_problem(answer, code)["title"]


@pytest.mark.parametrize("event_id", ["x", "1", "a.b", "a." + "9" * 30, "\t"])
def test_a_stream_from_nowhere(office: Office, event_id: str) -> None:
    answer = office.person("auditor").get("/tail", headers={"last-event-id": event_id})
    check_problem(answer, "request_invalid")


def test_stale(own_office: Office) -> None:
    """What was based on an older state is refused, and shown as it is now."""
    padal = own_office.person("duty_officer", area="Melati")
    katim = own_office.person("crew_leader", area="Melati")
    other = own_office.person("crew_leader", area="Melati", name="katim-b")
    wish = {"what": "follow_up", "area": "Melati", "place": "pasar"}
    task = padal.post("/tasks", wish).json()
    take = {"crew": "A", "based_on": task["position"]}
    taken = katim.post(f"/tasks/{task['task']}/take", take).json()
    assert (taken["state"], taken["holder"]) == ("taken", "A")
    late = {"crew": "B", "based_on": task["position"]}
    check_problem(other.post(f"/tasks/{task['task']}/take", late), "step_not_from_here")
    give = {"crew": "A"}
    given = katim.post(f"/tasks/{task['task']}/give_back", give).json()
    check_problem(other.post(f"/tasks/{task['task']}/take", late), "changed_meanwhile")
    fresh = {"crew": "B", "based_on": given["position"]}
    assert other.post(f"/tasks/{task['task']}/take", fresh).json()["holder"] == "B"


def test_a_fault_is_told_by_its_number_alone(
    own_office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person = own_office.person("auditor")

    def broken(**_: object) -> None:
        raise RuntimeError("password = rahasia")

    monkeypatch.setattr(own_office.record, "looking", broken)
    problem = check_problem(person.get("/record", faults=1), "server_fault")
    number = problem["title"].split("nomor ")[1].split(")")[0]
    assert number in caplog.text
    assert "rahasia" in caplog.text
    assert "rahasia" not in msgspec.json.encode(problem).decode()


def test_a_full_disk_is_told_and_nothing_is_acknowledged(
    own_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(own_office.person("crew_leader"))
    event = phone.event("arrived", place="pasar")

    def full(*_: object, **__: object) -> None:
        raise refuse("record_disk_full", file="record.db")

    with monkeypatch.context() as broken:
        broken.setattr(own_office.record, "append", full)
        check_problem(phone.person.post("/sync", phone.wish(event)), "record_disk_full")
    assert phone.push(event)["acked"] == [event["id"]]


def test_a_flood_is_slowed(tmp_path: Path) -> None:
    with open_office(tmp_path, usual=Rate(burst=5, per_minute=60)) as office:
        person, other = office.person("auditor"), office.person("duty_officer")
        answers = [person.get("/self") for _ in range(8)]
        assert [a.status_code for a in answers][:5] == [200] * 5
        assert 429 in [a.status_code for a in answers][5:]
        assert other.get("/self").status_code == 200


@pytest.mark.parametrize(
    ("moments", "let_in"),
    [
        # A burst of 3 and then one a second.
        ([0, 0, 0, 0], "yyyn"),
        ([0, 0, 0, 1, 1], "yyyyn"),
        ([0, 0, 0, 0, 0.5, 1.0], "yyynny"),
        ([0, 100, 100, 100, 100], "yyyyn"),
    ],
)
def test_a_bucket(moments: list[float], let_in: str) -> None:
    limits, rate = Limits(), Rate(burst=3, per_minute=60)
    found = ""
    for now in moments:
        try:
            limits.take("a", rate, now)
            found += "y"
        except Exception:  # noqa: BLE001 – the one it raises
            found += "n"
    assert found == let_in


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "id"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("en;q=0.5,id;q=0.6", "id"),
        ("fr,en;q=0.1", "en"),
        ("fr", "id"),
        ("en;q=x", "id"),
        (";;;,,,q=", "id"),
    ],
)
def test_language(header: str, language: str) -> None:
    assert language_of(header) == language
