"""Formatting that keeps Telegram from making links of its own out of what a message says.

It makes none inside `code` and inside links, so whatever it might take for an address, a name or a
command is set as code, without a changed character. The commands that stand in the bot's own texts
stay what they are: something to tap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from telegram import MessageEntity
from telegram.constants import MessageLimit

from bot.chat.telegram.linkable import COMMAND, linkable
from bot.chat.telegram.utf16 import positions_in_units
from bot.texts import Wording
from corpus.types import Span

MAX_ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)

LINKED_BY_US = frozenset({
    MessageEntity.CODE, MessageEntity.PRE, MessageEntity.TEXT_LINK, MessageEntity.DATE_TIME,
})  # fmt: skip
_STYLES = frozenset({MessageEntity.BOLD, MessageEntity.ITALIC})


def unlinked(text: str, entities: Sequence[MessageEntity]) -> tuple[MessageEntity, ...]:
    """The entities, and `code` where the text would be linked by itself; all in UTF-16 units."""
    found = [span for span in linkable(text) if not _is_own_command(text, span)]
    if not found:
        return tuple(entities)
    at = positions_in_units(text, chain.from_iterable((span.start, span.stop) for span in found))
    ours = sorted(_span(entity) for entity in entities if entity.type in LINKED_BY_US)
    bare = list(chain.from_iterable(
        _without(Span(at[span.start], at[span.stop]), ours) for span in found
    ))  # fmt: skip
    # Each may cut a style in two.
    room = max(1, (MAX_ENTITIES - len(entities)) // 2)
    if len(bare) > room:
        edges = [edge for entity in entities if entity.type not in _STYLES
                 for edge in _span(entity)]  # fmt: skip
        bare = _joined(bare, edges, most=room)
    code = (_entity(MessageEntity.CODE, span) for span in bare)
    return (*chain.from_iterable(_beside(entity, bare) for entity in entities), *code)


def _is_own_command(text: str, span: Span) -> bool:
    own = text.own if isinstance(text, Wording) else ()
    return bool(COMMAND.fullmatch(text, span.start, span.stop)) and any(
        part.start <= span.start and span.stop <= part.stop for part in own
    )


def _beside(entity: MessageEntity, code: Sequence[Span]) -> Iterable[MessageEntity]:
    """The entity; of a style, which Telegram drops where there is code, the parts around it."""
    if entity.type not in _STYLES:
        return [entity]
    start, stop = _span(entity)
    parts = _without(Span(start, stop), [(span.start, span.stop) for span in code])
    return [_entity(entity.type, part) for part in parts]


def _without(span: Span, holes: Iterable[tuple[int, int]]) -> list[Span]:
    """What is left of a span beside the holes, which are in order."""
    parts, start = [], span.start
    for begins, ends in holes:
        if begins < span.stop and start < ends:
            if start < begins:
                parts.append(Span(start, begins))
            start = ends
    return [*parts, Span(start, span.stop)] if start < span.stop else parts


def _joined(bare: list[Span], edges: Iterable[int], *, most: int) -> list[Span]:
    """At most so many, each of the nearest ones together with what stands between them; those with
    an edge of something else between them stay apart."""
    places = set(edges)
    gaps = [
        (after.start - before.stop, number)
        for number, (before, after) in enumerate(pairwise(bare), start=1)
        if places.isdisjoint(range(before.stop, after.start + 1))
    ]
    closed = {number for _, number in sorted(gaps)[: len(bare) - most]}
    joined: list[Span] = []
    for number, span in enumerate(bare):
        joined = (
            [*joined[:-1], Span(joined[-1].start, span.stop)]
            if number in closed
            else [*joined, span]
        )
    return joined


def _entity(kind: str, span: Span) -> MessageEntity:
    return MessageEntity(kind, span.start, span.stop - span.start)


def _span(entity: MessageEntity) -> tuple[int, int]:
    return entity.offset, entity.offset + entity.length
