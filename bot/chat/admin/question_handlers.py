"""`/questions` for administrators: what went wrong, and test cases made of it by a tap."""

from __future__ import annotations

from bot.chat.admin.question_screens import KINDS, questions_screen
from bot.chat.answers.question_log import Failure, QuestionLog
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast


class FailedQuestions:
    """Lists them in private only: they are what people asked in chats of their own."""

    def __init__(self, services: Services, log: QuestionLog) -> None:
        self._services = services
        self._log = log

    def register(self, application: App) -> None:
        presses = {Operation.FAILURES: self.on_turn, Operation.CASE: self.on_case}
        add_presses(application, self._services, presses)

    async def on_questions(self, request: Request) -> None:
        """`/questions`, `/questions refused`, `wrong` or `slow`."""
        words = {kind.value: kind for kind in Failure}
        if request.is_private:
            await request.send(await self._listed(request, words.get(request.argument.lower()), 0))
        else:
            await request.say(request.texts("only_in_private"))

    async def on_turn(self, request: Request, press: Press, toast: Toast) -> None:
        if await self._may(request, press, toast, kinds=len(KINDS)):
            await toast.show()
            screen = await self._listed(request, KINDS[press.number], press.page)
            await request.change(screen)

    async def on_case(self, request: Request, press: Press, toast: Toast) -> None:
        """The question is one to test with, or is no longer."""
        if not await self._may(request, press, toast, kinds=2 * len(KINDS)):
            return
        kind, is_answerable = KINDS[press.number // 2], bool(press.number % 2)
        now = self._services.clock()

        def work() -> bool | None:
            return self._log.toggle(press.exchange, is_answerable=is_answerable, now=now)

        made = await self._services.work.record(work)
        await toast.show(request.texts("case_ended" if made is None else "case_made"))
        await request.change(await self._listed(request, kind, press.page))

    async def _may(self, request: Request, press: Press, toast: Toast, *, kinds: int) -> bool:
        if not request.is_admin or not request.is_private:
            await toast.show(request.texts("admins_only"))
            return False
        if not 0 <= press.number < kinds:
            await toast.show(request.texts("button_expired"))
            return False
        return True

    async def _listed(self, request: Request, kind: Failure | None, page: int) -> Screen:
        def work() -> Screen:
            found = self._log.failed(*([kind] if kind else []))
            return questions_screen(found, request.texts, kind=kind, page=page)

        return await self._services.attempt(request, work, at_once=True)
