"""The library without a question: /start, /sources, /article, /who, /sides, /coverage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram.ext import MessageHandler, filters

from bot.chat.answers import messages, topics
from bot.chat.answers.buttons import example_buttons
from bot.chat.answers.examples import Examples
from bot.chat.answers.exchanges import ExchangeKind
from bot.chat.answers.posting import Posting, Shown
from bot.chat.answers.said_screens import to_payload
from bot.chat.answers.screens import Gone
from bot.chat.answers.topics import asked_topic
from bot.chat.people.roles import Role
from bot.chat.service.handling import on_request
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import one_line
from bot.chat.telegram.delivery import edit
from bot.chat.telegram.links import ParagraphRef, parse_payload
from bot.chat.telegram.screen import Screen
from corpus.errors import ArticleNotFound, SpeakerNotFound
from corpus.types import Article, Filters
from index.answering.speakers_meant import most_quoted

SEARCH_LIMIT = 100
MOST_QUOTED = 80
_POSITION = re.compile(r"¶?(\d{1,9})", re.ASCII)
_ABOUT = re.compile(r"\s+about\s+", re.IGNORECASE)
_MARKS = " \"'“”„«»‘’"
_SHORTHAND = re.compile(r"/article_(\d{1,15})\b", re.ASCII)


class Library:
    """Shows articles, lists of them, and what somebody said."""

    def __init__(self, services: Services, posting: Posting, examples: Examples) -> None:
        self._services = services
        self._posting = posting
        self._examples = examples

    def register(self, application: App) -> None:
        shorthand = filters.UpdateType.MESSAGE & filters.COMMAND & filters.Regex(_SHORTHAND)
        action = on_request(self._services, self.on_shorthand)
        application.add_handler(MessageHandler(shorthand, action))

    async def on_start(self, request: Request) -> None:
        """The greeting, or the paragraph that a link names."""
        wanted = parse_payload(request.argument.strip())
        if wanted is not None:
            await self._open(request, lambda: self._named(wanted), wanted.position)
            return
        questions = await self._examples.questions() if request.is_private else ()
        greeting = await request.send(await self._greeting(request, questions))
        # They are looked for after a start, and after each change of the index.
        if request.is_private and not questions and (found := await self._examples.late()):
            screen = await self._greeting(request, found)
            await edit(request.bot, request.chat, greeting.message_id, screen)

    async def _greeting(self, request: Request, questions: Sequence[str]) -> Screen:
        def work() -> Screen:
            is_empty = not self._services.engine.store.count_articles()
            message = messages.greeting(request.texts, offers=bool(questions), is_empty=is_empty)
            return Screen(message, example_buttons(questions))

        return await self._services.attempt(request, work, at_once=True)

    async def on_sources(self, request: Request) -> None:
        """`/sources [TEXT]`: all articles, or those with the text in title or outlet; for editors
        also those that must not be quoted."""
        text = one_line(request.argument, limit=SEARCH_LIMIT)
        payload = {"closed": request.role >= Role.EDITOR}

        def work() -> Shown:
            exchange = self._posting.record(request, ExchangeKind.LISTING, text, payload)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)

    async def on_article(self, request: Request) -> None:
        """`/article NUMBER` or `/article ID`, either with a paragraph's number after it."""
        *reference, last = request.arguments or [""]
        position = _POSITION.fullmatch(last)
        if not reference or not position:
            reference, position = [*reference, last], None
        name = " ".join(reference)
        if not name:
            await request.say(request.texts("which_article"))
            return
        await self._open(
            request,
            lambda: self._services.engine.store.find(name),
            int(position[1]) if position else None,
        )

    async def on_who(self, request: Request) -> None:
        """`/who NAME`, `/who NAME about TOPIC`, or `/who` for the most quoted."""
        text = one_line(request.argument, limit=SEARCH_LIMIT)
        name, topic = _named_and_topic(text)

        def work() -> Shown:
            engine, is_near = self._services.engine, False
            try:
                if name:
                    meant = engine.speakers_meant(name, about=topic)
                else:
                    meant = most_quoted(engine.store.speakers, limit=MOST_QUOTED)
            except SpeakerNotFound as error:
                if not error.near:
                    raise
                is_near = True
                meant = [one for near in error.near for one in engine.speakers_meant(near)]
                if topic:  # what is said of them is said about it
                    meant = [
                        replace(
                            one, statements=engine.said(one.names, about=topic, size=0).statements
                        )
                        for one in meant
                    ]
            live = engine.store.ids_within(Filters())
            newest = live[-1] if live else 0
            payload = to_payload(meant, name=name, topic=topic, newest=newest, is_near=is_near)
            exchange = self._posting.record(request, ExchangeKind.SAID, text, payload)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)

    async def on_sides(self, request: Request) -> None:
        """`/sides TOPIC`: who says what, party by party."""
        await self._show_claims(request, ExchangeKind.SIDES, otherwise="sides.which")

    async def on_coverage(self, request: Request) -> None:
        """`/coverage TOPIC`: which outlets have which claims."""
        await self._show_claims(request, ExchangeKind.COVERAGE, otherwise="coverage.which")

    async def _show_claims(self, request: Request, kind: ExchangeKind, *, otherwise: str) -> None:
        asked = await asked_topic(request, self._services, otherwise=otherwise)
        if asked is None:
            return

        def work() -> Shown:
            filters = asked.filters(request, self._services)
            found = self._services.engine.sides(asked.text, filters=filters)
            payload = topics.to_payload(asked.text, found.articles if found else (), filters)
            exchange = self._posting.record(request, kind, asked.text, payload)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)

    async def on_shorthand(self, request: Request) -> None:
        """`/article_3`, as lists of sources have it."""
        match = _SHORTHAND.match(request.message.text or "")
        if match:
            wanted = ParagraphRef(int(match[1]), 0)
            await self._open(request, lambda: self._named(wanted), None)

    async def _open(
        self, request: Request, find: Callable[[], Article], position: int | None
    ) -> None:
        """Show an article from its beginning, or one of its paragraphs in context."""

        def work() -> Shown:
            article = find()
            where = {
                "article": article.number, "version": article.version, "paragraph": position
            }  # fmt: skip
            exchange = self._posting.record(request, ExchangeKind.ARTICLE, article.id, where)
            return self._posting.first(request, exchange)

        await self._posting.reply(request, work)

    def _named(self, wanted: ParagraphRef) -> Article:
        """The article of a link, in the version that the link names, else the current one."""
        versions = self._services.engine.store.versions(wanted.article)
        if not versions:
            raise ArticleNotFound(str(wanted.article))
        if wanted.version is None:
            return versions[-1]
        for article in versions:
            if article.version == wanted.version:
                return article
        raise Gone("article_removed")


def _named_and_topic(text: str) -> tuple[str, str]:
    """The parts of `NAME about TOPIC`, the name without quotation marks around it."""
    name, *topic = _ABOUT.split(text, maxsplit=1)
    return name.strip(_MARKS), " ".join(topic).strip(_MARKS)
