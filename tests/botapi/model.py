"""What exists on the double's side: people, chats, messages and what happened, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from tests.botapi.errors import Json
from tests.botapi.text import Entity, FormattedText

ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; `action` is the API's field (`callback_data`, `url`, …)."""

    text: str
    action: str
    value: Any
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """`kind` is inline, keyboard, remove or force_reply; `rows` are empty but for the first two."""

    kind: str
    rows: tuple[tuple[Button, ...], ...] = ()
    raw: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    file_id: str
    file_name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of a message that an edit can change. `body` is its text or its caption."""

    body: FormattedText = field(default_factory=lambda: FormattedText(""))
    markup: Markup | None = None
    document: Document | None = None
    extra: Json = field(default_factory=dict)  # a photo, a service note: sent on as it is

    @property
    def is_text(self) -> bool:
        return self.document is None and not self.extra.keys() - {"forward_origin"}


@dataclass(frozen=True, slots=True)
class Message:
    """A snapshot; the double replaces it by a new one on every edit."""

    id: int
    chat_id: int
    sender: User
    sent_at: int
    content: Content
    reply_to: int | None = None
    quote: str | None = None
    thread_id: int | None = None
    silent: bool = False
    edited_at: int | None = None
    edits: tuple[Content, ...] = ()  # earlier contents, oldest first
    via_bot: bool = False
    reactions: tuple[str, ...] = ()  # the bot's

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return self.content.body.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.content.body.entities

    @property
    def document(self) -> Document | None:
        return self.content.document

    @property
    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """The rows of the inline keyboard; empty where there is none."""
        markup = self.content.markup
        return markup.rows if markup and markup.kind == "inline" else ()

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.keyboard for button in row]

    def marked(self, kind: str) -> list[str]:
        """The stretches of text under entities of one type, in order."""
        return [self.content.body.part(entity) for entity in self.entities if entity.type == kind]


@dataclass(slots=True)
class Topic:
    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat and the bot's standing in it."""

    id: int
    kind: ChatKind
    title: str
    owner: User | None = None  # the other side of a private chat
    members: dict[int, User] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)  # of the members
    topics: dict[int, Topic] = field(default_factory=dict)
    is_forum: bool = False
    bot_status: Literal["member", "administrator", "left", "kicked"] = "member"
    bot_may_write: bool = True
    fate: Literal["open", "not started", "blocked", "deactivated"] = "open"
    migrated_to: int | None = None
    username: str | None = None  # of a channel that anybody may read
    messages: dict[int, Message] = field(default_factory=dict)


@dataclass(slots=True)
class Press:
    """A tap on a button, and what became of it."""

    id: str
    user: User
    message: Message
    data: str
    pressed_at: float
    answered: bool = False
    toast: str = ""
    alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A result of an inline query: what the list shows of it, and what choosing it would send."""

    id: str
    title: str
    description: str
    content: Content

    @property
    def text(self) -> str:
        return self.content.body.text

    def marked(self, kind: str) -> list[str]:
        """The stretches of text under entities of one type, in order."""
        body = self.content.body
        return [body.part(entity) for entity in body.entities if entity.type == kind]


@dataclass(slots=True)
class InlineQuery:
    """What somebody typed after the bot's name, and the results it was given."""

    id: str
    user: User
    query: str
    offset: str
    typed_at: float
    answered: bool = False
    results: tuple[Offer, ...] = ()
    next_offset: str = ""
    cache_time: int = 300
    is_personal: bool = False
    button: Json | None = None

    def offer(self, result_id: str) -> Offer:
        return next(result for result in self.results if result.id == result_id)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the transcript."""

    kind: Literal["sent", "edited", "deleted", "pressed", "toast", "action", "reaction", "note",
                  "typed", "offered"]  # fmt: skip
    chat_id: int
    who: User
    message: Message | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that reached the double and the code it was answered with (0: dropped)."""

    method: str
    params: Json
    at: float
    code: int
