"""The Telegram bot: its parts put together, started, run and stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, Defaults

from bot.chat.articles.index_process import Rebuilder
from bot.chat.commands import OFFERED, help_lines
from bot.chat.database import ChatDatabase
from bot.chat.features import build
from bot.chat.people.members import Members
from bot.chat.people.preferences import Preferences
from bot.chat.people.profile import ChatProfiles
from bot.chat.people.roles import Access
from bot.chat.people.timetables import Timetables
from bot.chat.registration import register
from bot.chat.service.inbox import Inbox
from bot.chat.service.recent_errors import RecentErrors
from bot.chat.service.request import App
from bot.chat.service.services import Services
from bot.chat.service.update_queue import UpdateProcessor, UpdateQueue
from bot.chat.service.work import WorkPool
from bot.chat.telegram.network import WatchedRequest
from bot.chat.telegram.rate_limits import ChatRateLimiter
from bot.engine import Engine
from bot.observability import metrics, telemetry
from corpus.errors import DatelineError
from corpus.formats.extraction_process import ExtractionProcess

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import Settings

logger = logging.getLogger(__name__)

UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
]
# Set by hand; not measured.
POLL = timedelta(seconds=30)
CONCURRENT_UPDATES = 256
CONNECTIONS = 64
# Generous: an answer that is given up on is an answer lost.
TIMEOUT = 20.0
PRUNE_EVERY = timedelta(hours=6)


class NoToken(DatelineError):
    """There is no token to run the bot with."""

    def __init__(self) -> None:
        super().__init__(
            "DATELINE_TELEGRAM_TOKEN is not set",
            fix="put the token that BotFather gave you into it, or into .env",
        )


class TokenRejected(DatelineError):
    """Telegram does not know the token."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} rejects the bot's token",
            fix="set DATELINE_TELEGRAM_TOKEN to the one that BotFather shows for this bot",
        )


def run_bot(settings: Settings) -> None:
    """Run the bot until it is told to stop (SIGTERM, SIGINT); answers in flight are then sent.

    Raises NoToken, TokenRejected, and StoreError where the data folder cannot be used.
    """
    if settings.telegram_token is None:
        raise NoToken
    telemetry.configure(settings)
    # asyncio's, too: nobody fetches the error of a poll that fails while it is being stopped.
    for name in ("telegram.ext", "telegram.ext.Updater", "asyncio"):
        logging.getLogger(name).addFilter(_is_not_told_by_us)
    with (
        ExtractionProcess() as extraction,
        Engine.open(settings, extract=extraction.extract) as engine,
    ):
        _run(settings, engine, settings.telegram_token)


def _run(settings: Settings, engine: Engine, token: SecretStr) -> None:
    engine.stats()  # opens the corpus now: a broken one should stop us before Telegram is asked
    with contextlib.closing(ChatDatabase.open(settings.chat_database)) as database:
        if not settings.admin_ids and not Members(database).admins():
            logger.warning("nobody administers: set DATELINE_ADMIN_IDS to your id")
        rebuilder = Rebuilder(settings)
        runner = Runner(settings, engine, database, rebuilder, token=token.get_secret_value())
        try:
            runner.run()
        except InvalidToken:
            raise TokenRejected(settings.telegram_api_url) from None
        finally:
            runner.close()
        if runner.is_rejected:
            raise TokenRejected(settings.telegram_api_url)


class Runner:
    """An application with everything behind it, from start to stop."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        database: ChatDatabase,
        rebuilder: Rebuilder,
        *,
        token: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.is_rejected = False
        self._settings = settings
        self._polls = WatchedRequest(
            on_rejected=self._reject_poll, connection_pool_size=2, read_timeout=TIMEOUT
        )
        self._work = WorkPool(workers=settings.workers, queue_size=settings.queue_size)
        metrics.watch(queue=lambda: self._work.pending, silence=lambda: self._polls.silence)
        self._recent_errors = RecentErrors(telemetry.redactor(settings))
        logging.getLogger().addHandler(self._recent_errors)
        self._services = Services(
            settings=settings,
            engine=engine,
            work=self._work,
            access=Access(
                allowed=settings.allowed_ids,
                admins=settings.admin_ids,
                decided=Members(database).role,
            ),
            profiles=ChatProfiles(
                Preferences(database), Timetables(database), passages=settings.passages
            ),
            clock=clock,
        )
        self._inbox = Inbox(database)
        self._rebuilder = rebuilder
        self._features = build(
            self._services,
            database,
            inbox=self._inbox,
            rebuilder=rebuilder,
            recent_errors=self._recent_errors,
            silence=lambda: self._polls.silence,
            offered=OFFERED,
            help_lines=help_lines,
        )
        self._updates = UpdateQueue(
            self._inbox, self._services.access, self._services.profiles, clock
        )
        self._background: list[asyncio.Task[None]] = []
        self._pruning: asyncio.Task[None] | None = None
        self.application = self._build(token)

    def run(self) -> None:
        """Receive updates until a signal; raises InvalidToken, and PortTaken."""
        settings = self._settings
        polls = settings.webhook_url is None
        with metrics.served(
            settings.metrics_port, silence=lambda: self._polls.silence, polls=polls
        ):
            self._receive()

    def _receive(self) -> None:
        settings = self._settings
        if settings.webhook_url is None:
            self.application.run_polling(
                timeout=POLL, allowed_updates=UPDATES, bootstrap_retries=-1
            )
            return
        secret = settings.webhook_secret
        self.application.run_webhook(
            listen=settings.webhook_listen,
            port=settings.webhook_port,
            url_path=urlsplit(settings.webhook_url).path,
            webhook_url=settings.webhook_url,
            secret_token=secret.get_secret_value() if secret else None,
            allowed_updates=UPDATES,
            bootstrap_retries=-1,
        )

    def close(self) -> None:
        """Let go of the worker threads; only after the run has ended."""
        self._work.close()
        logging.getLogger().removeHandler(self._recent_errors)

    def _build(self, token: str) -> App:
        url = self._settings.telegram_api_url
        application: App = (
            Application.builder()
            .token(token)
            .base_url(f"{url}/bot")
            .base_file_url(f"{url}/file/bot")
            .request(
                WatchedRequest(
                    on_rejected=self._reject,
                    connection_pool_size=CONNECTIONS,
                    connect_timeout=TIMEOUT,
                    read_timeout=TIMEOUT,
                    write_timeout=TIMEOUT,
                    pool_timeout=TIMEOUT,
                )
            )
            .get_updates_request(self._polls)
            .rate_limiter(ChatRateLimiter(self._follow))
            .update_queue(self._updates)
            .concurrent_updates(
                UpdateProcessor(CONCURRENT_UPDATES, self._inbox, self._services.clock)
            )
            .job_queue(None)
            .defaults(
                Defaults(
                    allow_sending_without_reply=True,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            )
            .post_init(self._started)
            .post_stop(self._stopping)
            .build()
        )
        register(application, self._services, self._features)
        return application

    async def _started(self, application: App) -> None:
        await self._features.menus.announce(application.bot)
        self._pruning = asyncio.create_task(self._prune())
        await self._inbox.prune(now=self._services.clock())
        said = await self._updates.resume(application.bot)
        background = (self._warm(), self._features.jobs.run(application.bot), *said)
        self._background = [asyncio.create_task(each) for each in background]
        how = "by webhook" if self._settings.webhook_url else "by long polling"
        logger.info("serving as @%s, %s", application.bot.username, how)

    async def _stopping(self, _: App) -> None:
        """By now every update is handled, and messages can still be sent."""
        if self._pruning is not None:
            self._pruning.cancel()
        self._features.jobs.close()
        await self._rebuilder.close()
        if self._background:
            await asyncio.wait(self._background)
        await self._inbox.settle()

    async def _follow(self, old: int, new: int) -> None:
        """A group got another id before any message said so."""
        await self._work.record(self._features.moving.move, old, new)

    async def _prune(self) -> None:
        """Delete old questions, now and again for as long as we run."""
        kept_for = timedelta(days=self._settings.keep_days).total_seconds()
        while True:
            oldest = self._services.clock() - kept_for
            await self._work.record(self._features.exchanges.prune, before=oldest)
            await asyncio.sleep(PRUNE_EVERY.total_seconds())

    async def _warm(self) -> None:
        try:
            await self._work.record(self._services.engine.warm)
        except DatelineError as error:
            logger.warning("%s", error)

    def _reject(self) -> None:
        """The token was refused."""
        if not self.is_rejected:
            self.is_rejected = True
            self.application.stop_running()

    def _reject_poll(self) -> None:
        """The token was revoked while we ran.

        After InvalidToken the library's polling ends and leaves nothing to stop, so we report a
        broken connection instead; polling goes on until we stop it.
        """
        self._reject()
        raise NetworkError("the token was revoked")


def _is_not_told_by_us(record: logging.LogRecord) -> bool:
    """The library logs these with a traceback; telegram/network.py says them in words."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, InvalidToken | NetworkError)
