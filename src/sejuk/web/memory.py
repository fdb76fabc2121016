"""How memory is given back, where the C library is glibc."""

from __future__ import annotations

import ctypes

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
LARGE_BYTES = 128 * 1024


def give_memory_back() -> bool:
    """Photos and pushes of a whole night must not pile up in free lists; False elsewhere.

    By itself glibc keeps a heap for every few threads, and keeps more in them the larger what was
    freed: with 32 threads and photos of 400 kB the server grew by 12 % in minutes; so, by 2 %.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    mallopt(M_ARENA_MAX, 2)
    mallopt(M_TRIM_THRESHOLD, LARGE_BYTES)
    return bool(mallopt(M_MMAP_THRESHOLD, LARGE_BYTES))
