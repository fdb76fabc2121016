"""`sejuk plan`: tonight's joint patrol plan, or that of several nights, checked and written."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec

from sejuk.app.context import Progress, RunReport, Stages, Stopwatch, deadline, run_report
from sejuk.app.drawing import Rotations, Secret, secret_of
from sejuk.app.first_start import compile_kernels
from sejuk.app.gather import Gathered, NightOptions, gather, place_id
from sejuk.cycle import check_plan, plan_and_verify
from sejuk.files.writing import write_folder
from sejuk.geo.ways import ways
from sejuk.model.compare import Comparison
from sejuk.model.district import District
from sejuk.model.force import Mode
from sejuk.model.place import LonLat
from sejuk.model.plan import Plan
from sejuk.planning.drawn import drawn_night
from sejuk.planning.explore import with_exploration
from sejuk.planning.night import Night, Search, baseline_plans, without_pins
from sejuk.planning.proof import PROOF_OF_PRESET, PROOFS
from sejuk.planning.solve import ENGINES, PRESETS
from sejuk.planning.verify import Violation, verify_nights
from sejuk.planning.week import MOST_NIGHTS, plan_nights
from sejuk.problems import refuse
from sejuk.reporting.calendar import plan_calendar
from sejuk.reporting.data import plan_json
from sejuk.reporting.geojson import plan_geojson
from sejuk.reporting.gpx import crew_gpx
from sejuk.reporting.page import plan_page
from sejuk.reporting.sheet import plan_csv
from sejuk.reporting.view import PageView
from sejuk.reporting.week import week_page
from sejuk.version import __version__

LOTS_FILE = "undian-rahasia.json"
"""Seed and salt of the draws: beside the plan, and to be kept apart from it until it is driven."""
SAFETY_SECONDS = 600.0
"""A search never runs longer for a night; the plan then says so. Presets end far earlier."""


class Planned(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    gathered: Gathered
    plans: tuple[Plan, ...]
    """One for each night."""
    baselines: tuple[Plan, ...]
    """Of the first night."""
    report: RunReport
    secret: Secret | None = None
    """Of the draws, where something was drawn."""


def plan(options: NightOptions, progress: Progress, *, district: District | None = None) -> Planned:
    """Plan and check; nothing is written.

    Raises the problems of the readers, `bad_option`, `too_many_nights`, `roster_too_small`,
    `too_many_crews`, `shift_too_short`, and `plan_not_verified` for a defect of our own.
    """
    watch, progress = Stopwatch(), Stages(progress)
    progress("read", 0.0)
    if not 1 <= options.nights <= MOST_NIGHTS:
        raise refuse("too_many_nights", wanted=options.nights, most=MOST_NIGHTS)
    search = search_of(options, progress)
    secret = secret_of(options)
    gathered = gather(options, district)
    vetoed = tuple(place_id(place, gathered.night.district) for place in options.vetoed)
    rotations = Rotations(msgspec.structs.replace(options, vetoed=vetoed), secret)

    def plan_one(night: Night) -> Plan:
        night = rotations.tonight(with_exploration(night, options.seed))
        if secret is None or not options.draw:
            return checked_plan(night, search)
        return checked_draw(night, search, *secret.pair)

    compile_kernels(search, draws=options.draw)
    nights = plan_nights(gathered.night, options.nights, plan_one)
    check_nights(gathered.night, tuple(found for _, found in nights))
    first = nights[0][0]
    progress("compare", 0.0)
    others = baseline_plans(first, search, gathered.present)
    for other in others:
        check(other, without_pins(first))
    return Planned(
        gathered=gathered,
        plans=tuple(found for _, found in nights),
        baselines=others,
        report=run_report(watch, __version__, progress),
        secret=secret,
    )


def search_of(options: NightOptions, progress: Progress) -> Search:
    """How to search. Raises `bad_option` for an unknown preset, engine or proof."""
    if options.preset not in PRESETS:
        expected = ", ".join(PRESETS)
        raise refuse("bad_option", option="--preset", value=options.preset, expected=expected)
    engine = options.engine or ENGINES[0]
    if engine not in ENGINES:
        expected = ", ".join(ENGINES)
        raise refuse("bad_option", option="--engine", value=engine, expected=expected)
    proof = options.proof or PROOF_OF_PRESET[options.preset]
    if proof not in PROOFS:
        expected = ", ".join(PROOFS)
        raise refuse("bad_option", option="--proof", value=proof, expected=expected)
    return Search(
        engine=engine,
        proof=PROOFS[proof],
        preset_name=options.preset,
        preset=PRESETS[options.preset],
        seed=options.seed,
        stop=deadline(SAFETY_SECONDS * options.nights),
        progress=progress,
    )


def checked_plan(night: Night, search: Search) -> Plan:
    """The night's plan, after the independent checker found nothing.

    Raises `plan_not_verified`, `pin_cannot_be` and `pins_do_not_fit`: a plan without what the
    commander wants is not the plan that was asked for.
    """
    found, violations = plan_and_verify(night, search)
    return _accepted(found, violations)


def checked_draw(night: Night, search: Search, seed: bytes, salt: bytes) -> Plan:
    """The plan that the secret seed draws, checked. Raises as `checked_plan` does."""
    found = drawn_night(night, search, seed, salt)
    return _accepted(found, check_plan(found, night))


def _accepted(found: Plan, violations: tuple[Violation, ...]) -> Plan:
    _refuse(found.kind, violations)
    unmet = [why.id for why in found.unmet if why.what == "pin"]
    if unmet:
        raise refuse("pins_do_not_fit", places=", ".join(unmet))
    return found


def check(found: Plan, night: Night) -> None:
    """Raise `plan_not_verified` for a plan that breaks a rule."""
    _refuse(found.kind, check_plan(found, night))


def _refuse(what: str, violations: tuple[Violation, ...]) -> None:
    if violations:
        rules = "; ".join(f"{v.rule} {v.where} {v.detail}" for v in violations[:3])
        raise refuse("plan_not_verified", rules=f"{what}: {rules}")


def check_nights(first: Night, plans: tuple[Plan, ...]) -> None:
    """Raise `plan_not_verified` where the weekly floor is broken and no plan says so."""
    violations = verify_nights(
        plans,
        district=first.district,
        tension=first.tension,
        history=first.history,
        settings=first.settings,
    )
    _refuse("nights", violations)


def write_plans(planned: Planned, folder: Path) -> None:
    """Write all files of all nights into `folder`, whole or not at all."""
    files: dict[str, bytes] = {}
    several = len(planned.plans) > 1
    for found in planned.plans:
        prefix = f"malam-{found.night}/" if several else ""
        others = planned.baselines if found.night == 1 else ()
        written = plan_files(planned.gathered, found, others)
        files |= {prefix + name: content for name, content in written.items()}
    if several:
        files["minggu.html"] = week_page(planned.plans, planned.gathered.night.district).encode()
    run_files = {"run.json": msgspec.json.format(msgspec.json.encode(planned.report))}
    if planned.secret is not None:
        run_files[LOTS_FILE] = msgspec.json.format(msgspec.json.encode(planned.secret)) + b"\n"
    write_folder(folder, files, run_files=run_files)


def plan_files(
    gathered: Gathered,
    found: Plan,
    others: tuple[Plan, ...] = (),
    comparison: Comparison | None = None,
) -> dict[str, bytes]:
    """The files of one plan by name: page, data, tracks, timetable and calendar."""
    night = gathered.night
    district = night.district
    paths = street_paths(night, (found,))
    view = PageView(
        plan=found,
        district=district,
        paths=paths,
        others=others,
        tension=night.tension if night.tension.areas else None,
        present=gathered.present,
        comparison=comparison,
        meeting_wait_minutes=night.settings.rendezvous_wait_minutes,
        meeting_release_minutes=night.settings.rendezvous_release_minutes,
    )
    return {
        "plan.json": plan_json(found),
        "rencana.html": plan_page(view).encode(),
        "rute.geojson": plan_geojson(found, district, paths),
        "jadwal.csv": plan_csv(found, district),
        "kalender.ics": plan_calendar(found, district),
        **{
            f"tim-{route.crew.id}.gpx": crew_gpx(route, found, district, paths).encode()
            for route in found.routes
        },
    }


def street_paths(
    night: Night, plans: tuple[Plan, ...]
) -> dict[tuple[Mode, str, str], tuple[LonLat, ...]]:
    """The streets between all stops of these plans."""
    legs = []
    for found in plans:
        for route in found.routes:
            stops = [
                route.crew.start_post,
                *(stop.place for stop in route.stops),
                route.crew.end_post,
            ]
            legs += [(route.crew.mode, a, b) for a, b in pairwise(stops)]
    return {leg: path.coords for leg, path in ways(night.district, legs, night.settings).items()}
