"""People who use the bot, acting as their Telegram apps let them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.botapi import wire
from tests.botapi.errors import Json
from tests.botapi.formatting import MOST_TEXT
from tests.botapi.model import Chat, Content, Document, InlineQuery, Message, Press, User
from tests.botapi.text import Entity, FormattedText, cleaned, trimmed, utf16_length

if TYPE_CHECKING:
    from tests.botapi.rooms import Room
    from tests.botapi.world import World

_LONGEST_INLINE = 256


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account. Without `to`, things happen in the private chat."""

    user: User
    world: World

    @property
    def private_chat(self) -> Chat:
        return self.world.chats[self.user.id]

    def sends(
        self,
        text: str,
        *,
        to: Room | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
        entities: Sequence[Entity] = (),
    ) -> Message:
        """Type a message and send it; the first one opens the private chat."""
        if utf16_length(text) > MOST_TEXT:
            raise ValueError("an app splits a text this long: use pastes()")
        body = cleaned(text, entities, lint=_nobody)
        return self._posts(Content(trimmed(body, lint=_nobody)), to, thread, reply_to)

    def pastes(self, text: str, *, to: Room | None = None) -> list[Message]:
        """A text of any length, cut into messages as apps cut it."""
        parts: list[Message] = []
        while text:
            part = text[:MOST_TEXT]
            while (excess := utf16_length(part) - MOST_TEXT) > 0:
                part = part[: len(part) - (excess + 1) // 2]
            parts.append(self.sends(part, to=to))
            text = text[len(part) :]
        return parts

    def sends_file(
        self, name: str, data: bytes, *, mime_type: str = "text/plain", caption: str = "",
        to: Room | None = None,
    ) -> Message:  # fmt: skip
        with self.world.changed:
            document: Document = self.world.add_file(name, mime_type, data)
        content = Content(FormattedText(caption), document=document)
        return self._posts(content, to, None, None)

    def forwards(
        self, text: str, *, channel: str, username: str, post: int, to: Room | None = None
    ) -> Message:
        """Pass a channel's post on, to the bot in private or to another chat."""
        chat = {"id": -1_001_999_999_999, "type": "channel", "title": channel, "username": username}
        origin = {"type": "channel", "date": 1_930_000_000, "chat": chat, "message_id": post}
        return self._posts(
            Content(FormattedText(text), extra={"forward_origin": origin}), to, None, None
        )

    def sends_photo(self, caption: str = "", *, to: Room | None = None) -> Message:
        photo = {"file_id": "AgAC1", "file_unique_id": "uAgAC1", "width": 90, "height": 60}
        return self._posts(
            Content(FormattedText(caption), extra={"photo": [photo]}), to, None, None
        )

    def sends_other(self, content: Json, *, to: Room | None = None) -> Message:
        """Anything else that a message can be: a sticker, a place, a service note."""
        return self._posts(Content(extra=content), to, None, None)

    def follows(self, link: str) -> Message:
        """Open a `t.me/<bot>?start=…` link and press Start."""
        payload = parse_qs(urlsplit(link).query).get("start", [""])[0]
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise ValueError(f"Telegram opens no start link like {link!r}")
        return self.sends(f"/start {payload}")

    def edits(self, message: Message, text: str) -> Message:
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            current = chat.messages[message.id]
            body = trimmed(cleaned(text, (), lint=_nobody), lint=_nobody)
            edited = replace(
                current,
                content=replace(current.content, body=body),
                edits=(*current.edits, current.content),
                edited_at=int(self.world.now()),
            )
            chat.messages[message.id] = edited
            self.world.log("edited", chat, self.user, edited)
            kind = "edited_channel_post" if chat.kind == "channel" else "edited_message"
            self.world.deliver(kind, chat, edited)
            return edited

    def deletes(self, message: Message) -> None:
        """Remove a message; bots are not told."""
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            del chat.messages[message.id]
            self.world.log("deleted", chat, self.user, message)

    def presses(self, message: Message, label: str) -> Press:
        """Tap a button of a message as it is now, not as it was when it was looked at."""
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            current = chat.messages[message.id]
            buttons = [b for row in current.keyboard for b in row if b.text == label]
            if not buttons:
                raise AssertionError(f"no button {label!r}; there are {current.labels}")
            if buttons[0].action != "callback_data":
                raise AssertionError(f"the button {label!r} is a {buttons[0].action}")
            return self.presses_data(current, str(buttons[0].value), label=label)

    def presses_data(self, message: Message, data: str, *, label: str = "") -> Press:
        """Send callback data as it is; a modified app can send any."""
        with self.world.changed:
            world = self.world
            press = Press(world.next_query_id(), self.user, message, data, world.passed)
            world.presses[press.id] = press
            chat = world.chats[message.chat_id]
            world.log("pressed", chat, self.user, message, label or data)
            world.updates.add("callback_query", wire.press_json(world, press))
            return press

    def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction; a bot hears of it only in a group where it is an administrator."""
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            self.world.log("reaction", chat, self.user, message, emoji)
            if chat.kind != "private" and chat.bot_status == "administrator":
                self.world.updates.add("message_reaction", {
                    "chat": wire.chat_json(chat),
                    "message_id": message.id,
                    "user": wire.user_json(self.user),
                    "date": int(self.world.now()),
                    "old_reaction": [],
                    "new_reaction": [{"type": "emoji", "emoji": emoji}],
                })  # fmt: skip

    def types_inline(self, query: str, *, offset: str = "") -> InlineQuery:
        """Type `@bot query` into any chat; the last letter of it, for each letter is a query."""
        with self.world.changed:
            world = self.world
            if not world.supports_inline:
                raise ValueError("inline mode is off: apps ask nothing")
            world.log("typed", self.private_chat, self.user, text=query)
            typed = InlineQuery(
                world.next_query_id(), self.user, query[:_LONGEST_INLINE], offset, world.passed
            )
            world.inline_queries[typed.id] = typed
            world.updates.add("inline_query", wire.inline_query_json(typed))
            return typed

    def shares(self, message: Message, label: str) -> InlineQuery:
        """Tap a button that writes an inline query into the chat that is picked next."""
        with self.world.changed:
            current = self.world.chats[message.chat_id].messages[message.id]
            buttons = [b for row in current.keyboard for b in row if b.text == label]
            if not buttons or buttons[0].action != "switch_inline_query":
                raise AssertionError(f"no such button {label!r}; there are {current.labels}")
            return self.types_inline(str(buttons[0].value))

    def chooses(self, query: InlineQuery, result_id: str, *, to: Room | None = None) -> Message:
        """Send one of the results of an inline query to a chat.

        A bot that has inline feedback is told, though not of the chat; it also sees the message
        itself if it is in that chat.
        """
        with self.world.changed:
            chosen = query.offer(result_id)
            if self.world.inline_feedback:
                update = {
                    "result_id": result_id,
                    "from": wire.user_json(self.user),
                    "query": query.query,
                }
                if chosen.content.markup:
                    update["inline_message_id"] = f"inline-{query.id}-{result_id}"
                self.world.updates.add("chosen_inline_result", update)
            chat = to.chat if to else self.private_chat
            message = self.world.post(chat, self.user, chosen.content, via_bot=True)
            self.world.deliver("message", chat, message)
            return message

    def blocks_bot(self) -> None:
        self._changes_fate("blocked", "member", "kicked")

    def unblocks_bot(self) -> None:
        self._changes_fate("open", "kicked", "member")

    def deletes_account(self) -> None:
        with self.world.changed:
            self.private_chat.fate = "deactivated"

    def _changes_fate(self, fate: str, old: str, new: str) -> None:
        with self.world.changed:
            chat, world = self.private_chat, self.world
            chat.fate = "blocked" if fate == "blocked" else "open"
            world.log("note", chat, self.user, text=f"{fate} (bot: {new})")
            world.updates.add("my_chat_member", {
                "chat": wire.chat_json(chat),
                "from": wire.user_json(self.user),
                "date": int(world.now()),
                "old_chat_member": _standing(world, old),
                "new_chat_member": _standing(world, new),
            })  # fmt: skip

    def _posts(
        self, content: Content, to: Room | None, thread: int | None, reply_to: Message | None
    ) -> Message:
        with self.world.changed:
            chat = to.chat if to else self.private_chat
            if chat.kind == "private" and chat.fate == "not started":
                chat.fate = "open"
            message = self.world.post(
                chat,
                self.user,
                content,
                thread_id=thread or (reply_to.thread_id if reply_to else None),
                reply_to=reply_to.id if reply_to else None,
            )
            kind = "channel_post" if chat.kind == "channel" else "message"
            self.world.deliver(kind, chat, message)
            return message


def _standing(world: World, status: str) -> dict[str, object]:
    standing: dict[str, object] = {"user": wire.user_json(world.bot), "status": status}
    if status == "kicked":
        standing["until_date"] = 0
    return standing


def _nobody(damage: str) -> None:
    """People may type what they like; only the bot's damage counts."""
