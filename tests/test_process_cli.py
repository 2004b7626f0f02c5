"""`dateline` as installed, with the bundled model: a newcomer's first minutes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

DEMO = Path(__file__).parent.parent / "demo"
DATELINE = Path(sysconfig.get_path("scripts")) / "dateline"
QUESTIONS = (
    "What has the army denied about mortars?",
    "Who claimed responsibility for the explosion at the gate?",
    "How many people died in the flood?",
    "What is the orbital period of Neptune?",
)


def dateline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script: Sequence[str] = (
        [str(DATELINE)]
        if DATELINE.exists()
        else [sys.executable, "-c", "from bot.cli import main; main()"]
    )
    return subprocess.run(
        [*script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(DEMO.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo's articles are ingested and indexed."""
    made = tmp_path_factory.mktemp("newcomer")
    for arguments in (("ingest", str(DEMO / "articles")), ("rebuild",)):
        result = dateline(made, *arguments)
        assert result.returncode == 0, result.stderr
        assert result.stderr == ""
    return made


def test_nobody_else_on_the_machine_can_read_what_is_written(folder: Path) -> None:
    written = list((folder / "data").rglob("*"))
    assert written
    assert [path for path in written if path.stat().st_mode & 0o077] == []


def ask(folder: Path, *more: str) -> list[dict[str, Any]]:
    lines = "".join(json.dumps({"question": question}) + "\n" for question in QUESTIONS)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    result = dateline(folder, "ask", "--batch", "questions.jsonl", "--json", *more)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_quotation_is_an_exact_slice_of_the_database(folder: Path) -> None:
    connection = sqlite3.connect(folder / "data/corpus.db")
    reports = ask(folder, "--no-abstain", "--limit", "20")
    for citation in [citation for report in reports for citation in report["citations"]]:
        (text,) = connection.execute(
            "SELECT text FROM paragraphs JOIN articles ON number = article"
            " WHERE articles.id = ? AND position = ? AND live",
            [citation["article"]["id"], citation["paragraph"]],
        ).fetchone()
        assert text[citation["start"] : citation["stop"]] == citation["quote"]
    connection.close()
    assert all(report["citations"] for report in reports[:3])


def test_what_the_news_have_is_answered_and_what_they_have_not_is_not(folder: Path) -> None:
    reports = ask(folder)
    assert reports[0]["answered"]
    assert "mortar" in reports[0]["citations"][0]["quote"].lower()
    assert not reports[-1]["answered"]
    assert reports[-1]["citations"] == []


def test_second_rebuild_embeds_nothing_and_all_is_sound(folder: Path) -> None:
    assert " 0 embedded" in dateline(folder, "rebuild").stdout
    verified = dateline(folder, "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert dateline(folder, "doctor").returncode == 0
