"""The one who works out plannings: one at a time, in a process beside the server.

What is asked for stands in the record, so that a planner that is struck down begins again where
it was. Progress is nobody's history: it is kept in memory alone.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import msgspec

from sejuk.app.districts import district_named
from sejuk.app.orders.draw import draw_secret
from sejuk.app.plannings.kept import rotation_told, wish_of
from sejuk.app.plannings.wish import Rest, Result, Said, Task, Tonight, told
from sejuk.app.rotations.kept import check_free, note_rotation, rotation_on, rotation_secret
from sejuk.app.visited import visited_before
from sejuk.model.event import from_ms, to_ms
from sejuk.model.kinds.room import PlanningStepped
from sejuk.operations.cycle import step
from sejuk.operations.planning import PLANNING, PlanningCase, PlanningState
from sejuk.problems import ProblemError, refuse
from sejuk.store.documents import keep_document, read_document
from sejuk.store.papers import PaperRow, find_order, find_planning, waiting_plannings
from sejuk.store.record import Record

PROGRAM = "server"
"""Author of what the program does by itself."""
LOOK_SECONDS = 5.0
COMMAND = (sys.executable, "-m", "sejuk.app.plannings.work")
_LOG = logging.getLogger("sejuk.plannings")


class Progress(msgspec.Struct, frozen=True):
    stage: str
    part: float


class Planner:
    """Has a thread of its own from `start` to `close`."""

    def __init__(
        self, record: Record, now: Callable[[], datetime], tell: Callable[[], None]
    ) -> None:
        """`tell` is called whenever something new is in the record."""
        self._record = record
        self._now = now
        self._tell = tell
        self._awake = threading.Event()
        self._lock = threading.Lock()
        self._stopping = False
        self._at: str | None = None
        self._progress = Progress("", 0.0)
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="planner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is something to do."""
        self._awake.set()

    def progress(self, planning: str) -> Progress | None:
        """How far it is; None when it is not at it."""
        with self._lock:
            return self._progress if self._at == planning else None

    def stop(self, planning: str) -> None:
        """It need not go on with this one, which is no longer wanted."""
        with self._lock:
            if self._at == planning and self._process:
                self._process.kill()

    def close(self) -> None:
        """Ends the process and the thread; what was begun stays to be done."""
        with self._lock:
            self._stopping = True
            if self._process:
                self._process.kill()
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            try:
                row = self._next()
                if row is not None:
                    self._work(row)
                    continue
            except Exception:  # noqa: BLE001 – the next one may go well
                _LOG.exception("planning")
            self._awake.wait(LOOK_SECONDS)
            self._awake.clear()

    def _next(self) -> PaperRow | None:
        with self._record.reading() as connection:
            return next(iter(waiting_plannings(connection)), None)

    def _work(self, row: PaperRow) -> None:
        if not self._step(row.planning, "work"):
            return
        try:
            task = self._task(row)
        except ProblemError as problem:
            self._finish(row.planning, Result(problem=told(problem)))
            return
        said = self._said_of(row.planning, task)
        if self._stopping:
            return
        if said is None:
            # It ended without a word: memory, or a defect.
            self._finish(row.planning, Result(problem=told(refuse("planning_broke_off"))))
        elif said.problem is not None:
            self._finish(row.planning, Result(problem=said.problem))
        else:
            self._finish(row.planning, None, said, task)

    def _task(self, row: PaperRow) -> Task:
        """Raises `planning_unreadable`, `district_unknown`."""
        with self._record.reading() as connection:
            wish = wish_of(connection, row)
            paper = read_document(connection, row.based_on) if row.based_on else None
            order = find_order(connection, row.order) if row.order else None
        if wish is None:
            raise refuse("planning_unreadable", planning=row.planning)
        if isinstance(wish, Tonight):
            return self._tonight(row, wish)
        now = -1
        if isinstance(wish, Rest) and order is not None:
            now = max(0, int((self._now() - from_ms(order.begins_ms)).total_seconds()))
        folder = str(self._record.folder)
        return Task(folder=folder, wish=wish, paper=_one_line(row, paper), now=now)

    def _tonight(self, row: PaperRow, wish: Tonight) -> Task:
        keys = self._record.keys
        district = district_named(self._record.folder, wish.district)
        with self._record.reading() as connection:
            rotation = rotation_on(connection, keys, district.name, wish.date)
            if wish.extra is not None:  # it was free when it was asked for
                check_free(connection, district.name, wish.date)
        secret = draw_secret(keys, row.planning)
        new = rotation_secret(keys, district.name, wish.date)
        return Task(
            folder=str(self._record.folder),
            wish=wish,
            history=visited_before(self._record, district, wish.date),
            seed=secret.seed.hex(),
            salt=secret.salt.hex(),
            rotation=rotation,
            rotation_seed=new.seed.hex(),
            rotation_salt=new.salt.hex(),
        )

    def _said_of(self, planning: str, task: Task) -> Said | None:
        """The last thing that the process said; None when it ended without a word of the end."""
        with self._lock:
            if self._stopping:
                return None
            self._at, self._progress = planning, Progress("start", 0.0)
            process = self._process = subprocess.Popen(  # noqa: S603 – our own module
                COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        given, taken = process.stdin, process.stdout
        if given is None or taken is None:  # they are pipes
            raise RuntimeError("pipes")
        last: Said | None = None
        try:
            given.write(msgspec.json.encode(task) + b"\n")
            given.flush()
            for line in taken:
                said = msgspec.json.decode(line, type=Said)
                if said.made is not None or said.problem is not None:
                    last = said
                    break
                with self._lock:
                    self._progress = Progress(said.stage, said.part)
        except (OSError, msgspec.DecodeError):
            _LOG.exception("planning %s", planning)
        finally:
            with self._lock:
                self._at = self._process = None
            process.kill()
            process.wait()
            for pipe in (given, taken):
                with suppress(OSError):  # what it never read
                    pipe.close()
        return last

    def _step(self, planning: str, event: str) -> bool:
        """False when it is no longer wanted."""
        with self._record.writing(now=self._now()) as writing:
            row = find_planning(writing.connection, planning)
            if row is None or row.state not in {PlanningState.WAITING, PlanningState.WORKING}:
                return False
            if row.state == PlanningState.WAITING:
                state = step(PLANNING, row.state, event, by=None, case=PlanningCase())
                body = PlanningStepped(planning=planning, step=event, state=state)
                writing.happen(body, author=PROGRAM)
        self._tell()
        return True

    def _finish(
        self,
        planning: str,
        result: Result | None,
        said: Said | None = None,
        task: Task | None = None,
    ) -> None:
        now = self._now()
        with self._record.writing(now=now) as writing:
            row = find_planning(writing.connection, planning)
            if row is None or row.state != PlanningState.WORKING:
                return  # cancelled meanwhile
            now_ms = to_ms(now)
            event = "fail"
            if result is None and said is not None and task is not None:
                options = tuple(
                    msgspec.structs.replace(
                        one.row, plan=keep_document(writing.connection, bytes(one.paper), now_ms)
                    )
                    for one in said.made or ()
                )
                told_of = rotation_told(said.rotation, task.wish)
                result, event = Result(options=options, rotation=told_of), "finish"
                if isinstance(task.wish, Tonight) and task.wish.extra and said.rotation:
                    begins = task.wish.begins(district_named(self._record.folder, row.area).zone)
                    frame = said.rotation.frame
                    note_rotation(writing, self._record.keys, row, frame, begins, now)
            state = step(PLANNING, row.state, event, by=None, case=PlanningCase())
            content = msgspec.json.encode(result)
            body = PlanningStepped(
                planning=planning,
                step=event,
                state=state,
                result=keep_document(writing.connection, content, now_ms),
            )
            writing.happen(body, author=PROGRAM)
        self._tell()


def _one_line(row: PaperRow, paper: bytes | None) -> msgspec.Raw:
    try:
        return msgspec.Raw(msgspec.json.format(paper or b"null", indent=-1))
    except msgspec.DecodeError as error:
        raise refuse("planning_unreadable", planning=row.planning) from error
