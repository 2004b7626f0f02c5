"""A strict Telegram Bot API on loopback, and the people who talk to the bot under test.

    double = BotApiDouble(token="123:abc")
    with double.running() as url:
        alice = double.user(77, "Alice")
        question = alice.sends("Who spoke first?")
        answer = double.reply_to(question)
        alice.presses(answer, "More")
        print(double.transcript())
    assert double.lint == []

What Telegram refuses, the double refuses in Telegram's words. What Telegram silently changes in
a message, the double changes too, and writes down in `lint`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tests.botapi.errors import Json
from tests.botapi.faults import Fault
from tests.botapi.model import Call, Chat, ChatKind, InlineQuery, Message, Press, User
from tests.botapi.people import Person
from tests.botapi.rooms import Room
from tests.botapi.server import BotApi, Server
from tests.botapi.transcript import transcript
from tests.botapi.world import World
from tests.patience import PATIENCE

T = TypeVar("T")

_SUPERGROUPS = -1_001_000_000_000


class BotApiDouble:
    """One bot's Telegram."""

    def __init__(
        self,
        *,
        token: str,
        username: str = "brief_bot",
        privacy_mode: bool = True,
        supports_inline: bool = True,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "Bot", is_bot=True, username=username)
        self.world = World(
            token=token, bot=bot, privacy_mode=privacy_mode, supports_inline=supports_inline
        )
        self.api = BotApi(self.world)
        self._server: Server | None = None

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve; the address to give the bot as its API's, without the token."""
        server = self._serve()
        try:
            yield server.url
        finally:
            self.world.closing.set()
            with self.world.changed:
                self.world.updates.closed = True
                self.world.changed.notify_all()
            self._close()
            self.api.webhook.join()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Out of reach: every connection is cut, and no new one is taken."""
        port = self._close()
        try:
            yield
        finally:
            self._serve(port)

    def _serve(self, port: int = 0) -> Server:
        server = self._server = Server(self.api, port)
        threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        return server

    def _close(self) -> int:
        """The port that was ours."""
        server = self._server
        if server is None:
            raise RuntimeError("it is not running")
        server.shutdown()
        server.hang_up()
        with self.world.changed:
            self.world.updates.end_poll("out of reach")
        server.server_close()
        port: int = server.server_address[1]
        return port

    # Who is there.

    def user(
        self,
        user_id: int,
        first_name: str,
        *,
        username: str | None = None,
        language_code: str | None = "en",
        has_started: bool = True,
    ) -> Person:
        """A person and their private chat with the bot."""
        user = User(user_id, first_name, username=username, language_code=language_code)
        with self.world.changed:
            self.world.users[user_id] = user
            chat = self.world.add_chat(Chat(user_id, "private", first_name, owner=user))
            if not has_started:
                chat.fate = "not started"
        return Person(user, self.world)

    def private(self, person: Person) -> Room:
        return Room(person.user.id, self.world)

    def group(
        self,
        group_id: int,
        title: str,
        members: Sequence[Person],
        *,
        supergroup: bool = True,
        topics: bool = False,
    ) -> Room:
        """A group with the bot in it. `group_id` is small: Telegram's prefix is added."""
        chat_id = _SUPERGROUPS - group_id if supergroup else -group_id
        people = {member.user.id: member.user for member in members}
        kind: ChatKind = "supergroup" if supergroup else "group"
        with self.world.changed:
            self.world.add_chat(Chat(chat_id, kind, title, members=people, is_forum=topics))
        return Room(chat_id, self.world)

    def channel(
        self, channel_id: int, title: str, *, owner: Person, username: str | None = None
    ) -> Room:
        """A channel with the bot among its administrators, as bots can only be."""
        members = {owner.user.id: owner.user}
        chat = Chat(_SUPERGROUPS - channel_id, "channel", title, members=members, username=username)
        chat.bot_status = "administrator"
        with self.world.changed:
            self.world.add_chat(chat)
        return Room(chat.id, self.world)

    # What happened.

    def wait_for(
        self, happened: Callable[[BotApiDouble], T | None], timeout: float = PATIENCE
    ) -> T:
        """The first true value of `happened`, which is asked whenever something changes.

        Raises:
            AssertionError: nothing of the kind within `timeout` seconds; shows the transcript.
        """
        value: T | None = self.world.wait(lambda: happened(self), timeout)
        if value is None:
            raise AssertionError(f"not within {timeout} s\n{self.transcript()}")
        return value

    def reply_to(
        self,
        message: Message,
        matching: Callable[[Message], bool] = lambda _: True,
        *,
        timeout: float = PATIENCE,
    ) -> Message:
        """The bot's first message after this one, in its chat and topic, that matches."""
        room = Room(message.chat_id, self.world)
        return self.wait_for(lambda _: next(filter(matching, room.after(message)), None), timeout)

    def edit_of(
        self,
        message: Message,
        matching: Callable[[Message], bool] | None = None,
        *,
        timeout: float = PATIENCE,
    ) -> Message:
        """The message once it has been edited (again) and matches."""

        def edited(_: BotApiDouble) -> Message | None:
            current = self.world.chats[message.chat_id].messages.get(message.id)
            if current is None or len(current.edits) <= len(message.edits):
                return None
            return current if matching is None or matching(current) else None

        return self.wait_for(edited, timeout)

    def answered(self, press: Press, *, timeout: float = PATIENCE) -> Press:
        """The tap on a button once the bot has answered it."""
        return self.wait_for(lambda _: press if press.answered else None, timeout)

    def calls(self, method: str) -> list[Call]:
        """Requests for one method, in order, with the code each was answered with."""
        with self.world.changed:
            return [call for call in self.world.calls if call.method == method.lower()]

    def offered(self, query: InlineQuery, *, timeout: float = PATIENCE) -> InlineQuery:
        """The inline query once the bot has answered it."""
        return self.wait_for(lambda _: query if query.answered else None, timeout)

    @property
    def unanswered(self) -> list[Press]:
        """Taps that still show the reader a spinner."""
        with self.world.changed:
            return [press for press in self.world.presses.values() if not press.answered]

    def is_polled(self) -> bool:
        """The bot asks for updates: it is up."""
        return self.world.updates.last_poll is not None

    @property
    def lint(self) -> list[str]:
        """What Telegram would have changed or ignored without a word."""
        with self.world.changed:
            return list(self.world.lint)

    @property
    def commands(self) -> dict[tuple[str, str], list[Json]]:
        """The command lists by (scope, language)."""
        with self.world.changed:
            return dict(self.world.commands)

    def transcript(self) -> str:
        with self.world.changed:
            return transcript(self.world)

    # Trouble.

    def fail_next(
        self, method: str, fault: Fault, *, times: int = 1, chat: int | None = None
    ) -> None:
        """The next calls of a method fail; with `chat`, the next that are about this chat."""
        self.api.faults.add(method, fault, times, chat)

    def fail_always(self, method: str, fault: Fault) -> None:
        self.api.faults.keep(method, fault)

    def heal(self) -> None:
        self.api.faults.heal()

    def pass_time(self, seconds: float) -> None:
        """Let the double's clock jump: queries grow stale by this alone, on no slow machine."""
        with self.world.changed:
            self.world.passed += seconds

    def route_webhook(self, public_url: str, loopback_url: str) -> None:
        """Where deliveries to a public address really go."""
        self.api.webhook.routes[public_url] = loopback_url
