"""`/errors` for administrators, and `/forget` for everybody."""

from __future__ import annotations

from bot.chat.admin.messages import errors_message, forgetting
from bot.chat.database import ChatDatabase
from bot.chat.service.handling import add_presses
from bot.chat.service.recent_errors import RecentErrors
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast


class Admin:
    """Shows what went wrong lately, and forgets people."""

    def __init__(
        self, services: Services, *, database: ChatDatabase, recent_errors: RecentErrors
    ) -> None:
        self._services = services
        self._database = database
        self._recent_errors = recent_errors

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.FORGET: self.on_forget_press})

    async def on_errors(self, request: Request) -> None:
        """The last lines that were logged as errors, the newest first."""
        message = errors_message(self._recent_errors.latest(), request.texts)
        await request.send(Screen(message))

    async def on_forget(self, request: Request) -> None:
        """`/forget`, which asks again."""
        await request.send(forgetting(request.user, request.texts))

    async def on_forget_press(self, request: Request, press: Press, toast: Toast) -> None:
        """Delete what is kept of whoever asked for it, or let it be."""
        if not press.exchange.removeprefix("-").isdecimal():
            await toast.show(request.texts("button_expired"))
            return
        if not await self._may_decide(request, press.exchange):
            await toast.show(request.texts("forget_not_yours"))
            return
        await toast.show()
        if press.number == 1:
            await self._services.work.record(self._database.forget, int(press.exchange))
        said = "forgotten" if press.number == 1 else "nothing_forgotten"
        await request.change(Screen(Message(request.texts(said))))

    async def _may_decide(self, request: Request, asker: str) -> bool:
        """An administrator who was anonymous asked for the group and has a name when pressing."""
        if asker == str(request.user):
            return True
        return asker == str(request.chat) and await request.manages_chat()
