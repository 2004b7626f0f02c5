"""`/errors` for administrators, and `/forget` for everybody."""

from __future__ import annotations

from telegram.ext import CommandHandler, filters

from bot.chat.answers.screens import Screen
from bot.chat.service.recent_errors import Fault
from bot.chat.service.request import App, Call, calling
from bot.chat.service.service import Desk
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.delivery import say, send
from bot.texts import Texts

LINE_LIMIT = 160


class Admin:
    """What is kept here, of the bot's troubles and of its users."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, application: App) -> None:
        new, desk = filters.UpdateType.MESSAGE, self._desk
        for name, action in {"errors": self.on_errors, "forget": self.on_forget}.items():
            application.add_handler(CommandHandler(name, calling(action, desk), filters=new))

    async def on_errors(self, call: Call) -> None:
        """The last lines that were logged as errors, the newest first."""
        if not call.is_admin:
            await say(call.bot, call.place, call.texts("admins_only"))
            return
        await send(
            call.bot, call.place, Screen(errors_message(self._desk.faults.latest(), call.texts))
        )

    async def on_forget(self, call: Call) -> None:
        """Delete what is kept of whoever asks for it."""
        await self._desk.work.record(self._desk.database.forget, call.user)
        await say(call.bot, call.place, call.texts("forgotten"))


def errors_message(faults: list[Fault], texts: Texts) -> Message:
    """Twenty lines at most, which always fit into one message."""
    composer = Composer()
    for fault in faults:
        composer.line().text(f"{fault.when:%m-%d %H:%M:%S} ")
        composer.code(one_line(fault.line, limit=LINE_LIMIT))
    return composer.message() if faults else Message(texts("no_errors"))
