"""What every feature works with. It knows of no feature; each has its tables to itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, TypeVar

import telegram
from telegram import Bot, Update, User

from bot.chat.people.profile import ChatProfiles
from bot.chat.people.roles import Access
from bot.chat.service.messages import explanation
from bot.chat.service.request import Request
from bot.chat.service.work import Busy, WorkPool
from bot.chat.telegram.screen import Screen
from bot.texts import Texts, UserMessage
from corpus.errors import DatelineError

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.settings import Settings

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Services:
    """`access` knows who may do what, `profiles` how each chat is answered; `clock` tells seconds
    since the epoch."""

    settings: Settings
    engine: Engine
    work: WorkPool
    access: Access
    profiles: ChatProfiles
    clock: Callable[[], float] = time.time

    def request_of(self, update: Update, bot: Bot) -> Request | None:
        """None where the message cannot be reached, as under a very old button."""
        message, user = update.effective_message, update.effective_user
        if not isinstance(message, telegram.Message):
            return None
        profile = self.profiles.of(message.chat.id, code=user.language_code if user else None)
        return Request(update.update_id, bot, message, user, self.access.role_in(update), profile)

    def today(self, zone: tzinfo) -> date:
        """The day where the clocks show `zone`."""
        return datetime.fromtimestamp(self.clock(), zone).date()

    def texts_for(self, user: User) -> Texts:
        """How the bot speaks to a user if no chat is known."""
        return self.profiles.of(user.id, code=user.language_code).texts

    async def attempt(
        self, request: Request, work: Callable[[], Made], *, at_once: bool = False
    ) -> Made | Screen:
        """What the work makes in the pool; a known error becomes a message about it.

        `at_once`: beside the pool, however many questions wait.
        """
        try:
            return await (self.work.record(work) if at_once else self.work.run(work))
        except (Busy, UserMessage, DatelineError) as error:
            return Screen(
                explanation(error, request.texts, update=request.update, admin=request.is_admin)
            )
