"""Threads that read the same types for the first time do not end the process."""

from __future__ import annotations

import subprocess
import sys

RACE = """
import sys, threading, types
import msgspec
from sejuk.app.types_ready import make_types_ready

sys.setswitchinterval(1e-6)
DEEP = 30
lines = ["import msgspec", "class T0(msgspec.Struct):", "    a: int = 0"]
for i in range(1, DEEP):
    lines.append(f"class T{i}(msgspec.Struct):")
    lines += [f"    f{j}: 'tuple[T{i - 1}, ...] | None' = None" for j in range(6)]
for number in range(60):
    module = types.ModuleType(f"made{number}")
    sys.modules[module.__name__] = module
    exec("\\n".join(lines), module.__dict__)
    make_types_ready()
    go = threading.Event()
    def read():
        go.wait()
        for i in (DEEP - 1, DEEP // 2, DEEP - 2, 5):
            msgspec.json.decode(b'{"f0": null, "f5": []}', type=getattr(module, f"T{i}"))
    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads: thread.start()
    go.set()
    for thread in threads: thread.join()
"""
"""Without `make_types_ready` it ends with a segmentation fault, as a rule in the first rounds."""


def test_a_struct_that_many_read_at_once_is_worked_out_before() -> None:
    ended = subprocess.run([sys.executable, "-c", RACE], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
