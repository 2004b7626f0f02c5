"""A message or a button press as the handlers see it: who, where, with what rights."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import telegram
from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.people.profile import Manner
from bot.chat.people.roles import Role
from bot.chat.telegram.delivery import Place
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.chat.service.service import Desk

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]


@dataclass(frozen=True, slots=True)
class Call:
    """`message` is the user's own, or the bot's under which the user pressed a button; `manner` is
    how the chat is answered, `code` the language of the user's app."""

    update: int
    bot: Bot
    message: telegram.Message
    user: int
    role: Role
    manner: Manner
    code: str | None = None

    @property
    def texts(self) -> Texts:
        return self.manner.texts

    @property
    def place(self) -> Place:
        return Place.of(self.message)

    @property
    def is_private(self) -> bool:
        return self.message.chat.type == ChatType.PRIVATE

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN

    @property
    def argument(self) -> str:
        """What follows the command."""
        return "".join((self.message.text or "").split(None, 1)[1:])

    @property
    def arguments(self) -> list[str]:
        return self.argument.split()


def call_of(update: Update, bot: Bot, desk: Desk) -> Call | None:
    """None where the message cannot be reached, as under a very old button."""
    message, user = update.effective_message, update.effective_user
    if not isinstance(message, telegram.Message):
        return None
    # Whoever writes in the name of a group, as its anonymous admins do, counts as that group.
    asker = user.id if user else message.chat.id
    code = user.language_code if user else None
    manner = desk.manners.of(message.chat.id, code=code)
    return Call(update.update_id, bot, message, asker, desk.access.role_in(update), manner, code)


def calling(
    action: Callable[[Call], Awaitable[None]], desk: Desk
) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A handler that gives the action its call."""

    async def handle(update: Update, context: Context) -> None:
        call = call_of(update, context.bot, desk)
        if call is not None:
            await action(call)

    return handle
