"""What a phone seals, the server opens: the standard's own example, and every way to tamper."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.app.sync.opening import about_of
from sejuk.store.envelope import DamagedError, Envelope, Opener, OtherKeyError, concat_kdf
from tests.field.simulation import NODE, ROOT
from tests.web.office import Office, check_done
from tests.web.phone import Phone

SEAL = """
import { seal, named } from '%s'
const [content, about, key] = JSON.parse(process.argv[1])
console.log(JSON.stringify(await seal(content, about, [key])))
""" % (ROOT / "frontend" / "field" / "core" / "seal.ts")


def sealed_by_the_phone(content: str, about: str, opener: Opener) -> dict[str, Any]:
    given_ = json.dumps([content, about, msgspec.to_builtins(opener.public)])
    done = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module-typescript", "-e", SEAL, given_],
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_key_derivation_of_the_standard() -> None:
    # RFC 7518, appendix C.
    secret = bytes.fromhex("9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4")
    derived = [86, 170, 141, 234, 248, 35, 109, 32, 92, 34, 40, 205, 113, 167, 16, 26]
    assert list(concat_kdf(secret, "A128GCM", 128, b"Alice", b"Bob")) == derived


def test_the_server_opens_what_the_phone_sealed_and_nothing_else() -> None:
    opener, other = Opener(bytes(32)), Opener(bytes(31) + b"\1")
    envelope = sealed_by_the_phone("isi 😀", "a b 1", opener)
    read = msgspec.convert(envelope, Envelope)
    assert opener.open(read, "a b 1").decode() == "isi 😀"
    with pytest.raises(OtherKeyError):
        other.open(read, "a b 1")
    with pytest.raises(DamagedError):
        opener.open(read, "a b 2")
    for name in ("protected", "aad", "iv", "ciphertext", "tag"):
        changed = {
            **envelope,
            name: ("B" if envelope[name][0] == "A" else "A") + envelope[name][1:],
        }
        with pytest.raises(DamagedError):
            opener.open(msgspec.convert(changed, Envelope), "a b 1")


@settings(max_examples=100)
@given(
    st.text(alphabet="ABCab01-_", max_size=60), st.sampled_from(sorted(Envelope.__struct_fields__))
)
def test_no_envelope_is_a_fault_of_the_server(noise: str, name: str) -> None:
    opener = Opener(bytes(32))
    header = {"alg": "ECDH-ES+A256KW", "kid": opener.public.kid}
    made: dict[str, Any] = dict.fromkeys(Envelope.__struct_fields__, noise)
    made["recipients"] = [{"header": header, "encrypted_key": noise}]
    made[name] = made["recipients"] if name == "recipients" else ""
    with pytest.raises(DamagedError):
        opener.open(msgspec.convert(made, Envelope), "a b 1")


def test_a_sealed_event_is_recorded_as_if_it_had_come_in_the_clear(own_office: Office) -> None:
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    opener = Opener(own_office.record.keys.opening_seed())
    assert check_done(katim.person.get("/sealing-key")) == msgspec.to_builtins(opener.public)
    event = katim.event("talked", place="pasar", residents=3, texts={"note": "Lampu mati."})
    about = about_of(event["id"], event["device"], event["seq"])
    sealed = sealed_by_the_phone(json.dumps(event), about, opener)
    outside = {name: event[name] for name in ("id", "device", "seq")}
    told = katim.push({**outside, "sealed": sealed})
    assert (told["acked"], told["upto"]) == ([event["id"]], 1)
    assert [entry["texts"] for entry in told["pull"]] == [{"note": "Lampu mati."}]
    assert katim.push(event)["acked"] == [event["id"]]  # the same in the clear: the same event


def test_what_is_sealed_for_another_key_stays_with_the_phone(own_office: Office) -> None:
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    event = katim.event("arrived", place="pasar")
    about = about_of(event["id"], event["device"], event["seq"])
    sealed = sealed_by_the_phone(json.dumps(event), about, Opener(b"\7" * 32))
    outside = {name: event[name] for name in ("id", "device", "seq")}
    told = katim.push({**outside, "sealed": sealed})
    assert (told["acked"], told["unopened"], told["quarantined"]) == ([], [event["id"]], [])


def test_a_seal_that_was_broken_is_kept_in_quarantine(own_office: Office) -> None:
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    opener = Opener(own_office.record.keys.opening_seed())
    event = katim.event("arrived", place="pasar")
    sealed = sealed_by_the_phone(json.dumps(event), "another event", opener)
    outside = {name: event[name] for name in ("id", "device", "seq")}
    told = katim.push({**outside, "sealed": sealed})
    assert told["acked"] == [event["id"]]
    assert [(found["reason"], found["detail"]) for found in told["quarantined"]] == [
        ("malformed", "seal")
    ]
