"""Random and hostile messages, presses, edits and documents through the real handlers: is there an
exception, a message that Telegram would refuse or change, or markup that somebody brought in?

    python -m bench.chat_fuzz [--updates 100000] [--seed 1]

Telegram is the double of the tests, in this process and without HTTP; the engine is real, with the
tests' embedder. Readers, an editor, an administrator, strangers and somebody denied write in
private, in an admitted group with topics and in one that is not admitted. A seed gives the same
people the same words in the same order; how the handlers' threads interleave is not repeated.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from telegram import Update
from telegram.warnings import PTBDeprecationWarning

from bot.chat import app
from bot.chat.app import UPDATES, Runner
from bot.chat.articles.index_process import Rebuilder
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Access, Role
from bot.chat.service.request import App
from bot.chat.telegram import rate_limits
from bot.engine import Engine
from bot.settings import Settings
from corpus.fetching.pages import Fetcher
from tests.botapi import BotApiDouble, Button, Entity, InlineQuery, Message, Person, Room
from tests.botapi.text import FormattedText, utf16_length
from tests.direct import DirectRequest
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.hostile import Hostile
from tests.newsroom import write_news

TOKEN = "5550001:AAF-the_token_of_these_tests_0123456789"  # noqa: S105
ADMIN, EDITOR, READERS, STRANGERS, DENIED = 1, 2, range(11, 17), range(91, 95), 99
DESK, ELSEWHERE = 5, 6
BATCH = 50
STUCK_AFTER = 120.0
ENTITIES = {"bold", "italic", "code", "blockquote", "expandable_blockquote", "text_link",
            "date_time"}  # fmt: skip
LINKS = ("https://t.me/brief_bot?start=", "https://gull.example/market", "https://odd.example/")
# What may be refused without being a fault: the people here block the bot, press twice, let in ids
# that nobody has, and go on from an answer in whose message another screen stands.
REFUSALS = ("Forbidden: ", "Bad Request: message is not modified", "Bad Request: chat not found",
            "Bad Request: QUOTE_TEXT_INVALID")  # fmt: skip
# A quotation with its source, as a button copies it.
_COPIED = re.compile(r"[“«](.*)[”»] — ", re.DOTALL)
# What a folded quotation begins a paragraph with.
_LABEL = re.compile(r"^¶(\d+) ", re.MULTILINE)
# An article may be as hostile as a reader.
HOSTILE_NEWS = {
    "id": "x\u202e<b>1</b>",
    "title": "<b>Quay</b> [closed](https://evil.example) @admin /evil {n} \u202e*gnirts*",
    "source": "%s <i>Gull</i> {0} #tag",
    "byline": "tg://user?id=1 \u0301\u0302\u0303",
    "url": 'https://odd.example/\u202e"><script>',
    "date": "2031-03-07",
    "text": "The <b>quay</b> was [closed](https://evil.example) until the evening, Vardal says "
    "that {n} of %s \U0001f1fa\U0001f1e6 were there.\n\n"
    "At 10:30 the council wrote to night@desk.example of invoice.zip, @dutyofficer and $USD; send "
    "/evil to U.N.is, правда.рф or +380441234567, or pay by 4111 1111 1111 1111.\n\n"
    + "Z\u0351\u036b\u0343\u036a\u0302a\u0332lgo says that the market moved. "
    * 60,
}


@dataclass
class Report:
    """What was done and what was wrong with it."""

    updates: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        def listed(counts: Counter[str]) -> str:
            return ", ".join(f"{n:,} {what}" for what, n in counts.most_common())

        refused = (f"{n}x {method}: {why}" for (method, why), n in self.refused.most_common())
        return "\n".join((
            f"{self.updates.total():,} updates: {listed(self.updates)}",
            f"{self.answers.total():,} answers: {listed(self.answers)}",
            f"refused by the API: {'; '.join(refused) or 'nothing'}",
            f"faults: {len(self.faults) or 'none'}",
            *self.faults[:20],
        ))  # fmt: skip


class Crowd:
    """Everybody who writes, and the acts they choose from."""

    def __init__(self, telegram: BotApiDouble, hostile: Hostile) -> None:
        self._telegram = telegram
        self._hostile = hostile
        self._dice = hostile.dice
        named = "Ada <b>", "Ed {n}", *(f"Rea\u202e {n}" for n in READERS)
        insiders = (ADMIN, EDITOR, *READERS)
        languages = "en", "uk", "ru", "de", None
        self.insiders = [
            telegram.user(one, name, language_code=languages[one % len(languages)])
            for one, name in zip(insiders, named, strict=True)
        ]
        self.outsiders = [telegram.user(one, _ODD_NAME) for one in (*STRANGERS, DENIED)]
        self.people = self.insiders + self.outsiders
        self.desk = telegram.group(DESK, "Desk", self.people, topics=True)
        self.elsewhere = telegram.group(ELSEWHERE, "Elsewhere \u202e", self.people)
        self.topic = self.desk.opens_topic("Quay", by=self.insiders[0].user)
        self._acts: dict[Callable[[Person], object], int] = {
            self.writes: 44,
            self.writes_in_group: 14,
            self.presses: 14,
            self.presses_anything: 8,
            self.edits: 8,
            self.sends_file: 4,
            self.sends_media: 3,
            self.follows: 2,
            self.types_inline: 3,
            self.chooses: 1,
            self.comes_and_goes: 1,
        }

    def act(self) -> str:
        """Somebody does something; what it was."""
        act = self._dice.choices(list(self._acts), list(self._acts.values()))[0]
        act(self._dice.choice(self.people if self._dice.random() < 0.3 else self.insiders))
        return act.__name__

    def writes(self, who: Person) -> None:
        room = self._telegram.private(who)
        self._sends(who, room)

    def writes_in_group(self, who: Person) -> None:
        room = self._dice.choice((self.desk, self.desk, self.elsewhere))
        thread = self.topic if room is self.desk and self._dice.random() < 0.5 else None
        self._sends(who, room, thread)

    def _sends(self, who: Person, room: Room, thread: int | None = None) -> None:
        text = self._hostile.text()
        replied = self._any_message(room) if self._dice.random() < 0.3 else None
        if replied is not None and replied.thread_id != thread:
            replied = None
        to = None if room.chat_id == who.user.id else room
        who.sends(text, to=to, thread=thread, reply_to=replied, entities=self._entities(text))

    def presses(self, who: Person) -> None:
        """One of the buttons that there are, of the same chat."""
        room = self._dice.choice((self._telegram.private(who), self.desk))
        message = self._any_message(room, lambda m: bool(m.keyboard))
        if message is None:
            self.writes(who)
            return
        data = self._dice.choice([b.value for row in message.keyboard for b in row])
        who.presses_data(message, str(data))

    def presses_anything(self, who: Person) -> None:
        """Any data, under any message of a chat that they are in."""
        rooms = (self._telegram.private(who), self.desk, self.elsewhere)
        message = self._any_message(self._dice.choice(rooms), lambda m: bool(m.keyboard))
        if message is None:
            self.writes(who)
            return
        known = str(self._dice.choice([b.value for row in message.keyboard for b in row]))
        who.presses_data(message, self._hostile.data(known))

    def edits(self, who: Person) -> None:
        room = self._dice.choice((self._telegram.private(who), self.desk))
        message = self._any_message(room, lambda m: m.sender.id == who.user.id)
        if message is None or not message.content.is_text:
            self.writes(who)
        else:
            who.edits(message, self._hostile.text())

    def sends_file(self, who: Person) -> None:
        name, data = self._hostile.file()
        caption = self._hostile.text()[:500]
        who.sends_file(name, data, caption=caption, to=self._dice.choice((None, self.desk)))

    def sends_media(self, who: Person) -> None:
        if self._dice.random() < 0.5:
            who.sends_photo(self._hostile.text()[:500], to=self._dice.choice((None, self.desk)))
        else:
            who.sends_other(self._dice.choice(_NOTES), to=self._dice.choice((None, self.desk)))

    def follows(self, who: Person) -> None:
        room = self._telegram.private(self._dice.choice(self.insiders))
        message = self._any_message(room, lambda m: any(_is_deep_link(e) for e in m.entities))
        if message is None:
            self.writes(who)
            return
        links = [str(e.url) for e in message.entities if _is_deep_link(e)]
        who.follows(self._dice.choice(links))

    def types_inline(self, who: Person) -> None:
        data = (b.value for m in self._with_buttons(self.desk) for row in m.keyboard for b in row)
        shared = [f"#{str(value).split(':')[1]}" for value in data if str(value).count(":") == 2]
        text = self._hostile.text() if not shared or self._dice.random() < 0.7 else shared[0]
        who.types_inline(text, offset=self._dice.choice(("", "", "5", "٣", "x")))

    def chooses(self, who: Person) -> None:
        """One of the results that were offered last."""
        queries = [one for one in self._telegram.world.inline_queries.values() if one.results]
        if not queries:
            self.types_inline(who)
            return
        query = self._dice.choice(queries)
        chooser = next(one for one in self.people if one.user.id == query.user.id)
        result = self._dice.choice(query.results)
        chooser.chooses(query, result.id, to=self._dice.choice((self.desk, self.elsewhere)))

    def _with_buttons(self, room: Room) -> list[Message]:
        return [message for message in _latest(room) if message.keyboard]

    def comes_and_goes(self, who: Person) -> None:
        """Blocks the bot and lets it in again, or does so with the group that is not admitted."""
        if self._dice.random() < 0.5:
            who.blocks_bot()
            who.unblocks_bot()
        else:
            self.elsewhere.kicks_bot()
            self.elsewhere.adds_bot()

    def _any_message(
        self, room: Room, fits: Callable[[Message], bool] = lambda _: True
    ) -> Message | None:
        """One of the latest that fit."""
        fitting = [message for message in _latest(room) if fits(message)]
        return self._dice.choice(fitting) if fitting else None

    def _entities(self, text: str) -> list[Entity]:
        if self._dice.random() < 0.8 or not text.isascii():
            return []
        length = utf16_length(text)
        start = self._dice.randrange(length)
        kind = self._dice.choice(("bold", "text_link", "spoiler", "pre", "bot_command", "url"))
        url = "https://evil.example" if kind == "text_link" else None
        return [Entity(kind, start, self._dice.randint(1, length - start), url=url)]


_ODD_NAME = "<i>Sa\u202em</i>\n@x {n}\u0333\r\u2028"
_NOTES = (
    {"dice": {"emoji": "🎲", "value": 3}},
    {"location": {"latitude": 50.6, "longitude": 36.6}},
    {"contact": {"phone_number": "+1", "first_name": "<b>"}},
    {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "{n}", "address": "%s"}},
    {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1,
                 "height": 1, "is_animated": False, "is_video": False}},
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"new_chat_title": "\u202e"},
    {"delete_chat_photo": True},
)  # fmt: skip


def _latest(room: Room) -> list[Message]:
    messages = room.chat.messages
    return [messages[number] for number in list(messages)[-30:]]


def _is_deep_link(entity: Entity) -> bool:
    return "?start=p_" in (entity.url or "")


class Watch(logging.Handler):
    """Takes down what is logged as an error."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.ERROR)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        trace = "".join(traceback.format_exception(error)) if error else ""
        self._report.faults.append(f"log: {record.name}: {record.getMessage()}\n{trace}")


@dataclass(frozen=True)
class Bot:
    """The bot at work, and what it knows of who may ask."""

    application: App
    engine: Engine
    database: ChatDatabase
    members: Members
    access: Access


@asynccontextmanager
async def serving(folder: Path, telegram: BotApiDouble, api: DirectRequest) -> AsyncIterator[Bot]:
    """The bot over a few articles, a hostile one among them, answering in this process."""
    settings = Settings.model_validate({
        "data_dir": folder / "data",
        "telegram_token": TOKEN,
        "allowed_ids": frozenset({*READERS, EDITOR, -1_001_000_000_000 - DESK}),
        "admin_ids": frozenset({ADMIN}),
        "passages": 3,
        "questions_per_minute": 1_000,
        "chat_questions_per_minute": 1_000,
    })  # fmt: skip
    news = write_news(folder / "news")
    line = json.dumps(HOSTILE_NEWS)
    (news / "hostile.jsonl").write_text(line + "\n", encoding="utf-8")
    with (
        patch.object(app, "WatchedRequest", lambda **_: api),
        patch.multiple(rate_limits, PRIVATE=(10**9, 1.0), GROUP=(10**9, 1.0), OVERALL=(10**9, 1.0)),
        Engine.open(
            settings,
            embedder=HashedEmbedder(),
            attributor=PatternAttributor(),
            fetcher=Fetcher(look_up=_nowhere),
        ) as engine,
        closing(ChatDatabase.open(settings.chat_database)) as database,
    ):
        engine.ingest([news])
        engine.rebuild()
        rebuilder = Rebuilder(settings, command=("/bin/true",))
        clock, members = telegram.world.now, Members(database)
        access = Access(
            allowed=settings.allowed_ids, admins=settings.admin_ids, decided=members.role
        )
        members.decide(DENIED, Role.STRANGER, now=clock())
        runner = Runner(settings, engine, database, rebuilder, token=TOKEN, clock=clock)
        telegram.world.updates.allow(UPDATES)
        application = runner.application
        async with application:
            if application.post_init is not None:
                await application.post_init(application)
            await application.start()
            try:
                yield Bot(application, engine, database, members, access)
            finally:
                await application.stop()
                if application.post_stop is not None:
                    await application.post_stop(application)
        runner.close()


async def _nowhere(host: str, port: int) -> list[str]:
    raise OSError(f"{host}:{port} is not looked up")


async def fuzz(folder: Path, *, updates: int, seed: int) -> Report:
    """Send so many updates, and look at everything that comes of them."""
    report, dice = Report(), random.Random(seed)
    telegram = BotApiDouble(token=TOKEN)
    api = DirectRequest(telegram.api)
    crowd = Crowd(telegram, Hostile(dice))
    watch = Watch(report)
    logging.getLogger().addHandler(watch)
    try:
        async with serving(folder, telegram, api) as bot:
            looked = Look(report, telegram, bot)
            while report.updates.total() < updates and len(report.faults) < 20:
                await _play(bot.application, telegram, crowd, report)
                looked.at_what_came()
                if dice.random() < 0.05:
                    telegram.pass_time(dice.choice((5, 700, 90_000)))
                if dice.random() < 0.02:
                    # What was removed comes back, and who was let in does not.
                    bot.engine.ingest([folder / "news"])
                    bot.engine.rebuild()
                    bot.database.write("DELETE FROM members WHERE id != ?", (DENIED,))
    finally:
        logging.getLogger().removeHandler(watch)
    report.refused = api.refused
    for (method, reason), count in api.refused.items():
        if not reason.startswith(REFUSALS):
            report.faults.append(f"{count}x refused: {method}: {reason}")
    report.faults += [f"lint: {line}" for line in telegram.lint]
    return report


async def _play(application: App, telegram: BotApiDouble, crowd: Crowd, report: Report) -> None:
    """A batch of acts, handled at the same time as Telegram would deliver them."""
    report.updates.update(crowd.act() for _ in range(BATCH))
    queue, pending = application.update_queue, telegram.world.updates.pending
    telegram.world.updates.drop_all()
    for payload in pending:
        try:
            await queue.put(Update.de_json(payload, application.bot))
        except Exception:
            # The library's polling would not outlive it.
            report.faults.append(f"not taken in: {payload}\n{traceback.format_exc()}")
    try:
        await asyncio.wait_for(queue.join(), STUCK_AFTER)
    except TimeoutError:
        report.faults.append(f"stuck: {queue.qsize()} updates wait")


class Look:
    """Looks at what the bot has said since the last time."""

    def __init__(self, report: Report, telegram: BotApiDouble, bot: Bot) -> None:
        self._report = report
        self._telegram = telegram
        self._bot = bot
        self._seen = len(telegram.world.events)
        # By number of the paragraph, and with None of all.
        self._stored: defaultdict[int | None, str] = defaultdict(str)
        self._before = self._shut_out()
        self._closed: set[int] = set()
        self._offered: list[InlineQuery] = []

    def at_what_came(self) -> None:
        world, report = self._telegram.world, self._report
        events, self._seen = world.events[self._seen :], len(world.events)
        now = self._shut_out()
        # Who was let in and shut out again meanwhile has another time of decision.
        self._closed, self._before = {one for one, _ in now & self._before}, now
        for event in events:
            if event.who.id == world.bot.id and event.kind in ("sent", "edited"):
                report.answers[event.kind] += 1
                body = event.message.content.body if event.message else FormattedText("")
                report.faults += self._wrong_with(body, chat=event.chat_id)
                report.faults += self._wrong_to_copy(
                    event.message.keyboard if event.message else ()
                )
                if event.chat_id in self._closed and event.message and event.message.keyboard:
                    report.faults.append(f"buttons got out: {body.text[:300]!r}")
        for press in [one for one in world.presses.values() if not one.answered]:
            report.faults.append(f"never answered: press {press.data!r} by {press.user.id}")
        report.answers["toasts"] += len(world.presses)
        world.presses.clear()
        queries = list(world.inline_queries.values())
        for query in queries[len(self._offered) :]:
            for offer in query.results:
                report.answers["offered"] += 1
                report.faults += self._wrong_with(offer.content.body, chat=query.user.id)
        # Some stay, for people to choose from.
        self._offered = [query for query in queries if query.results][-9:]
        world.inline_queries = {query.id: query for query in self._offered}

    def _shut_out(self) -> set[tuple[int, float]]:
        """Who is not admitted, and since when that was decided."""
        decided = {member.id: member.decided for member in self._bot.members.all()}
        return {
            (chat, decided.get(chat, 0.0))
            for chat in self._telegram.world.chats
            if self._bot.access.of(chat) is Role.STRANGER
        }

    def _wrong_with(self, body: FormattedText, *, chat: int) -> list[str]:
        faults = []
        for entity in body.entities:
            if entity.type not in ENTITIES:
                faults.append(f"entity {entity.type}")
            if entity.type == "text_link" and not str(entity.url).startswith(LINKS):
                faults.append(f"link to {entity.url}")
        quoted = [body.part(entity) for entity in body.entities if entity.type == "blockquote"]
        folded = [
            body.part(entity) for entity in body.entities if entity.type == "expandable_blockquote"
        ]
        faults += [f"not verbatim: {one!r}" for one in quoted if not self._is_stored(one)]
        faults += [f"folded, not verbatim: {one!r}" for one in folded if not self._are_stored(one)]
        if chat in self._closed and (quoted or folded):
            faults.append("a quotation got out")
        return [f"{fault} in chat {chat}: {body.text[:300]!r}" for fault in faults]

    def _wrong_to_copy(self, rows: Iterable[Iterable[Button]]) -> list[str]:
        faults = []
        for one in (one for row in rows for one in row if one.action == "copy_text"):
            self._report.answers["to copy"] += 1
            quoted = _COPIED.match(text := str(one.value["text"]))
            if quoted is None or not self._is_stored(quoted[1]):
                faults.append(f"copied, not verbatim: {text!r}")
        return faults

    def _are_stored(self, folded: str) -> bool:
        """Whether it is paragraphs and nothing else, each after its number. A paragraph may have
        lines that look like that."""
        label = _LABEL.match(folded)
        if label is None:
            return False
        ends = [another.start() for another in _LABEL.finditer(folded, label.end())]
        return any(
            self._is_stored(folded[label.end() : end].removesuffix("\n"), position=int(label[1]))
            and (end == len(folded) or self._are_stored(folded[end:]))
            for end in [*ends, len(folded)]
        )

    def _is_stored(self, quoted: str, *, position: int | None = None) -> bool:
        """Whether it is from a paragraph, if need be from one with this number."""
        if quoted not in self._stored[position]:
            for article in self._bot.engine.store.articles():
                for version in self._bot.engine.store.versions(article.number):
                    self._note(version.number, version.version)
        return quoted in self._stored[position]

    def _note(self, article: int, version: int) -> None:
        for paragraph in self._bot.engine.store.paragraphs(article, version=version):
            for position in (None, paragraph.position):
                if paragraph.text not in self._stored[position]:
                    self._stored[position] += f"\0{paragraph.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=PTBDeprecationWarning)
    logging.disable(logging.WARNING)
    memory = Path("/dev/shm")  # noqa: S108
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    started, processor = time.monotonic(), time.process_time()
    try:
        report = asyncio.run(fuzz(folder, updates=options.updates, seed=options.seed))
    finally:
        shutil.rmtree(folder)
    took, used = time.monotonic() - started, time.process_time() - processor
    print(report)
    print(f"seed {options.seed}, {took:.0f} s, {1000 * used / report.updates.total():.1f} ms of"
          " processor an update")  # fmt: skip
    sys.exit(bool(report.faults))


if __name__ == "__main__":
    main()
