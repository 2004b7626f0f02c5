"""Which commands Telegram offers where: in private, in groups, to administrators, per language."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.texts import LANGUAGES, Texts

logger = logging.getLogger(__name__)

PRIVATE = "ask sources article who watch digest quiet settings status forget help".split()
GROUP = "ask sources article who watch digest quiet help".split()
GROUP_ADMINS = [*GROUP[:-1], "settings", GROUP[-1]]
ADMINS = [*PRIVATE, *"add remove rebuild allow deny errors".split()]


async def announce(bot: Bot, *, admins: Iterable[int]) -> None:
    """Tell Telegram which commands to offer where; the bot works without."""
    await _announce(bot, BotCommandScopeAllPrivateChats(), PRIVATE)
    await _announce(bot, BotCommandScopeAllGroupChats(), GROUP)
    await _announce(bot, BotCommandScopeAllChatAdministrators(), GROUP_ADMINS)
    for admin in sorted(admins):
        await _announce(bot, BotCommandScopeChat(admin), ADMINS)


async def _announce(bot: Bot, scope: BotCommandScope, names: Sequence[str]) -> None:
    """In every language; the first, which is English, also for those that have no texts."""
    for language in LANGUAGES:
        texts = Texts(language)
        menu = [BotCommand(name, texts(f"command.{name}")) for name in names]
        code = None if language == LANGUAGES[0] else language
        try:
            await bot.set_my_commands(menu, scope=scope, language_code=code)
        except TelegramError as error:
            # A chat that has never written to the bot cannot have a menu yet.
            logger.debug("no command menu for %s: %s", scope, error.message)
            return
