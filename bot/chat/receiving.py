"""How updates come: the bot asks for them, or Telegram posts them."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.chat.service.request import App
from bot.chat.telegram.rate_limits import seconds_of
from bot.chat.telegram.webhook_server import WebhookServer

logger = logging.getLogger(__name__)

# Seconds between two tries to reach Telegram at the start, the last for all further ones. Set by
# hand; not measured.
TRY_EVERY = (1.0, 2.0, 5.0, 10.0, 30.0)


class Receiver(ABC):
    """Puts updates into the application's queue."""

    @abstractmethod
    async def start(self) -> None:
        """Begin; waits for a Telegram that is out of reach. Raises InvalidToken."""

    @abstractmethod
    async def stop(self) -> None:
        """Take no more; what came is in the queue."""


class Polling(Receiver):
    """`poll` is how long Telegram may wait for something to happen before it answers."""

    def __init__(self, application: App, *, updates: Sequence[str], poll: timedelta) -> None:
        self._application = application
        self._updates = updates
        self._poll = poll

    async def start(self) -> None:
        updater, application = self._application.updater, self._application
        if updater is None:
            raise RuntimeError("the application was built without an updater")

        def report(error: TelegramError) -> None:
            application.create_task(application.process_error(error=error, update=None))

        await updater.start_polling(
            timeout=self._poll,
            allowed_updates=self._updates,
            bootstrap_retries=-1,
            error_callback=report,
        )

    async def stop(self) -> None:
        updater = self._application.updater
        if updater is not None and updater.running:
            await updater.stop()


class Webhook(Receiver):
    """`url` is where Telegram posts to; its path is also ours."""

    def __init__(
        self,
        application: App,
        *,
        updates: Sequence[str],
        url: str,
        secret: str,
        listen: str,
        port: int,
    ) -> None:
        self._application = application
        self._updates = updates
        self._url = url
        self._secret = secret
        self._server = WebhookServer(
            application.bot,
            application.update_queue,
            path=urlsplit(url).path,
            secret=secret,
            listen=listen,
            port=port,
        )

    async def start(self) -> None:
        self._server.start()
        await until_reached(
            lambda: self._application.bot.set_webhook(
                self._url, secret_token=self._secret, allowed_updates=self._updates
            )
        )

    async def stop(self) -> None:
        await self._server.stop()


async def until_reached(request: Callable[[], Awaitable[object]]) -> None:
    """Make a request until Telegram answers it; raises InvalidToken."""
    tries = 0
    while True:
        try:
            await request()
        except InvalidToken:
            raise
        except TelegramError as error:
            delay = TRY_EVERY[min(tries, len(TRY_EVERY) - 1)]
            tries += 1
            await asyncio.sleep(seconds_of(error) if isinstance(error, RetryAfter) else delay)
        else:
            return
