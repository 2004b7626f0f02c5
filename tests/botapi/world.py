"""Everything the double knows, behind one lock. Both sides - people and the bot - act on it."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

from tests.botapi import wire
from tests.botapi.errors import Json, bad_request, forbidden
from tests.botapi.model import (
    Call,
    Chat,
    Content,
    Document,
    Event,
    InlineQuery,
    Message,
    Press,
    Topic,
    User,
)
from tests.botapi.params import Params
from tests.botapi.text import Lint
from tests.botapi.updates import UpdateQueue

_LOOK_EVERY = 0.05  # seconds


class World:
    """State. Hold `changed` (a lock and the news that something moved) while touching it."""

    def __init__(self, *, token: str, bot: User, privacy_mode: bool, supports_inline: bool) -> None:
        self.token = token
        self.bot = bot
        self.privacy_mode = privacy_mode
        self.supports_inline = supports_inline
        self.inline_feedback = True
        self.changed = threading.Condition()
        self.closing = threading.Event()
        self.updates = UpdateQueue(self.changed)
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Document] = {}
        self.presses: dict[str, Press] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.profile: Json = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.events: list[Event] = []
        self.calls: list[Call] = []
        self.lint: list[str] = []
        self._shared_ids = itertools.count(1)
        self._own_ids: dict[int, itertools.count[int]] = {}
        self._query_ids = itertools.count(4_111_000_000_000_000_001)
        self.passed = 0.0

    def now(self) -> float:
        """The time here: the machine's, plus what was let pass."""
        return time.time() + self.passed

    def next_query_id(self) -> str:
        return str(next(self._query_ids))

    def lint_for(self, method: str, chat: Chat | None = None) -> Lint:
        where = f"{method} to {chat.title} ({chat.id})" if chat else method

        def lint(damage: str) -> None:
            self.lint.append(f"{where}: {damage}")

        return lint

    def command_names(self) -> set[str]:
        """The bot's commands in any of its menus."""
        return {command["command"] for menu in self.commands.values() for command in menu}

    def add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        if chat.kind in ("supergroup", "channel"):  # these number their own messages
            self._own_ids[chat.id] = itertools.count(1)
        return chat

    def next_message_id(self, chat: Chat) -> int:
        return next(self._own_ids.get(chat.id, self._shared_ids))

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Content,
        *,
        message_id: int | None = None,
        **fields: Any,
    ) -> Message:
        """Put a message into a chat."""
        message = Message(
            id=message_id or self.next_message_id(chat),
            chat_id=chat.id,
            sender=sender,
            sent_at=int(self.now()),
            content=content,
            **fields,
        )
        chat.messages[message.id] = message
        self.log("sent", chat, sender, message)
        return message

    def log(
        self, kind: Any, chat: Chat, who: User, message: Message | None = None, text: str = ""
    ) -> None:
        self.events.append(Event(kind, chat.id, who, message, text))
        self.changed.notify_all()

    def add_file(self, name: str, mime_type: str, data: bytes) -> Document:
        document = Document(f"BQAC{len(self.files) + 1:08d}", name, mime_type, data)
        self.files[document.file_id] = document
        return document

    # What the bot may reach.

    def find_chat(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat a request names.

        Raises:
            ApiError: no such chat, or one the bot may no longer see.
        """
        given = params.text(name)
        if not given:
            raise bad_request(f"{name} is empty")
        chat = self.chats.get(params.integer(name))
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        kind = "group" if chat.kind == "group" else "supergroup"
        if chat.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {kind} chat")
        if chat.bot_status == "left":
            raise forbidden(f"bot is not a member of the {kind} chat")
        return chat

    def check_may_write(self, chat: Chat) -> None:
        match chat.fate:
            case "blocked":
                raise forbidden("bot was blocked by the user")
            case "deactivated":
                raise forbidden("user is deactivated")
            case "not started":
                raise forbidden("bot can't initiate conversation with a user")
        if not chat.bot_may_write and chat.bot_status != "administrator":
            raise bad_request("not enough rights to send text messages to the chat")

    def find_topic(self, chat: Chat, thread_id: int) -> Topic:
        topic = chat.topics.get(thread_id) if chat.is_forum else None
        if topic is None:
            raise bad_request("message thread not found")
        if topic.closed and chat.bot_status != "administrator":
            raise bad_request("TOPIC_CLOSED")
        return topic

    # What reaches the bot.

    def deliver(self, kind: str, chat: Chat, message: Message) -> None:
        """Turn a person's message into an update, if the bot is let see it."""
        if chat.bot_status in ("left", "kicked") or chat.fate == "blocked":
            return
        if self._bot_may_see(chat, message):
            self.updates.add(kind, wire.message_json(self, message))

    def _bot_may_see(self, chat: Chat, message: Message) -> bool:
        if chat.kind == "private" or not self.privacy_mode or chat.bot_status == "administrator":
            return True
        if message.content.extra.keys() & wire.SERVICE:
            return True
        answered = chat.messages.get(message.reply_to or 0)
        if answered and answered.sender.id == self.bot.id:
            return True
        return message.via_bot or self._is_command_for_bot(message)

    def _is_command_for_bot(self, message: Message) -> bool:
        for entity in wire.found_entities(message.text):
            if entity.type == "bot_command":
                _, _, addressee = message.content.body.part(entity).partition("@")
                if not addressee or addressee.lower() == (self.bot.username or "").lower():
                    return True
        return False

    def wait(self, happened: Callable[[], Any], timeout: float) -> Any:
        """Block until `happened` returns something true; its value, or None after `timeout`.

        It is asked at every change here, and now and then for what changes elsewhere.
        """
        deadline = time.monotonic() + timeout
        with self.changed:
            while not (value := happened()):
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self.changed.wait(min(left, _LOOK_EVERY))
            return value
