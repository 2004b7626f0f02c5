"""Methods that change or remove what the bot has sent."""

from __future__ import annotations

from dataclasses import replace

from tests.botapi import wire
from tests.botapi.errors import Json, bad_request
from tests.botapi.finding import check_links
from tests.botapi.formatting import MOST_CAPTION, MOST_TEXT, formatted
from tests.botapi.keyboards import parsed_markup
from tests.botapi.model import Chat, Content, Markup, Message
from tests.botapi.params import Params
from tests.botapi.text import FormattedText
from tests.botapi.world import World


def checked_body(
    world: World, params: Params, chat: Chat, method: str, *, name: str, limit: int
) -> FormattedText:
    """The text or the caption of a request, formatted."""
    is_caption = name == "caption"
    lint = world.lint_for(method, chat)
    body = formatted(
        params.text(name),
        parse_mode=params.text("parse_mode"),
        entities=params.structure("caption_entities" if is_caption else "entities"),
        limit=limit,
        known_users=world.users,
        lint=lint,
        too_long="message caption is too long" if is_caption else "Message is too long",
        may_be_empty=is_caption,
    )
    check_links(body, commands=world.command_names(), lint=lint)
    return body


def edit_message_text(world: World, params: Params) -> Json | bool:
    if not params.text("text"):
        raise bad_request("message text is empty")
    chat, message = _own_message(world, params)
    if not message.content.is_text:
        raise bad_request("there is no text in the message to edit")
    body = checked_body(world, params, chat, "editMessageText", name="text", limit=MOST_TEXT)
    markup = _inline_markup(world, params, chat, "editMessageText")
    return _change(world, params, message, replace(message.content, body=body, markup=markup))


def edit_message_caption(world: World, params: Params) -> Json | bool:
    chat, message = _own_message(world, params)
    if message.content.is_text:
        raise bad_request("there is no caption in the message to edit")
    body = checked_body(
        world, params, chat, "editMessageCaption", name="caption", limit=MOST_CAPTION
    )
    markup = _inline_markup(world, params, chat, "editMessageCaption")
    return _change(world, params, message, replace(message.content, body=body, markup=markup))


def edit_message_reply_markup(world: World, params: Params) -> Json | bool:
    chat, message = _own_message(world, params)
    markup = _inline_markup(world, params, chat, "editMessageReplyMarkup")
    return _change(world, params, message, replace(message.content, markup=markup))


def delete_message(world: World, params: Params) -> bool:
    chat = world.find_chat(params)
    _delete(world, chat, params.integer("message_id"))
    return True


def delete_messages(world: World, params: Params) -> bool:
    chat = world.find_chat(params)
    for message_id in params.structure("message_ids") or []:
        if message_id in chat.messages:  # the ones that are not there are skipped
            _delete(world, chat, message_id)
    return True


def _delete(world: World, chat: Chat, message_id: int) -> None:
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    own = message.sender.id == world.bot.id
    if not own and chat.kind != "private" and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    del chat.messages[message_id]
    world.log("deleted", chat, world.bot, message)


def _own_message(world: World, params: Params) -> tuple[Chat, Message]:
    if inline_id := params.text("inline_message_id"):
        if inline_id not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        chat_id, message_id = world.inline_messages[inline_id]
        chat = world.chats[chat_id]
        return chat, chat.messages[message_id]
    if "chat_id" in params and not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.find_chat(params)
    world.check_may_write(chat)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender.id != world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message


def _inline_markup(world: World, params: Params, chat: Chat, method: str) -> Markup | None:
    return parsed_markup(
        params.structure("reply_markup"),
        chat=chat.kind,
        lint=world.lint_for(method, chat),
        inline_only=True,
    )


def _change(world: World, params: Params, message: Message, content: Content) -> Json | bool:
    """Replace the content; what was there joins the message's history."""
    if content == message.content:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly"
            " the same as a current content and reply markup of the message"
        )
    chat = world.chats[message.chat_id]
    edited = replace(
        message,
        content=content,
        edits=(*message.edits, message.content),
        edited_at=int(world.now()),
    )
    chat.messages[message.id] = edited
    world.log("edited", chat, world.bot, edited)
    return True if params.text("inline_message_id") else wire.message_json(world, edited)
