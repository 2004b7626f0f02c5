"""The Telegram bot: its parts put together, started, run and stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, Defaults

from bot.chat.articles.index_process import Rebuilder, Stage, State
from bot.chat.articles.keeping import expire
from bot.chat.commands import OFFERED, help_lines
from bot.chat.database import ChatDatabase
from bot.chat.features import build
from bot.chat.people.members import Members
from bot.chat.people.preferences import Preferences
from bot.chat.people.profile import ChatProfiles
from bot.chat.people.roles import Access, Role
from bot.chat.people.timetables import Timetables
from bot.chat.receiving import Polling, Receiver, Webhook, until_reached
from bot.chat.registration import register
from bot.chat.service.backlog import Backlog
from bot.chat.service.inbox import Inbox
from bot.chat.service.recent_errors import RecentErrors
from bot.chat.service.request import App
from bot.chat.service.services import Services
from bot.chat.service.update_queue import UpdateProcessor, UpdateQueue
from bot.chat.service.work import WorkPool
from bot.chat.telegram.network import PollRequest, WatchedRequest
from bot.chat.telegram.rate_limits import ChatRateLimiter
from bot.engine import Engine
from bot.lock import AlreadyRunning, FileLock
from bot.observability import metrics, telemetry
from bot.observability.overview import index_status
from corpus.errors import DatelineError
from corpus.formats.extraction_process import ExtractionProcess
from index.errors import IndexMissing

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.settings import Settings

logger = logging.getLogger(__name__)

UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
]
# Set by hand; not measured.
POLL = timedelta(seconds=30)
CONCURRENT_UPDATES = 256
CONNECTIONS = 64
# Generous: what may have arrived is not sent again.
TIMEOUT = 20.0
# On top of a poll's own time, in which Telegram says nothing.
POLL_TIMEOUT = 10.0
PRUNE_EVERY = timedelta(hours=6)
# From the signal to the end; deploy/dateline.service allows a minute.
GRACE = 40.0
# Seconds between two tries to sync an index that an earlier run left behind: somebody else may be
# writing it. Set by hand; not measured.
CATCH_UP = (10.0, 60.0, 300.0, 3600.0)


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


class AlreadyServing(AlreadyRunning):
    """Another process serves from the data folder."""

    def __init__(self, pid: str) -> None:
        super().__init__(
            pid,
            what="a bot with this data folder",
            fix="stop that process, or give this one a folder and a token of its own",
        )


def run_bot(settings: Settings) -> None:
    """Run the bot until it is told to stop (SIGTERM, SIGINT); answers in flight are then sent.

    Raises NoToken, TokenRejected, AlreadyServing, and StoreError where the data folder cannot be
    used.
    """
    if settings.telegram_token is None:
        raise NoToken
    # Two would each take up what the other has in work, and answer it twice.
    with FileLock(settings.data_dir / "serve.lock", held=AlreadyServing):
        _run_alone(settings, settings.telegram_token)


def _run_alone(settings: Settings, token: SecretStr) -> None:
    telemetry.configure(settings)
    # asyncio's, too: nobody fetches the error of a poll that fails while it is being stopped.
    for name in ("telegram.ext", "telegram.ext.Updater", "asyncio"):
        logging.getLogger(name).addFilter(_is_not_told_by_us)
    with (
        ExtractionProcess() as extraction,
        Engine.open(settings, extract=extraction.extract, read=extraction.read) as engine,
    ):
        _run(settings, engine, token)


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
        self._polls = PollRequest(
            identity=f"{settings.telegram_api_url}/bot{token}/getMe",
            on_rejected=self._reject,
            connection_pool_size=2,
            read_timeout=POLL_TIMEOUT,
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
                channels=settings.channels,
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
            sync=self._sync,
            offered=OFFERED,
            help_lines=help_lines,
        )
        access = self._services.access
        self._updates = UpdateQueue(self._inbox, access, clock)
        self._backlog = Backlog(
            self._inbox,
            access,
            self._services.profiles,
            clock,
            enqueue=self._updates.put_again,
        )
        self._limits = ChatRateLimiter(
            self._follow, is_admitted=lambda chat: access.of(chat) is not Role.STRANGER
        )
        self._processor = UpdateProcessor(CONCURRENT_UPDATES, self._inbox, clock)
        self._background: list[asyncio.Task[None]] = []
        self._unending: list[asyncio.Task[None]] = []
        self._stopped = asyncio.Event()
        self._end = 0.0
        self.application = self._build(token)

    def run(self) -> None:
        """Receive updates until a signal; raises InvalidToken, and PortTaken."""
        settings = self._settings
        polls = settings.webhook_url is None
        with metrics.served(
            settings.metrics_port, silence=lambda: self._polls.silence, polls=polls
        ):
            asyncio.run(self._until_signalled())

    async def _until_signalled(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        await self.serve()

    async def serve(self, *, poll: timedelta = POLL) -> None:
        """Receive updates until told to stop; raises InvalidToken."""
        receiver = self._receiver(poll)
        starting = asyncio.create_task(self._start(receiver))
        stopped = asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                await stopped
        finally:
            starting.cancel()
            stopped.cancel()
            await asyncio.wait({starting, stopped})
            self.stop()
            await self._finish(receiver)

    def stop(self) -> None:
        """Take no more questions, answer what can be answered in the grace, and end; belongs on the
        event loop."""
        if not self._stopped.is_set():
            self._stopped.set()
            self._end = asyncio.get_running_loop().time() + GRACE
            self._processor.end_by(self._end)
            self._limits.end_by(self._end)

    def _receiver(self, poll: timedelta) -> Receiver:
        settings = self._settings
        if settings.webhook_url is None or settings.webhook_secret is None:
            return Polling(self.application, updates=UPDATES, poll=poll)
        return Webhook(
            self.application,
            updates=UPDATES,
            url=settings.webhook_url,
            secret=settings.webhook_secret.get_secret_value(),
            listen=settings.webhook_listen,
            port=settings.webhook_port,
        )

    async def _start(self, receiver: Receiver) -> None:
        await until_reached(self.application.initialize)
        await self._started(self.application)
        await receiver.start()
        await self.application.start()

    async def _finish(self, receiver: Receiver) -> None:
        await receiver.stop()
        if self.application.running:
            await self.application.stop()
        await self._stopping(self.application)
        await self.application.shutdown()

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
                    identity=f"{url}/bot{token}/getMe",
                    on_rejected=self._reject,
                    connection_pool_size=CONNECTIONS,
                    connect_timeout=TIMEOUT,
                    read_timeout=TIMEOUT,
                    write_timeout=TIMEOUT,
                    pool_timeout=TIMEOUT,
                )
            )
            .get_updates_request(self._polls)
            .rate_limiter(self._limits)
            .update_queue(self._updates)
            .concurrent_updates(self._processor)
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
        await self._inbox.prune(now=self._services.clock())
        await self._inbox.recall()
        # Before anything new: who asked first is answered first.
        await self._backlog.work(application.bot)
        unending = (
            self._prune(),
            self._backlog.run(application.bot),
            self._catch_up(),
            self._features.examples.prepare(),
            self._features.fetching.run(),
            self._features.spooling.run(),
            self._features.correcting.run(application.bot),
        )
        background = (self._warm(), self._features.jobs.run(application.bot))
        self._unending = [asyncio.create_task(each) for each in unending]
        self._background = [asyncio.create_task(each) for each in background]
        how = "by webhook" if self._settings.webhook_url else "by long polling"
        logger.info("serving as @%s, %s", application.bot.username, how)

    async def _stopping(self, _: App) -> None:
        """By now every update is handled, and messages can still be sent."""
        for task in self._unending:
            task.cancel()
        self._features.jobs.close()
        self._rebuilder.stop()
        self._features.examples.close()
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._end or None):
                await self._rebuilder.close()
                if tasks := [*self._unending, *self._background]:
                    await asyncio.wait(tasks)  # those that were cancelled end what they began
        for task in self._background:
            task.cancel()
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
            try:
                if await self._work.record(expire, self._services.engine):
                    self._sync()
            except DatelineError as error:
                logger.warning("old articles are kept for now: %s", error)
            await asyncio.sleep(PRUNE_EVERY.total_seconds())

    async def _warm(self) -> None:
        try:
            await self._work.record(self._services.engine.warm)
        except DatelineError as error:
            logger.warning("%s", error)

    async def _catch_up(self) -> None:
        """Index what an earlier run stored and did not come to index."""
        for delay in CATCH_UP:
            try:
                status = await self._work.record(index_status, self._services.engine)
            except DatelineError as error:
                logger.warning("whether the index is up to date is not known: %s", error)
                return
            if not status.behind:
                return
            logger.info("the index is behind by %s paragraphs and is synced", status.behind)
            end = await self._synced()
            if end.stage is not Stage.FAILED:
                return
            logger.warning("the index was not synced: %s", end.problem)
            await asyncio.sleep(delay)

    def _sync(self) -> None:
        """Index what came by itself; belongs on the event loop."""

        async def show(state: State) -> None:
            if state.stage is Stage.FAILED:
                logger.warning("the index was not synced: %s", state.problem)

        interval = PRUNE_EVERY.total_seconds()
        try:
            is_there = bool(self._services.engine.folder.current)
        except IndexMissing:
            is_there = False
        if is_there or self._rebuilder.is_running:
            self._rebuilder.sync(show, interval=interval)
        else:
            self._rebuilder.start(show, full=False, interval=interval)  # the first articles

    async def _synced(self) -> State:
        ended: asyncio.Future[State] = asyncio.get_running_loop().create_future()

        async def show(state: State) -> None:
            if state.stage is not Stage.RUNNING and not ended.done():
                ended.set_result(state)

        self._rebuilder.sync(show, interval=PRUNE_EVERY.total_seconds())
        return await ended

    def _reject(self) -> None:
        """The token was refused."""
        if not self.is_rejected:
            self.is_rejected = True
            self.stop()


def _is_not_told_by_us(record: logging.LogRecord) -> bool:
    """The library logs these with a traceback; telegram/network.py says them in words."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, InvalidToken | NetworkError)
