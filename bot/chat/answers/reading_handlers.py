"""Looking around: /start, /help, /sources, /article, /who, /status."""

from __future__ import annotations

import re
from collections.abc import Callable

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.admin import messages
from bot.chat.answers.exchanges import Kind
from bot.chat.answers.screens import Gone, Screen
from bot.chat.service.request import App, Call, calling
from bot.chat.service.service import Desk, Shown
from bot.chat.telegram import keyboards
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.delivery import say, send
from bot.chat.telegram.links import ParagraphRef, parse_payload
from bot.observability.overview import index_status
from corpus.errors import ArticleNotFound
from corpus.types import Article

SEARCH_LIMIT = 100
_POSITION = re.compile(r"¶?(\d{1,9})", re.ASCII)
_SHORTHAND = re.compile(r"/article_(\d{1,15})\b", re.ASCII)


class Reading:
    """Everything that shows the corpus without a question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, application: App) -> None:
        new, desk = filters.UpdateType.MESSAGE, self._desk
        actions = {
            "start": self.on_start,
            "help": self.on_help,
            "sources": self.on_sources,
            "article": self.on_article,
            "who": self.on_who,
            "status": self.on_status,
        }
        for name, action in actions.items():
            application.add_handler(CommandHandler(name, calling(action, desk), filters=new))
        shorthand = new & filters.COMMAND & filters.Regex(_SHORTHAND)
        application.add_handler(MessageHandler(shorthand, calling(self.on_shorthand, desk)))

    async def on_start(self, call: Call) -> None:
        """The greeting, or the paragraph that a link names."""
        wanted = parse_payload(call.argument.strip())
        if wanted is not None:
            await self._open(call, lambda: self._named(wanted), wanted.position)
            return
        examples = keyboards.examples() if call.is_private else None
        await send(call.bot, call.place, Screen(messages.greeting(call.texts), examples))

    async def on_help(self, call: Call) -> None:
        bot, inline = call.bot.username, bool(call.bot.supports_inline_queries)
        help_ = messages.help_text(call.texts, role=call.role, bot=bot, inline=inline)
        await send(call.bot, call.place, Screen(help_))

    async def on_sources(self, call: Call) -> None:
        """`/sources [TEXT]`: everything, or what has the text in its title or outlet."""
        desk, text = self._desk, one_line(call.argument, limit=SEARCH_LIMIT)

        def work() -> Shown:
            exchange = desk.record(call, Kind.LISTING, text, {})
            return Shown(desk.screens(call.bot, call.manner).first(exchange), exchange)

        await desk.post(call, await desk.produce(call, work))

    async def on_article(self, call: Call) -> None:
        """`/article NUMBER` or `/article ID`, either with a paragraph's number after it."""
        *reference, last = call.arguments or [""]
        position = _POSITION.fullmatch(last)
        if not reference or not position:
            reference, position = [*reference, last], None
        name = " ".join(reference)
        if not name:
            await say(call.bot, call.place, call.texts("which_article"))
            return
        await self._open(
            call, lambda: self._desk.engine.store.find(name), int(position[1]) if position else None
        )

    async def on_who(self, call: Call) -> None:
        """`/who NAME` or `/who NAME about TOPIC`."""
        desk = self._desk
        text = one_line(call.argument, limit=SEARCH_LIMIT)
        name, _, topic = text.partition(" about ")
        if not name:
            await say(call.bot, call.place, call.texts("who_usage"))
            return

        def work() -> Shown:
            passages = desk.engine.said(name, about=topic, limit=call.manner.passages)
            return Shown(desk.screens(call.bot, call.manner).said(text, passages))

        await desk.post(call, await desk.produce(call, work))

    async def on_shorthand(self, call: Call) -> None:
        """`/article_3`, as lists of sources have it."""
        match = _SHORTHAND.match(call.message.text or "")
        if match:
            wanted = ParagraphRef(int(match[1]), 0)
            await self._open(call, lambda: self._named(wanted), None)

    async def on_status(self, call: Call) -> None:
        desk = self._desk
        pending, silence = desk.work.pending, desk.silence()

        def work() -> Shown:
            corpus, index = desk.engine.stats(), index_status(desk.engine)
            running = messages.Running(
                pending=pending,
                rebuilding=desk.rebuilder.is_running,
                silence=silence,
                errors=desk.faults.today(),
                generation=desk.engine.folder.current if index.manifest else None,
            )
            rated = desk.ratings.tally()
            texts, admin = call.texts, call.is_admin
            return Shown(Screen(messages.status(corpus, index, running, rated, texts, admin=admin)))

        await desk.post(call, await desk.produce(call, work, at_once=True))

    async def _open(self, call: Call, find: Callable[[], Article], position: int | None) -> None:
        """Show an article from its beginning, or one of its paragraphs in context."""
        desk = self._desk

        def work() -> Shown:
            article = find()
            exchange = desk.record(
                call,
                Kind.ARTICLE,
                article.id,
                {"article": article.number, "version": article.version, "paragraph": position},
            )
            return Shown(desk.screens(call.bot, call.manner).first(exchange), exchange)

        await desk.post(call, await desk.produce(call, work))

    def _named(self, wanted: ParagraphRef) -> Article:
        """The article of a link, in the version that the link names, else the current one."""
        versions = self._desk.engine.store.versions(wanted.article)
        if not versions:
            raise ArticleNotFound(str(wanted.article))
        if wanted.version is None:
            return versions[-1]
        for article in versions:
            if article.version == wanted.version:
                return article
        raise Gone("article_removed")
