"""Many readers at once: is anything lost or answered twice, and how long does an answer take?

    python -m bench.chat_load [--readers 50] [--questions 20] [--floods 10]

Each reader asks the next question when the last one is answered, as the bot takes one at a time of
each. Some answers meet a flood wait; that must not delay the other chats. Telegram is the double of
the tests (bench may use it; the layers of the product know nothing of either), in this process, so
it takes its share of the processor.
"""

from __future__ import annotations

import argparse
import sys
import time
import urllib.request
from dataclasses import dataclass
from statistics import quantiles

from prometheus_client.parser import text_string_to_metric_families

from bench.chat import Newsroom, answers, newsroom
from tests.botapi import Fault, Message
from tests.test_metrics import free_port

STEP = 0.01
FLOOD = 5
LONGEST = 600.0


@dataclass
class Asked:
    """A question on its way. `seconds` is None until it is answered."""

    question: Message
    since: float
    seconds: float | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--floods", type=int, default=10)
    options = parser.parse_args()
    port = free_port()
    settings = {"queue_size": str(options.readers), "metrics_port": str(port)}
    with newsroom(options.readers, **settings) as room, room.operator.serving() as serving:
        room.await_polling()
        room.telegram.reply_to(room.admin.sends(room.question()), timeout=60)  # warms it up
        before = stages(port)
        started = time.monotonic()
        asked = ask_all(room, options.questions, options.floods)
        took = time.monotonic() - started
        spent = {name: total - before[name] for name, total in stages(port).items()}
        time.sleep(1)  # a second answer would come now
        sys.exit(report(room, asked, took, spent) or serving.stop())


def ask_all(room: Newsroom, questions: int, floods: int) -> list[Asked]:
    """Every reader's questions, one after the other; the readers at the same time."""
    done: list[Asked] = []
    total = len(room.readers) * questions
    every = max(1, total // max(1, floods))
    left = {person.user.id: questions for person in room.readers}
    waiting: dict[int, Asked] = {}
    deadline = time.monotonic() + LONGEST
    while len(done) < total and time.monotonic() < deadline:
        for person in room.readers:
            reader = person.user.id
            if reader in waiting and answers(room, waiting[reader].question):
                asked = waiting.pop(reader)
                asked.seconds = time.monotonic() - asked.since
                done.append(asked)
                if floods and len(done) % every == 0:
                    room.telegram.fail_next("sendMessage", Fault.flood(FLOOD))
            if reader not in waiting and left[reader]:
                left[reader] -= 1
                question = person.sends(room.question())
                waiting[reader] = Asked(question, time.monotonic())
        time.sleep(STEP)
    return done + list(waiting.values())


def stages(port: int) -> dict[str, float]:
    """Seconds spent so far in each stage of a question."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
        text = response.read().decode()
    return {
        sample.labels["stage"]: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "dateline_stage_seconds_sum"
    }


def report(room: Newsroom, asked: list[Asked], took: float, spent: dict[str, float]) -> int:
    """Print what was seen; 1 if something was lost or came twice."""
    paused = {
        int(call.params["chat_id"])
        for call in room.telegram.calls("sendMessage")
        if call.code == 429
    }
    lost = sum(one.seconds is None for one in asked)
    twice = sum(len(answers(room, one.question)) > 1 for one in asked)
    print(f"{len(asked)} questions in {took:.0f} s: {lost} lost, {twice} answered twice")
    for name, chats in (("chats without a flood wait", False), ("chats with one", True)):
        seconds = sorted(
            one.seconds
            for one in asked
            if one.seconds is not None and (one.question.chat_id in paused) is chats
        )
        if len(seconds) > 1:
            cuts = quantiles(seconds, n=20, method="inclusive")
            print(
                f"{name}: {len(seconds)} answers, p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s,"
                f" longest {seconds[-1]:.2f} s"
            )
    per = {name: 1000 * total / len(asked) for name, total in spent.items()}
    print("a question spends " + ", ".join(f"{ms:.0f} ms {name}" for name, ms in per.items()))
    outside = per["rendering"] / (per["rendering"] + per["reading"])
    print(f"{outside:.1%} of the work on a question is outside retrieval and reading")
    print(f"lint: {room.telegram.lint or 'none'}")
    return int(bool(lost or twice or room.telegram.lint))


if __name__ == "__main__":
    main()
