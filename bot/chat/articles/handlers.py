"""Editors add articles and remove them; the index follows in a process of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import telegram
from telegram import Document, Update
from telegram.error import TelegramError
from telegram.ext import MessageHandler, filters

from bot.chat.answers.filters import QUESTION_LIMIT
from bot.chat.articles import messages
from bot.chat.articles.index_process import Rebuilder, Stage, State
from bot.chat.articles.ingesting import ingest_file, ingest_page
from bot.chat.articles.messages import Addition, Shown
from bot.chat.articles.ticker import Ticker
from bot.chat.people.roles import Access, Role
from bot.chat.service.handling import add_presses, on_request
from bot.chat.service.inbox import Inbox
from bot.chat.service.messages import which_article
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.service.work import Busy
from bot.chat.telegram.compose import Message, one_line
from bot.chat.telegram.delivery import is_from_bot, send, typing
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from bot.texts import Texts
from bot.texts.labels import name_in_chat
from corpus.errors import (
    ArticleAmbiguous,
    ArticleChanged,
    ArticleClosed,
    ArticleNotFound,
    DatelineError,
    MirrorReadOnly,
    SourceError,
)
from corpus.fetching.obstacles import PageError
from corpus.formats.metadata import read_metadata
from corpus.formats.registry import USUAL_SUFFIXES
from corpus.types import Article, Metadata

logger = logging.getLogger(__name__)

# The most that Telegram lets a bot fetch.
MEGABYTES = 20
# Pages that are fetched at a time, for all. Set by hand; not measured.
FETCHES = 4


class _FromEditor(filters.UpdateFilter):
    """From somebody who may add articles."""

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def filter(self, update: Update) -> bool:
        return self._access.role_in(update) >= Role.EDITOR


class _TooLongToAsk(filters.MessageFilter):
    """A text that no question may have."""

    def filter(self, message: telegram.Message) -> bool:
        return len(message.text or "") > QUESTION_LIMIT


class Adding:
    """`/add`, documents in private, and `/remove`."""

    def __init__(self, services: Services, rebuilder: Rebuilder, inbox: Inbox) -> None:
        self._services = services
        self._rebuilder = rebuilder
        self._inbox = inbox
        self._fetching = asyncio.Semaphore(FETCHES)

    def register(self, application: App) -> None:
        services, private = self._services, filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        document = on_request(services, self.on_document)
        application.add_handler(MessageHandler(private & filters.Document.ALL, document))
        passed_on = private & filters.FORWARDED & _FromEditor(services.access)
        text, forward = filters.TEXT | filters.CAPTION, on_request(services, self.on_forward)
        application.add_handler(MessageHandler(passed_on & text, forward))
        plain = private & filters.TEXT & ~filters.COMMAND & ~filters.VIA_BOT
        pasted = plain & _TooLongToAsk() & _FromEditor(services.access)
        application.add_handler(MessageHandler(pasted, on_request(services, self.on_paste)))
        presses = {Operation.ERASE: self.on_remove_press, Operation.ADD: self.on_add_press}
        add_presses(application, services, presses)

    async def on_add(self, request: Request) -> None:
        """`/add ADDRESS` or `/add TEXT`, or as a reply to a document, text or address; what is to
        be known of it stands on the same line, before that, or on lines of its own."""
        replied = request.message.reply_to_message
        if replied is not None and is_from_bot(replied):
            replied = None
        wanted = messages.read_request(request.argument)
        if wanted is not None and wanted.address:
            await self._add_page(request, wanted.address, wanted.fields)
        elif wanted is not None and wanted.text and replied is None:
            await self._add_text(request, request.message, wanted.text, wanted.fields)
        elif wanted is None or wanted.text or replied is None:
            await request.say(_usage(request.texts))
        else:
            await self._add_message(request, replied, wanted.fields)

    async def on_forward(self, request: Request) -> None:
        """What an editor forwards in private is most likely an article, not a question."""
        await self._offer(request, request.texts("add_this"))

    async def on_paste(self, request: Request) -> None:
        """So is what is too long for a question."""
        await self._offer(request, request.texts("add_paste", limit=QUESTION_LIMIT))

    async def _offer(self, request: Request, question: str) -> None:
        place = replace(request.place, reply_to=request.message.message_id)
        await send(request.bot, place, messages.offer_to_add(question, request.texts))

    async def on_add_press(self, request: Request, _: Press, toast: Toast) -> None:
        """The button under the offer; the text is in the message that the offer replies to."""
        if request.message.reply_to_message is None:
            await toast.show(request.texts("button_expired"))
        elif request.role < Role.EDITOR:
            await toast.show(request.texts("editors_only"))
        else:
            await toast.show()
            await self._add_message(request, request.message.reply_to_message, {})

    async def _add_message(
        self, request: Request, message: telegram.Message, fields: dict[str, str]
    ) -> None:
        if page := messages.page_in(message):
            await self._add_page(request, page, fields)
        elif message.document is not None:
            await self._add_document(request, message.document, fields)
        elif text := message.text or message.caption:
            await self._add_text(request, message, text, fields)
        else:
            await request.say(_usage(request.texts))

    async def _add_text(
        self, request: Request, message: telegram.Message, text: str, fields: dict[str, str]
    ) -> None:
        """Add a text that a message holds."""
        name = name_in_chat(message.chat.id, message.message_id)
        text = messages.with_headline_apart(text)
        await self._add_file(request, name, text.encode(), fields, messages.origin_of(message))

    async def on_document(self, request: Request) -> None:
        """A document in private; its caption may add title, outlet and so on."""
        document, fields = (
            request.message.document,
            messages.read_fields(request.message.caption or ""),
        )
        if request.role < Role.EDITOR or document is None:
            await request.say(request.texts("text_only"))
        else:
            await self._add_document(request, document, fields or {})

    async def on_remove(self, request: Request) -> None:
        """`/remove ARTICLE`, which asks again."""
        reference = request.argument.strip()
        if not reference:
            await request.say(request.texts("remove_usage"))
            return
        try:
            article = await self._services.work.run(self._services.engine.store.find, reference)
        except (Busy, DatelineError) as error:
            await request.say(_explanation(error, request.texts))
        else:
            await request.send(messages.removal(article, request.texts))

    async def on_remove_press(self, request: Request, press: Press, toast: Toast) -> None:
        """Whether an article is really to be removed."""
        shown = Shown.read(press.exchange)
        if shown is None:
            await toast.show(request.texts("button_expired"))
        elif request.role < Role.EDITOR:
            await toast.show(request.texts("editors_only"))
        elif press.number != 1:
            await toast.show()
            kept = Screen(Message(request.texts("kept")))
            await request.change(kept)
        else:
            await self._remove(request, shown, toast)

    async def _remove(self, request: Request, shown: Shown, toast: Toast) -> None:
        texts, store = request.texts, self._services.engine.store

        def work() -> Article:
            article = store.find(f"number:{shown.number}")
            if Shown.of(article) != shown:
                raise ArticleChanged(article.id)
            store.remove_shown([article])
            return article

        try:
            article = await self._services.work.run(work)
        except (Busy, DatelineError) as error:
            gone = isinstance(error, ArticleNotFound)
            await toast.show(texts("article_removed") if gone else _explanation(error, texts))
            return
        await toast.show()
        logger.info("user %s removed article %s", request.user, article.id)

        def render(state: State) -> Screen:
            return messages.removed(article, state, texts)

        await self._sync(request, Ticker(request, render, message=request.message.message_id))

    async def _add_document(
        self, request: Request, document: Document, fields: dict[str, str]
    ) -> None:
        name = messages.safe_name(document.file_name or "", document.mime_type or "")
        if name is None:
            suffixes = request.texts.choice(*USUAL_SUFFIXES)
            await request.say(request.texts("wrong_suffix", suffixes=suffixes))
        elif (document.file_size or 0) > MEGABYTES * 1_000_000:
            await request.say(request.texts("document_too_large", megabytes=MEGABYTES))
        else:
            try:
                file = await document.get_file()
                data = await file.download_as_bytearray()
            except TelegramError as error:
                logger.warning("update %s: a document was not fetched: %s", request.update, error)
                await request.say(request.texts("not_fetched"))
            else:
                await self._add_file(request, name, data, fields, Metadata())

    async def _add_page(self, request: Request, address: str, fields: dict[str, str]) -> None:
        try:
            async with typing(request.bot, request.place), self._fetching:
                page = await self._services.engine.fetch(address)
        except PageError as error:
            logger.info("update %s: a page was not fetched: %s", request.update, error.obstacle)
            await request.send(Screen(messages.not_fetched(error, request.texts)))
            return

        engine = self._services.engine

        def work() -> Addition:
            metadata = read_metadata(fields, name=one_line(address, limit=messages.FILE_NAME_LIMIT))
            return ingest_page(engine, page, metadata, request.texts)

        await self._add(request, work)

    async def _add_file(
        self,
        request: Request,
        name: str,
        data: bytes | bytearray,
        fields: dict[str, str],
        origin: Metadata,
    ) -> None:
        engine = self._services.engine

        def work() -> Addition:
            metadata = read_metadata(fields, name=name)
            return ingest_file(engine, request.user, name, data, metadata, origin, request.texts)

        await self._add(request, work)

    async def _add(self, request: Request, work: Callable[[], Addition]) -> None:
        try:
            async with typing(request.bot, request.place):
                done = await self._services.work.run(work)
        except (Busy, DatelineError) as error:
            await request.say(_explanation(error, request.texts))
            return
        if not done.added and not done.updated:
            await request.send(Screen(messages.rejection(done.problems, request.texts)))
            return
        logger.info("user %s added %s, updated %s", request.user, done.added, done.updated)

        def render(state: State) -> Screen:
            return messages.addition(done, state, request.texts)

        await self._sync(request, Ticker(request, render))

    async def _sync(self, request: Request, ticker: Ticker) -> None:
        """Let the index follow, and show how far it is; until its end is shown, a crash would leave
        it open."""

        async def show(state: State) -> None:
            shown = await ticker.show(state)
            if state.stage is not Stage.RUNNING and self._inbox.is_unfinished(request.update):
                await self._conclude(request, shown=shown)

        self._inbox.hold(request.update)
        await ticker.show(State(Stage.RUNNING))
        self._rebuilder.sync(show, interval=ticker.interval)

    async def _conclude(self, request: Request, *, shown: bool) -> None:
        now = self._services.clock()
        if shown:
            await self._inbox.finish(request.update, now=now)
        else:
            self._inbox.fails(request.update)
            await self._inbox.conclude(request.update, now=now)


def _usage(texts: Texts) -> str:
    return texts("add_usage", suffixes=", ".join(USUAL_SUFFIXES))


def _explanation(error: Busy | DatelineError, texts: Texts) -> str:
    match error:
        case Busy():
            return texts("busy", n=error.waiting)
        case ArticleNotFound():
            return texts("no_article", reference=one_line(error.reference, limit=60))
        case ArticleClosed():
            reference = one_line(error.identifier, limit=60)
            return texts(f"article_closed.{error.why}", reference=reference)
        case ArticleAmbiguous():
            return which_article(error, texts)
        case ArticleChanged():
            return texts("article_changed")
        case MirrorReadOnly():
            return texts("only_answers")
        case SourceError():
            return one_line(str(error), limit=messages.PROBLEM_LIMIT)
    logger.error("%s", error)
    return texts("unavailable")
