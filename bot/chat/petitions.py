"""What is said of those who ask to be let in: to them, and to the administrators. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton
from telegram.constants import KeyboardButtonStyle

from bot import messages
from bot.chat.access import Role
from bot.chat.buttons import Operation, button, keyboard
from bot.chat.compose import Composer, Message, one_line
from bot.chat.members import Member, Request
from bot.chat.screens import Screen

NAME_LIMIT = 60
LISTED = 40


def refusal(user: int, *, code: str | None) -> Message:
    """What a stranger reads once a day."""
    if code is None:
        return Message(messages.refused(user))
    composer = Composer().text(messages.PRIVATE_BOT).gap().text(messages.HAND_CODE_ON)
    return composer.text(" ").code(code).line().text(messages.code_is_good(user)).message()


def welcome(member: Member) -> Message:
    """What somebody who was let in, or their group, reads first."""
    if member.id < 0:
        return Message(messages.GROUP_WELCOME)
    composer = Composer().bold(messages.WELCOME).line().text(messages.PROMISE)
    return composer.gap().text(messages.TRY_ONE).message()


def petition(request: Request, *, code: str) -> Screen:
    """Asks an administrator whether to let a user in."""
    composer = Composer().bold(_name(request.name)).text(messages.ASKS_TO_BE_LET_IN).line()
    composer.text("id ").code(str(request.id)).text(", code ").code(code)
    choices = [
        _choice(messages.AS_READER, request.id, Role.READER),
        _choice(messages.AS_EDITOR, request.id, Role.EDITOR),
    ]
    return Screen(composer.message(), keyboard(choices, [_denial(request.id)]))


def group_petition(request: Request, *, by: str, user: int) -> Screen:
    """Asks an administrator whether to answer in a group that somebody added the bot to."""
    composer = Composer().text(messages.ADDED_TO).bold(_name(request.name)).line()
    composer.text("id ").code(str(request.id)).line().text(messages.ADDED_BY)
    composer.text(f"{_name(by)}, id ").code(str(user))
    row = [_choice(messages.ALLOW, request.id, Role.READER), _denial(request.id)]
    return Screen(composer.message(), keyboard(row))


def decided(member: Member, *, by: str = "") -> Message:
    """What was decided, and who did."""
    composer = Composer().bold(_name(member.name) or str(member.id))
    if member.name:
        composer.text(" (").code(str(member.id)).text(")")
    composer.text(messages.let_in(member.role.word, group=member.id < 0, denied=not member.role))
    return composer.text(messages.decided_by(_name(by)) if by else "").message()


def members_list(members: Sequence[Member], requests: Sequence[Request]) -> Message:
    """Who waits, then who was decided about; the owner's list is not among them."""
    composer = Composer()
    if requests:
        composer.bold(messages.WAITING)
        for request in requests[:LISTED]:
            composer.line().code(str(request.id)).text(f" {_name(request.name)}")
        composer.gap()
    if members:
        composer.bold(messages.DECIDED)
        for member in members[:LISTED]:
            word = member.role.word if member.role else messages.DENIED
            composer.line().code(str(member.id)).text(f" {word} {_name(member.name)}".rstrip())
        if len(members) > LISTED:
            composer.line().text(messages.and_more(len(members) - LISTED, "decision"))
        composer.gap()
    return composer.text(messages.ALLOW_USAGE).message()


def _choice(label: str, identifier: int, role: Role) -> InlineKeyboardButton:
    return button(label, Operation.DECIDE, str(identifier), int(role))


def _denial(identifier: int) -> InlineKeyboardButton:
    return button(
        messages.DENY,
        Operation.DECIDE,
        str(identifier),
        int(Role.STRANGER),
        style=KeyboardButtonStyle.DANGER,
    )


def _name(name: str) -> str:
    return one_line(name, limit=NAME_LIMIT)
