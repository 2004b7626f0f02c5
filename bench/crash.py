"""Kill commands at random moments and see that nothing is lost and the next run goes on.

python -m bench.crash [--times 350] [--seed 1]

Ingest, sync, rebuild, remove, speakers merge, backup and restore in turn, each in a process that is
killed (SIGKILL) at a moment drawn from all of its time. The models are stand-ins, so that most
moments fall into the writing. After each: `verify` finds no fault, the command run again succeeds,
and then everything is as it is without a kill.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fakes import HashedEmbedder, PatternAttributor
from tests.terminal import Terminal

_SPEAKERS = ("Ada Bell", "Ada Marie Bell", "Tom Reed", "Ruth Oake")


@dataclass(frozen=True, slots=True)
class Command:
    """What is killed, and what it may fail with when it is run again after it was done."""

    arguments: tuple[str, ...]
    done: str = "\0"


COMMANDS = (
    Command(("ingest", "more")),
    Command(("sync",)),
    Command(("rebuild", "--full")),
    Command(("remove", "first-1"), done="no article"),
    Command(("speakers", "merge", "Tom Reed", "Ruth Oake"), done="already"),
    Command(("backup", "new"), done="is not empty"),
    Command(("restore", "saved", "--replace")),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=350)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    killed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready"
        prepare(ready)
        wholes, wanted = {}, {}
        for command in COMMANDS:
            with _copy_of(ready):
                started = time.monotonic()
                must(command.arguments)
                wholes[command] = time.monotonic() - started
                wanted[command] = state()
        for number in range(options.times):
            command = COMMANDS[number % len(COMMANDS)]
            with _copy_of(ready):
                moment = moments.uniform(0, wholes[command])
                killed[command.arguments[0]] += _is_killed(command, moment)
                must(("verify",))
                must(command.arguments, or_says=command.done)
                must(("verify",))
                assert state() == wanted[command], (command, moment, state(), wanted[command])
    print(
        f"{options.times} runs, {killed.total()} killed before their end"
        f" ({', '.join(f'{name} {count}' for name, count in sorted(killed.items()))}):"
        " nothing lost, each verified and went on"
    )


def prepare(folder: Path) -> None:
    """Articles with an index, a backup of them, and then more changes for each command to do."""
    folder.mkdir()
    for name, count in (("first", 40), ("second", 40), ("more", 60)):
        (folder / name).mkdir()
        for number in range(count):
            speaker = _SPEAKERS[number % len(_SPEAKERS)]
            text = "\n\n".join(
                f"{speaker} says that weir {number} of the {name} river holds {line} feet of water."
                for line in range(12)
            )
            (folder / name / f"{name}-{number}.txt").write_text(text, encoding="utf-8")
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
    with tempfile.NamedTemporaryFile() as file:
        log = Path(file.name)
        _, status = os.waitpid(in_child(lambda: run_command(arguments, log)), 0)
        said = log.read_text(encoding="utf-8")
        if status and or_says not in said:
            sys.exit(f"{arguments} failed ({status}) in {Path.cwd()}: {said}")


def _is_killed(command: Command, moment: float) -> bool:
    child = in_child(lambda: run_command(command.arguments, Path(os.devnull)))
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


if __name__ == "__main__":
    main()
