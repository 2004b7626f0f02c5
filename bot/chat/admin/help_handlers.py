"""/help and /status: what the bot can do, and how it is."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat.admin.messages import BotState, HelpLines, damage, help_text, status
from bot.chat.answers.ratings import Ratings
from bot.chat.database import ChatDatabase
from bot.chat.service.recent_errors import RecentErrors
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.screen import Screen
from bot.observability.overview import index_status
from bot.observability.retention import retention
from corpus.errors import StoreBroken


class Help:
    """Answers both commands."""

    def __init__(
        self,
        services: Services,
        *,
        database: ChatDatabase,
        help_lines: HelpLines,
        ratings: Ratings,
        recent_errors: RecentErrors,
        is_rebuilding: Callable[[], bool],
        silence: Callable[[], float | None],
        count_not_told: Callable[[], int],
    ) -> None:
        """`silence` tells the seconds since Telegram was last heard."""
        self._services = services
        self._database = database
        self._help_lines = help_lines
        self._ratings = ratings
        self._recent_errors = recent_errors
        self._is_rebuilding = is_rebuilding
        self._silence = silence
        self._count_not_told = count_not_told

    async def on_help(self, request: Request) -> None:
        lines = self._help_lines(request.role, inline=bool(request.bot.supports_inline_queries))
        message = help_text(lines, request.texts, bot=request.bot.username)
        await request.send(Screen(message))

    async def on_status(self, request: Request) -> None:
        pending, silence = self._services.work.pending, self._silence()

        def work() -> Screen:
            engine = self._services.engine
            try:
                engine.store.require_intact()
                self._database.require_intact()
            except StoreBroken as error:
                if not request.is_admin:
                    raise
                return Screen(damage(error))
            corpus, index = engine.stats(), index_status(engine)
            state = BotState(
                pending=pending,
                rebuilding=self._is_rebuilding(),
                silence=silence,
                errors=self._recent_errors.today(),
                generation=engine.folder.current if index.manifest else None,
                closed=len(engine.store.closed()),
                not_told=self._count_not_told(),
                kept=retention(engine),
            )
            rated = self._ratings.tally()
            unread = [article.number for article in engine.store.attributions.unread()]
            feeds = engine.store.feeds.overview(now=self._services.clock())
            texts, admin = request.texts, request.is_admin
            return Screen(status(corpus, index, state, rated, unread, feeds, texts, admin=admin))

        screen = await self._services.attempt(request, work, at_once=True)
        await request.send(screen)
