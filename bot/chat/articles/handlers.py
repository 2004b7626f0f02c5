"""Editors add articles and remove them; the index follows in a process of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import telegram
from telegram import Document, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.answers.screens import Screen
from bot.chat.articles import messages as article_messages
from bot.chat.articles.index_process import Stage, State
from bot.chat.articles.messages import Addition
from bot.chat.articles.rebuild_handlers import GROUP_INTERVAL, INTERVAL, Ticker
from bot.chat.people.roles import Access, Role
from bot.chat.service.request import App, Call, Context, call_of, calling
from bot.chat.service.service import Desk
from bot.chat.service.work import Busy
from bot.chat.telegram.compose import Message, one_line
from bot.chat.telegram.delivery import edit, say, send, typing
from bot.chat.telegram.keyboards import Operation, parse
from bot.chat.telegram.toast import toast
from bot.texts import Texts
from corpus.errors import ArticleNotFound, DatelineError, NoArticleThere, SourceError
from corpus.fetching.obstacles import PageError
from corpus.formats.metadata import read_metadata
from corpus.formats.registry import USUAL_SUFFIXES
from corpus.storage.records import Outcome
from corpus.types import Article, Metadata

if TYPE_CHECKING:
    from corpus.fetching.pages import Page
    from corpus.ingest import IngestReport

logger = logging.getLogger(__name__)

# What a bot may fetch from Telegram, and what an article may take.
MEGABYTES = 20
# Pages that are fetched at a time, for all.
FETCHES = 4


class _FromEditor(filters.UpdateFilter):
    """Whoever may add articles."""

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def filter(self, update: Update) -> bool:
        return self._access.role_in(update) >= Role.EDITOR


class Adding:
    """`/add`, documents in private, and `/remove`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._fetching = asyncio.Semaphore(FETCHES)

    def register(self, application: App) -> None:
        new, desk = filters.UpdateType.MESSAGE, self._desk
        for name, action in {"add": self.on_add, "remove": self.on_remove}.items():
            application.add_handler(CommandHandler(name, calling(action, desk), filters=new))
        sent = new & filters.ChatType.PRIVATE & filters.Document.ALL
        application.add_handler(MessageHandler(sent, calling(self.on_document, desk)))
        passed_on = new & filters.ChatType.PRIVATE & filters.FORWARDED & _FromEditor(desk.access)
        said = filters.TEXT | filters.CAPTION
        application.add_handler(MessageHandler(passed_on & said, calling(self.on_forward, desk)))
        for operation, press in {
            Operation.ERASE: self.on_press,
            Operation.ADD: self.on_add_press,
        }.items():
            application.add_handler(CallbackQueryHandler(press, pattern=rf"^{operation}:"))

    async def on_add(self, call: Call) -> None:
        """`/add ADDRESS`, or as a reply to a document, text or address; lines about it follow."""
        replied = call.message.reply_to_message
        address, fields = article_messages.read_request(call.argument)
        if call.role < Role.EDITOR:
            await say(call.bot, call.place, call.texts("editors_only"))
        elif fields is not None and address is not None:
            await self._add_page(call, address, fields)
        elif replied is None or fields is None or _is_own(replied):
            await say(call.bot, call.place, _usage(call.texts))
        else:
            await self._add_message(call, replied, fields)

    async def on_forward(self, call: Call) -> None:
        """What an editor passes on in private is an article, most likely, and no question."""
        place = replace(call.place, reply_to=call.message.message_id)
        await send(call.bot, place, article_messages.offer(call.texts))

    async def on_add_press(self, update: Update, context: Context) -> None:
        """The button under that; the text is in the message to which the bot replied."""
        query, desk = update.callback_query, self._desk
        if query is None:
            return
        call = call_of(update, context.bot, desk)
        if call is None or call.message.reply_to_message is None:
            await toast(query, desk.texts_for(query.from_user)("button_expired"))
        elif call.role < Role.EDITOR:
            await toast(query, call.texts("editors_only"))
        else:
            await toast(query)
            await self._add_message(call, call.message.reply_to_message, {})

    async def _add_message(
        self, call: Call, message: telegram.Message, fields: dict[str, str]
    ) -> None:
        if page := article_messages.page_in(message):
            await self._add_page(call, page, fields)
        elif message.document is not None:
            await self._add_document(call, message.document, fields)
        elif text := message.text or message.caption:
            # Of one chat, as the numbers of messages are.
            name = f"message-{abs(message.chat.id)}-{message.message_id}.txt"
            await self._add_file(
                call, name, text.encode(), fields, article_messages.origin_of(message)
            )
        else:
            await say(call.bot, call.place, _usage(call.texts))

    async def on_document(self, call: Call) -> None:
        """A document in private; its caption may say what it does not say of itself."""
        document, fields = (
            call.message.document,
            article_messages.read_fields(call.message.caption or ""),
        )
        if call.role < Role.EDITOR or document is None:
            await say(call.bot, call.place, call.texts("text_only"))
        else:
            await self._add_document(call, document, fields or {})

    async def on_remove(self, call: Call) -> None:
        """`/remove ARTICLE`, which asks again."""
        reference = call.argument.strip()
        if call.role < Role.EDITOR:
            await say(call.bot, call.place, call.texts("editors_only"))
            return
        if not reference:
            await say(call.bot, call.place, call.texts("remove_usage"))
            return
        try:
            article = await self._desk.work.run(self._desk.engine.store.find, reference)
        except (Busy, DatelineError) as error:
            await say(call.bot, call.place, _explanation(error, call.texts))
        else:
            await send(call.bot, call.place, article_messages.removal(article, call.texts))

    async def on_press(self, update: Update, context: Context) -> None:
        """The answer to whether an article is really to be removed."""
        query, desk = update.callback_query, self._desk
        if query is None:
            return
        press, call = parse(query.data), call_of(update, context.bot, desk)
        if call is None:
            await toast(query, desk.texts_for(query.from_user)("button_expired"))
        elif press is None or not press.exchange.isdecimal():
            await toast(query, call.texts("button_expired"))
        elif call.role < Role.EDITOR:
            await toast(query, call.texts("editors_only"))
        elif press.number != 1:
            await toast(query)
            kept = Screen(Message(call.texts("kept")))
            await edit(call.bot, call.message.chat.id, call.message.message_id, kept)
        else:
            await self._remove(query, call, press.exchange)

    async def _remove(self, query: telegram.CallbackQuery, call: Call, number: str) -> None:
        try:
            article = await self._desk.work.run(self._desk.engine.remove, number)
        except (Busy, DatelineError) as error:
            gone = isinstance(error, ArticleNotFound)
            texts = call.texts
            await toast(query, texts("article_removed") if gone else _explanation(error, texts))
            return
        await toast(query)
        logger.info("user %s removed article %s", call.user, article.id)

        def render(state: State) -> Screen:
            return article_messages.removed(article, state, call.texts)

        await self._sync(
            call, Ticker(call.bot, call.place, render, message=call.message.message_id)
        )

    async def _add_document(self, call: Call, document: Document, fields: dict[str, str]) -> None:
        name = article_messages.safe_name(document.file_name or "")
        if name is None:
            suffixes = call.texts.choice(*USUAL_SUFFIXES)
            await say(call.bot, call.place, call.texts("wrong_suffix", suffixes=suffixes))
        elif (document.file_size or 0) > MEGABYTES * 1_000_000:
            await say(call.bot, call.place, call.texts("document_too_large", megabytes=MEGABYTES))
        else:
            try:
                file = await document.get_file()
                data = await file.download_as_bytearray()
            except TelegramError as error:
                logger.warning("update %s: a document was not fetched: %s", call.update, error)
                await say(call.bot, call.place, call.texts("not_fetched"))
            else:
                await self._add_file(call, name, data, fields, Metadata())

    async def _add_page(self, call: Call, address: str, fields: dict[str, str]) -> None:
        try:
            async with typing(call.bot, call.place), self._fetching:
                page = await self._desk.engine.fetch(address)
        except PageError as error:
            logger.info("update %s: a page was not fetched: %s", call.update, error.obstacle)
            await say(call.bot, call.place, article_messages.not_fetched(error, call.texts))
            return

        def work() -> Addition:
            metadata = read_metadata(
                fields, name=one_line(address, limit=article_messages.NAME_LIMIT)
            )
            return self._ingest_page(page, metadata, call.texts)

        await self._add(call, work)

    async def _add_file(
        self,
        call: Call,
        name: str,
        data: bytes | bytearray,
        fields: dict[str, str],
        origin: Metadata,
    ) -> None:
        def work() -> Addition:
            metadata = read_metadata(fields, name=name)
            return self._ingest_file(call.user, name, data, metadata, origin)

        await self._add(call, work)

    async def _add(self, call: Call, work: Callable[[], Addition]) -> None:
        try:
            async with typing(call.bot, call.place):
                done = await self._desk.work.run(work)
        except (Busy, DatelineError) as error:
            await say(call.bot, call.place, _explanation(error, call.texts))
            return
        if not done.added and not done.updated:
            await send(
                call.bot, call.place, Screen(article_messages.rejection(done.problems, call.texts))
            )
            return
        logger.info("user %s added %s, updated %s", call.user, done.added, done.updated)

        def render(state: State) -> Screen:
            return article_messages.addition(done, state, call.texts)

        await self._sync(call, Ticker(call.bot, call.place, render))

    def _ingest_page(self, page: Page, metadata: Metadata, texts: Texts) -> Addition:
        report = self._desk.engine.ingest([page.document], metadata=metadata)
        problems = [
            texts("no_article_there", send_it=texts("send_it"))
            if isinstance(error, NoArticleThere)
            else str(error)
            for error in report.rejected
        ]
        if page.is_partial and report.stored:
            problems.append(texts("not_free"))
        return Addition(report.added, report.updated, _held(report), tuple(problems))

    def _ingest_file(
        self,
        user: int,
        name: str,
        data: bytes | bytearray,
        metadata: Metadata,
        origin: Metadata,
    ) -> Addition:
        """Take in a file that exists for as long as it is read.

        Its place says which article it is: the same name from the same user is a new version.
        """
        engine = self._desk.engine
        path = engine.settings.data_dir.resolve() / "added" / str(user) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            report = engine.ingest([path], metadata=metadata, origin=origin)
        except OSError as error:
            raise SourceError(
                name, f"cannot be kept ({error.strerror})", mend="see the log"
            ) from error
        finally:
            path.unlink(missing_ok=True)
        problems = tuple(str(error).replace(str(path), name) for error in report.rejected)
        return Addition(report.added, report.updated, _held(report), problems)

    async def _sync(self, call: Call, ticker: Ticker) -> None:
        await ticker.show(State(Stage.RUNNING))
        interval = INTERVAL if call.is_private else GROUP_INTERVAL
        self._desk.rebuilder.sync(ticker.show, interval=interval)


def _usage(texts: Texts) -> str:
    return texts("add_usage", suffixes=", ".join(USUAL_SUFFIXES))


def _held(report: IngestReport) -> tuple[Article, ...]:
    """The articles of what was sent, but for what is stored under another name already."""
    return tuple(saved.article for saved in report.stored if saved.outcome is not Outcome.DUPLICATE)


def _explanation(error: Busy | DatelineError, texts: Texts) -> str:
    match error:
        case Busy():
            return texts("busy", n=error.waiting)
        case ArticleNotFound():
            return texts("no_article", reference=one_line(error.reference, limit=60))
        case SourceError():
            return one_line(str(error), limit=article_messages.PROBLEM_LIMIT)
    logger.error("%s", error)
    return texts("unavailable")


def _is_own(message: telegram.Message) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id
