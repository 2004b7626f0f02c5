"""`dateline` as installed, with the bundled model: a newcomer's first minutes."""

from __future__ import annotations

import json
import os
import signal
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


MAIN = "from bot.cli import main; main()"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(DEMO.parent)}
SLOW = {
    "torch",
    "faiss",
    "onnxruntime",
    "sentence_transformers",
    "telegram",
    "trafilatura",
    "spacy",
    "numpy",
    "sqlite_utils",
    "pydantic_settings",
    "rich",
}


def dateline(folder: Path, *arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    script: Sequence[str] = [str(DATELINE)] if DATELINE.exists() else [sys.executable, "-c", MAIN]
    return subprocess.run(
        [*script, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **options},
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


# What a process of its own makes of its streams, signals and modules


def loaded_by(folder: Path, *arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and the slow modules that it loads."""
    script = (
        "import sys\nfrom bot.cli import main\nsys.argv[0] = 'dateline'\n"
        "try: main()\nfinally: print('loaded:', *sorted(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout, SLOW.intersection(result.stderr.split())


def test_help_imports_nothing_slow(folder: Path) -> None:
    printed, loaded = loaded_by(folder, "--help")
    assert "Usage: dateline" in printed
    assert loaded == set()


def test_a_command_that_only_reads_does_not_load_what_makes_tables(folder: Path) -> None:
    printed, loaded = loaded_by(folder, "sources", "--json")
    assert "Brennport Lantern" in printed
    assert "sqlite_utils" not in loaded


def test_the_module_is_a_command_too(folder: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "--version"]
    printed = subprocess.check_output(command, cwd=folder, env=ENVIRONMENT, text=True)
    assert printed.startswith("dateline ")


def test_piped_output_is_plain(folder: Path) -> None:
    result = dateline(folder, "sources")
    assert result.returncode == 0
    assert result.stderr == ""
    assert "\x1b" not in result.stdout


def test_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        result = subprocess.run(
            [sys.executable, "-c", MAIN, "sources"],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.stderr == b""


def test_screen_of_another_encoding_loses_nothing_it_can_show(folder: Path) -> None:
    lantern = "2025-03-05-lantern-teleny-knew"
    result = dateline(folder, "article", lantern, PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert "received a written warning" in " ".join(result.stdout.split())
    report = dateline(folder, "article", lantern, "--json", PYTHONIOENCODING="ascii")
    assert json.loads(report.stdout)["id"] == lantern


def test_interrupted_command_ends_with_one_line(folder: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "slow.jsonl"
    os.mkfifo(fifo)
    # As in a terminal: whoever runs the tests in the background had the signal ignored.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    process = subprocess.Popen(
        [sys.executable, "-c", f"{heeding}; {MAIN}", "ask", "--batch", str(fifo)],
        cwd=folder,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process, fifo.open("w"):  # opens once the command reads its questions
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 1
    assert len(errors.splitlines()) == 1
    assert "stopped" in errors
