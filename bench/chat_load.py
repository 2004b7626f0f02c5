"""Many readers at once: is anything lost or answered twice, and how long does an answer take?

    python -m bench.chat_load [--readers 50] [--questions 20] [--floods 10] [--alone 50]

First one reader asks alone: of the time until an answer has left, how much goes neither into
retrieval and reading nor into waiting for Telegram? Then all readers ask, each the next question
when the last one is answered, as the bot takes one at a time of each. Some answers meet a flood
wait; that must not delay the other chats. Telegram is the double of the tests (bench may use it;
the layers of the product know nothing of either), in this process, so it takes its share of the
processor; the bot is a process of its own. The summary at the end can be pasted as it is.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from bench.chat import Answers, Newsroom, newsroom
from tests.botapi import Fault, Message
from tests.process import Serving

STEP = 0.01
FLOOD = 5
LONGEST = 1_800.0
PACED = 30.0
# Telegram's part, and that of the other questions.
WAITING = frozenset({"waiting", "pacing", "sending"})
_SENT = re.compile(r"update \d+: sent after (\d+) ms: (.*)")
_LAP = re.compile(r"(\w+) (\d+)")


@dataclass
class Asked:
    """A question on its way, with the moments of asking and of its answer."""

    question: Message
    since: float
    until: float | None = None

    @property
    def seconds(self) -> float | None:
        return None if self.until is None else self.until - self.since


@dataclass(frozen=True)
class Laps:
    """Where the bot says that one question's time went, in milliseconds; `total` is all of it."""

    total: float
    stages: dict[str, float]

    @property
    def own(self) -> float:
        """The share of the work on it that is outside retrieval and reading, whatever it is: the
        stages beside each other, where it waited beside them."""
        reading = self.stages.get("reading", 0.0)
        waited = sum(self.stages.get(name, 0.0) for name in WAITING)
        counted = sum(ms for name, ms in self.stages.items() if name not in WAITING)
        work = max(counted, self.total - waited)
        return (work - reading) / work if work else 0.0

    @property
    def counted(self) -> float:
        """The same of the stages alone, for a question that others held up everywhere else."""
        work = sum(ms for name, ms in self.stages.items() if name not in WAITING)
        return 1 - self.stages.get("reading", 0.0) / work if work else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--floods", type=int, default=10)
    parser.add_argument("--alone", type=int, default=50)
    options = parser.parse_args()
    with (
        newsroom(options.readers, queue_size=str(options.readers)) as room,
        room.operator.serving() as serving,
    ):
        room.await_polling()
        answers = Answers(room.telegram)
        ask_alone(room, answers, serving, 1)  # warms it up
        alone = ask_alone(room, answers, serving, options.alone)
        before = len(laps_in(serving))
        started, used = time.monotonic(), processor_of(serving)
        asked = ask_all(room, answers, options.questions, options.floods)
        took = time.monotonic() - started
        time.sleep(2)  # a second answer would come now
        answers.look()
        together = laps_in(serving)[before:]
        each = (processor_of(serving) - used) / len(asked)
        print(f"the bot's processor, all at once: {1_000 * each:.0f} ms a question")
        failed = report(room, answers, asked, took=took, alone=alone, together=together)
        sys.exit(serving.stop() or failed)


def ask_alone(room: Newsroom, answers: Answers, serving: Serving, questions: int) -> list[Laps]:
    """One person's questions, in no haste; not one of the readers', or its chat's limit would be
    used up. Each waits until the last is answered and in the log: on a slow machine the first reply
    asks to wait, and a question on top of that is refused."""
    before = len(laps_in(serving))
    for number in range(1, questions + 1):
        question = room.admin.sends(room.question())
        deadline = time.monotonic() + LONGEST
        while not answers.to(question) or len(laps_in(serving)) < before + number:
            assert time.monotonic() < deadline, f"no answer to {question.text!r}"
            time.sleep(STEP)
            answers.look()
    return laps_in(serving)[before:]


def ask_all(room: Newsroom, answers: Answers, questions: int, floods: int) -> list[Asked]:
    """Every reader's questions, one after the other; the readers at the same time."""
    done: list[Asked] = []
    total = len(room.readers) * questions
    every = max(1, total // max(1, floods))
    left = {person.user.id: questions for person in room.readers}
    waiting: dict[int, Asked] = {}
    deadline = time.monotonic() + LONGEST
    while len(done) < total and time.monotonic() < deadline:
        answers.look()
        for person in room.readers:
            reader = person.user.id
            if reader in waiting and (shown := answers.to(waiting[reader].question)):
                asked = waiting.pop(reader)
                asked.until = min(shown.values())
                done.append(asked)
                if floods and len(done) % every == 0:
                    room.telegram.fail_next("sendMessage", Fault.flood(FLOOD), chat=reader)
            if reader not in waiting and left[reader]:
                left[reader] -= 1
                question = person.sends(room.question())
                waiting[reader] = Asked(question, time.monotonic())
        time.sleep(STEP)
    return done + list(waiting.values())


def laps_in(serving: Serving) -> list[Laps]:
    """What the log says of the questions so far."""
    return [
        Laps(float(total), {name: float(ms) for name, ms in _LAP.findall(stages)})
        for total, stages in _SENT.findall(serving.log)
    ]


def processor_of(serving: Serving) -> float:
    """The seconds of processor time that the bot has taken so far."""
    fields = Path(f"/proc/{serving.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(
    room: Newsroom,
    answers: Answers,
    asked: Sequence[Asked],
    *,
    took: float,
    alone: Sequence[Laps],
    together: Sequence[Laps],
) -> int:
    """Print what was seen; 1 if something was lost or came twice."""
    lost = sum(one.until is None for one in asked)
    twice = sum(len(answers.to(one.question)) > 1 for one in asked)
    floods = [call for call in room.telegram.calls("sendMessage") if call.code == 429]
    paused = {int(call.params["chat_id"]) for call in floods}
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"cores {os.cpu_count()}, load average {load}; {sum(1 for _ in _articles())} articles")
    print(f"{len(room.readers)} readers, {len(asked)} questions in {took:.0f} s:"
          f" {lost} lost, {twice} answered twice;"
          f" Telegram takes {PACED:.0f} messages a second")  # fmt: skip
    for name, chats in (("chats without a flood wait", False), ("chats with one", True)):
        seconds = [
            one.seconds
            for one in asked
            if one.seconds is not None and (one.question.chat_id in paused) is chats
        ]
        print(f"{name}: {_spread(seconds, 's')}")
    behind = [_answered_during(asked, answers, call.at) for call in floods]
    print(f"answers in other chats during each of {len(floods)} flood waits of {FLOOD} s:"
          f" {min(behind, default=0)} at least")  # fmt: skip
    print(f"outside retrieval and reading, alone: {_spread([each.own for each in alone], '')}")
    print(
        f"outside retrieval and reading, all at once: {_spread([x.counted for x in together], '')}"
    )
    for name, laps in (("alone", alone), ("all at once", together)):
        stages = dict.fromkeys(stage for each in laps for stage in each.stages)
        means = (f"{sum(x.stages.get(s, 0) for x in laps) / len(laps):.0f} ms {s}" for s in stages)
        print(f"a question, {name}: {', '.join(means)}")
    print(f"lint: {room.telegram.lint or 'none'}")
    return int(bool(lost or twice or room.telegram.lint))


def _spread(values: Sequence[float], unit: str) -> str:
    if len(values) < 2:
        return f"{len(values)} measured"
    cuts = quantiles(values, n=20, method="inclusive")
    shown = (f"{x:.2f} s" if unit else f"{x:.1%}" for x in (cuts[9], cuts[18], max(values)))
    p50, p95, most = shown
    return f"{len(values)} answers, p50 {p50}, p95 {p95}, most {most}"


def _answered_during(asked: Sequence[Asked], answers: Answers, wall: float) -> int:
    """How many answers came while a flood wait that began at this time of the double lasted."""
    begun = wall - time.time() + time.monotonic()
    moments = (one.until for one in asked if one.until is not None)
    return sum(begun < moment < begun + FLOOD for moment in moments)


def _articles() -> list[Path]:
    return [
        path for path in Path("demo/articles").iterdir() if path.suffix in (".md", ".txt", ".html")
    ]


if __name__ == "__main__":
    main()
