"""Access messages: to those who ask for access, and to the administrators. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton
from telegram.constants import KeyboardButtonStyle

from bot.chat.people.members import AccessRequest, Member
from bot.chat.people.roles import Role
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts

_NAME_UNITS = 60
_MOST_LISTED = 40


def refusal(user: int, texts: Texts, *, code: str | None) -> Message:
    """What a stranger reads once a day."""
    if code is None:
        return Message(texts("refused", user=str(user)))
    composer = Composer().text(texts("private_bot")).gap().text(texts("hand_code_on"))
    composer.text(" ").code(code).line()
    return composer.text(texts("code_is_good", user=str(user))).message()


def welcome(member: Member, texts: Texts, *, offers: bool) -> Message:
    """What a new member, or a group with access, reads first; `offers`: questions to begin with
    stand below."""
    if member.id < 0:
        return Message(texts("group_welcome"))
    composer = Composer().bold(texts("welcome")).line().text(texts("promise"))
    return composer.gap().text(texts("try_one") if offers else "").message()


def access_request(request: AccessRequest, texts: Texts, *, code: str) -> Screen:
    """Asks an administrator whether a user gets access."""
    composer = Composer().bold(_name(request.name))
    composer.text(f" {texts('asks_to_be_let_in')}").line()
    composer.text("id ").code(str(request.id)).text(", code ").code(code)
    choices = [
        _choice(texts("as_reader"), request.id, Role.READER),
        _choice(texts("as_editor"), request.id, Role.EDITOR),
    ]
    return Screen(composer.message(), keyboard(choices, [_denial(request.id, texts)]))


def group_request(request: AccessRequest, texts: Texts, *, by: str, user: int) -> Screen:
    """Asks an administrator whether to answer in a group that somebody added the bot to."""
    composer = Composer().text(f"{texts('added_to')} ").bold(_name(request.name)).line()
    composer.text("id ").code(str(request.id)).line()
    composer.text(f"{texts('added_by', name=_name(by))} ").code(str(user))
    row = [_choice(texts("allow"), request.id, Role.READER), _denial(request.id, texts)]
    return Screen(composer.message(), keyboard(row))


def channel_found(channel: int, name: str, texts: Texts, *, by: str, user: int) -> Screen:
    """Tells an administrator that somebody added the bot to a channel, and what takes its posts."""
    composer = Composer().text(f"{texts('added_to_channel')} ").bold(_name(name)).line()
    composer.text(f"{texts('added_by', name=_name(by))} ").code(str(user)).gap()
    composer.text(f"{texts('channel_found')} ").code(f"DATELINE_CHANNELS={channel}")
    return Screen(composer.message())


def decided(member: Member, texts: Texts, *, by: str = "") -> Message:
    """What was decided, and by whom."""
    composer = Composer().bold(_name(member.name) or str(member.id))
    if member.name:
        composer.text(" (").code(str(member.id)).text(")")
    composer.text(f" {_let_in(member, texts)}")
    return composer.text(f" {texts('decided_by', name=_name(by))}" if by else "").message()


def _let_in(member: Member, texts: Texts) -> str:
    if member.role is Role.STRANGER:
        return texts("not_let_in")
    if member.id < 0:
        return texts("group_let_in")
    return texts("let_in", role=texts(f"role.{member.role.word}"))


def members_list(
    members: Sequence[Member], requests: Sequence[AccessRequest], texts: Texts
) -> Message:
    """Open requests, then decisions; the owner's list is not shown."""
    composer = Composer()
    if requests:
        composer.bold(texts("waiting"))
        for request in requests[:_MOST_LISTED]:
            composer.line().code(str(request.id)).text(f" {_name(request.name)}")
        composer.gap()
    if members:
        composer.bold(texts("decided"))
        for member in members[:_MOST_LISTED]:
            word = texts(f"role.{member.role.word}" if member.role else "denied")
            composer.line().code(str(member.id)).text(f" {word} {_name(member.name)}".rstrip())
        if len(members) > _MOST_LISTED:
            composer.line().text(texts("decisions_more", n=len(members) - _MOST_LISTED))
        composer.gap()
    return composer.text(texts("allow_usage")).message()


def _choice(label: str, identifier: int, role: Role) -> InlineKeyboardButton:
    """To be let in as a reader is what is asked for."""
    style = KeyboardButtonStyle.PRIMARY if role is Role.READER else None
    return button(label, Operation.DECIDE, str(identifier), int(role), style=style)


def _denial(identifier: int, texts: Texts) -> InlineKeyboardButton:
    return button(
        texts("deny"),
        Operation.DECIDE,
        str(identifier),
        int(Role.STRANGER),
        style=KeyboardButtonStyle.DANGER,
    )


def _name(name: str) -> str:
    return one_line(name, limit=_NAME_UNITS)
