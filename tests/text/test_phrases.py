"""The phrase check finds what an answer must not say, the same here and in the browser."""

from __future__ import annotations

import json
import random
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.text.phrase_rules import Level, phrase_rules, whole_pattern
from sejuk.text.phrases import check_phrases, refused
from tests.field.simulation import NODE, ROOT

CASES = json.loads((Path(__file__).parent / "phrase_cases.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "codes"), CASES["refuse"])
def test_refuses(text: str, codes: list[str]) -> None:
    assert [one.code for one in refused(check_phrases(text))] == codes


@pytest.mark.parametrize(("text", "codes"), CASES["warn"])
def test_points_out(text: str, codes: list[str]) -> None:
    found = check_phrases(text)
    assert [(one.code, one.level) for one in found] == [(code, Level.WARN) for code in codes]


@pytest.mark.parametrize("text", CASES["fine"])
def test_lets_be(text: str) -> None:
    assert check_phrases(text) == ()


def test_says_where_what_and_what_to_write_instead() -> None:
    text = "Kotak tersegel. Penyebar akan ditindak!"
    [one] = check_phrases(text)
    assert text[one.begin : one.end] == "Penyebar akan ditindak"
    assert "mengancam" in one.what.id
    assert "threatens" in one.what.en
    assert "benar" in one.instead.id
    assert "so" in one.instead.en


def test_a_source_lets_certainty_be() -> None:
    text = "Hasilnya dipastikan sama dengan C1."
    assert [one.code for one in check_phrases(text)] == ["certainty"]
    assert check_phrases(text, sourced=True) == ()


def test_the_claim_in_the_first_sentence_is_seen() -> None:
    claim = "Kotak suara TPS 04 dibawa pulang ketua panitia"
    echo = "Kotak suara TPS 04 tidak dibawa pulang ketua panitia. Kotaknya di gudang."
    # kotak, suara, dibawa, pulang, ketua, panitia: six of six; then two of six.
    assert [one.code for one in check_phrases(echo, claim=claim)] == ["claim_first"]
    assert check_phrases("Kotak suara tersegel di gudang. " + claim, claim=claim) == ()


def test_every_rule_has_a_row_and_a_pattern_that_stands_alone() -> None:
    rules = phrase_rules()
    rows = {code for part in ("refuse", "warn") for _, codes in CASES[part] for code in codes}
    assert rows == {rule.code for rule in rules.rules} | {"shouting"}
    for rule in rules.rules:
        for pattern in rule.patterns:
            assert "{" not in re.sub(r"\{[0-9],[0-9]\}", "", whole_pattern(pattern, rules.words))


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    spans = [(one.begin, one.end) for one in check_phrases(text, claim=text)]
    assert spans == sorted(spans)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


RUN = """
import { readFileSync } from 'node:fs'
import { phraseCheckOf } from '%s'
const [rules, texts, claim] = JSON.parse(readFileSync(0, 'utf8'))
const check = phraseCheckOf(rules)
const of = (t, beside) => check(t, beside).map((p) => [p.code, p.level, t.slice(p.begin, p.end)])
console.log(JSON.stringify(texts.map((t) => [of(t, { claim }), of(t, { sourced: true })])))
""" % (ROOT / "frontend" / "shared" / "phrases.ts")


def test_the_browser_does_the_same() -> None:
    dice = random.Random(3)
    cases = [row if isinstance(row, str) else row[0] for part in CASES.values() for row in part]
    words = [word for text in cases for word in re.findall(r"\S+|\n", text)] + ["é", "ſ", "K", "!!"]
    texts = cases + [" ".join(dice.choices(words, k=dice.randint(1, 30))) for _ in range(300)]
    claim = "Kotak suara dibawa pulang penyebar"
    rules = json.loads((ROOT / "src" / "sejuk" / "text" / "phrases.json").read_text("utf-8"))
    done = subprocess.run(
        [NODE, "--no-warnings", "--input-type=module-typescript", "-e", RUN],
        input=json.dumps([rules, texts, claim]).encode(),
        capture_output=True,
        check=True,
    )
    here = [
        [
            [[p.code, p.level, text[p.begin : p.end]] for p in check_phrases(text, **beside)]
            for beside in ({"claim": claim}, {"sourced": True})
        ]
        for text in texts
    ]
    assert sum(len(found) for found, _ in here) > 100
    assert json.loads(done.stdout) == here


def test_an_officer_excuses_no_threat_to_others() -> None:
    """Of officers who did wrong it may be told; that officers say it makes a threat no better."""
    for text in (
        "Petugas yang berjaga menegaskan penyebar kabar ini akan ditangkap.",
        "Aparat yang bertugas mengimbau: siapa pun yang menyebarkan akan ditindak tegas.",
    ):
        assert [one.code for one in refused(check_phrases(text))] == ["threat"], text
    for text in (
        "Petugas yang melanggar akan ditindak tegas.",
        "Anggota kami yang terbukti bersalah akan diproses hukum.",
    ):
        assert refused(check_phrases(text)) == (), text
