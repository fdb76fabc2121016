"""A server under load, to be killed: four phones' events, each line on stdout acknowledged before.

python writer.py FOLDER DEVICE_PREFIX [MOST_BYTES_OF_A_FILE]
"""

from __future__ import annotations

import itertools
import os
import resource
import signal
import sys
import threading
from pathlib import Path

from sejuk.problems import ProblemError
from sejuk.store.record import Record
from tests.store.diary import NOW, arrived, noted, opened

PHONES, BATCH = 4, 5


def send(record: Record, device: str, failed: list[str]) -> None:
    """Batches without end, until the record refuses one."""
    for first in itertools.count(1, BATCH):
        batch = [arrived(seq, device) for seq in range(first, first + BATCH - 1)]
        batch.append(noted(first + BATCH - 1, "aman", device=device))
        try:
            answer = record.append(batch, now=NOW)
        except ProblemError as problem:
            failed.append(problem.code)
            return
        os.write(1, f"{device} {answer.received[device].upto}\n".encode())


def main() -> int:
    folder, prefix = Path(sys.argv[1]), sys.argv[2]
    failed: list[str] = []
    with opened(folder) as record:
        os.write(1, b"open\n")
        if len(sys.argv) > 3:  # the disk is full from here on
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
        threads = [
            threading.Thread(target=send, args=(record, f"{prefix}-{n}", failed), daemon=True)
            for n in range(PHONES)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        os.write(1, f"failed {' '.join(sorted(set(failed)))}\n".encode())
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return 0


if __name__ == "__main__":
    sys.exit(main())
