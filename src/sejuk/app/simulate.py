"""`sejuk simulate`: many nights in many worlds, under several policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from sejuk.app.context import Progress, silent
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import search_of
from sejuk.app.workers import shared_out
from sejuk.cycle import ground_of
from sejuk.files.district import load_district
from sejuk.files.guarantees import program_digest
from sejuk.files.incidents import incident_kinds
from sejuk.files.simulated import SUMMARY, open_simulation, read_world, world_file
from sejuk.files.worlds import world_ranges
from sejuk.files.writing import digest, write_file
from sejuk.model.values import Tension
from sejuk.planning.burden import residents
from sejuk.planning.night import Night, Search, present_plan, single_plan
from sejuk.problems import refuse
from sejuk.reporting.simulated import simulation_plots
from sejuk.simulation.nights.claims import OURS, Summary, WorldResult, summary
from sejuk.simulation.nights.draw import draw_world
from sejuk.simulation.nights.figures import PolicyFigures, figures_of_nights
from sejuk.simulation.nights.gain import gain_in
from sejuk.simulation.nights.loop import Stage, run_nights
from sejuk.simulation.nights.policies import Greedy, Manual, Policy, Present, Sejuk, Uniform
from sejuk.version import __version__

POLICIES = ("present", "uniform", "greedy", "manual", "sejuk")
PAST_NIGHTS = 28
"""Of the usual route before the first night that is counted: what a district that begins knows."""
MOST_NIGHTS, MOST_WORLDS, MOST_JOBS = 365, 10_000, 64
GAIN_EVERY = 10
"""Worlds: the loop gain takes as long as some thirty nights' plans."""


class SimulationOptions(msgspec.Struct, frozen=True, kw_only=True):
    night: NightOptions
    """The first night; its date, hours, roster, settings, present route, seed and preset."""
    nights: int = 60
    worlds: int = 200
    policies: tuple[str, ...] = ("present", "uniform", "greedy", "sejuk")
    past: int = PAST_NIGHTS
    jobs: int = 1
    """Processes; the result does not depend on it."""
    out: Path | None = None
    """Where worlds that are done are kept, and the summary and its plots are written."""


def simulate(options: SimulationOptions, progress: Progress) -> Summary:
    """All worlds, those that are kept in `out` taken from there.

    Plans are not checked one by one here. Raises the problems of the readers, `bad_option`,
    `folder_not_ours`, `other_simulation`, and those of writing.
    """
    _check(options)
    search = search_of(msgspec.structs.replace(options.night, proof="none"), silent)
    progress("read", 0.0)
    stage = stage_of(options, search)
    if options.out is not None:
        open_simulation(options.out, _about(options, stage, search))
    results = _all_worlds(options, stage, search, progress)
    found = summary(results)
    if options.out is not None:
        progress("write", 1.0)
        write_file(options.out, SUMMARY, summary_json(found))
        for name, plot in simulation_plots(results).items():
            write_file(options.out, name, plot.encode())
    return found


def summary_json(found: Summary) -> bytes:
    """The figures of all policies and the claims."""
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def stage_of(options: SimulationOptions, search: Search) -> Stage:
    """What is the same in all worlds.

    The usual route is that of `--present`, or the one that is built in for this district; where
    there is none, the best tour of one group on a night on which all areas are alike.
    """
    gathered = gather(options.night)
    first = msgspec.structs.replace(gathered.night, tension=Tension())
    if gathered.present is not None and gathered.present.legs:
        usual = present_plan(first, search, gathered.present, "named")
    else:
        usual = single_plan(first, search)
    return Stage(
        first=first,
        ground=ground_of(first.district),
        usual=usual,
        kinds=incident_kinds(),
        past=options.past,
        nights=options.nights,
    )


def _all_worlds(
    options: SimulationOptions, stage: Stage, search: Search, progress: Progress
) -> list[WorldResult]:
    numbers = range(1, options.worlds + 1)
    found = {number: kept for number in numbers if (kept := _kept(options.out, number)) is not None}
    left = [number for number in numbers if number not in found]
    progress("worlds", len(found) / len(numbers))
    run = partial(one_world, stage, options.policies, _portable(search), options.night.seed)
    for number, content in _shared(run, left, options.jobs):
        if options.out is not None:
            write_file(options.out, world_file(number), content)
        found[number] = msgspec.json.decode(content, type=WorldResult)
        progress("worlds", len(found) / len(numbers))
    return [found[number] for number in numbers]


def _shared(run: partial[bytes], numbers: Sequence[int], jobs: int) -> Iterator[tuple[int, bytes]]:
    if jobs == 1 or len(numbers) < 2:
        yield from ((number, run(number)) for number in numbers)
    else:
        yield from shared_out(run, numbers, min(jobs, len(numbers)))


def one_world(
    stage: Stage, policies: tuple[str, ...], search: Search, seed: int, number: int
) -> bytes:
    """A `WorldResult` as JSON. Equal arguments give equal bytes."""
    world = draw_world(world_ranges(), seed, number)
    people = residents(stage.first.district)
    figures: dict[str, PolicyFigures] = {}
    for name in policies:
        nights = run_nights(stage, world, policy_of(name, stage), search, seed=seed, number=number)
        figures[name] = figures_of_nights(nights, people, stage.ground.border)
    known = learned = None
    if OURS in figures and number % GAIN_EVERY == 0:
        known, learned = (
            gain_in(
                world,
                figures[OURS],
                stage.first.settings,
                kappa=kappa,
                areas=len(people),
                seed=seed,
                number=number,
            )
            for kappa in (world.presence_bias, figures[OURS].inflation)
        )
    result = WorldResult(
        number=number, world=world, policies=figures, gain=known, gain_learned=learned
    )
    return msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n"


def policy_of(name: str, stage: Stage) -> Policy:
    """The policy of that name, one of POLICIES (KeyError)."""
    made: dict[str, Policy] = {
        "present": Present(stage.usual),
        "uniform": Uniform(),
        "greedy": Greedy(),
        "manual": Manual(),
        "sejuk": Sejuk(),
    }
    return made[name]


def _portable(search: Search) -> Search:
    """Without what cannot go to another process, and without a clock."""
    return msgspec.structs.replace(search, stop=_never, progress=silent)


def _never() -> bool:
    return False


def _kept(out: Path | None, number: int) -> WorldResult | None:
    """What cannot be read is done again."""
    content = None if out is None else read_world(out, number)
    if content is None:
        return None
    try:
        kept = msgspec.json.decode(content, type=WorldResult)
    except (msgspec.MsgspecError, ValueError):
        return None
    return kept if kept.number == number else None


def _about(options: SimulationOptions, stage: Stage, search: Search) -> dict[str, object]:
    """All that a world's result depends on, but for its number."""
    first: Night = stage.first
    ranges = {name: [r.low, r.high] for name, r in world_ranges().items()}
    return {
        "version": __version__,
        "district": first.district.name,
        "district_digest": _district_digest(options.night.district),
        "shift": first.shift,
        "crews": first.crews.crews,
        "settings": first.settings,
        "usual": [stop.place for route in stage.usual.routes for stop in route.stops],
        "nights": options.nights,
        "past": options.past,
        "policies": options.policies,
        "seed": options.night.seed,
        "preset": options.night.preset,
        "ranges": ranges,
        # Other code makes other nights, and other tables of kinds or settings too.
        "program": program_digest(),
        "engine": search.engine,
    }


def _district_digest(folder: Path) -> str:
    """Of its manifest, which has the digests of all of its files."""
    load_district(folder)
    return digest((folder / "manifest.json").read_bytes())


def _check(options: SimulationOptions) -> None:
    for name, value, most in (
        ("--nights", options.nights, MOST_NIGHTS),
        ("--worlds", options.worlds, MOST_WORLDS),
        ("--jobs", options.jobs, MOST_JOBS),
    ):
        if not 1 <= value <= most:
            raise refuse("bad_option", option=name, value=value, expected=f"1 … {most}")
    if not 0 <= options.past <= MOST_NIGHTS:
        expected = f"0 … {MOST_NIGHTS}"
        raise refuse("bad_option", option="--past", value=options.past, expected=expected)
    for name in options.policies or ("",):
        if name not in POLICIES or options.policies.count(name) > 1:
            expected = ", ".join(POLICIES)
            raise refuse("bad_option", option="--policies", value=name, expected=expected)
