"""Who is let in: strangers and groups ask, administrators decide."""

from __future__ import annotations

import logging
from collections.abc import Callable

from telegram import Bot, ChatMemberUpdated, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.admission import messages
from bot.chat.answers.screens import Screen
from bot.chat.people.decisions import Decisions, Undecidable
from bot.chat.people.members import Member
from bot.chat.people.pairing import Named
from bot.chat.people.roles import Role
from bot.chat.service.request import App, Call, Context, call_of, calling
from bot.chat.service.service import Desk
from bot.chat.telegram import keyboards
from bot.chat.telegram.delivery import Place, edit, say, send
from bot.chat.telegram.keyboards import Operation, parse
from bot.chat.telegram.toast import toast
from bot.texts import Texts

logger = logging.getLogger(__name__)

_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_ROLES = {role.word: role for role in (Role.READER, Role.EDITOR, Role.ADMIN)}


class Admission:
    """`/allow`, `/deny`, the buttons that do the same, and what leads up to them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._decisions = Decisions(desk.members, desk.access)

    def register(self, application: App) -> None:
        new, desk = filters.UpdateType.MESSAGE, self._desk
        for name, action in {"allow": self.on_allow, "deny": self.on_deny}.items():
            application.add_handler(CommandHandler(name, calling(action, desk), filters=new))
        pattern = rf"^{Operation.DECIDE}:"
        application.add_handler(CallbackQueryHandler(self.on_press, pattern=pattern))

    async def turn_away(self, bot: Bot, user: User) -> None:
        """Refuse a stranger once a day, with a code that an administrator can let them in by."""
        desk, now = self._desk, self._desk.clock()
        if not desk.refusals.is_due(user.id, now=now):
            return
        place = Place(user.id, thread=None, reply_to=None)
        texts = desk.texts_for(user)
        if desk.access.is_denied(user.id):
            await say(bot, place, texts("private_bot"))
            return
        name = _name(user)
        code = await desk.work.record(desk.members.request, user.id, name=name, now=now)
        await send(bot, place, Screen(messages.refusal(user.id, texts, code=code)))
        request = await desk.work.record(desk.members.waiting, Named(id=user.id), now=now)
        if code is not None and request is not None:
            await self._ask_admins(bot, lambda texts: messages.petition(request, texts, code=code))

    async def on_standing(self, bot: Bot, change: ChatMemberUpdated) -> None:
        """Somebody added the bot to a group that is not admitted, or removed it from one."""
        desk, chat = self._desk, change.chat
        if chat.type == ChatType.PRIVATE or desk.access.is_denied(chat.id):
            return
        now, name = desk.clock(), chat.title or ""
        if change.new_chat_member.status in _OUTSIDE:
            await desk.work.record(desk.members.withdraw, chat.id)
        elif await desk.work.record(desk.members.request_group, chat.id, name=name, now=now):
            request = await desk.work.record(desk.members.waiting, Named(id=chat.id), now=now)
            if request is not None:
                by, user = _name(change.from_user), change.from_user.id
                await self._ask_admins(
                    bot, lambda texts: messages.group_petition(request, texts, by=by, user=user)
                )

    async def on_allow(self, call: Call) -> None:
        """`/allow CODE|ID [reader|editor|admin]`; alone, who waits and who was decided about."""
        arguments = [argument.lower() for argument in call.arguments]
        if not call.is_admin:
            await say(call.bot, call.place, call.texts("admins_only"))
        elif not arguments:
            await self._list(call)
        elif len(arguments) > 2 or arguments[-1] not in {arguments[0], *_ROLES}:
            await say(call.bot, call.place, call.texts("allow_usage"))
        else:
            whom, role = arguments[0], _ROLES.get(arguments[-1], Role.READER)
            await self._decide(call, lambda now: self._decisions.allow(whom, role=role, now=now))

    async def on_deny(self, call: Call) -> None:
        """`/deny CODE|ID`, also of somebody who was let in."""
        arguments = call.arguments
        if not call.is_admin:
            await say(call.bot, call.place, call.texts("admins_only"))
        elif len(arguments) != 1:
            await say(call.bot, call.place, call.texts("allow_usage"))
        elif arguments == [str(call.user)]:
            await say(call.bot, call.place, call.texts("not_yourself"))
        else:
            await self._decide(call, lambda now: self._decisions.deny(arguments[0], now=now))

    async def on_press(self, update: Update, context: Context) -> None:
        """A button under a request; only the first press of any administrator counts."""
        query, desk = update.callback_query, self._desk
        call = call_of(update, context.bot, desk)
        press = parse(query.data) if query else None
        if query is None:
            return
        if call is None:
            await toast(query, desk.texts_for(query.from_user)("button_expired"))
            return
        if press is None or not _is_decision(press.exchange, press.number):
            await toast(query, call.texts("button_expired"))
            return
        if not call.is_admin:
            await toast(query, call.texts("admins_only"))
            return
        identifier, role = int(press.exchange), Role(press.number)
        before = desk.access.of(identifier)
        member = await desk.work.record(desk.members.settle, identifier, role, now=desk.clock())
        await toast(query, "" if member else call.texts("decided_before"))
        if member is not None:
            screen = Screen(messages.decided(member, call.texts, by=_name(query.from_user)))
            await edit(call.bot, call.message.chat.id, call.message.message_id, screen)
            await self._follow_up(call, member, before)

    async def _decide(self, call: Call, decide: Callable[[float], tuple[Role, Member]]) -> None:
        try:
            before, member = await self._desk.work.record(decide, self._desk.clock())
        except Undecidable as error:
            await say(call.bot, call.place, _refusal(error, call.texts))
            return
        await send(call.bot, call.place, Screen(messages.decided(member, call.texts)))
        await self._follow_up(call, member, before)

    async def _follow_up(self, call: Call, member: Member, before: Role) -> None:
        """Log the decision, greet whoever comes in by it, and give them their menu."""
        logger.info("user %s made %s a %s", call.user, member.id, member.role.word)
        await self._desk.menus.update(call.bot)
        if before is Role.STRANGER and member.role is not Role.STRANGER:
            examples = keyboards.examples() if member.id > 0 else None
            texts = self._desk.manners.of(member.id).texts
            await _try_to_send(
                call.bot, member.id, Screen(messages.welcome(member, texts), examples)
            )

    async def _list(self, call: Call) -> None:
        desk = self._desk

        def work() -> Screen:
            waiting = desk.members.requests(now=desk.clock())
            return Screen(messages.members_list(desk.members.all(), waiting, call.texts))

        await send(call.bot, call.place, await desk.work.record(work))

    async def _ask_admins(self, bot: Bot, screen: Callable[[Texts], Screen]) -> None:
        desk = self._desk
        for admin in sorted({*desk.settings.admin_ids, *desk.members.admins()}):
            await _try_to_send(bot, admin, screen(desk.manners.of(admin).texts))


async def _try_to_send(bot: Bot, chat: int, screen: Screen) -> None:
    """Somebody who has blocked the bot, or never wrote to it, cannot be told."""
    try:
        await send(bot, Place(chat, thread=None, reply_to=None), screen)
    except TelegramError as error:
        logger.info("chat %s could not be told: %s", chat, error.message)


def _refusal(error: Undecidable, texts: Texts) -> str:
    values = error.values
    if "role" in values:
        values = {**values, "role": texts(f"role.{values['role']}")}
    return texts(f"undecidable.{error.reason}", **values)


def _is_decision(identifier: str, role: int) -> bool:
    return identifier.removeprefix("-").isdecimal() and role in set(Role)


def _name(user: User) -> str:
    return f"{user.full_name} (@{user.username})" if user.username else user.full_name
