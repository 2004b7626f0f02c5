"""/rebuild: one message that follows the rebuild from start to end; /cancel."""

from __future__ import annotations

import logging
from collections.abc import Callable

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import CommandHandler, filters

from bot.chat.admin import messages
from bot.chat.answers.screens import Screen
from bot.chat.articles.index_process import Stage, State
from bot.chat.service.request import App, Call, calling
from bot.chat.service.service import Desk
from bot.chat.telegram import keyboards
from bot.chat.telegram.delivery import Place, edit, say, send
from bot.observability.overview import manifest_of
from bot.texts import Texts
from index.errors import IndexMismatch, IndexMissing

logger = logging.getLogger(__name__)

INTERVAL = 3.0
GROUP_INTERVAL = 5.0


class Running:
    """What admins do to the bot from the chat."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, application: App) -> None:
        for name, action in {"rebuild": self.on_rebuild, "cancel": self.on_cancel}.items():
            application.add_handler(
                CommandHandler(
                    name, calling(action, self._desk), filters=filters.UpdateType.MESSAGE
                )
            )

    async def on_rebuild(self, call: Call) -> None:
        """`/rebuild [full]`, for admins."""
        options = call.argument.lower().split()
        if not call.is_admin:
            await say(call.bot, call.place, call.texts("admins_only"))
        elif options not in ([], ["full"]):
            await say(call.bot, call.place, call.texts("rebuild_usage"))
        else:
            await self._rebuild(call, full=bool(options))

    async def _rebuild(self, call: Call, *, full: bool) -> None:
        rebuilder = self._desk.rebuilder
        lacking = await self._desk.work.record(self._lacking)  # before it is asked what runs
        if rebuilder.is_running:
            await say(call.bot, call.place, call.texts("rebuild_running"))
            return

        def render(state: State) -> Screen:
            return _rebuild_screen(state, call.texts, lacking=lacking)

        show = Ticker(call.bot, call.place, render).show
        interval = INTERVAL if call.is_private else GROUP_INTERVAL
        rebuilder.start(show, full=full, interval=interval)

    async def on_cancel(self, call: Call) -> None:
        """`/cancel`: one's own question, which then says so itself where it was asked; else a
        rebuild."""
        turn = self._desk.work.turn_of(call.user)
        if turn is not None:
            turn.withdraw()
            if turn.chat != call.message.chat.id:
                await say(call.bot, call.place, call.texts("withdrawn_elsewhere"))
        elif call.is_admin and self._desk.rebuilder.is_running:
            await say(call.bot, call.place, self.cancel(call))
        else:
            await say(call.bot, call.place, call.texts("nothing_to_cancel"))

    def _lacking(self) -> str:
        """The text on why no index answers now; empty where one does."""
        try:
            manifest_of(self._desk.engine)
        except IndexMissing:
            return "no_index"
        except IndexMismatch:
            return "index_unfit"
        return ""

    def cancel(self, call: Call) -> str:
        """Stop the rebuild; returns what to answer the button with."""
        if not call.is_admin:
            return call.texts("admins_only")
        if not self._desk.rebuilder.is_running:
            return call.texts("rebuild_not_running")
        self._desk.rebuilder.stop()
        return call.texts("rebuild_stopping")


def _rebuild_screen(state: State, texts: Texts, *, lacking: str) -> Screen:
    cancel = keyboards.cancel_rebuild(texts) if state.stage is Stage.RUNNING else None
    return Screen(messages.rebuild(state, texts, lacking=lacking), cancel)


class Ticker:
    """The message that shows a rebuild or sync: sent with its first state, edited with the others.

    `message` is one to begin with, where there is one.
    """

    def __init__(
        self,
        bot: Bot,
        place: Place,
        render: Callable[[State], Screen],
        *,
        message: int | None = None,
    ) -> None:
        self._bot = bot
        self._place = place
        self._render = render
        self._message = message
        self._shown: Screen | None = None

    async def show(self, state: State) -> None:
        running, screen = state.stage is Stage.RUNNING, self._render(state)
        if screen == self._shown:
            return
        self._shown = screen
        try:
            if self._message is None:
                self._message = (await send(self._bot, self._place, screen)).message_id
            elif not await edit(self._bot, self._place.chat, self._message, screen) and not running:
                await send(self._bot, self._place, screen)
        except TelegramError as error:
            logger.warning("the state of the rebuild could not be shown: %s", error)
