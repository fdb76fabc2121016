"""Answers from what an officer writes: the fact first, in both lengths, without a threat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sejuk.model.answer import AnswerKind, SourceCited, digest_of
from sejuk.problems import ProblemError
from sejuk.rumours.answer.compose import Draft, compose, long_text
from sejuk.text.phrases import check_phrases, refused
from tests.rumours.answers import ISSUED, KPU

SO = "Kotak suara TPS 04 ada di gudang kecamatan, tersegel, dijaga saksi."
CLAIM = "Kotak suara TPS 04 dibawa pulang"


def draft(**other: object) -> Draft:
    fields: dict[str, Any] = {
        "kind": AnswerKind.FALSE,
        "about": "isu-7",
        "claim": CLAIM,
        "so": SO,
        "sources": (KPU,),
        "issued_by": "Polsek Melati",
        "issued": ISSUED,
        "objection": "Loket aduan Polsek Melati, Jl. Kenanga 1",
    }
    return Draft(**{**fields, **other})


def check_problem(code: str, wanted: Draft) -> ProblemError:
    with pytest.raises(ProblemError) as found:
        compose(wanted)
    assert found.value.code == code
    return found.value


def test_false() -> None:
    made = compose(draft())
    assert made.answer.fact == f"{SO}\nYang beredar, “{CLAIM}”, tidak benar."
    assert made.answer.short == f"{SO} Sumber: {KPU.title}"
    assert made.warnings == ()
    assert long_text(made.answer).split("\n")[2:] == [
        "Sumber: KPU Kota Melati, hasil rekapitulasi (28 November 2024).",
        (
            "Polsek Melati, 28 November 2024 pukul 22.30 WIB. "
            "Keberatan: Loket aduan Polsek Melati, Jl. Kenanga 1"
        ),
    ]


def test_not_known_yet_says_since_when() -> None:
    heard = ISSUED - timedelta(minutes=50)
    doing = "Petugas menuju ke sana; kabar berikutnya pukul 23.00."
    made = compose(
        draft(kind=AnswerKind.UNKNOWN, so="Jalan di RW 03 dapat dilalui.", doing=doing,
              heard_at=heard, sources=(), claim="Ada kebakaran di RW 03")
    )  # fmt: skip
    assert made.answer.fact.split("\n") == [
        "Jalan di RW 03 dapat dilalui.",
        "Pukul 21.40 WIB kami dikabari: “Ada kebakaran di RW 03”. Itu belum dapat dipastikan.",
        doing,
    ]
    assert "Dikabari pukul 21.40 WIB" in made.answer.short
    before = compose(
        draft(kind=AnswerKind.UNKNOWN, so="Jalan dapat dilalui.", doing=doing, sources=(),
              heard_at=heard - timedelta(days=1), so_short="Jalan aman.", claim="Ada kebakaran")
    )  # fmt: skip
    assert "Pukul 21.40 WIB, 27 November 2024, kami" in before.answer.fact


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", AnswerKind)
def test_every_kind_in_both_languages_begins_with_the_fact(kind: AnswerKind, language: str) -> None:
    so = "The boxes are in the store." if language == "en" else "Kotak ada di gudang kecamatan."
    made = compose(
        draft(kind=kind, language=language, so=so, doing="Kabar berikutnya pukul 23.00.",
              heard_at=ISSUED, claim="" if kind is AnswerKind.AHEAD else "Kotak dibawa pulang")
    )  # fmt: skip
    for text in (made.answer.fact, made.answer.short, long_text(made.answer)):
        assert text.startswith(so)
        assert refused(check_phrases(text)) == ()
        assert "{" not in text
    assert len(made.answer.short) <= 160
    assert len(long_text(made.answer)) <= 500


def test_a_correction_says_so() -> None:
    first = compose(draft()).answer
    again = compose(draft(version=2, corrects=digest_of(first))).answer
    assert long_text(again).endswith("Ini perbaikan ke-1; yang sebelumnya tidak berlaku lagi.")


@pytest.mark.parametrize("field", ["so", "so_short", "doing"])
def test_a_threat_does_not_go_out(field: str) -> None:
    problem = check_problem("answer_phrase", draft(**{field: "Penyebar akan ditindak."}))
    assert "mengancam" in problem.what("id")
    assert "threatens" in problem.what("en")
    assert "apa yang benar" in problem.do("id")


@pytest.mark.parametrize("field", ["so", "doing", "claim"])
def test_nor_what_identifies_somebody(field: str) -> None:
    problem = check_problem("answer_identifies", draft(**{field: "Hubungi 0812-3456-7890."}))
    assert "0812" not in problem.what("id")


def test_too_long_says_by_how_much() -> None:
    # 200 + len(" Sumber: ") 9 + len(title) 35 = 244, less 160 = 84.
    problem = check_problem("answer_too_long", draft(so_short="y" * 200))
    assert (problem.facts["which"], problem.facts["over"]) == ("short", 200 + 9 + 35 - 160)
    problem = check_problem("answer_too_long", draft(so="Kata " * 80 + "akhir.", so_short="Ya."))
    assert problem.facts["which"] == "long"


@pytest.mark.parametrize(
    "other",
    [
        {"so": " "},
        {"claim": ""},
        {"sources": ()},
        {"objection": ""},
        {"kind": AnswerKind.HANDLED},
        {"kind": AnswerKind.UNKNOWN, "doing": "Diperiksa."},
        {"heard_at": ISSUED + timedelta(hours=1)},
        {"version": 2},
        {"sources": (SourceCited(kind=KPU.kind, title="x" * 120),) * 5, "so_short": "Ya."},
    ],
)
def test_what_is_lacking_is_named(other: dict[str, object]) -> None:
    check = check_problem
    if other.get("sources"):
        other = {**other, "so": "Ya."}
    assert check("answer_incomplete", draft(**other)).facts["lacking"]


def test_the_claim_before_the_fact_is_pointed_out() -> None:
    made = compose(draft(so=f"Beredar bahwa {CLAIM}. Kotak ada di gudang."))
    assert [one.code for one in made.warnings] == ["claim_first"]
