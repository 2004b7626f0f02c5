"""A message or a button press as the features see it: who, where, with what rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import telegram
from telegram import Bot, ChatMember, User
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.people.profile import ChatProfile
from bot.chat.people.roles import Role
from bot.chat.telegram.compose import Message
from bot.chat.telegram.delivery import Place, edit, send
from bot.chat.telegram.screen import Screen
from bot.texts import Texts

App = Application[Any, Any, Any, Any, Any, Any]
_MANAGERS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants of the bot.

    `message` is the user's own, or the bot's under which the user pressed a button. `sender` is
    None where Telegram names no user. `profile` is how the chat is answered.
    """

    update: int
    bot: Bot
    message: telegram.Message
    sender: User | None
    role: Role
    profile: ChatProfile

    @property
    def user(self) -> int:
        """Who asks, by id; an anonymous administrator of a group counts as the group."""
        return self.sender.id if self.sender else self.message.chat.id

    @property
    def code(self) -> str | None:
        """The language of the user's app."""
        return self.sender.language_code if self.sender else None

    @property
    def texts(self) -> Texts:
        return self.profile.texts

    @property
    def chat(self) -> int:
        return self.message.chat.id

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

    async def send(self, screen: Screen) -> telegram.Message:
        """Send a message to where the request came from."""
        return await send(self.bot, self.place, screen)

    async def say(self, text: str) -> None:
        """Send one of the bot's own sentences, without buttons."""
        await self.send(Screen(Message(text)))

    async def manages_chat(self) -> bool:
        """Whether the sender may decide what holds for the whole chat: anybody in private, in a
        group its administrators and those of the bot."""
        if self.is_private or self.is_admin:
            return True
        sender = self.message.sender_chat
        if sender is not None and sender.id == self.chat:
            return True  # an administrator who stays anonymous
        try:
            member = await self.bot.get_chat_member(self.chat, self.user)
        except TelegramError:
            return False
        return member.status in _MANAGERS

    async def change(self, screen: Screen) -> None:
        """Change the message under which a button was pressed."""
        await edit(self.bot, self.chat, self.message.message_id, screen)
