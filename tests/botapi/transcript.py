"""What happened, as a conversation that a person can read."""

from __future__ import annotations

from tests.botapi.model import Event, Message
from tests.botapi.text import Entity, utf16_slice
from tests.botapi.world import World

_MARKS = {
    "bold": ("**", "**"),
    "italic": ("_", "_"),
    "underline": ("__", "__"),
    "strikethrough": ("~", "~"),
    "code": ("`", "`"),
    "pre": ("```", "```"),
    "spoiler": ("||", "||"),
}
_QUOTES = {"blockquote": "│ ", "expandable_blockquote": "┊ "}


def transcript(world: World) -> str:
    """All chats' events in order; a heading wherever the chat changes.

    Bold is **so**, a blockquote's lines begin with │ (┊ when it can be folded), a link's address
    follows in ⟨⟩ and buttons stand in [ ].
    """
    lines: list[str] = []
    chat_id = None
    for event in world.events:
        if event.chat_id != chat_id:
            chat_id = event.chat_id
            chat = world.chats[chat_id]
            lines += ["", f"―― {chat.kind} chat: {chat.title} ({chat.id}) ――"]
        lines += _event_lines(event)
    return "\n".join(lines).strip()


def _event_lines(event: Event) -> list[str]:
    who, message = event.who.first_name, event.message
    number = f"[{message.id}] " if message else ""
    match event.kind:
        case "sent":
            return [f"{number}{who}{_context(message)}:", *_message_lines(message)]
        case "edited":
            return [f"{number}{who} edits:", *_message_lines(message)]
        case "pressed":
            return [f"{number}{who} presses [{event.text}]"]
        case "toast":
            return [f"{number}{who} sees: {event.text or '(no notice)'}"]
        case "typed":
            return [f"{who} types: @bot {event.text}"]
        case "offered":
            return [f"    {who} is offered: {event.text}"]
        case "action":
            return [f"{who}: … {event.text}"]
        case _:
            return [f"{number}{who} {event.kind}: {event.text}".rstrip(": ")]


def _context(message: Message | None) -> str:
    if message is None:
        return ""
    return (
        (f" (topic {message.thread_id})" if message.thread_id else "")
        + (f" → [{message.reply_to}]" if message.reply_to else "")
        + (" (silent)" if message.silent else "")
    )


def _message_lines(message: Message | None) -> list[str]:
    if message is None:
        return []
    lines = [f"    {line}" for line in shown(message).split("\n")] if message.text else []
    if message.document:
        lines.append(f"    <file {message.document.file_name}, {len(message.document.data)} bytes>")
    lines += [f"    <{name}>" for name in message.content.extra]
    lines += ["    " + " ".join(f"[{button.text}]" for button in row) for row in message.keyboard]
    return lines


def shown(message: Message) -> str:
    """The text with its formatting made visible."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    quotes: list[tuple[Entity, str]] = []
    for entity in message.entities:
        if entity.type in _QUOTES:
            quotes.append((entity, _QUOTES[entity.type]))
            continue
        before, after = _MARKS.get(entity.type, ("", f"⟨{entity.url}⟩" if entity.url else ""))
        opens.setdefault(entity.offset, []).append(before)
        closes.setdefault(entity.end, []).insert(0, after)
    text, result, line_starts = message.text, [], True
    units = len(text.encode("utf-16-le")) // 2
    offset = 0
    while offset < units:
        result += closes.pop(offset, [])
        result += [
            mark
            for quote, mark in quotes
            if offset == quote.offset or (line_starts and quote.offset < offset < quote.end)
        ]
        result += opens.pop(offset, [])
        character = utf16_slice(text, offset, offset + 1)
        if "\ud800" <= character <= "\udfff":
            character = utf16_slice(text, offset, offset + 2)
            offset += 1
        result.append(character)
        line_starts = character == "\n"
        offset += 1
    return "".join([*result, *closes.pop(units, [])])
