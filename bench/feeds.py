"""Do answers wait for feeds, and what does a pass cost?

    python -m bench.feeds [--feeds 1000] [--hosts 50] [--items 3] [--questions 40]

A web of feeds on loopback, each host an address, in a process of its own; `dateline serve` over the
demo's articles; one reader who asks, before the pass, during it and after it. The times are those
that the bot logs, from receiving a question until its answer has left. The processor time is that
of the pass's processes, the memory that of `serve`.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.queues import Queue
from pathlib import Path
from statistics import median, quantiles

from bench.chat import Newsroom, newsroom
from bench.chat_load import laps_in
from corpus.feeds.subscribing import feed_key
from corpus.storage.feed_table import FullText, Subscription
from corpus.storage.store import CorpusStore
from tests.feedweb import Says, Web, headline, html, item, rss, served, story
from tests.process import Serving

_TICK = os.sysconf("SC_CLK_TCK")
_BROUGHT = re.compile(r"feeds: (\d+ added, \d+ updated)")
_LATER = 4e9
_LOOK = 0.5


def be_the_web(told: Queue[list[str]], feeds: int, hosts: int, items: int) -> None:
    """Serve until the process is ended; the feeds' addresses go into the queue."""

    async def serve() -> None:
        web = Web()
        async with served(web):
            some = [web.host() for _ in range(hosts)]
            for number in range(feeds):
                host = some[number % hosts]
                told_in = [
                    item(
                        host.url(f"/{number}/{place}"),
                        headline((number, place)),
                        content=html(story((number, place), 6)),
                    )
                    for place in range(items)
                ]
                body = rss(*told_in)
                host.route(f"/feed/{number}", Says(body, headers={"ETag": f'"{len(body)}"'}))
                host.follow(f"/feed/{number}")
            told.put([url for url, _ in web.feeds])
            await asyncio.Event().wait()

    asyncio.run(serve())


def follow(folder: Path, urls: list[str], *, due: float) -> None:
    with CorpusStore.open(folder / "data" / "corpus.db") as store:
        known = {feed.url: feed for feed in store.feeds.all()}
        for url in urls:
            given = Subscription(0, feed_key(url), url, full_text=FullText.FEED)
            feed = known.get(url) or store.feeds.add(given)[0]
            store.feeds.save(replace(feed, next_at=due))


def processes() -> Iterator[tuple[int, int, float]]:
    """The number of each process, its session, and the seconds that it has spent with all of its
    that have ended."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield int(entry.name), int(fields[3]), sum(map(int, fields[11:15])) / _TICK


def pass_of(serving: Serving) -> int | None:
    """The process of a pass that is going on."""
    for number, session, _ in processes():
        if number == session:
            try:
                status = Path(f"/proc/{number}/status").read_text()
                called = Path(f"/proc/{number}/cmdline").read_bytes()
            except OSError:
                continue
            if f"PPid:\t{serving.process.pid}\n" in status and b"refresh" in called:
                return number
    return None


def spent_in(session: int) -> float:
    return sum(seconds for _, of, seconds in processes() if of == session)


def memory_of(number: int) -> float:
    """Megabytes that are held, shared ones too."""
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines.get("VmRSS", "0").split()[0]) / 1024


def ask(room: Newsroom, serving: Serving, questions: int) -> list[float]:
    """Milliseconds until each answer has left."""
    before = len(laps_in(serving))
    for _ in range(questions):
        room.telegram.reply_to(room.admin.sends(room.question()))
    time.sleep(0.2)
    return [each.total for each in laps_in(serving)[before:]]


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def measure(room: Newsroom, serving: Serving, urls: list[str], questions: int) -> float:
    """Print what was seen; how many times the p95 of idle answers those during the pass took."""
    ask(room, serving, 5)  # warms it up
    idle, held = ask(room, serving, questions), memory_of(serving.process.pid)
    follow(room.operator.folder, urls, due=0.0)
    while (going := pass_of(serving)) is None:
        time.sleep(_LOOK)
    started, during, spent, most, own = time.monotonic(), [], 0.0, 0.0, 0.0
    while pass_of(serving) == going:
        during += ask(room, serving, 5)
        spent = max(spent, spent_in(going))
        most = max(most, memory_of(serving.process.pid))
        own = max(own, memory_of(going))
    took, brought = time.monotonic() - started, _BROUGHT.findall(serving.log)
    idle += ask(room, serving, questions)
    print(f"articles so far: {', '.join(brought)}")
    print(f"pass: {took:.0f} s, {spent:.1f} s of processor time, {own:.0f} MB in its process")
    print(f"serve: {held:.0f} MB before, {most:.0f} MB at most during it")
    for name, times in (("idle", idle), ("during the pass", during)):
        print(f"{name}: {len(times)} answers, median {median(times):.0f}, p95 {p95(times):.0f} ms")
    print(f"p95 during the pass / idle: {p95(during) / p95(idle):.2f}", flush=True)
    return p95(during) / p95(idle)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--items", type=int, default=3)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    told: Queue[list[str]] = context.Queue()
    given = (told, options.feeds, options.hosts, options.items)
    web = context.Process(target=be_the_web, args=given, daemon=True)
    web.start()
    try:
        urls = told.get(timeout=120)
        inside = "127.0.1.0/24"
        with newsroom(1, fetch_pages="true", fetch_inside=inside) as room:
            follow(room.operator.folder, urls, due=_LATER)
            with room.operator.serving() as serving:
                room.await_polling()
                for name in ("everything is new", "nothing has changed"):
                    print(name)
                    measure(room, serving, urls, options.questions)
                sys.exit(serving.stop())
    finally:
        web.terminate()


if __name__ == "__main__":
    main()
