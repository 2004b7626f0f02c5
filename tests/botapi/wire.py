"""The double's values as the JSON of the Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.botapi.errors import Json
from tests.botapi.finding import as_entity, found_in
from tests.botapi.model import Button, Chat, Document, InlineQuery, Message, Press, User
from tests.botapi.text import Entity, utf16_length

if TYPE_CHECKING:
    from tests.botapi.world import World

SERVICE = frozenset({
    "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
    "forum_topic_created", "forum_topic_closed", "forum_topic_reopened",
})  # fmt: skip

# The rest is for apps.
_TOLD_TO_BOTS = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)


def found_entities(text: str) -> tuple[Entity, ...]:
    """What Telegram recognises by itself in a person's message."""
    return tuple(as_entity(text, one) for one in found_in(text) if one.kind in _TOLD_TO_BOTS)


def user_json(user: User) -> Json:
    return _present(
        id=user.id,
        is_bot=user.is_bot,
        first_name=user.first_name,
        username=user.username,
        language_code=user.language_code,
    )


def chat_json(chat: Chat) -> Json:
    if chat.owner is not None:
        return _present(
            id=chat.id,
            type="private",
            first_name=chat.owner.first_name,
            username=chat.owner.username,
        )
    return _present(
        id=chat.id,
        type=chat.kind,
        title=chat.title,
        username=chat.username,
        is_forum=True if chat.is_forum else None,
    )


def message_json(world: World, message: Message, *, nested: bool = True) -> Json:
    """A Message object; the message it replies to is included one level deep."""
    chat = world.chats[message.chat_id]
    body: Json = _present(
        message_id=message.id,
        date=message.sent_at,
        chat=chat_json(chat),
        edit_date=message.edited_at,
        message_thread_id=message.thread_id,
        is_topic_message=True if message.thread_id else None,
        via_bot=user_json(world.bot) if message.via_bot else None,
        reply_markup=_markup_json(message),
    )
    if chat.kind == "channel":  # nobody is told who writes there
        body["sender_chat"] = chat_json(chat)
    else:
        body["from"] = user_json(message.sender)
    content = message.content
    body |= content.extra
    if content.document:
        body["document"] = document_json(content.document)
    entities = [*message.entities]
    if not message.sender.is_bot:
        entities += found_entities(message.text)
    if message.text:
        name = "text" if content.is_text else "caption"
        body[name] = message.text
        if entities:
            field = "entities" if content.is_text else "caption_entities"
            body[field] = [_entity_json(world, entity) for entity in entities]
    # Inside a topic every message that is no other reply answers the one that opened the topic.
    replied = chat.messages.get(message.reply_to or message.thread_id or 0)
    if nested and replied and replied.id != message.id:
        body["reply_to_message"] = message_json(world, replied, nested=False)
        if message.quote:
            position = utf16_length(replied.text.partition(message.quote)[0])
            body["quote"] = {"text": message.quote, "position": position, "is_manual": True}
    return body


def _entity_json(world: World, entity: Entity) -> Json:
    return _present(
        type=entity.type,
        offset=entity.offset,
        length=entity.length,
        url=entity.url,
        user=user_json(world.users[entity.user_id]) if entity.user_id else None,
        language=entity.language,
        custom_emoji_id=entity.custom_emoji_id,
        unix_time=entity.unix_time,
        date_time_format=entity.date_time_format,
    )


def _markup_json(message: Message) -> Json | None:
    if not message.keyboard:
        return None
    return {"inline_keyboard": [[_button_json(b) for b in row] for row in message.keyboard]}


def _button_json(button: Button) -> Json:
    shown = _present(text=button.text, style=button.style)
    shown[button.action] = button.value
    return shown


def document_json(document: Document) -> Json:
    return {
        "file_id": document.file_id,
        "file_unique_id": f"u{document.file_id}",
        "file_name": document.file_name,
        "mime_type": document.mime_type,
        "file_size": len(document.data),
    }


def press_json(world: World, press: Press) -> Json:
    current = world.chats[press.message.chat_id].messages.get(press.message.id, press.message)
    return {
        "id": press.id,
        "from": user_json(press.user),
        "message": message_json(world, current),
        "chat_instance": str(-7_000_000_000 - abs(press.message.chat_id)),
        "data": press.data,
    }


def inline_query_json(query: InlineQuery) -> Json:
    return {
        "id": query.id,
        "from": user_json(query.user),
        "query": query.query,
        "offset": query.offset,
        "chat_type": "sender",
    }


def member_json(chat: Chat, user: User, *, is_bot: bool) -> Json:
    status = chat.bot_status if is_bot else "member" if user.id in chat.members else "left"
    if user.id in chat.administrators:
        status = "administrator"
    body: Json = {"user": user_json(user), "status": status}
    if status == "kicked":
        body["until_date"] = 0
    if status == "administrator":
        body |= dict.fromkeys(_ADMIN_RIGHTS, False) | {"can_be_edited": False}
    return body


_ADMIN_RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


def _present(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
