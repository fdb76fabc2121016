"""`sejuk`: the commands, their options and how problems are shown.

Only the option parser is loaded here; each command loads what it needs when it runs, so that
`sejuk --help` is instant.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from sejuk.cli.audit import (
    bundle_command,
    checkpoint_command,
    oversight_command,
    verify_command,
    witness_command,
)
from sejuk.cli.backup import backup_command, restore_command
from sejuk.cli.compare import compare_command
from sejuk.cli.crews import crews_command
from sejuk.cli.demo import demo_command
from sejuk.cli.district import build_command, sample_command
from sejuk.cli.evaluate import evaluate_command
from sejuk.cli.fact_checks import import_command
from sejuk.cli.plan import plan_command
from sejuk.cli.record import expire_command, rebuild_command
from sejuk.cli.redact import redact_command
from sejuk.cli.replan import replan_command
from sejuk.cli.report import (
    activity_command,
    anev_command,
    lhgk_command,
    order_command,
    release_command,
)
from sejuk.cli.rumour import match_command, same_command
from sejuk.cli.scan import knox_command, scan_command
from sejuk.cli.sense import alarms_command, tension_command
from sejuk.cli.serve import serve_command
from sejuk.cli.simulate import simulate_command
from sejuk.cli.solve import solve_command
from sejuk.cli.talk import leave_stdout_in_peace, show_problem, speak_any_terminal
from sejuk.cli.usage import usage_problem
from sejuk.problems import ProblemError
from sejuk.version import __version__

REFUSED, INTERRUPTED, UNREAD = 2, 130, 141


def make_app() -> App:
    """The whole command line."""
    app = App(
        name="sejuk",
        help="Merencanakan patroli bersama tiga pilar. Plans joint patrols of the three pillars.",
        version=__version__,
        version_flags=["--version"],
        help_flags=["--help", "-h"],
        help_format="plaintext",
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    district = App(name="district", help="Membuat wilayah dari peta. Makes a district from a map.")
    district.command(build_command, name="build")
    district.command(sample_command, name="sample")
    app.command(plan_command, name="plan")
    app.command(compare_command, name="compare")
    app.command(replan_command, name="replan")
    app.command(simulate_command, name="simulate")
    app.command(solve_command, name="solve")
    app.command(district)
    app.command(demo_command, name="demo")
    app.command(backup_command, name="backup")
    app.command(restore_command, name="restore")
    audit = App(name="audit", help="Memeriksa catatan. Checks the record; for witnesses.")
    audit.command(verify_command, name="verify")
    audit.command(checkpoint_command, name="checkpoint")
    audit.command(bundle_command, name="bundle")
    audit.command(witness_command, name="witness")
    audit.command(oversight_command, name="oversight")
    app.command(audit)
    record = App(name="record", help="Merawat catatan. Upkeep of the record.")
    record.command(rebuild_command, name="rebuild")
    record.command(expire_command, name="expire")
    app.command(record)
    report = App(name="report", help="Surat dan laporan dari catatan. Papers, from the record.")
    report.command(activity_command, name="activity")
    report.command(lhgk_command, name="lhgk")
    report.command(release_command, name="release")
    report.command(order_command, name="order")
    report.command(anev_command, name="anev")
    app.command(report)
    sense = App(name="sense", help="Deteksi dini dari laporan. Early detection, from reports.")
    sense.command(tension_command, name="tension")
    sense.command(alarms_command, name="alarms")
    sense.command(scan_command, name="scan")
    sense.command(knox_command, name="knox")
    app.command(sense)
    app.command(evaluate_command, name="evaluate")
    rumour = App(name="rumour", help="Isu dan jawabannya. Claims and their answers.")
    rumour.command(match_command, name="match")
    rumour.command(same_command, name="same")
    rumour.command(import_command, name="import")
    app.command(rumour)
    app.command(redact_command, name="redact")
    app.command(serve_command, name="serve")
    app.command(crews_command, name="crews")
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    0; 2 when refused; 130 when interrupted; 141 when nobody reads the output any more.
    """
    try:
        return _answer(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return UNREAD


def _answer(arguments: Sequence[str]) -> int:
    app = make_app()
    try:
        app(list(arguments), exit_on_error=False, print_error=False)
    except CycloptsError as error:
        problem = usage_problem(error, app)
    except ProblemError as error:
        problem = error
    else:
        return 0
    show_problem(problem, as_json="--json" in arguments)
    return REFUSED


def main() -> None:
    """The entry point of the installed command."""
    speak_any_terminal()
    code = run(sys.argv[1:])
    leave_stdout_in_peace()
    sys.exit(code)
