"""Mishaps while readers wait for answers: is any question lost, or answered twice?

    python -m bench.chat_faults [--times 20] [--readers 5] [--only NAME ...] [--pace 20]

In each round every reader asks a question and the mishap happens. An answer that may have been cut
off on its way is not sent again but offered with a button; the button is then pressed, and what it
shows counts as the answer. The messages that answer a question without a button having been pressed
must never be more than one, not even ten seconds after the last round. Telegram is the double of
the tests, as in bench.chat_load. A full disk needs root, as a small one is mounted for it. With
`--pace`, the bot's time runs so many times as fast (bench.hurried), for what takes ten minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.chat import TOKEN, Newsroom, answers, newsroom
from tests.botapi import Fault, Message
from tests.process import Serving

PATIENCE = 600.0
SETTLED = 1.0
# A second answer would have come by then.
LATE = 10.0
OFFER = "Show the answer"
TEN_MINUTES = 600
# How it ends for whoever sends an article.
ENDS = ("The index is up to date.", "The index was not updated", "I was interrupted")
UNCERTAIN = 0.5


@dataclass
class Scene:
    """A newsroom with the bot at work, which a mishap may kill and start again."""

    room: Newsroom
    dice: random.Random
    bot: Serving = field(init=False)
    log: str = ""
    pace: float = 1.0
    _running: ExitStack = field(default_factory=ExitStack)

    @property
    def filler(self) -> Path:
        """The file that takes whatever is left of the disk."""
        return Path(self.room.operator.settings["data_dir"]) / "filler"

    def start(self) -> None:
        program = (sys.executable, "-m", "bench.hurried", str(self.pace))
        operator = self.room.operator
        serving = operator.serving() if self.pace == 1 else operator.serving(program=program)
        self.bot = self._running.enter_context(serving)
        self.room.await_polling()

    def stop(self, how: signal.Signals) -> int:
        code = self.bot.stop(how)
        self.log += self.bot.log
        self._running.close()
        return code


Mishap = Callable[[Scene], None]


def killed(scene: Scene) -> None:
    """SIGKILL at any moment between the first question and the last answer."""
    if scene.dice.random() < UNCERTAIN:
        _await_receipt(scene)
    time.sleep(scene.dice.uniform(0, 0.2))
    scene.stop(signal.SIGKILL)
    scene.start()


def terminated(scene: Scene) -> None:
    """SIGTERM: what was received is answered before the end."""
    _await_receipt(scene)
    assert scene.stop(signal.SIGTERM) == 0
    scene.start()


def _await_receipt(scene: Scene) -> None:
    """Until the bot has confirmed all questions, so that Telegram would not deliver them again."""
    scene.room.telegram.wait_for(lambda double: double.world.updates.pending == () or None)


def flooded(scene: Scene) -> None:
    scene.room.telegram.fail_next("sendMessage", Fault.flood(1), times=scene.dice.randint(1, 5))


def failing(scene: Scene) -> None:
    """A page of HTML instead of an answer, before or after Telegram has done what it was asked."""
    for _ in range(scene.dice.randint(1, 3)):
        done = scene.dice.random() < UNCERTAIN
        fault = replace(Fault.gateway(scene.dice.choice((500, 502, 504))), done=done)
        scene.room.telegram.fail_next("sendMessage", fault)


def dropping(scene: Scene) -> None:
    """Connections break, before or after Telegram has done what it was asked."""
    for _ in range(scene.dice.randint(1, 3)):
        fault = Fault.dropped(done=scene.dice.random() < UNCERTAIN)
        scene.room.telegram.fail_next("sendMessage", fault)


def away(scene: Scene) -> None:
    """Telegram cannot be reached for ten minutes, from any moment on."""
    if scene.dice.random() < UNCERTAIN:
        _await_receipt(scene)
    time.sleep(scene.dice.uniform(0, 0.5))
    with scene.room.telegram.away():
        time.sleep(TEN_MINUTES / scene.pace)


def paused(scene: Scene) -> None:
    """Each chat is paused for ten minutes."""
    _flood_each(scene, TEN_MINUTES, times=1)


def flooded_five_times(scene: Scene) -> None:
    """Each chat gets 429 as often as a request is tried, and once more."""
    _flood_each(scene, 1, times=6)


def _flood_each(scene: Scene, seconds: int, *, times: int) -> None:
    for reader in scene.room.readers:
        scene.room.telegram.fail_next(
            "sendMessage", Fault.flood(seconds), times=times, chat=reader.user.id
        )


def served_twice(scene: Scene) -> None:
    """Somebody starts a second bot on the folder while the questions wait for a pause to end."""
    _await_receipt(scene)
    result = scene.room.operator.run("serve")
    assert result.returncode == 1, result.stderr
    assert f"already running (pid {scene.bot.process.pid})" in result.stderr, result.stderr


def killed_adding(scene: Scene) -> None:
    """SIGKILL at any moment of an editor's adding an article."""
    room, number = scene.room, scene.dice.randrange(10**9)
    text = f"The Lantern Note {number}\n\nThe harbour office said lamp {number} was lit again."
    room.admin.sends_file(f"note-{number}.txt", text.encode())
    time.sleep(scene.dice.uniform(0, 3.0))
    scene.stop(signal.SIGKILL)
    scene.start()


def contested(scene: Scene) -> None:
    """Somebody else polls with the same token, which ends our poll with 409."""
    url = f"{scene.room.operator.settings['telegram_api_url']}/bot{TOKEN}/getUpdates"
    for _ in range(3):
        try:
            with urllib.request.urlopen(f"{url}?timeout=0", timeout=10) as response:  # noqa: S310
                json.load(response)
        except urllib.error.HTTPError as error:
            error.close()
        time.sleep(0.2)


def filling(scene: Scene) -> None:
    """The disk is full before the questions come, or once they were received."""
    if scene.dice.random() < UNCERTAIN:
        _await_receipt(scene)
    _fill(scene)


def _fill(scene: Scene) -> None:
    with suppress(OSError), scene.filler.open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4_096))


def rebuilding(scene: Scene) -> None:
    """The index is made anew and swapped while questions are answered."""
    room = scene.room
    message = room.telegram.reply_to(room.admin.sends("/rebuild full"))
    room.telegram.edit_of(message, lambda now: "Index rebuilt" in now.text, timeout=PATIENCE)


MISHAPS: dict[str, Mishap] = {
    "SIGKILL": killed,
    "SIGTERM": terminated,
    "429": flooded,
    "500": failing,
    "dropped": dropping,
    "away": away,
    "429 of ten minutes": paused,
    "429 six times": flooded_five_times,
    "second serve": served_twice,
    "SIGKILL in /add": killed_adding,
    "409": contested,
    "rebuild": rebuilding,
    "disk full": filling,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--readers", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=MISHAPS, default=list(MISHAPS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=1.0)
    options = parser.parse_args()
    failed = 0
    for name in options.only:
        # Small enough to be filled at once, where that is the mishap.
        megabytes = 32 if name == "disk full" else None
        with newsroom(options.readers, megabytes=megabytes, pace=options.pace) as room:
            scene = Scene(room, random.Random(options.seed), pace=options.pace)
            scene.start()
            rounds = [asked for _ in range(options.times) for asked in play(scene, name)]
            time.sleep(LATE)
            failed += unfinished_adds(room) if name == "SIGKILL in /add" else 0
            assert scene.stop(signal.SIGTERM) == 0
            failed += report(name, options.times, room, rounds, scene.log)
    sys.exit(bool(failed))


@dataclass(frozen=True)
class Asked:
    """A question, and the message that offered its answer instead of it, if one did."""

    question: Message
    offered: Message | None


def play(scene: Scene, name: str) -> Iterator[Asked]:
    """One round; every offer is taken."""
    room = scene.room
    mishap = MISHAPS[name]
    with _in_time(mishap, scene):
        questions = [reader.sends(room.question()) for reader in room.readers]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not all(
        answers(room, question) or offer(room, question) for question in questions
    ):
        time.sleep(0.02)
    time.sleep(SETTLED)
    room.telegram.heal()
    if scene.filler.exists():
        scene.filler.unlink()
        if scene.dice.random() < UNCERTAIN:  # what could not be noted must not be answered again
            scene.stop(signal.SIGTERM)
            scene.start()
    for question in questions:
        offered = offer(room, question)
        if offered is not None:
            room.asker(question).presses(offered, OFFER)
            room.telegram.edit_of(offered, timeout=PATIENCE)
        yield Asked(question, offered)


@contextmanager
def _in_time(mishap: Mishap, scene: Scene) -> Iterator[None]:
    """Faults are ordered before the questions come; all else happens once they are there."""
    if mishap in (flooded, failing, dropping, paused, flooded_five_times):
        mishap(scene)
        yield
    elif mishap is served_twice:
        _flood_each(scene, 5, times=1)
        yield
        mishap(scene)
    elif mishap is rebuilding:
        running = threading.Thread(target=mishap, args=(scene,))
        running.start()
        yield
        running.join()
    else:
        yield
        mishap(scene)


def offer(room: Newsroom, question: Message) -> Message | None:
    """The message that offers to show the answer to this question."""
    sent = room.telegram.private(room.asker(question)).after(question)
    return next((one for one in sent if one.reply_to == question.id and OFFER in one.labels), None)


def unfinished_adds(room: Newsroom) -> int:
    """How many files an editor sent without being told what came of them, and how many paragraphs
    are stored and not indexed, a while after the last kill."""
    chat = room.telegram.private(room.admin)
    sent = [message for message in chat.messages if message.document]

    def untold() -> int:
        said = [message.text for message in chat.from_bot]
        ends = sum(any(words in text for words in ENDS) for text in said)
        return max(0, len(sent) - ends)

    def behind() -> int:
        result = room.operator.run("stats", "--json")
        return int(json.loads(result.stdout)["behind"])

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and (untold() or behind()):
        time.sleep(0.5)
    print(f"{len(sent)} files sent by an editor: {untold()} untold; {behind()} paragraphs behind")
    return untold() + behind()


def report(name: str, times: int, room: Newsroom, rounds: list[Asked], log: str) -> int:
    """Print what came of it; how much was wrong."""
    lost = twice = offered = 0
    for asked in rounds:
        shown = {message.id for message in answers(room, asked.question)}
        by_itself = shown - {asked.offered.id if asked.offered else 0}
        lost += not shown
        twice += len(by_itself) > 1
        offered += asked.offered is not None
    lint = room.telegram.lint
    print(
        f"{name}, {times} times: {len(rounds)} questions, {lost} lost, {twice} answered twice;"
        f" {offered} offered because their answer may have been cut off; lint: {lint or 'none'}",
        flush=True,
    )
    if name == "disk full":
        unwritten = {words: log.count(words) for words in ("cannot be written", "no receipt for")}
        print(
            "  log: " + ", ".join(f"{count} times {words!r}" for words, count in unwritten.items())
        )
    return lost + twice + len(lint)


if __name__ == "__main__":
    main()
