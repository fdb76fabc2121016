"""Beginning, signing in, devices and sessions: what works, once, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pyotp
import pytest

from sejuk.app.accounts.begin import first_link
from sejuk.app.accounts.sign_in import SignIn, sign_in
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import new_token, new_totp, totp_step
from sejuk.app.server_settings import Rate
from sejuk.problems import ProblemError
from sejuk.store.accounts import find_account
from tests.store.apart import copied
from tests.web.office import URL, Office, check_done, check_problem, open_office

PASSWORD = "kopi-tubruk-tanpa-gula"  # noqa: S105 – of an invented account
JSON = {"content-type": "application/json"}


def door(office: Office) -> str:
    code = first_link(PublicCall(record=office.record, now=clock()))
    assert code
    return code


def say(office: Office, path: str, wish: dict[str, Any], **headers: str) -> Any:  # noqa: ANN401
    return office.ask("POST", path, content=msgspec.json.encode(wish), headers=JSON | headers)


def accepted(office: Office, code: str, **more: str) -> str:
    """Accepts an invitation as the page does; the TOTP secret."""
    look = check_done(say(office, "/invitation/look", {"code": code}))
    secret: str = look["totp_secret"]
    wish = {
        "code": code,
        "password": PASSWORD,
        "totp_secret": secret,
        "totp_code": pyotp.TOTP(secret).at(clock()),
    }
    check_done(say(office, "/invitation/accept", wish | more))
    return secret


def next_code(secret: str) -> str:
    """Of the step after this one, so newer than the accepted one, and not too old at its end."""
    return pyotp.TOTP(secret).at(clock() + timedelta(seconds=30))


def signed_in(office: Office, account: str, code: str) -> Any:  # noqa: ANN401
    wish = {"account": account, "password": PASSWORD, "totp_code": code}
    return say(office, "/session", wish)


def test_from_the_first_link_to_a_phone(own_office: Office) -> None:
    """The whole way: administrator, an account, its password, its phone, its first event."""
    secret = accepted(own_office, door(own_office), account="admin", name="Administrator")
    token = check_done(signed_in(own_office, "admin", next_code(secret)))["token"]
    admin = {"authorization": f"Bearer {token}"}
    wish = {
        "account": "padal",
        "name": "Padal Polsek Melati",
        "role": "duty_officer",
        "agency": "polri",
        "area": "Melati",
    }
    link = check_done(say(own_office, "/accounts", wish, **admin))
    padal_secret = accepted(own_office, link["code"])
    padal = check_done(signed_in(own_office, "padal", next_code(padal_secret)))["token"]
    own = check_done(own_office.ask("GET", "/self", headers={"authorization": f"Bearer {padal}"}))
    assert own["own"]["role"] == "duty_officer"
    assert "order.release" in own["own"]["may"]
    code = check_done(say(own_office, "/devices/code", {}, authorization=f"Bearer {padal}"))
    enrolled = check_done(say(own_office, "/devices", {"code": code["code"], "name": "HP Padal"}))
    phone = {"authorization": f"Bearer {enrolled['token']}"}
    told = check_done(say(own_office, "/sync", {"device": enrolled["device"]}, **phone))
    assert told["acked"] == []
    check_problem(
        say(own_office, "/devices", {"code": code["code"], "name": "lain"}), "code_not_valid"
    )
    revoked = own_office.ask("DELETE", f"/devices/{enrolled['device']}", headers=admin)
    assert revoked.status_code == 204
    check_problem(
        say(own_office, "/sync", {"device": enrolled["device"]}, **phone), "not_signed_in"
    )


def test_the_first_link_works_until_there_is_an_administrator(own_office: Office) -> None:
    first, second = door(own_office), door(own_office)
    check_problem(say(own_office, "/invitation/look", {"code": first}), "code_not_valid")
    accepted(own_office, second, account="admin", name="Administrator")
    assert first_link(PublicCall(record=own_office.record, now=clock())) is None
    check_problem(say(own_office, "/invitation/look", {"code": second}), "code_not_valid")


def test_a_code_of_the_authenticator_works_once(own_office: Office) -> None:
    secret = accepted(own_office, door(own_office), account="admin", name="Administrator")
    code = next_code(secret)
    assert signed_in(own_office, "admin", code).status_code == 200
    check_problem(signed_in(own_office, "admin", code), "sign_in_refused")
    later = clock() + timedelta(seconds=60)
    wish = SignIn(account="admin", password=PASSWORD, totp_code=pyotp.TOTP(secret).at(later))
    assert sign_in(PublicCall(record=own_office.record, now=later), wish, agent="a")


@pytest.mark.parametrize(
    "changes",
    [{"account": "adnim"}, {"password": "kopi-tubruk-dengan-gula"}, {"totp_code": "000000"}],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_is_wrong_the_answer_is_the_same(
    own_office: Office, changes: dict[str, str]
) -> None:
    secret = accepted(own_office, door(own_office), account="admin", name="Administrator")
    wish = {"account": "admin", "password": PASSWORD, "totp_code": next_code(secret)}
    problem = check_problem(say(own_office, "/session", wish | changes), "sign_in_refused")
    english = say(own_office, "/session", wish | changes, **{"accept-language": "en"}).json()
    assert problem["title"] == "Akun, kata sandi, atau kode enam angka tidak cocok."
    assert english["title"] == "Account, password or six digits do not fit."


WRONG: list[tuple[dict[str, str], str]] = [
    ({"password": "pendek"}, "password_too_weak"),
    ({"password": "aaaaaaaaaaaaaaaa"}, "password_too_weak"),
    ({"password": "ini-admin-melati"}, "password_too_weak"),
    ({"totp_code": "123456"}, "totp_code_wrong"),
    ({"totp_code": "12345"}, "entry_malformed"),
    ({"account": ""}, "entry_malformed"),
    ({"code": new_token()}, "code_not_valid"),
]


@pytest.mark.parametrize(("changes", "code"), WRONG)
def test_a_slip_does_not_use_up_the_link(
    own_office: Office, changes: dict[str, str], code: str
) -> None:
    link, secret = door(own_office), new_totp()
    right = {
        "code": link,
        "account": "admin",
        "name": "Administrator",
        "password": PASSWORD,
        "totp_secret": secret,
        "totp_code": pyotp.TOTP(secret).at(clock()),
    }
    check_problem(say(own_office, "/invitation/accept", right | changes), code)
    check_done(say(own_office, "/invitation/accept", right))


def test_a_closed_account_is_out_at_once(own_office: Office) -> None:
    admin, padal = own_office.person("administrator"), own_office.person("duty_officer")
    assert admin.ask("DELETE", f"/accounts/{padal.actor.account}").status_code == 204
    check_problem(padal.get("/self"), "not_signed_in")
    check_problem(admin.ask("DELETE", f"/accounts/{padal.actor.account}"), "account_unknown")
    check_problem(admin.ask("DELETE", f"/accounts/{admin.actor.account}"), "own_account")


def test_sessions_are_listed_and_ended(own_office: Office) -> None:
    admin = own_office.person("administrator")
    other = own_office.person("duty_officer")
    (own,) = check_done(admin.get("/sessions"))
    (theirs,) = check_done(other.get("/sessions"))
    assert own["this"]
    check_problem(admin.ask("DELETE", f"/sessions/{theirs['session']}"), "session_unknown")
    assert other.ask("DELETE", f"/sessions/{theirs['session']}").status_code == 204
    check_problem(other.get("/sessions"), "not_signed_in")


def test_a_restored_record_signs_everyone_out(own_office: Office) -> None:
    """A session from before the backup might have been revoked after it."""
    person = own_office.person("duty_officer")
    own_office.record.life = "another"
    check_problem(person.get("/self"), "not_signed_in")


def test_an_office_must_be_one_of_the_agency(own_office: Office) -> None:
    admin = own_office.person("administrator")
    wish = {"account": "katim-tni", "name": "Katim", "role": "crew_leader", "agency": "tni"}
    check_problem(admin.post("/accounts", wish), "office_not_of_agency")


@pytest.mark.parametrize("limit", ["door", "guess"])
def test_guessing_is_stopped(tmp_path: Path, limit: str) -> None:
    with open_office(tmp_path, **{limit: Rate(burst=3, per_minute=3)}) as office:
        wish = {"account": "admin", "password": "x", "totp_code": "000000"}
        answers = [say(office, "/session", wish) for _ in range(5)]
        codes = [answer.json()["code"] for answer in answers]
        assert codes == ["sign_in_refused"] * 3 + ["too_many_requests"] * 2
        assert 0 < int(answers[-1].headers["retry-after"]) <= 21
        # Everything else goes on.
        assert office.ask("GET", "/health").status_code == 200


def test_two_at_once_with_one_code_is_one_session(own_office: Office) -> None:
    secret = accepted(own_office, door(own_office), account="admin", name="Administrator")
    wish = SignIn(account="admin", password=PASSWORD, totp_code=next_code(secret))
    call = PublicCall(record=own_office.record, now=clock())
    sign_in(call, wish, agent="a")
    with pytest.raises(ProblemError, match="sign_in_refused"):
        sign_in(call, wish, agent="b")


def test_nothing_secret_is_kept_in_the_clear(own_office: Office, tmp_path: Path) -> None:
    secret = accepted(own_office, door(own_office), account="admin", name="Administrator")
    token = check_done(signed_in(own_office, "admin", next_code(secret)))["token"]
    with own_office.record.reading() as connection:
        account = find_account(connection, "admin")
    assert account
    assert str(account.password).startswith("$argon2id$")
    own_office.record.fold_log()
    copy = copied(own_office.record.folder, tmp_path / "copy")
    content = b"".join(f.read_bytes() for f in copy.rglob("*") if f.is_file())
    assert token.encode() not in content
    assert PASSWORD.encode() not in content


# RFC 6238, appendix B, SHA-1 with the secret "12345678901234567890": the last six of its digits.
RFC_6238 = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    now = clock().fromtimestamp(seconds, tz=clock().tzinfo)
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 – of the standard
    assert totp_step(secret, code, now, 0) == seconds // 30
    assert totp_step(secret, code, now, seconds // 30) is None
    assert totp_step(None, code, now, 0) is None
    late = now + timedelta(seconds=90)
    assert totp_step(secret, code, late, 0) is None


def test_the_cookie_needs_its_secret(own_office: Office) -> None:
    """A form of another site would bring the cookie along, but not the secret."""
    person = own_office.person("duty_officer")
    cookie = {"cookie": f"sejuk={person.token}"}
    csrf = check_done(own_office.ask("GET", "/self", headers=cookie))["csrf"]
    check_problem(say(own_office, "/devices/code", {}, **cookie), "request_forged")
    check_problem(
        say(own_office, "/devices/code", {}, **cookie, **{"x-sejuk-csrf": "0" * 64}),
        "request_forged",
    )
    good = cookie | {"x-sejuk-csrf": csrf}
    assert say(own_office, "/devices/code", {}, **good).status_code == 200
    for other in ({"origin": "https://jahat.example"}, {"sec-fetch-site": "cross-site"}):
        check_problem(say(own_office, "/devices/code", {}, **good, **other), "request_forged")
    assert say(own_office, "/devices/code", {}, **good, origin=URL).status_code == 200


def test_a_browser_signs_in_by_cookie(own_office: Office) -> None:
    secret = accepted(own_office, door(own_office), account="admin", name="Administrator")
    wish = {"account": "admin", "password": PASSWORD, "totp_code": next_code(secret)}
    answer = say(own_office, "/session/cookie", wish)
    told = check_done(answer)
    assert told["own"]["account"] == "admin"
    (cookie,) = answer.headers.get_list("set-cookie")
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    token = cookie.partition("=")[2].partition(";")[0]
    assert token not in answer.text
    headers = {"cookie": f"sejuk={token}", "x-sejuk-csrf": told["csrf"]}
    assert own_office.ask("DELETE", "/session", headers=headers).status_code == 204
