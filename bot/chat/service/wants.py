"""What an update wants of the bot, as far as that says what to do with it after a crash."""

from __future__ import annotations

from enum import Enum

from telegram import Message, Update
from telegram.constants import ChatType

from bot.chat.telegram.keyboards import Operation, parse_press


class Wants(Enum):
    """An `ANSWER` is given again after a crash. A `CHANGE` of the corpus is not made again; whoever
    wanted it is told to look. A channel's `POST` is taken in again without a word. `NOTHING` that
    would have to be kept: a menu, a setting, talk."""

    ANSWER = "answer"
    CHANGE = "change"
    POST = "post"
    NOTHING = "nothing"


_BY_COMMAND = {
    **dict.fromkeys(("/ask", "/who", "/sources", "/article"), Wants.ANSWER),
    "/add": Wants.CHANGE,
}
_BY_PRESS = {
    Operation.EXAMPLE: Wants.ANSWER,
    Operation.WIDEN: Wants.ANSWER,
    Operation.AFRESH: Wants.ANSWER,
    Operation.ADD: Wants.CHANGE,
    Operation.ERASE: Wants.CHANGE,
}


def wants_of(update: Update) -> Wants:
    """In private every text asks, in a group only a command or a reply to a bot; an inline result
    that somebody chose does not."""
    if update.callback_query is not None:
        press = parse_press(update.callback_query.data)
        return _BY_PRESS.get(press.operation, Wants.NOTHING) if press else Wants.NOTHING
    if update.channel_post or update.edited_channel_post:
        return Wants.POST
    message = update.message or update.edited_message
    if message is None or message.via_bot is not None:
        return Wants.NOTHING
    private = message.chat.type == ChatType.PRIVATE
    if message.document is not None:
        return Wants.CHANGE if private and update.message else Wants.NOTHING
    if not message.text:
        return Wants.NOTHING
    if message.text.startswith("/"):
        return _BY_COMMAND.get(_command(message.text), Wants.NOTHING)
    return Wants.ANSWER if private or _is_reply_to_bot(message) else Wants.NOTHING


def _command(text: str) -> str:
    """`/article_7` is a short form of `/article`."""
    command = text.split(None, 1)[0].partition("@")[0].lower()
    return "/article" if command.startswith("/article_") else command


def _is_reply_to_bot(message: Message) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.is_bot
