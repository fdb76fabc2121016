"""`sejuk demo`: everything of a newcomer's first night in one folder."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import NIGHT, content, done


def test_demo_writes_district_examples_and_plan(tmp_path: Path, sample: Path) -> None:
    out = tmp_path / "demo"
    answer = done("demo", *NIGHT, "--out", out, "--json")
    files = content(out)
    folders = {"wilayah", "contoh", "rencana", "surat-perintah", "catatan", "malam"}
    assert {name.split("/")[0] for name in files} == folders
    assert files["surat-perintah/surat-perintah.pdf"].startswith(b"%PDF")
    assert content(out / "wilayah") == content(sample)
    assert "rencana.html" in answer.err
    assert "contoh kuat pers" in answer.err
    assert "DATA SINTETIS" in files["rencana/rencana.html"].decode()
    plan = json.loads(files["rencana/plan.json"])
    assert plan["synthetic"] is True
    assert answer.json() == plan
