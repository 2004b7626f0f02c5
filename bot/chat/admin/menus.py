"""The command menus: in private, in groups, for editors and administrators, in each language."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.preferences import Preferences
from bot.chat.people.roles import Role
from bot.chat.service.work import WorkPool
from bot.texts import LANGUAGES, Texts

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """The names of the commands in each menu: in private by role, in groups for all and for the
    group's administrators."""

    private: Mapping[Role, Sequence[str]]
    group: Sequence[str]
    group_admins: Sequence[str]


@dataclass(frozen=True, slots=True)
class Menu:
    """One chat's menu; a language of None is that of each user's app."""

    role: Role
    language: str | None


class Menus:
    """Keeps the menus of editors, administrators, and chats that have chosen a language up to date.

    The table `menus` says which ones were set, so that somebody who loses a role while the bot is
    down loses the menu, too.
    """

    def __init__(
        self,
        database: ChatDatabase,
        members: Members,
        preferences: Preferences,
        work: WorkPool,
        offered: Offered,
        *,
        admins: Iterable[int],
    ) -> None:
        """`admins` are those whom the settings list."""
        self._database = database
        self._members = members
        self._preferences = preferences
        self._work = work
        self._offered = offered
        self._listed = dict.fromkeys(admins, Role.ADMIN)
        self._unreachable: set[int] = set()
        self._one_at_a_time = asyncio.Lock()

    async def announce(self, bot: Bot) -> None:
        """Set all menus again, as the texts may have changed. The bot works without them."""
        offered = self._offered
        await _offer(bot, BotCommandScopeAllPrivateChats(), offered.private[Role.READER])
        await _offer(bot, BotCommandScopeAllGroupChats(), offered.group)
        await _offer(bot, BotCommandScopeAllChatAdministrators(), offered.group_admins)
        await self._update(bot, anew=True)

    async def update(self, bot: Bot) -> None:
        """Set the menus of those who got a role, and remove those of people who lost one."""
        await self._update(bot, anew=False)

    def hear(self, chat: int) -> None:
        """Somebody wrote: from now on the chat can have a menu, even if it could not before."""
        self._unreachable.discard(chat)

    async def _update(self, bot: Bot, *, anew: bool) -> None:
        async with self._one_at_a_time:
            wanted, set_before = await self._work.record(self._compare)
            for chat, menu in wanted.items():
                if (anew or set_before.get(chat) != menu) and chat not in self._unreachable:
                    if await self._offer(bot, chat, menu):
                        await self._work.record(self._note, chat, menu)
                    else:
                        self._unreachable.add(chat)
            for chat in set_before.keys() - wanted.keys():
                scopes = [scope for scope, _ in self._scopes(chat, Role.READER)]
                if all([await _withdraw(bot, scope) for scope in scopes]):
                    await self._work.record(self._note, chat, None)

    async def _offer(self, bot: Bot, chat: int, menu: Menu) -> bool:
        for scope, names in self._scopes(chat, menu.role):
            if not await _offer(bot, scope, names, language=menu.language):
                return False
        return True

    def _scopes(self, chat: int, role: Role) -> list[tuple[BotCommandScope, Sequence[str]]]:
        """The menus of a chat: for all in it, and for its administrators."""
        if chat > 0:
            return [(BotCommandScopeChat(chat), self._offered.private[role])]
        return [
            (BotCommandScopeChat(chat), self._offered.group),
            (BotCommandScopeChatAdministrators(chat), self._offered.group_admins),
        ]

    def _compare(self) -> tuple[dict[int, Menu], dict[int, Menu]]:
        """Which menus there should be, and which there are."""
        decided = {each.id: each.role for each in self._members.all() if each.role > Role.READER}
        roles, languages = decided | self._listed, self._preferences.languages()
        wanted = {
            chat: Menu(roles.get(chat, Role.READER), languages.get(chat))
            for chat in {*roles, *languages}
        }
        rows = self._database.read("SELECT chat, role, language FROM menus")
        set_before = {chat: Menu(Role[role.upper()], language) for chat, role, language in rows}
        return wanted, set_before

    def _note(self, chat: int, menu: Menu | None) -> None:
        if menu is None:
            self._database.write("DELETE FROM menus WHERE chat = ?", (chat,))
        else:
            self._database.write(
                "INSERT OR REPLACE INTO menus (chat, role, language) VALUES (?, ?, ?)",
                (chat, menu.role.word, menu.language),
            )


async def _offer(
    bot: Bot, scope: BotCommandScope, names: Sequence[str], *, language: str | None = None
) -> bool:
    """Set a menu, for each app in its language or for all in the chosen one. The first language,
    English, is also for apps in languages without texts. False if Telegram refused, as it does for
    a chat that has never written to the bot."""
    for each, code in _codes():
        texts = Texts(language or each)
        menu = [BotCommand(name, texts(f"command.{name}")) for name in names]
        try:
            await bot.set_my_commands(menu, scope=scope, language_code=code)
        except TelegramError as error:
            logger.debug("no command menu for %s: %s", scope, error.message)
            return False
    return True


async def _withdraw(bot: Bot, scope: BotCommandScope) -> bool:
    """Go back to the menu that everybody has. False if that has to be tried again; a chat that is
    gone needs no menu."""
    for _, code in _codes():
        try:
            await bot.delete_my_commands(scope=scope, language_code=code)
        except TelegramError as error:
            logger.debug("no command menu withdrawn from %s: %s", scope, error.message)
            return isinstance(error, BadRequest | Forbidden)
    return True


def _codes() -> list[tuple[str, str | None]]:
    return [(each, None if each == LANGUAGES[0] else each) for each in LANGUAGES]
