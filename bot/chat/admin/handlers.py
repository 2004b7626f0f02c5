"""`/errors` for administrators, and `/forget` for everybody."""

from __future__ import annotations

from bot.chat.admin.messages import errors_message
from bot.chat.database import ChatDatabase
from bot.chat.service.recent_errors import RecentErrors
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.screen import Screen


class Admin:
    """Shows what went wrong lately, and forgets people."""

    def __init__(
        self, services: Services, *, database: ChatDatabase, recent_errors: RecentErrors
    ) -> None:
        self._services = services
        self._database = database
        self._recent_errors = recent_errors

    async def on_errors(self, request: Request) -> None:
        """The last lines that were logged as errors, the newest first."""
        message = errors_message(self._recent_errors.latest(), request.texts)
        await request.send(Screen(message))

    async def on_forget(self, request: Request) -> None:
        """Delete what is kept of whoever asks for it."""
        await self._services.work.record(self._database.forget, request.user)
        await request.say(request.texts("forgotten"))
