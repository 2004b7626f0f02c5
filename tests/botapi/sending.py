"""Methods that put something into a chat: messages, files, chat actions, reactions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.botapi import wire
from tests.botapi.editing import checked_body
from tests.botapi.errors import ApiError, Json, bad_request
from tests.botapi.formatting import MOST_CAPTION, MOST_TEXT, formatted
from tests.botapi.keyboards import parsed_markup
from tests.botapi.links import BadLink, checked_link
from tests.botapi.model import Chat, Content, Document, Message
from tests.botapi.params import Params
from tests.botapi.text import FormattedText, utf16_length, utf16_slice
from tests.botapi.world import World

_MOST_QUOTE = 1024
_LARGEST_SENT = 50 * 1024 * 1024
_LARGEST_PHOTO = 10 * 1024 * 1024
_LARGEST_FETCHED = 20 * 1024 * 1024
_KEPT_IN_QUOTES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"}
)
CHAT_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
})  # fmt: skip
REACTIONS = frozenset(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 "
    "❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 "
    "😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ "
    "😡".split()
)


def send_message(world: World, params: Params) -> Json:
    if not params.text("text"):
        raise bad_request("message text is empty")
    chat = world.find_chat(params)
    body = checked_body(world, params, chat, "sendMessage", name="text", limit=MOST_TEXT)
    _check_link_preview(params.structure("link_preview_options"))
    return _send(world, params, chat, "sendMessage", Content(body))


def send_document(world: World, params: Params) -> Json:
    chat = world.find_chat(params)
    document = _document(world, params)
    body = checked_body(world, params, chat, "sendDocument", name="caption", limit=MOST_CAPTION)
    return _send(world, params, chat, "sendDocument", Content(body, document=document))


def send_photo(world: World, params: Params) -> Json:
    chat = world.find_chat(params)
    upload = params.upload("photo")
    if upload is None or not upload.data.startswith((b"\x89PNG", b"\xff\xd8")):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(upload.data) > _LARGEST_PHOTO:
        raise ApiError(413, "Request Entity Too Large")
    body = checked_body(world, params, chat, "sendPhoto", name="caption", limit=MOST_CAPTION)
    known = world.add_file(upload.file_name, upload.mime_type, upload.data)
    size = {"file_id": known.file_id, "file_unique_id": known.file_id, "width": 1, "height": 1}
    return _send(world, params, chat, "sendPhoto", Content(body, extra={"photo": [size]}))


def _send(world: World, params: Params, chat: Chat, method: str, content: Content) -> Json:
    markup = parsed_markup(
        params.structure("reply_markup"), chat=chat.kind, lint=world.lint_for(method, chat)
    )
    world.check_may_write(chat)
    replied, quote = _replied(world, params, chat)
    thread_id = params.integer("message_thread_id") or None
    if thread_id is None and replied is not None:
        thread_id = replied.thread_id  # an answer stays in its topic
    if thread_id is not None:
        world.find_topic(chat, thread_id)
    message = world.post(
        chat,
        world.bot,
        replace(content, markup=markup),
        reply_to=replied.id if replied else None,
        quote=quote,
        thread_id=thread_id,
        silent=params.flag("disable_notification"),
    )
    return wire.message_json(world, message)


def _replied(world: World, params: Params, chat: Chat) -> tuple[Message | None, str | None]:
    """The message answered, and the quotation from it."""
    given = params.structure("reply_parameters")
    if given is None:
        if "reply_to_message_id" not in params:
            return None, None
        given = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if "message_id" not in given:
        raise bad_request('Can\'t find field "message_id"')
    home = world.chats.get(int(given.get("chat_id", chat.id)), chat)
    message = home.messages.get(int(given["message_id"]))
    if message is None:
        if given.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    if not given.get("quote"):
        return message, None
    return message, _checked_quote(world, given, message)


def _checked_quote(world: World, given: Json, message: Message) -> str:
    quote = formatted(
        given["quote"],
        parse_mode=given.get("quote_parse_mode") or "",
        entities=given.get("quote_entities"),
        limit=_MOST_QUOTE,
        known_users=world.users,
        lint=world.lint_for("quote"),
        too_long="QUOTE_TEXT_INVALID",
    )
    source = message.content.body
    length = utf16_length(quote.text)
    for start in range(utf16_length(source.text) - length + 1):
        same_text = utf16_slice(source.text, start, start + length) == quote.text
        if same_text and _formatting(source, start, length) == _formatting(quote, 0, length):
            return quote.text
    raise bad_request("QUOTE_TEXT_INVALID")


def _formatting(body: FormattedText, start: int, length: int) -> set[tuple[str, int, int]]:
    return {
        (entity.type, max(entity.offset - start, 0), min(entity.end - start, length))
        for entity in body.entities
        if entity.type in _KEPT_IN_QUOTES and entity.offset < start + length and entity.end > start
    }


def _check_link_preview(options: Any) -> None:
    if options is None:
        return
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        if not isinstance(options.get(name, False), bool):
            raise bad_request(f'Field "{name}" must be of type Boolean')
    if options.get("url"):
        try:
            checked_link(options["url"])
        except BadLink:
            raise bad_request("WEBPAGE_URL_INVALID") from None


def _document(world: World, params: Params) -> Document:
    upload = params.upload("document")
    if upload is None:
        known = world.files.get(params.text("document"))
        if known is None:
            raise bad_request("there is no document in the request")
        return known
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > _LARGEST_SENT:
        raise ApiError(413, "Request Entity Too Large")
    return world.add_file(upload.file_name, upload.mime_type, upload.data)


def get_file(world: World, params: Params) -> Json:
    document = world.files.get(params.text("file_id"))
    if document is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(document.data) > _LARGEST_FETCHED:
        raise bad_request("file is too big")
    return {
        "file_id": document.file_id,
        "file_unique_id": f"u{document.file_id}",
        "file_size": len(document.data),
        "file_path": f"documents/{document.file_id}",
    }


def send_chat_action(world: World, params: Params) -> bool:
    chat = world.find_chat(params)
    if params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.check_may_write(chat)
    if thread_id := params.integer("message_thread_id"):
        world.find_topic(chat, thread_id)
    world.log("action", chat, world.bot, text=params.text("action"))
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    chat = world.find_chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = params.structure("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = tuple(str(reaction.get("emoji", "")) for reaction in reactions)
    if any(one.replace("\ufe0f", "") not in REACTIONS for one in emoji):
        raise bad_request("REACTION_INVALID")
    chat.messages[message.id] = replace(message, reactions=emoji)
    world.log("reaction", chat, world.bot, message, " ".join(emoji))
    return True
