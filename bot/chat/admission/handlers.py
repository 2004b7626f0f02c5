"""Who gets access: strangers and groups ask, administrators decide."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, ChatMemberUpdated, Message, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.chat.admission import messages
from bot.chat.answers.buttons import example_buttons
from bot.chat.answers.examples import Examples
from bot.chat.people.decisions import Decisions, Undecidable
from bot.chat.people.members import Member, Members
from bot.chat.people.pairing import Named
from bot.chat.people.roles import Refusals, Role
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.delivery import Place, edit, say, send
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast
from bot.texts import Texts

logger = logging.getLogger(__name__)

_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_ROLES = {role.word: role for role in (Role.READER, Role.EDITOR, Role.ADMIN)}


class Admission:
    """`/allow`, `/deny`, the buttons that do the same, and the requests before them."""

    def __init__(
        self,
        services: Services,
        members: Members,
        *,
        update_menus: Callable[[Bot], Awaitable[None]],
        examples: Examples,
    ) -> None:
        """`update_menus` gives people the menu of a new role."""
        self._examples = examples
        self._services = services
        self._members = members
        self._update_menus = update_menus
        self._decisions = Decisions(members, services.access)
        self._refusals = Refusals()

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.DECIDE: self.on_press})

    async def turn_away(self, bot: Bot, user: User) -> None:
        """Refuse a stranger once a day, with a code for an administrator to admit them."""
        work, now = self._services.work, self._services.clock()
        if not self._refusals.is_due(user.id, now=now):
            return
        place = Place(user.id, thread=None, reply_to=None)
        texts = self._services.texts_for(user)
        if self._services.access.is_denied(user.id):
            await say(bot, place, texts("private_bot"))
            return
        name = _name(user)
        code = await work.record(self._members.request, user.id, name=name, now=now)
        await send(bot, place, Screen(messages.refusal(user.id, texts, code=code)))
        asked = await work.record(self._members.find_request, Named(id=user.id), now=now)
        if code is not None and asked is not None:
            await self._ask_admins(
                bot, lambda texts: messages.access_request(asked, texts, code=code)
            )

    async def on_standing(self, bot: Bot, change: ChatMemberUpdated) -> None:
        """Somebody added the bot to a group that is not admitted, or removed it from one."""
        work, chat = self._services.work, change.chat
        if chat.type == ChatType.PRIVATE or self._services.access.is_denied(chat.id):
            return
        now, name = self._services.clock(), chat.title or ""
        if chat.type == ChatType.CHANNEL:
            await self._on_channel(bot, change)
        elif change.new_chat_member.status in _OUTSIDE:
            await work.record(self._members.withdraw, chat.id)
        elif await work.record(self._members.request_group, chat.id, name=name, now=now):
            asked = await work.record(self._members.find_request, Named(id=chat.id), now=now)
            if asked is not None:
                by, user = _name(change.from_user), change.from_user.id
                await self._ask_admins(
                    bot, lambda texts: messages.group_request(asked, texts, by=by, user=user)
                )

    async def _on_channel(self, bot: Bot, change: ChatMemberUpdated) -> None:
        """Who added the bot to a channel wants its posts; only the owner can have them taken in."""
        chat = change.chat
        is_new = change.old_chat_member.status in _OUTSIDE
        is_in = change.new_chat_member.status not in _OUTSIDE
        if is_new and is_in and not self._services.access.is_source(chat.id):
            by, name, user = _name(change.from_user), chat.title or "", change.from_user.id
            await self._ask_admins(
                bot, lambda texts: messages.channel_found(chat.id, name, texts, by=by, user=user)
            )

    async def on_allow(self, request: Request) -> None:
        """`/allow CODE|ID [reader|editor|admin]`; alone, it lists requests and decisions."""
        arguments = [argument.lower() for argument in request.arguments]
        if not arguments:
            await self._list(request)
        elif len(arguments) > 2 or arguments[-1] not in {arguments[0], *_ROLES}:
            await request.say(request.texts("allow_usage"))
        else:
            whom, role = arguments[0], _ROLES.get(arguments[-1], Role.READER)
            await self._decide(request, lambda now: self._decisions.allow(whom, role=role, now=now))

    async def on_deny(self, request: Request) -> None:
        """`/deny CODE|ID`, also of somebody who was let in."""
        arguments = request.arguments
        if len(arguments) != 1:
            await request.say(request.texts("allow_usage"))
        elif arguments == [str(request.user)]:
            await request.say(request.texts("not_yourself"))
        else:
            await self._decide(request, lambda now: self._decisions.deny(arguments[0], now=now))

    async def on_press(self, request: Request, press: Press, toast: Toast) -> None:
        """A button under a request; only the first press of any administrator counts."""
        if not _is_decision(press.exchange, press.number):
            await toast.show(request.texts("button_expired"))
            return
        if not request.is_admin:
            await toast.show(request.texts("admins_only"))
            return
        identifier, role = int(press.exchange), Role(press.number)
        before, now = self._services.access.of(identifier), self._services.clock()
        member = await self._services.work.record(self._members.settle, identifier, role, now=now)
        await toast.show("" if member else request.texts("decided_before"))
        if member is not None:
            by = _name(request.sender) if request.sender else ""
            screen = Screen(messages.decided(member, request.texts, by=by))
            await request.change(screen)
            await self._follow_up(request, member, before)

    async def _decide(
        self, request: Request, decide: Callable[[float], tuple[Role, Member]]
    ) -> None:
        try:
            before, member = await self._services.work.record(decide, self._services.clock())
        except Undecidable as error:
            await request.say(_refusal(error, request.texts))
            return
        await request.send(Screen(messages.decided(member, request.texts)))
        await self._follow_up(request, member, before)

    async def _follow_up(self, request: Request, member: Member, before: Role) -> None:
        """Log the decision, give the new member a menu, and greet them."""
        logger.info("user %s made %s a %s", request.user, member.id, member.role.word)
        await self._update_menus(request.bot)
        if before is Role.STRANGER and member.role is not Role.STRANGER:
            await self._welcome(request.bot, member)

    async def _welcome(self, bot: Bot, member: Member) -> None:
        """Greet a new member; a person with questions to begin with, as soon as there are any."""

        def screen(questions: Sequence[str]) -> Screen:
            texts = self._services.profiles.of(member.id).texts
            message = messages.welcome(member, texts, offers=bool(questions))
            return Screen(message, example_buttons(questions))

        is_person = member.id > 0
        questions = await self._examples.questions() if is_person else ()
        sent = await _try_to_send(bot, member.id, screen(questions))
        if sent and is_person and not questions and (found := await self._examples.late()):
            await edit(bot, member.id, sent.message_id, screen(found))

    async def _list(self, request: Request) -> None:
        def work() -> Screen:
            asking = self._members.requests(now=self._services.clock())
            return Screen(messages.members_list(self._members.all(), asking, request.texts))

        await request.send(await self._services.work.record(work))

    async def _ask_admins(self, bot: Bot, screen: Callable[[Texts], Screen]) -> None:
        for admin in sorted({*self._services.settings.admin_ids, *self._members.admins()}):
            await _try_to_send(bot, admin, screen(self._services.profiles.of(admin).texts))


async def _try_to_send(bot: Bot, chat: int, screen: Screen) -> Message | None:
    """Somebody who has blocked the bot, or never wrote to it, cannot be told."""
    try:
        return await send(bot, Place(chat, thread=None, reply_to=None), screen)
    except TelegramError as error:
        logger.info("chat %s could not be told: %s", chat, error.message)
        return None


def _refusal(error: Undecidable, texts: Texts) -> str:
    values = error.values
    if "role" in values:
        values = {**values, "role": texts(f"role.{values['role']}")}
    return texts(f"undecidable.{error.reason}", **values)


def _is_decision(identifier: str, role: int) -> bool:
    return identifier.removeprefix("-").isdecimal() and role in set(Role)


def _name(user: User) -> str:
    return f"{user.full_name} (@{user.username})" if user.username else user.full_name
