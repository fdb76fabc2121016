#!/bin/sh
# Runs its arguments with the first Python that is new enough and can make a virtual environment.
# PYTHON=/some/python overrides the search.

found_old=""
found_bare=""
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        found_old="$candidate ($version)"
        continue
    fi
    if ! "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
        found_bare="$version"
        continue
    fi
    exec "$candidate" "$@"
done

if [ -n "$found_bare" ]; then
    echo "id: Python $found_bare ada, tetapi tanpa modul venv. Pasang paketnya: apt-get install python$found_bare-venv" >&2
    echo "en: There is Python $found_bare, but it lacks the venv module. Install it: apt-get install python$found_bare-venv" >&2
elif [ -n "$found_old" ]; then
    echo "id: sejuk perlu Python 3.11 atau lebih baru; yang ada hanya $found_old. Pasang: apt-get install python3 python3-venv" >&2
    echo "en: sejuk needs Python 3.11 or newer; there is only $found_old. Install it: apt-get install python3 python3-venv" >&2
else
    echo "id: Tidak ada Python. Pasang Python 3.11 atau lebih baru: apt-get install python3 python3-venv" >&2
    echo "en: There is no Python. Install Python 3.11 or newer: apt-get install python3 python3-venv" >&2
fi
exit 2
