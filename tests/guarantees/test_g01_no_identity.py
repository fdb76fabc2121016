"""G1: there is no place for a resident's identity in any model, table, schema or text.

Every field of every noun, every column of every table and every property of the API's description
is walked; one whose name could hold an identity needs a reason here. What people type is redacted
before it is kept: generated identifiers are all caught, and a used database holds none.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

import sejuk
from sejuk.app.context import clock
from sejuk.model.event import Part
from sejuk.store.account_tables import ACCOUNT
from sejuk.store.projections import PROJECTIONS
from sejuk.text.redact import redact
from tests.store.apart import copied
from tests.web.office import DOCUMENT, Office, check_done
from tests.web.phone import Phone
from tests.web.resident import Resident, code_of

# Whole words of a field's name that could mean somebody, in English and Indonesian.
IDENTITY = """
    nik ktp kk npwp sim paspor passport telepon telp msisdn hp wa whatsapp imei mac ip
    plate plat nopol face wajah handle username email mail speaker penutur nama penduduk
    suspect tersangka pelaku birth lahir alamat religion agama party partai suku ethnicity
"""
PERHAPS = "name names account accounts author device devices person people user phone phones"
NEVER, SOMEBODY = frozenset(IDENTITY.split()), frozenset(PERHAPS.split())

# Part of the program → words that may stand there, and of what they are. What is not here fails.
OFFICE = ["account", "accounts", "author", "device", "devices"]
REASONS: dict[str, tuple[frozenset[str], str]] = {
    "geo.": (frozenset({"name", "names"}), "of a place, a street or an area"),
    "files.": (frozenset({"name", "names"}), "of a place, a street, an area, a column"),
    "model.district.": (frozenset({"name", "names"}), "of a district, a street, a place"),
    "model.access.": (frozenset({"names"}), "of bus lanes"),
    "model.public_page.": (frozenset({"name"}), "of a neighbourhood"),
    "model.place.": (frozenset({"name"}), "of a place or a neighbourhood"),
    "model.values.": (frozenset({"name"}), "of a leg of a route"),
    "model.force.": (frozenset({"people"}), "how many"),
    "model.settings.": (frozenset({"people"}), "how many"),
    "model.report.Occasion.": (frozenset({"name"}), "of a day: counting, a verdict, a match"),
    "model.role.": (frozenset({"account", "name"}), "of an office: `Padal malam`"),
    "model.event": (frozenset({"author", "device"}), "an officer's role account and phone"),
    "model.kinds.office.": (frozenset(OFFICE), "an officer's role account and phone"),
    "model.kinds.field.Observed.": (frozenset({"people"}), "whether anyone is outside"),
    "model.kinds.papers.OutboxImported.": (frozenset({"device"}), "an officer's phone"),
    "model.daily_life.": (frozenset({"people"}), "whether anybody is outside"),
    "text.rules.": (frozenset({"name", "names"}), "of a rule of redaction"),
    "app.public.tell.LookedOver.": (
        frozenset({"names"}),
        "what looks like one: shown to its writer, and kept nowhere",
    ),
    "app.patrol.": (frozenset({"name", "people"}), "of a place; how many"),
    "simulation.nights.": (frozenset({"names"}), "of kinds of incidents"),
    "planning.": (frozenset({"name", "names"}), "of a preset or a limit"),
    "reporting.": (frozenset({"name", "names", "people"}), "of places and streets; how many"),
    "operations.cycle.": (frozenset({"name"}), "of a life cycle"),
    "operations.order.": (frozenset({"people"}), "whether the crews are as they were"),
    "app.strength.": (frozenset({"people"}), "how many"),
    "operations.alarm.": (frozenset({"name"}), "of the officer who takes the alarm; sealed"),
    "operations.early_warning.": (frozenset({"name"}), "of the officer who decides; sealed"),
    "operations.objection.": (frozenset({"name"}), "of the officer who decides; sealed"),
    "rumours.matching.": (frozenset({"name"}), "of a feature"),
    "app.alarms.": (frozenset({"name"}), "of the officer who takes the alarm; sealed"),
    "app.crews.": (frozenset({*OFFICE, "phones"}), "of simulated crews"),
    "app.": (frozenset({*OFFICE, "name"}), "of an office, an officer's phone, a district"),
    "store.": (frozenset({*OFFICE, "name"}), "of an office, an officer's phone, a key"),
    "web.": (frozenset({*OFFICE, "name"}), "of an office, an officer's phone"),
}


def words_of(name: str) -> frozenset[str]:
    return frozenset(name.lower().strip("_").split("_"))


def structs() -> Iterator[type[msgspec.Struct]]:
    """Every noun of the program."""
    for module in pkgutil.walk_packages(sejuk.__path__, "sejuk."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    waiting: list[type[msgspec.Struct]] = [msgspec.Struct]
    seen: set[type] = set()
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in seen:
                seen.add(kind)
                waiting.append(kind)
                if kind.__module__.startswith("sejuk."):
                    yield kind


def test_no_noun_has_a_field_for_somebody() -> None:
    found = [
        f"{kind.__module__.removeprefix('sejuk.')}.{kind.__name__}.{field}"
        for kind in structs()
        for field in kind.__struct_fields__
    ]
    assert len(found) > 500
    assert [name for name in found if words_of(name.rpartition(".")[2]) & NEVER] == []
    unexplained = []
    for name in found:
        here = words_of(name.rpartition(".")[2]) & SOMEBODY
        allowed = [words for part, (words, _why) in REASONS.items() if name.startswith(part)]
        if here and not any(here <= words for words in allowed):
            unexplained.append(name)
    assert unexplained == []


def tables() -> list[Table]:
    found = ACCOUNT.metadata.tables.values()
    return [*found, *(table for projection in PROJECTIONS for table in projection.tables)]


def test_no_table_has_a_column_for_somebody() -> None:
    columns = {f"{table.name}.{column.name}" for table in tables() for column in table.columns}
    assert len(columns) > 80
    assert {c for c in columns if words_of(c.partition(".")[2]) & NEVER} == set()
    somebody = {c for c in columns if words_of(c.partition(".")[2]) & SOMEBODY}
    own = {c for c in somebody if re.search(r"\.(account|author|device)$", c)}
    # An office and a phone, as the administrator typed them; the record's facts about itself.
    assert somebody - own == {"account.name", "device.name", "about.name"}


def properties(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def test_no_schema_of_the_api_has_a_property_for_somebody() -> None:
    names = set(properties(DOCUMENT))
    assert len(names) > 80
    assert {name for name in names if words_of(name) & NEVER} == set()


nik = st.from_regex(r"[1-9][0-9]{15}", fullmatch=True)
telephone = st.one_of(
    st.from_regex(r"08[1-9][0-9]-?[0-9]{3,4}-?[0-9]{3,4}", fullmatch=True),
    st.from_regex(r"\+62 8[1-9][0-9]-?[0-9]{4}-?[0-9]{3,4}", fullmatch=True),
    st.from_regex(r"(021 |\(021\) ?)[2-9][0-9]{3}[ -]?[0-9]{4}", fullmatch=True),
)
CODES = (
    *"ABDEFGHKLMNPRSTWZ",
    *("AA", "AB", "AD", "AE", "AG", "BA", "BB", "BD", "BE", "BG", "BH", "BK", "BL", "BM", "BN"),
    *("BP", "DA", "DB", "DC", "DD", "DE", "DG", "DH", "DK", "DL", "DM", "DN", "DR", "DS", "DT"),
    *("EA", "EB", "ED", "KB", "KH", "KT", "KU", "PA", "PB"),
)
"""Of the areas on Indonesian number plates."""
plate = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(CODES),
        st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True),
        st.from_regex(r"[A-Z]{1,3}", fullmatch=True),
    ),
)
handle = st.from_regex(r"@[a-z][a-z0-9_.]{2,14}", fullmatch=True)
email = st.from_regex(r"[a-z]{2,10}[.]?[a-z0-9]{1,5}@[a-z]{2,10}\.(com|co\.id|id)", fullmatch=True)
identifier = st.one_of(nik, telephone, plate, handle, email)
around = st.sampled_from(
    ["Hubungi {} ya.", "({})", "{}", "warga melapor, {}, soal lampu", "nomor: {}\nsekian", "{},"]
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(identifier, around)
def test_what_follows_a_pattern_is_taken_out(found: str, sentence: str) -> None:
    kept = redact(sentence.format(found))
    assert found not in kept
    assert not re.search(r"\d{5,}", kept), "nor most of a number"


MARKS = ("3171234567890123", "0812-3456-7890", "B 1234 XYZ", "@budi_santoso", "budi@contoh.id")
TEXT = f"Catatan: {', '.join(MARKS)}; sekian"


def test_a_used_database_holds_no_identifier(office: Office, tmp_path: Path) -> None:
    """Identifiers in every text that anybody can send; then every row and every sealed part."""
    katim = Phone(office.person("crew_leader", area="Melati"))
    padal = office.person("duty_officer", area="Melati")
    above = office.person("superior_command")
    katim.push(
        katim.event("talked", place="pasar", texts={"note": TEXT}),
        katim.event("heard", area="1", channel="obrolan", texts={"claim": TEXT}),
        katim.event("noted", texts={"note": TEXT}),
        sos := katim.event("sos"),
    )
    task = {"what": "follow_up", "area": "Melati", "place": "pasar"}
    made = check_done(padal.post("/tasks", task))["task"]
    check_done(padal.post(f"/tasks/{made}/cancel", {"reason": TEXT}))
    check_done(above.post("/directives", {"area": "Melati", "text": TEXT}))
    check_done(padal.post(f"/alarms/{sos['id']}/acknowledge", {"name": TEXT}))
    check_done(padal.post(f"/alarms/{sos['id']}/close", {"name": TEXT, "outcome": TEXT}))
    # By the public forms, from somebody who insists on what was pointed out.
    (area,) = {d["name"] for d in check_done(padal.get("/districts"))}
    resident = Resident(office, area)
    code_of(resident.tell_concern(text=TEXT, sure="1"))
    code_of(resident.tell_claim(text=TEXT, sure="1"))
    record = office.record
    opened = [
        record.sealed_part(entry, part, now=clock())
        for entry in record.read(limit=10_000)
        for part in Part
    ]
    texts = [content for content in opened if content is not None]
    assert sum(b"Catatan" in content for content in texts) >= 9, "they were kept, redacted"
    record.fold_log()
    copy = copied(record.folder, tmp_path / "copy")
    db = sqlite3.connect(copy / record.file.name)
    dump = "\n".join(db.iterdump()).encode()
    db.close()
    raw = b"".join(file.read_bytes() for file in copy.glob("record.db*"))
    for mark in MARKS:
        for where in (dump, raw, *texts):
            assert mark.encode() not in where, mark


@pytest.mark.parametrize("field", ["nik", "nama", "telepon", "plat_nomor", "akun"])
def test_a_field_for_it_is_not_taken_either(office: Office, field: str) -> None:
    """In an event it goes to the quarantine, in a request it is refused: nothing is stored open."""
    katim = Phone(office.person("crew_leader", area="Melati"))
    event: dict[str, Any] = katim.event("arrived", place="pasar")
    event["body"][field] = "Budi Santoso 3171234567890123"
    told = katim.push(event)
    assert [q["reason"] for q in told["quarantined"]] == ["malformed"]
    padal = office.person("duty_officer", area="Melati")
    wish = {"what": "follow_up", "area": "Melati", "place": "pasar", field: "Budi Santoso"}
    assert padal.post("/tasks", wish).json()["code"] == "request_invalid"
    office.record.fold_log()
    raw = b"".join(file.read_bytes() for file in office.record.folder.glob("record.db*"))
    assert b"Budi Santoso" not in raw
