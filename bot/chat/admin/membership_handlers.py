"""Changes of a chat itself: the bot is removed or added, a group becomes a supergroup."""

from __future__ import annotations

import logging

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.chat.admin.moving import Moving
from bot.chat.people.timetables import Timetables
from bot.chat.service.request import App, Context
from bot.chat.service.services import Services

logger = logging.getLogger(__name__)

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


class Memberships:
    """Keeps what is stored of a chat in step with it."""

    def __init__(self, services: Services, *, timetables: Timetables, moving: Moving) -> None:
        self._services = services
        self._timetables = timetables
        self._moving = moving

    def register(self, application: App) -> None:
        kind = ChatMemberHandler.MY_CHAT_MEMBER
        application.add_handler(ChatMemberHandler(self.on_membership, kind))
        application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, self.on_migration))

    async def on_membership(self, update: Update, _: Context) -> None:
        """A chat that the bot cannot write to hears nothing until it can."""
        change, work = update.my_chat_member, self._services.work
        if change is None:
            return
        if change.new_chat_member.status in _OUT:
            now = self._services.clock()
            await work.record(self._timetables.suspend, change.chat.id, now=now)
            logger.info("the bot was shut out of chat %s", change.chat.id)
        else:
            await work.record(self._timetables.resume, change.chat.id)

    async def on_migration(self, update: Update, _: Context) -> None:
        message = update.message
        if message is not None and message.migrate_to_chat_id:
            old, new = message.chat.id, message.migrate_to_chat_id
            await self._services.work.record(self._moving.move, old, new)
