"""Kill the bot at random moments while it tells chats of a kill and a correction.

python -m bench.corrections [--times 20] [--seed 1] [--chats 12]

Each run of the bot is a process that is killed (SIGKILL) some time after it began to work; between
runs an article is changed now and then. In the end each chat must have been told exactly once of
each change, but for those that are listed as in doubt, which it must have been told once at most;
and of typography nobody. The models are stand-ins.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from bot.chat.app import Runner
from bot.chat.articles.index_process import Rebuilder
from bot.chat.corrections.corrections import Corrections
from bot.chat.database import ChatDatabase
from bot.engine import Engine
from tests.botapi import Room
from tests.bots import DESK_ID, READER, TOKEN, Newsroom
from tests.fakes import HashedEmbedder, PatternAttributor

_FIRST_CHAT = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chats", type=int, default=12)
    parser.add_argument("--serve", metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        _serve(options.folder, options.serve, options.chats)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _kill(Path(folder), options.times, random.Random(options.seed), options.chats)


def _room(folder: Path, chats: int) -> Newsroom:
    room = Newsroom(folder, HashedEmbedder())
    for number in range(chats):
        person = room.telegram.user(_FIRST_CHAT + number, f"P{number}")
        person.sends("/start")
    allowed = frozenset({READER, DESK_ID, *range(_FIRST_CHAT, _FIRST_CHAT + chats)})
    room.options["allowed_ids"] = allowed
    return room


def _serve(folder: Path, url: str, chats: int) -> None:
    from bot.chat.corrections import jobs

    jobs.INTERVAL, jobs.SETTLED, jobs.PAUSE = 0.05, -1.0, 0.0
    settings = _room(folder, chats).settings(url)
    with (
        Engine.open(settings, embedder=HashedEmbedder(), attributor=PatternAttributor()) as engine,
        closing(ChatDatabase.open(settings.chat_database)) as database,
    ):
        rebuilder = Rebuilder(settings, command=(sys.executable, "-c", "pass"))
        Runner(settings, engine, database, rebuilder, token=TOKEN).run()


def _kill(folder: Path, times: int, moments: random.Random, chats: int) -> None:
    room = _room(folder, chats)
    changes = 0
    with room.telegram.running() as url:
        settings = room.settings(url)
        with (
            Engine.open(settings, embedder=room.embedder, attributor=PatternAttributor()) as engine,
            closing(ChatDatabase.open(settings.chat_database)) as database,
        ):
            _version(engine, folder, 1, "Twelve")
            _show(engine, database, chats)
            for number in range(times):
                if number % 4 == 0 and changes < times // 4:
                    changes += 1
                    _version(engine, folder, changes + 1, f"{changes} and twenty")
                    _show(engine, database, chats)
                process = subprocess.Popen(
                    [sys.executable, "-W", "ignore", "-m", "bench.corrections", "--serve", url,
                     "--folder", str(folder), "--chats", str(chats)],
                    env=os.environ,
                )  # fmt: skip
                _wait_for_work(room, process)
                time.sleep(moments.uniform(0.0, 1.0))
                process.send_signal(signal.SIGKILL)
                process.wait()
            last = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "bench.corrections", "--serve", url,
                 "--folder", str(folder), "--chats", str(chats)],
                env=os.environ,
            )  # fmt: skip
            table = Corrections(database)
            _wait_for_work(room, last)
            store = engine.store
            while table.seen(store.corpus_id) < store.last_alteration or table.due():
                time.sleep(0.2)
            time.sleep(2.0)
            last.kill()
            last.wait()
            doubtful = Counter((each.chat, each.alteration.version) for each in table.not_told())
            told = Counter(
                (message.chat_id, message.text.count("Then:") and _version_of(message.text))
                for number in range(chats)
                for message in Room(_FIRST_CHAT + number, room.telegram.world).from_bot
                if message.text.startswith("Changed")
            )
    wanted = {(_FIRST_CHAT + n, c + 2) for n in range(chats) for c in range(changes)}
    missed = [each for each in wanted if told[each] != 1 and not doubtful[each]]
    twice = [each for each, often in told.items() if often > 1]
    print(
        f"{times} kills, {changes} changes, {chats} chats: {sum(told.values())} of {len(wanted)}"
        f" told, {len(doubtful)} in doubt, {len(missed)} missed, {len(twice)} twice"
    )
    sys.exit(bool(missed or twice))


def _wait_for_work(room: Newsroom, process: subprocess.Popen[bytes]) -> None:
    polled = room.telegram.world.updates.last_poll
    while room.telegram.world.updates.last_poll == polled:
        if process.poll() is not None:
            raise SystemExit("the bot has ended by itself")
        time.sleep(0.02)


def _version(engine: Engine, folder: Path, version: int, count: str) -> None:
    text = f"{count} people were hurt in version {version} of the storm at the mole on Friday."
    line = {"id": "gale", "source": "Meridian", "version": version, "text": text}
    path = folder / f"{version}.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    engine.ingest([path])


def _version_of(text: str) -> int:
    """Which version a message tells of: the one after `Now:`."""
    return int(text.rpartition("Now:")[2].split("in version ")[1].split()[0])


def _show(engine: Engine, database: ChatDatabase, chats: int) -> None:
    """As if the current version had been quoted in each chat."""
    article = engine.store.find("gale")
    [paragraph] = engine.store.paragraphs(article.number)
    for number in range(chats):
        database.write(
            "INSERT INTO receipts (chat, message, article, name, version, position, paragraph,"
            " start, stop, sent) VALUES (?, ?, ?, ?, ?, 1, ?, 0, ?, ?)",
            (_FIRST_CHAT + number, 1, article.number, article.id, article.version, paragraph.id,
             len(paragraph.text), time.time()),
        )  # fmt: skip


if __name__ == "__main__":
    main()
