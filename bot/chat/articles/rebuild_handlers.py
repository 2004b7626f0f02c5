"""/rebuild: one message that follows the rebuild from start to end; /cancel."""

from __future__ import annotations

from bot.chat.articles.index_messages import rebuild_screen
from bot.chat.articles.index_process import Rebuilder, State
from bot.chat.articles.ticker import Ticker
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from bot.observability.overview import manifest_of
from index.errors import IndexMismatch, IndexMissing


class Rebuilds:
    """Begins and ends rebuilds, for administrators."""

    def __init__(self, services: Services, rebuilder: Rebuilder) -> None:
        self._services = services
        self._rebuilder = rebuilder

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.CANCEL_REBUILD: self.on_press})

    async def on_rebuild(self, request: Request) -> None:
        """`/rebuild [full]`, for admins."""
        options = request.argument.lower().split()
        if options not in ([], ["full"]):
            await request.say(request.texts("rebuild_usage"))
        else:
            await self._rebuild(request, full=bool(options))

    async def _rebuild(self, request: Request, *, full: bool) -> None:
        lacking = await self._services.work.record(
            self._lacking
        )  # takes a while, so ask afterwards what runs
        if self._rebuilder.is_running:
            await request.say(request.texts("rebuild_running"))
            return

        def render(state: State) -> Screen:
            return rebuild_screen(state, request.texts, lacking=lacking)

        ticker = Ticker(request, render)
        self._rebuilder.start(ticker.show, full=full, interval=ticker.interval)

    async def on_cancel(self, request: Request) -> None:
        """`/cancel`: the user's own question, which then says so where it was asked; else a
        rebuild."""
        turn = self._services.work.turn_of(request.user)
        if turn is not None:
            turn.withdraw()
            if turn.chat != request.chat:
                await request.say(request.texts("withdrawn_elsewhere"))
        elif request.is_admin and self._rebuilder.is_running:
            await request.say(self._cancel(request))
        else:
            await request.say(request.texts("nothing_to_cancel"))

    async def on_press(self, request: Request, _: Press, toast: Toast) -> None:
        """The button under a running rebuild."""
        await toast.show(self._cancel(request))

    def _cancel(self, request: Request) -> str:
        """Stop the rebuild; what to say then."""
        if not request.is_admin:
            return request.texts("admins_only")
        if not self._rebuilder.is_running:
            return request.texts("rebuild_not_running")
        self._rebuilder.stop()
        return request.texts("rebuild_stopping")

    def _lacking(self) -> str:
        """The text on why no index answers now; empty where one does."""
        try:
            manifest_of(self._services.engine)
        except IndexMissing:
            return "no_index"
        except IndexMismatch:
            return "index_unfit"
        return ""
