"""The page *Jaminan*: what is promised, how it is proved, what the last run of the proofs found."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sejuk.model.guarantee import Guarantee, GuaranteeRun, Guarantees, LastRun, Tally, tally
from sejuk.model.public_page import PublicOperation
from sejuk.reporting.public.rendering import Site, moment_text, render, say

SHOWN_DIGITS = 12
"""Of the program's digest: enough to compare by eye."""


class ProofShown(msgspec.Struct, frozen=True, kw_only=True):
    """One guarantee with what came of it."""

    number: int
    short: str
    words: str
    proof: str
    holds: bool
    result: tuple[str, ...]
    """Sentences."""


def guarantees_page(
    site: Site,
    guarantees: Guarantees,
    run: LastRun,
    program: str,
    operations: tuple[PublicOperation, ...],
) -> str:
    """The whole page.

    Args:
        program: digest of the program that serves this page.
        operations: on which basis patrols go out now.
    """
    la = site.language
    summed = tally(guarantees.all, run, program)
    return render(
        "guarantees.html",
        site,
        say("guarantee.title", la),
        guarantees=[_shown(one, run.of(one.id), site) for one in guarantees.all],
        tally=summed,
        is_whole=summed.held == summed.guarantees,
        told=tuple(tally_sentences(summed, site)),
        program=program[:SHOWN_DIGITS],
        admissions=[one.of(la) for one in guarantees.admissions],
        operations=operations,
    )


def tally_sentences(summed: Tally, site: Site) -> Iterator[str]:
    """What the last run says of all together; where it says nothing, that."""
    la = site.language
    if summed.last is None or summed.first is None:
        yield say("guarantee.never", la)
        return
    yield say(
        "guarantee.tests", la, passed=summed.passed, tests=summed.tests, held=summed.held,
        guarantees=summed.guarantees,
    )  # fmt: skip
    yield say("guarantee.mutations", la, caught=summed.caught, mutations=summed.mutations)
    if summed.not_run:
        yield say("guarantee.left_out", la, count=summed.not_run)
    if summed.missing:
        marks = ", ".join(f"G{int(one[1:])}" for one in summed.missing)
        yield say("guarantee.missing", la, which=marks)
    moment = moment_text(summed.last, la, site.zone)
    yield say("guarantee.when", la, moment=moment, version=", ".join(summed.versions))
    if summed.first.date() != summed.last.date():
        yield say("guarantee.since", la, moment=moment_text(summed.first, la, site.zone))
    if summed.older:
        yield say("guarantee.older", la, count=len(summed.older), guarantees=summed.guarantees)
    else:
        yield say("guarantee.same", la)


def _shown(one: Guarantee, run: GuaranteeRun | None, site: Site) -> ProofShown:
    la = site.language
    return ProofShown(
        number=one.number,
        short=one.short.of(la),
        words=one.words.of(la),
        proof=one.proof.of(la),
        holds=run is not None and run.held,
        result=(say("guarantee.not_run", la),) if run is None else tuple(_result(run, la)),
    )


def _result(run: GuaranteeRun, language: str) -> Iterator[str]:
    yield say("guarantee.one_tests", language, passed=run.passed, tests=run.passed + run.failed)
    yield say("guarantee.one_broken", language, caught=run.caught, mutations=run.mutations)
    if run.not_run:
        yield say("guarantee.one_left_out", language, count=len(run.not_run))
