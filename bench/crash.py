"""Kill commands at random moments and see that nothing is lost and the next run goes on.

python -m bench.crash [--kills 200] [--seed 1] [COMMAND ...]

Ingest, sync, rebuild, remove, speakers merge, backup and restore in turn, or those named, each in a
process that is killed (SIGKILL) at a moment drawn from all of its time. The models are stand-ins,
so that most moments fall into the writing; a corpus counts as large early, so that the index of
words and the codes of the vectors are written too. After each kill: `verify` finds no fault, full
text counts what SQLite has and questions are answered. Then the command run again succeeds, and
everything is as it is without a kill, the answers too.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from bot.engine import Engine
from bot.settings import load_settings
from index.search import segment, word_sync
from index.search.full_text import SqliteFullText
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.terminal import Terminal

_SPEAKERS = ("Ada Bell", "Ada Marie Bell", "Tom Reed", "Ruth Oake")
# Paragraphs from which on a corpus is large. The first: all its indexes are there before any
# command. The second: the articles that a command indexes make it so.
_LARGE = (200, 400)
# One paragraph answers each.
_QUESTIONS = tuple(
    f"Who says that weir {weir} of the {river} river holds {feet} feet of water?"
    for weir, river, feet in ((23, "first", 10), (22, "second", 11), (11, "more", 11))
)
_WORDS = ("first", "second", "more", "weir", "reed")


@dataclass(frozen=True, slots=True)
class Command:
    """What is killed, and what it may fail with when it is run again after it was done."""

    arguments: tuple[str, ...]
    done: str = "\0"

    @property
    def name(self) -> str:
        return self.arguments[0]


COMMANDS = (
    Command(("ingest", "more")),
    Command(("sync",)),
    Command(("rebuild", "--full")),
    Command(("remove", "first-1"), done="no article"),
    Command(("speakers", "merge", "Tom Reed", "Ruth Oake"), done="already"),
    Command(("backup", "new"), done="is not empty"),
    Command(("restore", "saved", "--replace")),
)
_NAMES = tuple(command.name for command in COMMANDS)


@dataclass(frozen=True, slots=True)
class Trial:
    """A command, where it starts from, and what comes of it when it is not killed."""

    command: Command
    large: int
    ready: Path
    seconds: float
    wanted: tuple[object, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=f"of {', '.join(_NAMES)}")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if unknown := set(options.commands) - set(_NAMES):
        parser.error(f"no such command: {', '.join(sorted(unknown))}")
    moments = random.Random(options.seed)
    killed: Counter[str] = Counter()
    runs = 0
    with tempfile.TemporaryDirectory() as scratch:
        _load(Path(scratch) / "loaded")
        trials = _trials(Path(scratch), options.commands or _NAMES)
        while killed.total() < options.kills:
            trial = trials[runs % len(trials)]
            runs += 1
            with _copy_of(trial.ready):
                moment = moments.uniform(0, trial.seconds)
                killed[trial.command.name] += _is_killed(trial, moment)
                with _large_from(trial.large):
                    must(("verify",))
                    answers()
                    must(trial.command.arguments, or_says=trial.command.done)
                    must(("verify",))
                    found = (*state(), *answers())
                assert found == trial.wanted, (trial.command, moment, found, trial.wanted)
    print(
        f"{runs} runs, {killed.total()} killed before their end"
        f" ({', '.join(f'{name} {count}' for name, count in sorted(killed.items()))}):"
        " nothing lost, each verified, answered and went on"
    )


def _load(folder: Path) -> None:
    """Load here what no child then has to load for itself: its time is to go into writing."""
    for module in ("faiss", "index.answering.answer", "index.search.sync", "index.search.verify"):
        import_module(module)
    folder.mkdir()
    with contextlib.chdir(folder):
        Path("one.txt").write_text("Ada Bell says that 3 weirs hold.", encoding="utf-8")
        assert run_command(("ingest", "one.txt"), Path(os.devnull)) == 0


def _trials(scratch: Path, names: Sequence[str]) -> list[Trial]:
    """Each command over a corpus that is large, and over one that becomes so."""
    trials = []
    for large in _LARGE:
        ready = scratch / str(large)
        with _large_from(large):
            prepare(ready)
            for command in COMMANDS:
                if command.name not in names:
                    continue
                with _copy_of(ready):
                    started = time.monotonic()
                    must(command.arguments)
                    seconds = time.monotonic() - started
                    wanted = (*state(), *answers())
                trials.append(Trial(command, large, ready, seconds, wanted))
    return trials


@contextlib.contextmanager
def _large_from(paragraphs: int) -> Iterator[None]:
    """Have a corpus of so many paragraphs count as a large one."""
    before = dict(vars(word_sync)), segment.CODED_FROM
    for name in ("sync_words", "rebuild_words", "full_text_findings"):
        setattr(word_sync, name, partial(getattr(word_sync, name), large=paragraphs))
    segment.CODED_FROM = paragraphs
    try:
        yield
    finally:
        vars(word_sync).update(before[0])
        segment.CODED_FROM = before[1]


def prepare(folder: Path) -> None:
    """Articles with an index, a backup of them, and then more changes for each command to do."""
    folder.mkdir()
    for name, count in (("first", 24), ("second", 24), ("more", 12)):
        (folder / name).mkdir()
        for number in range(count):
            speaker = _SPEAKERS[number % len(_SPEAKERS)]
            text = "\n\n".join(
                f"{speaker} says that weir {number} of the {name} river holds {line} feet of water."
                for line in range(12)
            )
            article = folder / name / f"{name}-{number}"
            article.with_suffix(".txt").write_text(text, encoding="utf-8")
            # Years apart, so each is a story of its own and little time goes into comparing them.
            article.with_suffix(".json").write_text(json.dumps({"date": f"{1970 + number}-01-01"}))
    with contextlib.chdir(folder):
        for arguments in (("ingest", "first"), ("rebuild",), ("access", "allow", "7")):
            must(arguments)
        must(("backup", "saved"))
        must(("ingest", "second"))


@contextlib.contextmanager
def _copy_of(ready: Path) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ready, folder, dirs_exist_ok=True)
        with contextlib.chdir(folder):
            yield


def in_child(work: Callable[[], int]) -> int:
    """Its process id. A fork, because starting Python takes longer than most commands."""
    child = os.fork()
    if not child:
        code = 99
        with contextlib.suppress(BaseException):
            code = work()
        os._exit(code)
    return child


def run_command(arguments: tuple[str, ...], log: Path) -> int:
    terminal = Terminal(HashedEmbedder(), attributor=PatternAttributor())
    code, output, errors = terminal.run(*arguments)
    log.write_text(output + errors, encoding="utf-8")
    return code


def must(arguments: tuple[str, ...], *, or_says: str = "\0") -> None:
    status, said = _written(lambda log: run_command(arguments, log))
    if status and or_says not in said:
        sys.exit(f"{arguments} failed ({status}) in {Path.cwd()}: {said}")


def _written(work: Callable[[Path], int]) -> tuple[int, str]:
    """How it ends in a child, and what it writes into a file there."""
    with tempfile.NamedTemporaryFile() as file:
        log = Path(file.name)
        _, status = os.waitpid(in_child(lambda: work(log)), 0)
        return status, log.read_text(encoding="utf-8")


def _is_killed(trial: Trial, moment: float) -> bool:
    with _large_from(trial.large):
        child = in_child(lambda: run_command(trial.command.arguments, Path(os.devnull)))
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def state() -> tuple[object, ...]:
    """All that was asked to be kept: articles with their texts, speakers, people, the backup."""
    found: list[object] = []
    for name, sql in (
        ("corpus.db", "SELECT id, digest FROM article_versions ORDER BY id"),
        ("corpus.db", "SELECT speaker_name, count(*) FROM spoken GROUP BY 1 ORDER BY 1"),
        ("chat.db", "SELECT id, role FROM members"),
    ):
        with contextlib.closing(sqlite3.connect(Path("data") / name)) as db:
            found.append(db.execute(sql).fetchall())
    return (*found, sorted(path.name for path in Path().glob("new/*")))


def answers() -> tuple[object, ...]:
    """What is counted, and what is cited first, by whichever indexes there are; no word is counted
    otherwise than by SQLite, which is never behind the corpus."""
    status, written = _written(_write_answers)
    if status:
        sys.exit(f"the questions failed ({status}) in {Path.cwd()}: {written}")
    return tuple(written.splitlines())


def _write_answers(log: Path) -> int:
    log.write_text("no answer", encoding="utf-8")
    with Engine.open(load_settings(), embedder=HashedEmbedder()) as engine:
        table = SqliteFullText(engine.store)
        counted = {word: engine.full_text.count(word) for word in _WORDS}
        assert counted == {word: table.count(word) for word in _WORDS}, counted
        firsts = [engine.assess(question).citations[0] for question in _QUESTIONS]
    cited = [(each.passage.article.id, each.text) for each in firsts]
    log.write_text("\n".join(map(str, [counted, *cited])), encoding="utf-8")
    return 0


if __name__ == "__main__":
    main()
