"""Chats as a test sees them: what was said in them, and what their administrators do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tests.botapi import wire
from tests.botapi.errors import Json
from tests.botapi.model import Chat, Content, Message, Topic, User

if TYPE_CHECKING:
    from tests.botapi.world import World


@dataclass(frozen=True, slots=True)
class Room:
    """A private chat or a group. Messages are snapshots: ask again for the newest state."""

    chat_id: int
    world: World

    @property
    def chat(self) -> Chat:
        return self.world.chats[self.chat_id]

    @property
    def messages(self) -> list[Message]:
        """Everything not deleted, oldest first."""
        with self.world.changed:
            return list(self.chat.messages.values())

    @property
    def from_bot(self) -> list[Message]:
        return [m for m in self.messages if m.sender.id == self.world.bot.id]

    def now(self, message: Message) -> Message:
        """The message as it is at this moment.

        Raises:
            KeyError: it was deleted.
        """
        with self.world.changed:
            return self.chat.messages[message.id]

    def after(self, message: Message) -> list[Message]:
        """What the bot has sent since, in the same topic."""
        return [m for m in self.from_bot if m.id > message.id and m.thread_id == message.thread_id]

    def actions(self) -> list[str]:
        """Chat actions ("typing", …) in order."""
        with self.world.changed:
            events = self.world.events
            return [e.text for e in events if e.kind == "action" and e.chat_id == self.chat_id]

    def opens_topic(self, name: str, *, by: User) -> int:
        """A new topic; the id that its messages carry."""
        with self.world.changed:
            note = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            message_id = self.world.next_message_id(self.chat)
            self.chat.topics[message_id] = Topic(message_id, name)
            self._service(note, by, message_id=message_id, thread_id=message_id)
            return message_id

    def closes_topic(self, topic: int, *, by: User) -> None:
        with self.world.changed:
            self.chat.topics[topic].closed = True
            self._service({"forum_topic_closed": {}}, by, thread_id=topic)

    def promotes(self, user: User) -> None:
        """Make a member an administrator of the group."""
        with self.world.changed:
            self.chat.administrators.add(user.id)

    def promotes_bot(self) -> None:
        self._gives_bot("administrator")

    def kicks_bot(self) -> None:
        self._gives_bot("kicked")

    def adds_bot(self) -> None:
        self._gives_bot("member")

    def mutes_bot(self) -> None:
        """Members may read here, not write."""
        with self.world.changed:
            self.chat.bot_may_write = False

    def migrates(self, *, by: User) -> Room:
        """The basic group becomes a supergroup with another id."""
        with self.world.changed:
            old = self.chat
            new = replace(
                old, id=-1_001_000_000_000 + old.id, kind="supergroup", messages={}, topics={}
            )
            self.world.add_chat(new)
            self._service({"migrate_to_chat_id": new.id}, by)
            old.migrated_to = new.id
            room = Room(new.id, self.world)
            room._service({"migrate_from_chat_id": old.id}, by)
            return room

    def _gives_bot(self, status: Literal["member", "administrator", "kicked"]) -> None:
        with self.world.changed:
            world, chat = self.world, self.chat
            before = wire.member_json(chat, world.bot, is_bot=True)
            chat.bot_status = status
            after = wire.member_json(chat, world.bot, is_bot=True)
            somebody = next(iter(chat.members.values()))
            world.log("note", chat, somebody, text=f"made the bot: {status}")
            world.updates.add("my_chat_member", {
                "chat": wire.chat_json(chat),
                "from": wire.user_json(somebody),
                "date": int(world.now()),
                "old_chat_member": before,
                "new_chat_member": after,
            })  # fmt: skip

    def _service(
        self, note: Json, by: User, *, message_id: int | None = None, thread_id: int | None = None
    ) -> None:
        message = self.world.post(
            self.chat, by, Content(extra=note), message_id=message_id, thread_id=thread_id
        )
        self.world.deliver("message", self.chat, message)
