"""Redaction against identifiers that a generator of its own makes; figures are printed.

Targets: all plain forms, .80 of those made hard to read, 5 % false alarms.
"""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.text.redact import MARK, probable_names, redact
from tests.field.simulation import NODE, ROOT
from tests.text.identifiers import CLOSE, HARD, PLAIN, harmless, texts

CASES = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
EACH = 400


@pytest.mark.parametrize(("text", "expected"), CASES["redact"])
def test_shared_cases(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES["names"])
def test_names_are_pointed_out(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in probable_names(text)] == expected


def is_caught(made: str, text: str) -> bool:
    """Nothing of what identifies is left: no run of four of its letters and digits."""
    left = redact(text)
    if MARK not in left:
        return False
    core = [made[n : n + 5] for n in range(len(made) - 4)]
    return not any(part in left for part in core if any(c.isdigit() for c in part)) or len(made) < 5


@pytest.mark.parametrize("sort", sorted(PLAIN))
def test_every_plain_form_is_caught(sort: str) -> None:
    missed = [
        (made, text) for made, text in texts(PLAIN[sort], EACH, 11) if not is_caught(made, text)
    ]
    assert missed == []


@pytest.mark.parametrize("sort", ["phone", "landline", "nik", "account", "handle"])
def test_without_spaces(sort: str) -> None:
    dice = random.Random(5)
    made = [(PLAIN[sort](dice), form) for form in CLOSE for _ in range(50)]
    missed = [form.format(one) for one, form in made if not is_caught(one, form.format(one))]
    assert missed == []


@pytest.mark.parametrize("sort", sorted(HARD))
def test_most_forms_made_hard_to_read_are_caught(sort: str) -> None:
    found = [is_caught(made, text) for made, text in texts(HARD[sort], EACH, 12)]
    print(f"{sort}: {sum(found) / len(found):.3f} caught")  # noqa: T201 – a figure for the log
    assert sum(found) >= 0.80 * len(found)


def test_few_harmless_texts_are_touched() -> None:
    dice = random.Random(13)
    made = [harmless(dice) for _ in range(2000)]
    touched = [text for text in made if redact(text) != text]
    print(f"harmless: {len(touched) / len(made):.3%} touched")  # noqa: T201 – a figure for the log
    assert len(touched) <= 0.05 * len(made), touched[:5]


@given(st.text(max_size=200))
def test_a_second_pass_finds_nothing_new(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


RUN = """
import { readFileSync } from 'node:fs'
import { redactorOf } from '%s'
const [rules, texts] = JSON.parse(readFileSync(0, 'utf8'))
const { redact, probableNames } = redactorOf(rules)
const names = (t) => probableNames(t).map(([a, b]) => t.slice(a, b))
console.log(JSON.stringify(texts.map((t) => [redact(t), names(t)])))
""" % (ROOT / "frontend" / "shared" / "redact.ts")


def in_the_browser(given_: list[str]) -> list[tuple[str, list[str]]]:
    rules = json.loads((ROOT / "src" / "sejuk" / "text" / "redaction.json").read_text("utf-8"))
    done = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module-typescript", "-e", RUN],
        input=json.dumps([rules, given_]).encode(),
        capture_output=True,
        check=True,
    )
    return [(text, names) for text, names in json.loads(done.stdout)]


ALPHABET = "0123456789 .-/()@xX*ABNRTWabdegiklmnoprstuw:,+\u200b\u00e9\u017f\u212aPak Budi Rp"


@settings(max_examples=3)
@given(st.lists(st.text(alphabet=ALPHABET, max_size=60), min_size=300, max_size=400))
def test_the_browser_does_the_same(noise: list[str]) -> None:
    dice = random.Random(len(noise))
    made = [text for make in (*PLAIN.values(), *HARD.values()) for _, text in texts(make, 30, 3)]
    all_texts = [*noise, *made, *(harmless(dice) for _ in range(100))]
    all_texts += [text for text, _ in (*CASES["redact"], *CASES["names"])]
    here = [(redact(t), [t[a:b] for a, b in probable_names(t)]) for t in all_texts]
    assert in_the_browser(all_texts) == here
